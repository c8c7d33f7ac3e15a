use domain::directory::{LossKind, Profile};

use super::{
    super::read::{Cohorts, School},
    NEW, PairDiff, PeopleDiff,
};

/// Which names a membership has: a bit for each, in the order of the columns.
pub(super) type Details = u8;

/// The details whose loss by many people who stay has to be confirmed. A kind is lost when one of its
/// entries is; an entry of two columns is lost when both are, because a pupil may have a class, groups,
/// or both.
pub(super) const DETAILS: [(LossKind, &[Details]); 4] = [
    (LossKind::Levels, &[1, 2]),
    (LossKind::Functions, &[4]),
    (LossKind::Subjects, &[8]),
    (LossKind::Classes, &[16 | 32]),
];

pub(super) fn details(has_names: [bool; 6]) -> Details {
    has_names.into_iter().rev().fold(0, |details, has| details << 1 | Details::from(has))
}

/// The new memberships of people who lose another one: somebody who moves to another level of the same
/// school loses nothing, as long as their profile there stays the same. In order. People who lose no
/// membership are left out, because a first import would need memory for everybody.
pub(super) struct Comers(Vec<Comer>);

type Comer = (i64, School, Profile, Details);

impl Comers {
    /// `memberships.gone` is in the order of people.
    pub(super) fn of(wanted: &Cohorts, people: &PeopleDiff, memberships: &PairDiff) -> Self {
        let loses = |id: i64| memberships.gone.binary_search_by_key(&id, |(person, _)| *person).is_ok();
        let comes = |(person, cohort): &(u32, u32)| {
            let id = people.ids.get(*person as usize).copied().filter(|id| *id != NEW && loses(*id))?;
            let key = wanted.keys.get(*cohort as usize)?;
            Some((id, key.school, key.profile, details(key.has_names())))
        };
        Self::new(memberships.missing.iter().filter_map(comes).collect())
    }

    fn new(mut comers: Vec<Comer>) -> Self {
        comers.sort_unstable();
        comers.dedup_by(|next, kept| {
            let is_same = (next.0, next.1, next.2) == (kept.0, kept.1, kept.2);
            if is_same {
                kept.3 |= next.3;
            }
            is_same
        });
        Self(comers)
    }

    /// The details that somebody has in their new memberships in this school with this profile; `None`
    /// if they have no new one there.
    pub(super) fn find(&self, person: i64, school: School, profile: Profile) -> Option<Details> {
        let wanted = (person, school, profile);
        let at =
            self.0.binary_search_by_key(&wanted, |(person, school, profile, _)| (*person, *school, *profile));
        at.ok().and_then(|at| self.0.get(at)).map(|comer| comer.3)
    }
}

#[cfg(test)]
mod tests {
    use domain::directory::Profile::{Student, Teacher};

    use super::{Comers, details};

    #[test]
    fn a_class_somewhere_in_the_school_is_a_class() {
        let class = 16;
        let comers = Comers::new(vec![
            (1, 2, Student, 0),
            (3, 0, Student, class),
            (1, 2, Student, class),
            (1, 0, Student, 0),
            (1, 2, Student, 1),
        ]);
        let find = |person, school| comers.find(person, school, Student);
        assert_eq!((find(1, 0), find(1, 2), find(3, 0)), (Some(0), Some(class | 1), Some(class)));
        assert_eq!((find(0, 0), find(1, 1), find(2, 0), find(3, 1)), (None, None, None, None));
        assert_eq!(comers.find(1, 2, Teacher), None, "not as what they were");
    }

    #[test]
    fn each_name_is_a_bit() {
        assert_eq!(details([true, false, false, false, false, false]), 1);
        assert_eq!(details([false, true, false, false, true, true]), 2 | 16 | 32);
    }
}
