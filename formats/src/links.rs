//! Who counts as a parent: the rules of AAF and SIECLE.

use crate::record::Relation;

/// What a file says about an adult and a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Parent(Relation),
    /// *Personne à contacter*, *payeur*, or *personne en charge* without the setting: never a
    /// recipient of what concerns the child.
    Contact,
}

/// The codes of *lien de parenté* were renumbered: old ones are below this.
const FIRST_NEW: u32 = 10;
/// Old and new code of a pupil who is named as their own representative.
const SELF: [u32; 2] = [7, 70];

/// The rule for `ENTElevePersRelEleve`.
///
/// `level` 1 is a legal representative. 2 was the second legal representative while the old codes
/// were in use; with the new ones it is a person in charge, who counts only by a setting. 0 is a
/// contact.
pub fn aaf(relation: u32, level: u32, in_charge: bool) -> Standing {
    let counts = match level {
        1 => true,
        2 => relation < FIRST_NEW || in_charge,
        _ => false,
    };
    standing(relation, counts)
}

/// The rule for SIECLE: `NIVEAU_RESPONSABILITE` (1 representative, 2 in charge, 3 contact) where
/// the file has it, otherwise `RESP_LEGAL` (1 and 2 representatives, 0 contact).
pub fn siecle(relation: u32, level: Option<u32>, legal: Option<u32>, in_charge: bool) -> Standing {
    let counts = match (level, legal) {
        (Some(level), _) => level == 1 || level == 2 && in_charge,
        (None, Some(legal)) => matches!(legal, 1 | 2),
        (None, None) => false,
    };
    standing(relation, counts)
}

fn standing(relation: u32, counts: bool) -> Standing {
    if counts && !SELF.contains(&relation) { Standing::Parent(named(relation)) } else { Standing::Contact }
}

/// The meaning of a code, old (1 père, 2 mère …) or new (10 mère, 20 père …).
pub fn named(code: u32) -> Relation {
    match code {
        2 | 10 => Relation::Mother,
        1 | 20 => Relation::Father,
        3 | 50 => Relation::Guardian,
        37 => Relation::Sibling,
        38 => Relation::Ascendant,
        4 | 39 => Relation::OtherRelative,
        41 => Relation::Educator,
        42 => Relation::FosterCarer,
        43 => Relation::ChildMinder,
        5 | 51 => Relation::SocialServices,
        _ => Relation::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_never_a_parent() {
        for relation in [1, 2, 10, 20, 39, 90] {
            for in_charge in [false, true] {
                assert_eq!(aaf(relation, 0, in_charge), Standing::Contact, "{relation}");
                assert_eq!(aaf(relation, 3, in_charge), Standing::Contact, "SIECLE's number of a contact");
                assert_eq!(siecle(relation, Some(3), Some(1), in_charge), Standing::Contact);
                assert_eq!(siecle(relation, None, Some(0), in_charge), Standing::Contact);
            }
        }
    }

    #[test]
    fn level_one_is_a_parent_with_old_and_new_codes() {
        assert_eq!(aaf(10, 1, false), Standing::Parent(Relation::Mother));
        assert_eq!(aaf(20, 1, false), Standing::Parent(Relation::Father));
        assert_eq!(aaf(2, 1, false), Standing::Parent(Relation::Mother), "old codes are the other way round");
        assert_eq!(aaf(1, 1, false), Standing::Parent(Relation::Father));
    }

    #[test]
    fn level_two_is_a_parent_with_an_old_code_and_by_the_setting_with_a_new_one() {
        assert_eq!(aaf(1, 2, false), Standing::Parent(Relation::Father));
        assert_eq!(aaf(42, 2, false), Standing::Contact);
        assert_eq!(aaf(42, 2, true), Standing::Parent(Relation::FosterCarer));
        assert_eq!(siecle(10, Some(2), None, false), Standing::Contact);
        assert_eq!(siecle(10, Some(2), None, true), Standing::Parent(Relation::Mother));
        assert_eq!(siecle(20, None, Some(2), false), Standing::Parent(Relation::Father));
    }

    #[test]
    fn a_pupil_is_not_their_own_parent() {
        assert_eq!(aaf(70, 1, true), Standing::Contact);
        assert_eq!(aaf(7, 1, true), Standing::Contact);
    }
}
