//! Children whom the files of ONDE name without saying which pupil is meant: a person decides, and the
//! next import of the school does as they said.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// How many questions of one school are kept.
pub const MAX_MATCHES: usize = 200;
/// How many pupils a question offers.
pub const MAX_CANDIDATES: usize = 20;

/// A pupil who may be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The identifier in the directory.
    pub key: String,
    pub name: String,
    /// Empty when unknown.
    pub class: String,
    #[serde(default)]
    pub born: Option<NaiveDate>,
}

/// A guardian names a child who may be one of several pupils, or none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Stays the same as long as guardian and child are written the same.
    pub id: String,
    pub guardian: String,
    /// Empty without an address.
    pub email: String,
    /// As the file has it: last name, first name, class.
    pub child: String,
    pub candidates: Vec<Candidate>,
}

/// The questions that the last files of a school asked, and the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolMatches {
    /// When the files were read.
    pub asked_at: Millis,
    pub asked: Vec<Match>,
    /// By question: the identifier of the pupil, or nothing if it is none of them.
    pub decided: BTreeMap<String, String>,
}

/// By UAI.
pub type Matches = BTreeMap<String, SchoolMatches>;

impl SchoolMatches {
    /// The questions that nobody has answered.
    pub fn open(&self) -> usize {
        self.asked.iter().filter(|one| !self.decided.contains_key(&one.id)).count()
    }
}
