//! *Personnes*: an administrator browses and searches the directory.

use backend::{Error, accounts};
use domain::{
    accounts::{
        people::{PEOPLE_PER_PAGE, PeopleFilter, PeoplePage},
        view::AccountState,
    },
    directory::Profile,
};
use testing::{World, both_engines, in_class, pupil};

fn names(page: &PeoplePage) -> Vec<&str> {
    page.rows.iter().map(|row| row.account.name.as_str()).collect()
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[both_engines]
async fn people_are_found_by_name_school_profile_and_class(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let both = in_class("2DE 4", "", pupil(world.curie, "2de"));
    world.add("Zoé").stands_in(both).stands_in(pupil(world.pasteur, "3e")).save().await;
    world.add("Zita").stands_in(in_class("2de 4", "", pupil(world.leconte, "2de"))).save().await;
    let find =
        async |filter: PeopleFilter| accounts::people(&world.backend, &admin, &filter).await.expect("a page");
    let all = find(PeopleFilter::default()).await;
    assert!(names(&all).contains(&"eleve Martin") && all.next.is_none(), "{all:?}");
    assert!(all.schools.contains(&text("Lycée Curie (Metz)")), "{:?}", all.schools);

    let found = find(PeopleFilter { search: text("MARTIN zoe"), ..PeopleFilter::default() }).await;
    assert_eq!(names(&found), ["Zoé Martin"]);
    let in_one_word = PeopleFilter { search: text("martinzoe"), ..PeopleFilter::default() };
    assert_eq!(names(&find(in_one_word).await), ["Zoé Martin"]);
    for signs in ["_", "%", "\\"] {
        for asked in [
            PeopleFilter { search: text(signs), ..PeopleFilter::default() },
            PeopleFilter { school: text(signs), ..PeopleFilter::default() },
        ] {
            assert_eq!(names(&find(asked).await), Vec::<&str>::new(), "{signs}");
        }
    }
    let nothing = PeopleFilter { search: text("'"), ..PeopleFilter::default() };
    assert_eq!(names(&find(nothing).await), names(&all), "an apostrophe is as if it were not there");
    let row = &found.rows[0];
    let places: Vec<(&str, &[String])> =
        row.places.iter().map(|place| (place.school.as_str(), &place.details[..])).collect();
    let expected = [[text("2DE 4")], [text("3e")]];
    assert_eq!(
        places,
        [("Lycée Curie (Metz)", &expected[0][..]), ("Collège Pasteur (Metz)", &expected[1][..])]
    );
    assert_eq!((row.account.state, row.since), (AccountState::None, None));

    let in_class =
        |school: &str| PeopleFilter { school: text(school), class: text("2de 4"), ..PeopleFilter::default() };
    assert_eq!(names(&find(in_class("")).await), ["Zita Martin", "Zoé Martin"]);
    assert_eq!(names(&find(in_class("lycee leconte")).await), ["Zita Martin"]);
    assert_eq!(names(&find(in_class("0570051w")).await), ["Zoé Martin"]);
    assert!(find(in_class("Nulle part")).await.rows.is_empty());
    let unspaced = PeopleFilter { class: text("2De4"), ..PeopleFilter::default() };
    assert_eq!(names(&find(unspaced).await), ["Zita Martin", "Zoé Martin"]);

    let with = |profile| PeopleFilter { profile: Some(profile), ..PeopleFilter::default() };
    let pupils = find(with(Profile::Student)).await;
    let expected = ["collegien Martin", "eleve Martin", "reunionnais Martin", "Zita Martin", "Zoé Martin"];
    assert_eq!(names(&pupils), expected);
    assert_eq!(names(&find(with(Profile::LocalAuthority)).await), ["collectivite Martin"]);

    let zita = world.person("Zita").await;
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {zita}")).await;
    assert_eq!(names(&find(in_class("")).await), ["Zoé Martin"], "who has left is not there");
    let pupil = world.actor("eleve").await.caller().await;
    let refused = accounts::people(&world.backend, &pupil, &PeopleFilter::default()).await;
    assert!(matches!(refused, Err(Error::AdministratorOnly)));
}

/// Two schools of one name in one town are two places.
#[both_engines]
async fn schools_of_one_name_in_one_town_stay_two(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    for school in [world.curie, world.pasteur] {
        let named = "name = 'Collège Fabert', town = 'Metz'";
        world.sql(&format!("UPDATE establishment SET {named} WHERE id = {school}")).await;
    }
    let head = PeopleFilter { search: text("proviseure"), ..PeopleFilter::default() };
    let page = accounts::people(&world.backend, &admin, &head).await.expect("a page");
    let [row] = page.rows.as_slice() else { panic!("{page:?}") };
    let mut places: Vec<&str> = row.places.iter().map(|place| place.school.as_str()).collect();
    places.sort_unstable();
    let expected = ["Collège Fabert (Metz, 0570051W)", "Collège Fabert (Metz, 0570052X)"];
    assert_eq!(places, expected);
    // What is offered finds the school that it names.
    assert!(page.schools.contains(&text(expected[1])), "{:?}", page.schools);
    let there = PeopleFilter { school: text(expected[1]), ..PeopleFilter::default() };
    let page = accounts::people(&world.backend, &admin, &there).await.expect("a page");
    assert!(
        names(&page).contains(&"collegien Martin") && !names(&page).contains(&"eleve Martin"),
        "{page:?}"
    );
}

#[both_engines]
async fn pages_begin_after_a_person_and_say_since_when(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    world
        .imports(|[_, people, memberships, _]| {
            for number in 0..=PEOPLE_PER_PAGE {
                people.push_str(&format!("z{number};Zed;Une;\n"));
                memberships.push_str(&format!("z{number};0570051W;National_ENS;2de;;;Lettres;;\n"));
            }
        })
        .await;
    let filter = PeopleFilter { search: text("zed"), ..PeopleFilter::default() };
    let first = accounts::people(&world.backend, &admin, &filter).await.expect("a page");
    assert_eq!(first.rows.len(), PEOPLE_PER_PAGE);
    assert!(first.rows.iter().all(|row| !row.account.apart.is_empty()), "namesakes are told apart");
    let now = world.backend.clock.now();
    assert!(first.rows.iter().all(|row| row.since.is_some_and(|since| since.at == now)), "{first:?}");
    let last = first.rows.last().map(|row| row.account.person);
    assert!(last.is_some() && first.next == last);
    let rest = PeopleFilter { after: first.next, ..filter };
    let rest = accounts::people(&world.backend, &admin, &rest).await.expect("a page");
    assert_eq!((rest.rows.len(), rest.next), (1, None));
    assert!(first.rows.iter().all(|row| row.account.person != rest.rows[0].account.person));
}

/// Neither makes a statement as long as the directory has schools, nor reads all its cohorts.
#[both_engines]
async fn a_search_of_very_many_schools_asks_for_more(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 201)";
    world
        .sql(&format!(
            "{series} INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
             SELECT '099' || (10000 + i) || 'Z', 'École ' || i, 'Aubrac', 'Europe/Paris', \
             (SELECT MIN(id) FROM authority) FROM n"
        ))
        .await;
    let of = async |school: &str| {
        let filter = PeopleFilter { school: text(school), ..PeopleFilter::default() };
        accounts::people(&world.backend, &admin, &filter).await.expect("a page")
    };
    let many = of("aubrac").await;
    assert!(many.too_many_schools && many.rows.is_empty() && !many.schools.is_empty(), "{many:?}");
    let one = of("ecole 201").await;
    assert!(!one.too_many_schools && one.rows.is_empty(), "{one:?}");
    assert!(!of("curie").await.rows.is_empty());
    let indexes = world.indexes().await;
    assert!(indexes.contains(" ON cohort (school_class"), "names of classes have an index: {indexes}");
}
