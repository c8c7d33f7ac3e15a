use std::fmt;

use domain::{ArticleId, time::Millis};

/// Where an article stands in the list of its space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ArticlePosition {
    pub at: Millis,
    pub id: ArticleId,
}

impl ArticlePosition {
    /// `INSTANT-NUMBER`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self { at: Millis(at.parse().ok()?), id: id.parse().ok()? })
    }
}

impl fmt::Display for ArticlePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at, self.id)
    }
}

#[cfg(test)]
mod tests {
    use domain::{ArticleId, time::Millis};

    use super::ArticlePosition;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = ArticlePosition { at: Millis(1_790_000_000_000), id: ArticleId(7) };
        assert_eq!(ArticlePosition::parse(&place.to_string()), Some(place));
        assert_eq!(ArticlePosition::parse("7"), None);
        assert_eq!(ArticlePosition::parse("a-b"), None);
    }
}
