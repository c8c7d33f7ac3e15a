//! Many schools of a region have the same name: where it stands alone, the town stands with it.

use std::collections::BTreeSet;

use backend::{
    access::{self, requests, show_names},
    accounts, agenda, communications, spaces,
};
use domain::{
    access::{RequestInput, Role},
    communications::{Concern, names::NamesFilter, received::ReceivedFilter},
    messages::view::InboxFilter,
    spaces::SpaceKind,
};
use testing::{World, announcement, both_engines, event, note};

const KEY: &str = "0123456789abcdef";
const BOTH: [&str; 2] = ["Collège Fabert (Metz)", "Collège Fabert (Sedan)"];

/// Both schools of the site get one name.
async fn namesakes(world: &World) {
    for (school, town) in [(world.curie, "Metz"), (world.pasteur, "Sedan")] {
        let named = format!("name = 'Collège Fabert', town = '{town}'");
        world.sql(&format!("UPDATE establishment SET {named} WHERE id = {school}")).await;
    }
}

#[both_engines]
async fn schools_of_one_name_look_different_where_one_is_chosen(world: World) {
    namesakes(&world).await;
    let id = world.actor("collectivite").await.publishes(&note("À tous")).await;
    let head = world.actor("proviseure").await;
    let caller = head.caller().await;
    for school in [world.curie, world.pasteur] {
        let scope = format!("etablissement-{school}");
        show_names(&world.backend, &caller, &scope, true).await.expect("switched on");
    }
    let filter = NamesFilter::default();
    let page = communications::names(&world.backend, &caller, id, &filter).await.expect("names");
    let named: Vec<String> = page.schools.into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, BOTH, "the names of the recipients");

    let page = head.received(&ReceivedFilter::default()).await.expect("a list");
    let mut named: Vec<String> = page.rows.into_iter().map(|row| row.school).collect();
    named.sort();
    assert_eq!(named, BOTH, "what was received");

    let page = spaces::spaces_page(&world.backend, &caller, None, "").await.expect("spaces");
    let named: Vec<String> = page.administered.into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, BOTH, "the spaces of a school");
    let named: BTreeSet<String> = page.rows.into_iter().map(|row| row.space.school).collect();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), BOTH, "the name of each space");

    let keys = ["0123456789abcde1", "0123456789abcde2"];
    for ((school, called), key) in [(world.curie, BOTH[0]), (world.pasteur, BOTH[1])].into_iter().zip(keys) {
        let space = world.space(school, SpaceKind::Parents).await;
        let form = agenda::NewForm { key, input: &event("Conseil"), tells: false };
        let id = agenda::create(&world.backend, &caller, Some(space), form).await.expect("an event");
        let shown = agenda::event(&world.backend, &caller, id, None).await.expect("an event");
        assert_eq!(shown.space.map(|space| space.school).as_deref(), Some(called), "its agenda");
    }
}

#[both_engines]
async fn spaces_stand_in_the_order_of_their_schools(world: World) {
    for (school, name) in [(world.curie, "École 10"), (world.pasteur, "ecole 9")] {
        world.sql(&format!("UPDATE establishment SET name = '{name}' WHERE id = {school}")).await;
    }
    let caller = world.actor("parent").await.caller().await;
    let page = spaces::spaces_page(&world.backend, &caller, None, "").await.expect("spaces");
    let named: Vec<String> = page.rows.into_iter().map(|row| row.space.school).collect();
    assert_eq!(named, ["ecole 9", "École 10"]);
}

/// It is asked for each line of a list, and a region has thousands of schools.
#[both_engines]
async fn schools_of_one_name_are_found_along_an_index(world: World) {
    let indexes = world.indexes().await;
    assert!(indexes.contains(" ON establishment (name, town"), "{indexes}");
}

#[both_engines]
async fn people_of_schools_of_one_name_look_different(world: World) {
    namesakes(&world).await;
    let caller = world.actor("proviseure").await.caller().await;
    let scope = format!("etablissement-{}", world.curie);
    let found = access::find_people(&world.backend, &caller, &scope, "professeur").await.expect("people");
    let places: Vec<String> = found.into_iter().filter_map(|person| Some(person.place?.school)).collect();
    assert!(!places.is_empty() && places.iter().all(|place| place == BOTH[0]), "{places:?}");
}

#[both_engines]
async fn the_author_hears_which_of_them_it_was(world: World) {
    namesakes(&world).await;
    let id = world.news_to("Portes ouvertes", |form| form).await;
    let (author, manager) = (world.actor("collectivite").await, world.actor("referent").await);
    manager.contacts(id, world.curie, KEY, ("La date", "Est-elle juste ?")).await.expect("a message");
    let letter = author.inbox(&InboxFilter::default()).await.rows.remove(0);
    assert_eq!(letter.source, BOTH[0]);
    let caller = author.caller().await;
    let exchanges = communications::exchanges(&world.backend, &caller, id).await.expect("a page");
    assert_eq!(exchanges.messages[0].school, BOTH[0]);

    world.wait(1_000);
    manager.takes_offline(id, world.curie, "La date est fausse").await.expect("offline");
    let newest = author.inbox(&InboxFilter::default()).await.rows.remove(0);
    let told = author.opens(newest.id).await.expect("a message");
    assert!(told.body.as_str().contains(BOTH[0]), "{}", told.body.as_str());
}

