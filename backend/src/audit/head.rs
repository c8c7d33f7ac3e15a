use std::{fmt, str::FromStr};

/// The last entry as noted elsewhere; only this reveals that entries were cut off the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once(':').and_then(|(number, hash)| {
            Some(Self { number: number.parse().ok()?, hash: hash.to_ascii_lowercase() })
        });
        parsed.ok_or_else(|| format!("expected NUMBER:HASH, found {text:?}"))
    }
}
