use url::Url;

/// The addresses of a form as browsers write them, one a line: an international name in ASCII, as in
/// `https://xn--cole-9oa.example`. What is no address stays as it was typed.
pub fn as_browsers_write(typed: &str) -> String {
    let written = |word: &str| match Url::parse(word) {
        Ok(address) if !word.is_ascii() => address.to_string(),
        _ => word.to_owned(),
    };
    let words = typed.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(written).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use domain::portals::origin;

    use super::as_browsers_write;

    #[test]
    fn an_international_name_becomes_the_one_that_browsers_send() {
        for (typed, expected) in [
            ("https://École.example.fr", "https://xn--cole-9oa.example.fr"),
            ("https://école.example.fr:8443/", "https://xn--cole-9oa.example.fr:8443"),
            ("https://ENT.example", "https://ent.example"),
        ] {
            assert_eq!(origin(&as_browsers_write(typed)), Ok(expected.to_owned()), "{typed}");
        }
        for wrong in ["école.example.fr", "https://moi@école.example.fr", "https://école.example.fr/é"] {
            assert!(origin(&as_browsers_write(wrong)).is_err(), "{wrong}");
        }
        assert_eq!(as_browsers_write(" https://a.example,\n*  "), "https://a.example\n*");
    }
}
