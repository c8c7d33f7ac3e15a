use chrono::NaiveDate;

use crate::tables::Functions;

/// How the files of a school are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether *personnes en charge* count as parents.
    pub in_charge: bool,
    pub today: NaiveDate,
    pub functions: Functions,
}
