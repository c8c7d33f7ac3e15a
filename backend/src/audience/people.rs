use domain::PersonId;

/// Everybody, in the order of their numbers, with the positions of their cohorts in
/// `Index::by_class`. Three lists instead of a map: a million people take less than 20 MB.
#[derive(Debug, Default)]
pub(super) struct People {
    ids: Vec<PersonId>,
    /// Where the positions of each person end.
    ends: Vec<u32>,
    positions: Vec<u32>,
}

impl People {
    /// Adds a person with a larger number than all before.
    pub fn add(&mut self, person: PersonId, positions: &[usize]) {
        if positions.is_empty() {
            return;
        }
        self.ids.push(person);
        self.positions.extend(positions.iter().map(|position| number(*position)));
        self.ends.push(number(self.positions.len()));
    }

    /// The positions of a person's cohorts; none for somebody who has left.
    pub fn cohorts_of(&self, person: PersonId) -> &[u32] {
        let Ok(place) = self.ids.binary_search(&person) else { return &[] };
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.positions[begin as usize..self.ends[place] as usize]
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use domain::PersonId;

    use super::People;

    #[test]
    fn everybody_has_their_own_cohorts() {
        let mut people = People::default();
        for (person, positions) in [(3, vec![7]), (4, vec![]), (5, vec![0, 9]), (8, vec![7])] {
            people.add(PersonId(person), &positions);
        }
        for (person, positions) in [(2, vec![]), (3, vec![7]), (4, vec![]), (5, vec![0, 9]), (8, vec![7])] {
            assert_eq!(people.cohorts_of(PersonId(person)), positions, "{person}");
        }
    }
}
