use domain::text::cleaned;
use url::Url;

/// An address of a form as browsers write it: an international name in ASCII, as in
/// `https://xn--cole-9oa.example`, and `www.` with its `https://`. What is no address stays as it was typed.
pub fn as_browsers_write(typed: &str) -> String {
    // A sign that nobody sees would be written with per cent signs.
    let typed = cleaned(typed);
    let begin = typed.trim_start().get(..4).unwrap_or_default();
    let scheme = if begin.eq_ignore_ascii_case("www.") { "https://" } else { "" };
    let meant = format!("{scheme}{}", typed.trim());
    match Url::parse(&meant) {
        Ok(address) if !meant.is_ascii() => address.to_string(),
        _ => meant,
    }
}

/// The same of several addresses, one a line.
pub fn each_as_browsers_write(typed: &str) -> String {
    let words = typed.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(as_browsers_write).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use domain::portals::origin;

    use super::{as_browsers_write, each_as_browsers_write};

    #[test]
    fn an_international_name_becomes_the_one_that_browsers_send() {
        for (typed, expected) in [
            ("https://École.example.fr", "https://xn--cole-9oa.example.fr"),
            ("https://école.example.fr:8443/", "https://xn--cole-9oa.example.fr:8443"),
            ("https://ENT.example", "https://ent.example"),
            ("www.ent.example.fr", "https://www.ent.example.fr"),
            ("WWW.école.example.fr/", "https://www.xn--cole-9oa.example.fr"),
        ] {
            assert_eq!(origin(&as_browsers_write(typed)), Ok(expected.to_owned()), "{typed}");
        }
        for wrong in [
            "ent.example.fr",
            "www.ent.example.fr/accueil",
            "école.example.fr",
            "https://moi@école.example.fr",
            "https://école.example.fr/é",
        ] {
            assert!(origin(&as_browsers_write(wrong)).is_err(), "{wrong}");
        }
        assert_eq!(each_as_browsers_write(" https://a.example,\n*  "), "https://a.example\n*");
    }

    #[test]
    fn the_address_of_keys_may_have_a_comma() {
        for typed in ["https://ent.example/jwks,v1", "https://ent.example/jwks?use=sig,enc"] {
            assert_eq!(as_browsers_write(typed), typed);
        }
        let international = "https://école.example.fr/jwks,v1";
        assert_eq!(as_browsers_write(international), "https://xn--cole-9oa.example.fr/jwks,v1");
        assert_eq!(as_browsers_write(" www.ent.example/jwks,v1"), "https://www.ent.example/jwks,v1");
        let pasted = "\u{200b}https://ent.example/jwks\u{ad}/v1\u{200b}";
        assert_eq!(as_browsers_write(pasted), "https://ent.example/jwks/v1");
    }
}
