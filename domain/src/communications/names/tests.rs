use std::collections::{BTreeMap, BTreeSet};

use super::{
    AccountState, Child, NAMES_PER_PAGE, NameState, NamesFilter, Recipient, counted_names, grouped_names,
    named_rows, names_window, never_signed_in,
};
use crate::{PersonId, directory::Profile};

fn places(of: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    of.iter().map(|(level, class)| ((*level).to_owned(), (*class).to_owned())).collect()
}

fn parent(id: i64, children: &[i64]) -> Recipient {
    Recipient {
        person: PersonId(id),
        name: format!("Parent {id}"),
        order: format!("parent {id:05}"),
        profile: Profile::Parent,
        places: places(&[("2de", "2A"), ("1re", "1B")]),
        opened: false,
        confirmed: false,
        covered: false,
        account: AccountState::Missing,
        children: children.iter().map(|id| PersonId(*id)).collect(),
    }
}

fn children() -> BTreeMap<PersonId, Child> {
    let child = |name: &str, of: &[(&str, &str)]| Child { name: name.to_owned(), places: places(of) };
    BTreeMap::from([
        (PersonId(101), child("Aïcha", &[("2de", "2A")])),
        (PersonId(102), child("Boris", &[("1re", "1B")])),
        (PersonId(103), child("Chloé", &[("2de", "2A")])),
    ])
}

#[test]
fn a_family_is_one_row_and_one_guardian_is_enough() {
    // 1 and 2 have Aïcha and Chloé, 1 and 3 have Boris, 4 has nobody here.
    let (mut one, two, three) = (parent(1, &[101, 102, 103]), parent(2, &[101, 103]), parent(3, &[102]));
    let four = parent(4, &[]);
    one.opened = true;
    let mut three_noted = three.clone();
    three_noted.confirmed = true;
    let rows = named_rows(&[one.clone(), two.clone(), three_noted, four], &children(), true);
    let shown: Vec<(&str, bool, bool)> =
        rows.iter().map(|row| (row.key.as_str(), row.opened, row.confirmed)).collect();
    assert_eq!(shown, [("1-3", true, true), ("4", false, false), ("1-2", true, false)]);
    assert_eq!(rows[2].children, ["Aïcha", "Chloé"]);
    assert_eq!(rows[2].places, [("2de".to_owned(), "2A".to_owned())], "where the children are");
    let states = counted_names(&rows, &NamesFilter::default(), true);
    assert!(states.contains(&(NameState::Unconfirmed, 2)) && states.contains(&(NameState::Unopened, 1)));
    assert_eq!(counted_names(&rows, &NamesFilter::default(), false).len(), 2, "nobody was asked to confirm");

    let each = named_rows(&[one, two, three], &children(), false);
    assert_eq!(each.len(), 3, "each for themselves");
    assert_eq!(each.iter().map(|row| row.names.len()).max(), Some(1));
}

