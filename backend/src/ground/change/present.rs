use domain::{PersonId, time::Millis};
use serde::Serialize;

use super::{Scope, Topic};
use crate::{Result, stored::to_json_bytes, token::fingerprint};

/// What an open page shows now, and what it has to hear of to stay true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Another one whenever the page would show something else.
    pub version: String,
    /// When that changes by itself.
    pub until: Millis,
    pub concerns: Vec<(Topic, Scope)>,
}

impl Present {
    /// `numbers` are what the page shows, as far as it changes. The page hears of `scopes`, and of what its
    /// reader may no longer read.
    pub fn of(numbers: &[i64], reader: PersonId, scopes: impl IntoIterator<Item = Scope>) -> Self {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let me = Scope::Person(reader);
        let rights = [(Topic::Access, me), (Topic::Directory, me)];
        let boards = scopes.into_iter().map(|scope| (Topic::Board, scope));
        Self { version: numbers.join("-"), until: Millis(i64::MAX), concerns: boards.chain(rights).collect() }
    }

    /// What else it shows that is no number, such as a name, and who may press what.
    ///
    /// # Errors
    /// [`crate::Error`] for what cannot be written as JSON.
    pub fn with(self, shown: &impl Serialize) -> Result<Self> {
        let mark = fingerprint(&to_json_bytes("what a page shows", shown)?);
        Ok(Self { version: format!("{}-{mark}", self.version), ..self })
    }

    /// It changes by itself at the first of these instants.
    #[must_use]
    pub fn until(self, instants: impl IntoIterator<Item = Millis>) -> Self {
        Self { until: instants.into_iter().min().unwrap_or(self.until), ..self }
    }
}
