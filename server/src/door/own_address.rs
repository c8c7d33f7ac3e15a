use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::said::unclaimed;

/// The longest address that is kept: a header has a limit too.
const MAX_BYTES: usize = 2_000;

/// An address of this portal to go back to, from a stranger's text. Whatever is not certainly one
/// of ours becomes the home page, so it can always stand in a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnAddress(String);

impl OwnAddress {
    /// Keeps a path with its query: visible ASCII, no backslash, no empty segment, and no encoded
    /// control character, slash or backslash in the path. What it claims of an act is taken
    /// out.
    pub fn new(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self::default();
        }
        let text = unclaimed(text);
        let (path, query) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
        let visible = |part: &str| part.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let ours = path.starts_with('/')
            && visible(path)
            && visible(query)
            && !path.as_bytes().windows(2).any(|two| two == b"//")
            && path.split('/').all(|segment| !is_dots(segment))
            && is_well_encoded(path);
        let is_home = path == "/" && query.is_empty();
        Self(if ours && !is_home { text } else { String::new() })
    }

    /// To redirect to.
    pub fn as_str(&self) -> &str {
        if self.0.is_empty() { "/" } else { &self.0 }
    }

    /// For the query of another address: empty for the home page.
    pub fn in_query(&self) -> &str {
        &self.0
    }
}

impl Serialize for OwnAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OwnAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(deserializer)?))
    }
}

/// `.` and `..`, encoded or not: a browser removes them and what is left may begin with `//`.
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Every `%` is followed by two digits that name no control character, slash or backslash.
fn is_well_encoded(path: &str) -> bool {
    path.split('%').skip(1).all(|rest| {
        let digits = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|byte| !byte.is_ascii_control() && !matches!(byte, b'/' | b'\\'))
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::{ProptestConfig, Strategy, proptest};

    use super::{MAX_BYTES, OwnAddress};

    #[test]
    fn our_own_addresses_are_kept() {
        for ours in [
            "/communications/emises",
            "/communications/emises?statut=a&page=2",
            "/communications/emises?q=%2F%2F%01%5C",
            "/?de=//ailleurs.example",
            "/fichiers/%C3%A9t%C3%A9.pdf#bas",
        ] {
            assert_eq!(OwnAddress::new(ours).as_str(), ours);
        }
    }

    #[test]
    fn what_an_address_claims_is_not_kept() {
        for (given, kept) in [
            ("/messagerie/4?fait=accuse", "/messagerie/4"),
            ("/messagerie/4?page=2&%66ait=accuse#bas", "/messagerie/4?page=2#bas"),
            ("/communications/nouvelle?etape=joindre&type=info", "/communications/nouvelle?type=info"),
            ("/?fait=deconnexion", "/"),
        ] {
            assert_eq!(OwnAddress::new(given).as_str(), kept);
        }
    }

    #[test]
    fn everything_else_becomes_the_home_page() {
        let long = format!("/{}", "a".repeat(MAX_BYTES));
        for other in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a//evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/%2e/evil",
            "/a/%2E%2e/evil",
            "/%2F/evil.example",
            "/%2fevil.example",
            "/%5Cevil.example",
            "/%09/evil.example",
            "/%01x",
            "/%7f",
            "/%",
            "/%4",
            "/%zz",
            "/\u{1}x",
            "/a b",
            "/a\u{7f}",
            "/été",
            "/a?b\r\nSet-Cookie: c=d",
            "https://evil.example",
            "javascript:alert(1)",
            "evil.example",
            &long,
        ] {
            assert_eq!(OwnAddress::new(other).as_str(), "/", "{other:?}");
            assert_eq!(OwnAddress::new(other).in_query(), "", "{other:?}");
        }
    }

    /// Texts that mix what is dangerous with what is ordinary.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = proptest::sample::select(vec![
            "/",
            "//",
            "\\",
            ".",
            "..",
            "%2f",
            "%5C",
            "%2e",
            "%01",
            "%0d%0a",
            "%",
            ":",
            "@",
            "?",
            "#",
            "&",
            "=",
            "a",
            "evil.example",
            "https:",
            "\t",
            "\r\n",
            "\0",
            "\u{1}",
            "\u{7f}",
            "é",
            "\u{202e}",
            " ",
        ]);
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn it_is_always_a_header_and_the_same_origin(text in any_text()) {
            let address = OwnAddress::new(&text);
            assert!(HeaderValue::try_from(address.as_str()).is_ok(), "{text:?}");
            let here = reqwest::Url::parse("https://ent.example.fr/connexion").expect("an address");
            let there = here.join(address.as_str()).expect("an address");
            assert_eq!(there.origin(), here.origin(), "{text:?}");
            assert!(!there.path().starts_with("//"), "{text:?}");
        }
    }
}