#[test]
fn covered_guardians_have_confirmed() {
    let covered = Recipient { covered: true, ..parent(1, &[]) };
    let rows = named_rows(&[covered, parent(2, &[])], &children(), true);
    assert_eq!(rows.iter().map(|row| row.confirmed).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn classes_stand_in_the_order_of_their_numbers() {
    let of = |id: i64, classes: &[(&str, &str)]| Recipient { places: places(classes), ..parent(id, &[]) };
    let all = [
        of(1, &[("2de", "2de 10")]),
        of(2, &[("2de", "École")]),
        of(3, &[("2de", "2de 9"), ("2de", "2de 10")]),
        of(4, &[("2de", "Zola")]),
        of(5, &[("2de", "2de 9")]),
    ];
    let rows = named_rows(&all, &children(), false);
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["5", "3", "1", "2", "4"]);
    assert_eq!(
        rows[1].places,
        places(&[("2de", "2de 9")]).into_iter().chain(places(&[("2de", "2de 10")])).collect::<Vec<_>>()
    );
    let groups = grouped_names(&rows);
    let classes: Vec<&str> = groups.iter().map(|group| group.class.as_str()).collect();
    assert_eq!(classes, ["2de 9", "2de 10", "École", "Zola"]);
}

#[test]
fn classes_are_counted_and_filtered() {
    let staff = Recipient { profile: Profile::Teacher, places: BTreeSet::new(), ..parent(9, &[]) };
    let rows = named_rows(&[parent(1, &[101]), parent(2, &[102]), staff], &children(), true);
    let groups = grouped_names(&rows);
    let found: Vec<(Profile, &str, u64)> =
        groups.iter().map(|group| (group.profile, group.class.as_str(), group.all)).collect();
    assert_eq!(found, [(Profile::Parent, "1B", 1), (Profile::Parent, "2A", 1), (Profile::Teacher, "", 1)]);
    let of = |filter: NamesFilter| names_window(&rows, &filter).total;
    assert_eq!(of(NamesFilter { class: "2A".to_owned(), ..NamesFilter::default() }), 1);
    assert_eq!(of(NamesFilter { level: "3e".to_owned(), ..NamesFilter::default() }), 0);
    let teachers = Profile::Teacher.code().to_owned();
    assert_eq!(of(NamesFilter { profile: teachers, ..NamesFilter::default() }), 1);
    assert_eq!(of(NamesFilter { state: "jamais".to_owned(), ..NamesFilter::default() }), 3);
}

/// Somebody without a class, or with a level alone, stands beside those who have one.
#[test]
fn each_line_of_a_class_leads_to_those_whom_it_counts() {
    let pupil = |id: i64, of: &[(&str, &str)]| Recipient {
        profile: Profile::Student,
        places: places(of),
        opened: id % 2 == 0,
        ..parent(id, &[])
    };
    let all = [
        pupil(1, &[]),
        pupil(2, &[("2de", "")]),
        pupil(3, &[("2de", "2A")]),
        pupil(4, &[("2de", "2A"), ("1re", "1B")]),
        pupil(5, &[("", "2A")]),
    ];
    let rows = named_rows(&all, &BTreeMap::new(), false);
    let groups = grouped_names(&rows);
    assert_eq!(groups.len(), 5);
    for group in groups {
        let filter = NamesFilter {
            profile: group.profile.code().to_owned(),
            level: group.level.clone(),
            class: group.class.clone(),
            exact: true,
            ..NamesFilter::default()
        };
        assert_eq!(names_window(&rows, &filter).total, group.all, "{group:?}");
        let states = counted_names(&rows, &filter, false);
        let expected =
            [(NameState::Unopened, group.unopened), (NameState::Opened, group.all - group.unopened)];
        assert_eq!(states, expected, "{group:?}");
    }
}

#[test]
fn those_who_never_signed_in_are_counted_as_people() {
    let used = Recipient { account: AccountState::Used, ..parent(2, &[101]) };
    let unused = Recipient { account: AccountState::Unused, ..parent(3, &[101]) };
    let all = [parent(1, &[101]), used, unused];
    let found = never_signed_in(&all);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].profile, found[0].without_account, found[0].unused), (Profile::Parent, 1, 1));
    assert_eq!(named_rows(&all, &children(), true)[0].account, AccountState::Used);
}

/// While somebody turns the pages of three thousand names, people open the message.
#[test]
fn what_leaves_the_list_moves_no_other_row_to_another_page() {
    let mut all: Vec<Recipient> = (1..=3_000).map(|id| parent(id, &[])).collect();
    let unopened = NamesFilter { state: "non-ouvert".to_owned(), ..NamesFilter::default() };
    let first = names_window(&named_rows(&all, &BTreeMap::new(), false), &unopened);
    assert_eq!((first.rows.len(), first.total), (NAMES_PER_PAGE, 3_000));
    assert_eq!(first.earlier, None);
    let last = first.later.clone().unwrap_or_default();
    for one in all.iter_mut().take(NAMES_PER_PAGE) {
        one.opened = true;
    }
    let rows = named_rows(&all, &BTreeMap::new(), false);
    let second = names_window(&rows, &NamesFilter { after: last, ..unopened.clone() });
    assert_eq!(second.rows[0].key, "101", "nobody is passed over");
    let before = second.rows[0].key.clone();
    let back = names_window(&rows, &NamesFilter { before, ..unopened.clone() });
    assert_eq!(back.rows[0].key, "101", "the first page is what is left");
    let gone = names_window(&rows, &NamesFilter { after: "gone".to_owned(), ..unopened.clone() });
    assert_eq!(gone.rows[0].key, "101");
    let whole = names_window(&rows, &NamesFilter { whole: true, ..unopened });
    assert_eq!((whole.rows.len(), whole.later), (2_900, None));
}
