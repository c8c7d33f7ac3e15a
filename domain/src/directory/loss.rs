use serde::{Deserialize, Serialize};

/// What an import takes away in large number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    People,
    /// People who stay under another name: accents that were encoded twice rename more than half.
    Renamed,
    /// People who stay, and whose e-mail address is taken away or becomes another one: in a column that slipped
    /// by a line, everybody has that of somebody else.
    Addresses,
    /// People with a role that was given to them by name, and administrators of the portal.
    RoleHolders,
    Memberships,
    FamilyLinks,
    /// Schools that no longer have a head.
    Heads,
    /// Schools that are taken from their authority: whoever has a role of it loses them.
    Authorities,
    /// Memberships of one school, which is named.
    School,
    /// Memberships that lose their class and group while the person stays in the school: a file
    /// without these columns would take them from everybody.
    Classes,
    /// The same of their level or sub-level, and of the others: whoever writes to them by it reaches nobody.
    Levels,
    Functions,
    Subjects,
    /// Nothing goes, but all schools of the delivery are new, beside those of other deliveries of the same
    /// academy: so many people come beside so many who stay.
    OtherSchools,
}

impl LossKind {
    /// Whether rows or values are missing, as in a file that is cut; otherwise others stand in their place.
    pub const fn is_missing(self) -> bool {
        !matches!(self, Self::Renamed | Self::Authorities | Self::OtherSchools)
    }
}

/// More than a tenth of something would go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    pub kind: LossKind,
    /// The school, for [`LossKind::School`]; the first ones, for [`LossKind::Authorities`].
    pub school: Option<String>,
    pub lost: u64,
    pub out_of: u64,
}

/// Below this number a tenth of something small is an ordinary change. People have no such bound, nor who has a
/// role, nor schools.
const FEW: u64 = 10;
/// From this number on it is no ordinary change that all of them go: of a small school that is a file without
/// rows, or a column that was emptied.
const ALL_OF: u64 = 3;

impl Loss {
    /// The loss, if it is more than a tenth.
    pub fn beyond_a_tenth(kind: LossKind, school: Option<String>, lost: u64, out_of: u64) -> Option<Self> {
        let few = match kind {
            LossKind::People | LossKind::RoleHolders | LossKind::Heads | LossKind::Authorities => 0,
            _ => FEW,
        };
        let may_be_emptied =
            matches!(kind, LossKind::School | LossKind::FamilyLinks | LossKind::Classes | LossKind::Levels);
        let is_much = lost > few && lost.saturating_mul(10) > out_of;
        let is_emptied = may_be_emptied && lost >= ALL_OF && lost == out_of;
        (is_much || is_emptied).then_some(Self { kind, school, lost, out_of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_tenth_asks_and_a_few_rows_do_not() {
        let asks = |kind, lost, out_of| Loss::beyond_a_tenth(kind, None, lost, out_of).is_some();
        assert!(!asks(LossKind::People, 2, 20));
        assert!(asks(LossKind::People, 3, 20));
        assert!(!asks(LossKind::FamilyLinks, 10, 12));
        assert!(asks(LossKind::FamilyLinks, 11, 12));
        assert!(asks(LossKind::FamilyLinks, 8, 8), "a table with its header alone, in a small school");
        assert!(asks(LossKind::Classes, 3, 3) && asks(LossKind::Levels, 10, 10));
        assert!(!asks(LossKind::FamilyLinks, 2, 2) && !asks(LossKind::Renamed, 8, 8));
        assert!(asks(LossKind::School, 3, 3) && !asks(LossKind::School, 2, 2), "one person may be replaced");
        assert!(!asks(LossKind::School, 9, 10));
        assert!(asks(LossKind::Authorities, 1, 3) && !asks(LossKind::Authorities, 1, 20));
        assert!(!asks(LossKind::Memberships, 100, 1_000));
        assert!(asks(LossKind::Heads, 1, 1));
        assert!(!asks(LossKind::Heads, 0, 0));
    }
}
