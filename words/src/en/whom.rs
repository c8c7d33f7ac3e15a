//! A target as a sentence that says whom it reaches.

use domain::{
    directory::{SchoolClass, SchoolLevel, SubLevel},
    targets::{Criterion, Target, staff_apart},
    text::apostrophes,
};

use super::criteria::profile_plural;

/// `All parents in 2de and 1re`; `None` for a target without any of these criteria.
pub(super) fn whom(target: &Target) -> Option<String> {
    let Target { profiles, levels, sub_levels, functions, subjects, classes, groups, .. } = target;
    let qualified = [
        one_or_more([" in ", " in "], ranked(levels, SchoolLevel::rank)),
        one_or_more([" of class ", " of classes "], ranked(classes, SchoolClass::rank)),
        one_or_more([" of group ", " of groups "], named(groups)),
        one_or_more([", ", ", "], ranked(sub_levels, SubLevel::rank)),
        one_or_more([", job ", ", jobs "], named(functions)),
        one_or_more([", subject ", ", subjects "], named(subjects)),
    ]
    .concat();
    let (staff, others) = staff_apart(profiles);
    let mut people: Vec<String> = others.into_iter().map(|one| profile_plural(one).to_owned()).collect();
    people.extend(staff.then(|| "staff".to_owned()));
    let people = joined(people);
    match (people.is_empty(), qualified.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("All people{qualified}")),
        (false, _) => Some(format!("All {people}{qualified}")),
    }
}

/// The names after one of two words; empty for no names.
fn one_or_more(words: [&str; 2], names: Vec<String>) -> String {
    match names.len() {
        0 => String::new(),
        1 => format!("{}{}", words[0], joined(names)),
        _ => format!("{}{}", words[1], joined(names)),
    }
}

fn named<T: Ord + AsRef<str>>(criterion: &Criterion<T>) -> Vec<String> {
    ranked(criterion, |_| 0)
}

/// In the order in which pupils go through them.
fn ranked<T: Ord + AsRef<str>>(criterion: &Criterion<T>, rank: fn(&T) -> u8) -> Vec<String> {
    criterion.names(rank).iter().map(|name| apostrophes(name)).collect()
}

/// `a`, `a and b`, `a, b and c`
fn joined(mut names: Vec<String>) -> String {
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        directory::{Profile, SchoolLevel},
        targets::Target,
    };

    use super::whom;

    #[test]
    fn a_target_says_whom_it_reaches() {
        let levels = ["1re", "2de"].map(|level| SchoolLevel::parse(level).expect("a level"));
        let parents = Target {
            profiles: [Profile::Parent].into_iter().collect(),
            levels: levels.into_iter().collect(),
            ..Target::everybody()
        };
        assert_eq!(whom(&parents).as_deref(), Some("All parents in 2de and 1re"));
        assert_eq!(whom(&Target::everybody()), None);
        let everybody = [
            Profile::Student,
            Profile::Teacher,
            Profile::Management,
            Profile::SchoolLife,
            Profile::AdminTechnical,
            Profile::Librarian,
        ];
        let of = |some: &[Profile]| {
            whom(&Target { profiles: some.iter().copied().collect(), ..Target::everybody() })
        };
        assert_eq!(of(&everybody).as_deref(), Some("All pupils and staff"));
        assert_eq!(of(&everybody[1..]).as_deref(), Some("All staff"));
    }
}
