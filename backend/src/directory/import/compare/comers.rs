use super::{
    super::read::{Cohorts, School},
    NEW, PairDiff, PeopleDiff,
};

/// The schools to which people come who lose a membership: somebody who moves to another level of the
/// same school loses nothing. In order; whoever only comes is left out, or a first import would need
/// memory for everybody.
pub(super) struct Comers(Vec<(i64, School, bool)>);

impl Comers {
    /// `memberships.gone` is in the order of people.
    pub(super) fn of(wanted: &Cohorts, people: &PeopleDiff, memberships: &PairDiff) -> Self {
        let loses = |id: i64| memberships.gone.binary_search_by_key(&id, |(person, _)| *person).is_ok();
        let comes = |(person, cohort): &(u32, u32)| {
            let id = people.ids.get(*person as usize).copied().filter(|id| *id != NEW && loses(*id))?;
            let key = wanted.keys.get(*cohort as usize)?;
            Some((id, key.school, key.has_class()))
        };
        let mut comers: Vec<(i64, School, bool)> = memberships.missing.iter().filter_map(comes).collect();
        comers.sort_unstable();
        comers.dedup();
        Self(comers)
    }

    /// Whether somebody comes somewhere in a school, and there in a class or group.
    pub(super) fn find(&self, person: i64, school: School) -> Option<bool> {
        let end = self.0.partition_point(|one| *one <= (person, school, true));
        let (last, there, with_class) = self.0.get(end.checked_sub(1)?)?;
        (*last == person && *there == school).then_some(*with_class)
    }
}

#[cfg(test)]
mod tests {
    use super::Comers;

    #[test]
    fn a_class_somewhere_in_the_school_is_a_class() {
        let comers = Comers(vec![(1, 0, false), (1, 2, false), (1, 2, true), (3, 0, true)]);
        let find = |person, school| comers.find(person, school);
        assert_eq!((find(1, 0), find(1, 2), find(3, 0)), (Some(false), Some(true), Some(true)));
        assert_eq!((find(0, 0), find(1, 1), find(2, 0), find(3, 1)), (None, None, None, None));
    }
}
