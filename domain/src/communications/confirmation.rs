//! What the sender confirms before a deployment, and when it still holds.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Conflict, EstablishmentId, PersonId, time::Millis};

/// A confirmed count may move by this many people, or by a tenth, after the sender has been asked a
/// second time.
const FEW: u64 = 20;
/// Of what goes out later, nobody is told that so many people came or left: one new pupil is more than a
/// tenth of a small group.
const HARDLY_ANY: u64 = 2;

/// What the question before a deployment was about. It travels with the answer, and the server
/// compares it with what it would deploy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub sender: PersonId,
    /// Key of the perimeter.
    pub perimeter: String,
    /// The name that readers see as the source.
    pub source: String,
    /// IANA name of the zone of *Date d'envoi*.
    pub zone: String,
    pub schools: BTreeSet<EstablishmentId>,
    /// SHA-256 of the criteria of all targets, in hexadecimal.
    pub criteria: String,
    /// SHA-256 of the content and the attached files, in hexadecimal.
    pub content: String,
    /// The number of recipients that the question names.
    pub recipients: u64,
    /// When the question was asked. A draft that was saved later, in another tab, may hold more.
    pub asked_at: Millis,
    /// The sender was told that the number had moved, and confirmed the new one.
    pub asked_again: bool,
}

impl Confirmation {
    /// Whether `present`, made from the same form at this moment, is what was confirmed.
    ///
    /// # Errors
    /// The first difference, in the order in which it matters to the sender.
    pub fn still_holds(&self, present: &Self) -> Result<(), Conflict> {
        if self.sender != present.sender {
            return Err(Conflict::SenderChanged);
        }
        let place = |one: &Self| (one.perimeter.clone(), one.source.clone(), one.zone.clone());
        if place(self) != place(present) {
            return Err(Conflict::PerimeterChanged);
        }
        if self.schools != present.schools {
            return Err(Conflict::SchoolsChanged);
        }
        if (&self.criteria, &self.content) != (&present.criteria, &present.content) {
            return Err(Conflict::ContentChanged);
        }
        if self.accepts(present.recipients) {
            Ok(())
        } else {
            Err(Conflict::RecipientsMoved { before: self.recipients, now: present.recipients })
        }
    }

    /// The same confirmation, with the number that the sender was told last.
    #[must_use]
    pub fn with_recipients(&self, now: u64) -> Self {
        Self { recipients: now, asked_again: true, ..self.clone() }
    }

    /// The first time the number must be exact. Later it may move a little, so that an alert goes
    /// out although people come and go all the time.
    fn accepts(&self, now: u64) -> bool {
        let moved = self.recipients.abs_diff(now);
        moved == 0 || (self.asked_again && !moved_much(self.recipients, now))
    }
}

/// Whether a count moved so far that whoever sits at the question should be asked once more: by more than a
/// tenth, and by more than twenty people.
pub fn moved_much(before: u64, now: u64) -> bool {
    moved_by_a_tenth(before, now) && before.abs_diff(now) > FEW
}

/// Whether a count moved so far that whoever confirmed it, perhaps weeks ago, should know before it goes out:
/// by more than a tenth, and by three people or more. A class of 25 that became 40 is one.
pub fn moved_meanwhile(before: u64, now: u64) -> bool {
    moved_by_a_tenth(before, now) && before.abs_diff(now) > HARDLY_ANY
}

fn moved_by_a_tenth(before: u64, now: u64) -> bool {
    before.abs_diff(now) > before / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(recipients: u64) -> Confirmation {
        Confirmation {
            sender: PersonId(1),
            perimeter: "etablissement-1".to_owned(),
            schools: BTreeSet::from([EstablishmentId(1)]),
            criteria: "a".to_owned(),
            content: "b".to_owned(),
            source: "Lycée Curie".to_owned(),
            zone: "Europe/Paris".to_owned(),
            recipients,
            asked_at: Millis(0),
            asked_again: false,
        }
    }

    #[test]
    fn every_difference_is_named() {
        type Change = fn(&mut Confirmation);
        let changes: [(Change, Conflict); 8] = [
            (|it| it.sender = PersonId(2), Conflict::SenderChanged),
            (|it| "collectivite-1".clone_into(&mut it.perimeter), Conflict::PerimeterChanged),
            (|it| "Autre".clone_into(&mut it.source), Conflict::PerimeterChanged),
            (|it| "Indian/Reunion".clone_into(&mut it.zone), Conflict::PerimeterChanged),
            (|it| it.schools = [EstablishmentId(1), EstablishmentId(2)].into(), Conflict::SchoolsChanged),
            (|it| it.criteria.push('x'), Conflict::ContentChanged),
            (|it| it.content.push('x'), Conflict::ContentChanged),
            (|it| it.recipients = 101, Conflict::RecipientsMoved { before: 100, now: 101 }),
        ];
        assert_eq!(asked(100).still_holds(&asked(100)), Ok(()));
        for (change, conflict) in changes {
            let mut present = asked(100);
            change(&mut present);
            assert_eq!(asked(100).still_holds(&present), Err(conflict));
        }
    }

    #[test]
    fn after_the_second_question_the_count_may_move_a_little() {
        let again = |before: u64, now: u64| asked(0).with_recipients(before).still_holds(&asked(now)).is_ok();
        assert!(again(1_000, 1_100) && again(1_000, 900), "a tenth");
        assert!(!again(1_000, 1_101) && !again(1_000, 899));
        assert!(again(3, 23) && again(23, 3), "twenty people");
        assert!(!again(3, 24));
    }

    #[test]
    fn of_what_goes_out_later_small_audiences_count_too() {
        assert!(moved_meanwhile(25, 40) && moved_meanwhile(40, 25), "a class");
        assert!(moved_meanwhile(25, 28) && !moved_meanwhile(25, 27));
        assert!(
            moved_meanwhile(1, 4) && !moved_meanwhile(1, 2) && !moved_meanwhile(1, 3),
            "one or two people"
        );
        assert!(moved_meanwhile(1_000, 1_101) && !moved_meanwhile(1_000, 1_100), "a tenth");
        assert!(!moved_meanwhile(0, 0));
    }
}
