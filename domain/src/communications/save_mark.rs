use serde::{Deserialize, Serialize};

/// Which state of a draft a page goes on from, so that two pages of one draft never overwrite each
/// other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveMark {
    /// Chosen by the page, for this state.
    pub id: String,
    /// The states that the page knows: the one that it opened with, and those that it has sent.
    pub known: Vec<String>,
}

/// How many states a page remembers: of its latest saves some may have been lost on their way.
const REMEMBERED: usize = 16;

impl SaveMark {
    /// The page of a draft; `stored` is its mark, or nothing.
    pub fn opened(stored: &str) -> Self {
        let known = Some(stored).filter(|stored| !stored.is_empty()).map(str::to_owned);
        Self { id: String::new(), known: known.into_iter().collect() }
    }

    /// The page sends another state, under a new `id`.
    pub fn sends(&mut self, id: String) {
        self.known.push(id.clone());
        let over = self.known.len().saturating_sub(REMEMBERED);
        self.known.drain(..over);
        self.id = id;
    }

    /// Whether the stored state is one that the page knows. A draft without a mark was stored by a page
    /// that knew none.
    pub fn knows(&self, stored: &str) -> bool {
        stored.is_empty() || self.known.iter().any(|known| known == stored)
    }
}

#[cfg(test)]
mod tests {
    use super::SaveMark;

    #[test]
    fn the_second_page_of_a_draft_does_not_know_what_the_first_one_saved() {
        let (mut first, mut second) = (SaveMark::opened("a"), SaveMark::opened("a"));
        first.sends("b".to_owned());
        assert!(first.knows("a"), "its save may have been lost");
        let stored = first.id.clone();
        second.sends("c".to_owned());
        assert!(first.knows(&stored) && !second.knows(&stored));
        assert!(SaveMark::opened("").knows(""), "a draft of an earlier version");
    }

    #[test]
    fn a_page_remembers_its_latest_saves() {
        let mut page = SaveMark::opened("a");
        for number in 0..20 {
            page.sends(number.to_string());
        }
        assert!(page.knows("19") && page.knows("4") && !page.knows("3") && !page.knows("a"));
    }
}
