//! Two different people of a list never look the same.

use std::collections::BTreeSet;

use domain::{
    PersonId,
    access::{Known, labels, view::Belonging},
    directory::Profile,
};
use proptest::prelude::*;

/// Few names, places and endings, so that most lists hold namesakes.
fn known() -> impl Strategy<Value = Known> {
    let name = prop::sample::select(vec!["Léa Roux", "LEA ROUX", "Léa  Roux", "Ida Blanc"]);
    let school = prop::sample::select(vec!["Lycée Curie", "Collège Pasteur"]);
    let place = prop::option::of(school.prop_map(|school| Belonging {
        profile: Profile::Teacher,
        detail: "Arts".to_owned(),
        school: school.to_owned(),
    }));
    let levels =
        prop::collection::btree_set(prop::sample::select(vec!["2de".to_owned(), "1re".to_owned()]), 0..3);
    let login = prop::sample::select(vec!["", "lea.roux"]);
    (name, place, levels, login, "[0-1]{1,6}4821", any::<bool>()).prop_map(
        |(name, place, levels, login, identifier, namesake)| Known {
            id: PersonId(0),
            name: name.to_owned(),
            place,
            levels,
            login: login.to_owned(),
            identifier,
            namesake,
        },
    )
}

proptest! {
    #[test]
    fn any_two_people_of_a_list_look_different(mut people in prop::collection::vec(known(), 0..12)) {
        // The directory holds each identifier once.
        let mut seen = BTreeSet::new();
        people.retain(|person| seen.insert(person.identifier.clone()));
        let shown: Vec<String> = labels(people)
            .into_iter()
            .map(|label| format!("{} {}", domain::search::name_key(&label.name), words::Language::French.words().access.person_place(&label)))
            .collect();
        let different: BTreeSet<&String> = shown.iter().collect();
        prop_assert_eq!(different.len(), shown.len(), "{:?}", shown);
    }
}

#[test]
fn a_function_has_the_apostrophe_of_the_words_beside_it() {
    let place = Belonging {
        profile: Profile::Management,
        detail: "Chef d'établissement".to_owned(),
        school: "Lycée Curie".to_owned(),
    };
    for language in [words::Language::French, words::Language::English] {
        let shown = language.words().access.place(&place);
        assert!(shown.contains("Chef d’établissement") && !shown.contains('\''), "{shown}");
    }
}
