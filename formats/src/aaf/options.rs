use chrono::NaiveDate;

use super::structures::Base;
use crate::tables::Functions;

/// How a feed is read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The code of the academy, for the prefix of identifiers; read from the structures otherwise.
    pub academy: Option<String>,
    /// Whether *personnes en charge* (level 2 with a new code) count as parents.
    pub in_charge: bool,
    /// Whether adults that no pupil of this delivery names come along (a delta always has them).
    pub all_relatives: bool,
    /// For dates of entry and exit.
    pub today: NaiveDate,
    /// The date of the last delivery that was imported.
    pub last: Option<NaiveDate>,
    pub functions: Functions,
    /// What a delta may refer to besides what it brings.
    pub base: Base,
}

impl Options {
    pub fn new(today: NaiveDate) -> Self {
        Self {
            academy: None,
            in_charge: false,
            all_relatives: false,
            today,
            last: None,
            functions: Functions::default(),
            base: Base::default(),
        }
    }
}
