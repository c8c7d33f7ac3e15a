use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::fields::FieldProblem;

const MAX_LENGTH: usize = 2_000;

/// The address behind *en savoir plus*. It always begins with `http://` or `https://`, so it is
/// safe in an `href`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    External(#[serde(deserialize_with = "checked")] String),
}

impl Link {
    /// Parses *URL externe*. A missing scheme is refused, not guessed.
    pub fn parse_external(raw: &str) -> Result<Self, FieldProblem> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Err(FieldProblem::Required);
        }
        let count = raw.chars().count();
        if count > MAX_LENGTH {
            return Err(FieldProblem::TooLong { count, max: MAX_LENGTH });
        }
        let (scheme, rest) = raw.split_once("://").ok_or(FieldProblem::NotAWebAddress)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _port)| host);
        let known_scheme = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        // A user name before the host ("https://ecole.fr@evil.example") only serves to deceive.
        let plain_host = !host.is_empty() && !authority.contains('@') && !authority.contains('\\');
        let no_blank = !raw.chars().any(|c| c.is_whitespace() || c.is_control());
        if known_scheme && plain_host && no_blank {
            Ok(Self::External(raw.to_owned()))
        } else {
            Err(FieldProblem::NotAWebAddress)
        }
    }

    pub fn href(&self) -> &str {
        let Self::External(address) = self;
        address
    }
}

/// JSON from outside is not trusted either: `javascript:` is refused here too.
fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = String::deserialize(deserializer)?;
    let Link::External(address) = Link::parse_external(&raw).map_err(D::Error::custom)?;
    Ok(address)
}
