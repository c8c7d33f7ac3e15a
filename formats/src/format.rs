//! The formats that are known.

use serde::{Deserialize, Serialize};

/// What a file is, told by its content and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A part of an AAF delivery, of the first or second degree.
    Aaf,
    SieclePupils,
    SiecleGuardians,
    SiecleStructures,
    SiecleNomenclature,
    /// Another export of SIECLE, which nothing here needs.
    SiecleOther,
    Sts,
    OndePupils,
    OndeGuardians,
    OndeTeachers,
    /// A file of a OneRoster package.
    OneRoster,
    /// Our own tables, also as a workbook.
    Schools,
    People,
    Memberships,
    Families,
}