#[both_engines]
async fn who_decides_on_a_request_reads_for_which_of_them_it_is(world: World) {
    namesakes(&world).await;
    let professor = world.actor("professeur").await.caller().await;
    let asked = RequestInput {
        role: Role::SenderMessage.code().to_owned(),
        severity: String::new(),
        school: format!("etablissement-{}", world.curie),
        reason: "Je prépare les sorties de la classe de seconde.".to_owned(),
    };
    requests::ask(&world.backend, &professor, &asked).await.expect("asked");
    world.publish().await;
    let head = world.actor("direction").await;
    let letter = head.inbox(&InboxFilter::default()).await.rows.remove(0);
    assert_eq!(letter.source, BOTH[0]);
    let own = requests::requests(&world.backend, &professor, "create_communication").await.expect("a page");
    assert_eq!(own.own[0].school, BOTH[0]);
}

/// The author of something that went to the whole authority, and who reads the journal, cannot know which of
/// them is meant.
#[both_engines]
async fn reasons_and_the_journal_say_which_of_them_it_was(world: World) {
    namesakes(&world).await;
    world.compares().await;
    let author = world.actor("collectivite").await;
    let id = author.publishes(&announcement("Forum")).await;
    let school = world.curie;
    world.sql(&format!("UPDATE establishment SET authority_id = authority_id + 1 WHERE id = {school}")).await;
    world.leaves(world.person("etrangere").await).await;
    world.compares().await;
    let concerns = author.detail(id).await.expect("a page").concerns;
    assert_eq!(concerns, [Concern::SchoolLeft { school: BOTH[0].to_owned() }]);
    let letter = author.finds_letters("reception", "Forum").await;
    assert!(!letter.is_empty(), "the author is told");

    let professor = world.actor("professeur").await.caller().await;
    let asked = RequestInput {
        role: Role::SenderMessage.code().to_owned(),
        severity: String::new(),
        school: format!("etablissement-{school}"),
        reason: "Je prépare les sorties de la classe de seconde.".to_owned(),
    };
    requests::ask(&world.backend, &professor, &asked).await.expect("asked");
    let named = "SELECT COUNT(*) FROM audit_entry WHERE action = 'right_requested' \
                 AND detail LIKE '%Fabert (Metz)%'";
    assert_eq!(world.number(named).await, Some(1));
}

/// A parent of children in both schools.
#[both_engines]
async fn who_reads_in_both_sees_which_of_them_speaks(world: World) {
    namesakes(&world).await;
    world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    world.actor("cpe").await.publishes(&note("Cantine")).await;
    let parent = world.actor("parent").await;
    let header = accounts::signed_in(&parent.caller().await, 0);
    assert_eq!(header.schools, BOTH, "what stands on top of each page");
    let letter = parent.inbox(&InboxFilter::default()).await.rows.remove(0);
    assert_eq!(letter.source, BOTH[0]);
    let (id, me, school) = (letter.id, parent.person, world.pasteur);
    world.sql(&format!("INSERT INTO delivery_also VALUES ({id}, {me}, {school})")).await;
    assert_eq!(parent.opens(id).await.expect("a message").schools, BOTH, "through which it came");
    let sources = "SELECT COUNT(*) FROM communication WHERE source_name = 'Collège Fabert (Metz)'";
    assert_eq!(world.number(sources).await, Some(2));
    // What goes to both goes out in the name of their site.
    let head = world.actor("proviseure").await;
    let question = head.asks(&head.fills(announcement("Forum")).await).await.expect("a question");
    assert_eq!(question.schools.len(), 2, "{question:?}");
    assert!(question.schools.iter().all(|school| BOTH.contains(&school.as_str())), "{question:?}");
}

/// A parent of children in both schools, and whoever works in both.
#[both_engines]
async fn who_belongs_to_both_reads_through_which_of_them_it_came(world: World) {
    namesakes(&world).await;
    let parent = world.actor("parent").await;
    world.actor("cpe").await.publishes(&note("Cantine")).await;
    let letter = parent.inbox(&InboxFilter::default()).await.rows.remove(0);
    let shown = parent.opens(letter.id).await.expect("a message");
    assert_eq!((shown.schools.as_slice(), shown.source.as_str()), (&[BOTH[0].to_owned()][..], BOTH[0]));
    world.wait(1_000);
    world.actor("collectivite").await.publishes(&note("À tous")).await;
    let letter = parent.inbox(&InboxFilter::default()).await.rows.remove(0);
    assert_eq!(parent.opens(letter.id).await.expect("a message").schools, BOTH);

    let head = world.actor("proviseure").await.caller().await;
    let mut named = accounts::signed_in(&head, 0).schools;
    named.sort();
    assert_eq!(named, BOTH, "the header of each page");
    let scope = format!("etablissement-{}", world.curie);
    show_names(&world.backend, &head, &scope, true).await.expect("switched on");
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'names_setting' \
                 AND subject = 'Collège Fabert (Metz)'";
    assert_eq!(world.number(noted).await, Some(1), "the journal");
}
