//! A parent of several children reads which of them something concerns; nobody else does. And one
//! guardian is enough for the children whom a message concerns, whatever becomes of the others.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use backend::{
    communications,
    home::{announcements_for, children_concerned},
    portals,
};
use domain::{
    CommunicationId, MessageId, PersonId,
    communications::Acknowledgement,
    directory::{ConcernedChild, Profile},
    messages::view::{AcknowledgementState, InboxFilter},
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use testing::{
    Actor, World, announcement, both_engines, in_schools, news, note, of_level, of_profile, parent, pupil,
};

/// A family of two guardians, with Lina in 2de at Curie and Tom in 5e at Pasteur; another family
/// has one child in Lina's class.
async fn families(world: &World) {
    for name in ["mere", "pere"] {
        let stands = world.add(name).stands_in(parent(world.curie, "2de"));
        stands.stands_in(parent(world.pasteur, "5e")).save().await;
    }
    world.add("voisine").stands_in(parent(world.curie, "2de")).save().await;
    world.add("Lina").stands_in(pupil(world.curie, "2de")).save().await;
    world.add("Tom").stands_in(pupil(world.pasteur, "5e")).save().await;
    world.add("Zoé").stands_in(pupil(world.curie, "2de")).save().await;
    for (guardian, child) in
        [("mere", "Lina"), ("mere", "Tom"), ("pere", "Lina"), ("pere", "Tom"), ("voisine", "Zoé")]
    {
        world.family(world.person(guardian).await, world.person(child).await).await;
    }
}

fn child(first_name: &str, level: &str) -> ConcernedChild {
    ConcernedChild { first_name: first_name.to_owned(), level: level.to_owned() }
}

async fn children_of(world: &World, name: &str, id: CommunicationId) -> Vec<ConcernedChild> {
    let page = announcements_for(&world.backend, world.person(name).await).await.expect("a home page");
    let shared = world.backend.home.json_of(&page).expect("JSON");
    let shared = String::from_utf8(shared.to_vec()).expect("JSON");
    for named in ["Lina", "Tom", "Zoé"] {
        assert!(!shared.contains(named), "{shared}");
    }
    let reader = world.person(name).await;
    let mut children = children_concerned(&world.backend, reader, &page).await.expect("children");
    children.remove(&id).unwrap_or_default()
}

#[both_engines]
async fn an_announcement_names_the_child_to_its_own_parents_only(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    let to_2de = head.publishes(&announcement("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    let to_all = head.publishes(&announcement("Vacances").to([of_profile(Profile::Parent)])).await;
    let to_pupils = head.publishes(&announcement("Cantine").to([of_profile(Profile::Student)])).await;
    for name in ["mere", "pere"] {
        assert_eq!(children_of(&world, name, to_2de).await, [child("Lina", "2de")], "{name}");
        assert_eq!(
            children_of(&world, name, to_all).await,
            [child("Lina", "2de"), child("Tom", "5e")],
            "{name}"
        );
    }
    // With one child there is nothing to tell apart; and others read nothing of it.
    for name in ["voisine", "parent", "Lina", "enseignant"] {
        for id in [to_2de, to_all, to_pupils] {
            assert!(children_of(&world, name, id).await.is_empty(), "{name}");
        }
    }
}

/// In the form in which the element on a portal's page reads it.
#[both_engines]
async fn a_widget_names_the_child_to_its_own_parents_only(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    head.publishes(&announcement("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    let named = async |name: &str| {
        let reader = world.person(name).await;
        let answer = portals::announcements(&world.backend, reader).await.expect("an answer");
        let body = answer.body(&world.backend).expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(body["announcements"][0]["text"], "Orientation", "{name}");
        body["announcements"][0]["concerns"].clone()
    };
    for name in ["mere", "pere"] {
        assert_eq!(named(name).await, json!([{ "first_name": "Lina", "level": "2de" }]), "{name}");
    }
    assert_eq!(named("voisine").await, Value::Null);
}

/// Each announcement names its own, and whoever reads other names is answered with another tag.
#[both_engines]
async fn a_widget_names_other_children_in_each_announcement(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    head.publishes(&announcement("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    head.publishes(&announcement("Vacances").to([of_profile(Profile::Parent)])).await;
    let answered = async |name: &str| {
        let reader = world.person(name).await;
        let answer = portals::announcements(&world.backend, reader).await.expect("an answer");
        let body = answer.body(&world.backend).expect("a body");
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        let list = body["announcements"].as_array().expect("a list").iter();
        let named = list.map(|one| (one["text"].to_string(), one["concerns"].clone()));
        (named.collect::<BTreeMap<String, Value>>(), answer.tag)
    };
    let lina = json!({ "first_name": "Lina", "level": "2de" });
    let tom = json!({ "first_name": "Tom", "level": "5e" });
    let (named, tag) = answered("mere").await;
    assert_eq!(named["\"Orientation\""], json!([lina]));
    assert_eq!(named["\"Vacances\""], json!([lina, tom]));
    assert_eq!(answered("mere").await, (named.clone(), tag.clone()), "as it was kept");
    assert_eq!(answered("pere").await, (named, tag.clone()));
    let (others, other) = answered("voisine").await;
    assert!(others.len() == 2 && others.values().all(Value::is_null), "{others:?}");
    assert_ne!(other, tag);
}

#[both_engines]
async fn a_news_item_names_the_child_to_its_own_parents_only(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    let form = news("Orientation", "<p>Réunion</p>").to([of_level(Profile::Parent, "2de")]);
    let id = head.publishes(&form).await;
    let named = async |name: &str| {
        let caller = world.actor(name).await.caller().await;
        communications::read_news(&world.backend, &caller, id).await.expect("a page").children
    };
    for name in ["mere", "pere"] {
        assert_eq!(named(name).await, [child("Lina", "2de")], "{name}");
    }
    for name in ["voisine", "parent"] {
        assert!(named(name).await.is_empty(), "{name} has nothing to tell apart");
    }
}

/// "É" is no letter after "Z".
#[both_engines]
async fn children_stand_in_the_order_of_their_names(world: World) {
    families(&world).await;
    world.add("Élise").stands_in(pupil(world.curie, "2de")).save().await;
    world.family(world.person("voisine").await, world.person("Élise").await).await;
    let head = world.actor("proviseure").await;
    let told = head.publishes(&announcement("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    let read =
        head.publishes(&news("Orientation", "<p>Réunion</p>").to([of_level(Profile::Parent, "2de")])).await;
    let both = [child("Élise", "2de"), child("Zoé", "2de")];
    assert_eq!(children_of(&world, "voisine", told).await, both);
    let caller = world.actor("voisine").await.caller().await;
    let page = communications::read_news(&world.backend, &caller, read).await.expect("a page");
    assert_eq!(page.children, both);
}

#[both_engines]
async fn a_page_names_another_child_after_a_change(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    let id = head.publishes(&announcement("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    assert_eq!(children_of(&world, "mere", id).await, [child("Lina", "2de")]);
    world.joins(world.person("Tom").await, &pupil(world.curie, "2de")).await;
    assert_eq!(children_of(&world, "mere", id).await, [child("Lina", "2de"), child("Tom", "2de")]);
}

async fn newest(actor: Actor<'_>) -> MessageId {
    actor.inbox(&InboxFilter::default()).await.rows[0].id
}

#[both_engines]
async fn a_message_names_the_child_as_it_was_when_it_was_sent(world: World) {
    families(&world).await;
    let head = world.actor("proviseure").await;
    head.publishes(&note("Orientation").to([of_level(Profile::Parent, "2de")])).await;
    let named = async |name: &str| {
        let reader = world.actor(name).await;
        reader.opens(newest(reader).await).await.expect("a message").children
    };
    assert_eq!(named("mere").await, [child("Lina", "2de")]);
    assert!(named("voisine").await.is_empty());
    // A year later she is in 1re, and her brother in 2de.
    let (lina, tom) = (world.person("Lina").await, world.person("Tom").await);
    world.leaves(lina).await;
    world.leaves(tom).await;
    world.joins(lina, &pupil(world.curie, "1re")).await;
    world.joins(tom, &pupil(world.curie, "2de")).await;
    assert_eq!(named("mere").await, [child("Lina", "2de")]);
    // Whoever is no longer her guardian reads nothing of her any more.
    let mother = world.person("mere").await;
    world.sql(&format!("DELETE FROM family_link WHERE parent_id = {mother} AND child_id = {lina}")).await;
    assert!(named("mere").await.is_empty());
    assert_eq!(named("pere").await, [child("Lina", "2de")]);

    head.publishes(&note("À tous").to([of_profile(Profile::Student)])).await;
    assert_eq!(world.number("SELECT COUNT(DISTINCT message_id) FROM delivery_child").await, Some(1));
}

#[both_engines]
async fn a_child_whom_the_message_does_not_concern_is_not_waited_for(world: World) {
    families(&world).await;
    let form = note("Sortie").acknowledged(Acknowledgement::AnyGuardian);
    let to_curie = in_schools(&[world.curie], of_level(Profile::Parent, "2de"));
    world.actor("direction").await.publishes(&form.to([to_curie])).await;
    // Tom has a guardian elsewhere, who has not received anything.
    let (mother, father) = (world.actor("mere").await, world.actor("pere").await);
    let tom = world.person("Tom").await;
    world
        .sql(&format!("DELETE FROM family_link WHERE parent_id = {} AND child_id = {tom}", father.person))
        .await;
    let id = newest(mother).await;
    // A level that is renamed meanwhile changes nothing.
    world.sql("UPDATE cohort SET level = '2nde' WHERE level = '2de'").await;
    father.takes_note(id).await.expect("noted");
    let state = mother.opens(id).await.expect("a message").acknowledgement;
    assert!(matches!(state, AcknowledgementState::Covered(_)), "{state:?}");
    let neighbour = world.actor("voisine").await.opens(id).await.expect("a message").acknowledgement;
    assert_eq!(neighbour, AcknowledgementState::Asked);
}

/// Children by school and level, the guardians of each, and who acknowledges in which order.
#[derive(Clone, Debug)]
struct Case {
    children: Vec<(bool, bool, Vec<usize>)>,
    notes: Vec<usize>,
}

const GUARDIANS: usize = 4;

fn cases() -> impl Strategy<Value = Case> {
    let child = (any::<bool>(), any::<bool>(), vec(0..GUARDIANS, 1..=3));
    (vec(child, 1..=4), vec(0..GUARDIANS, 0..=3)).prop_map(|(children, notes)| Case { children, notes })
}

/// Who is covered, as the rule says it: somebody whose child, whom the message concerns, has another
/// guardian who acknowledged, and none of whose children whom it concerns still waits.
fn covered(case: &Case, noted: &BTreeSet<usize>, recipients: &BTreeSet<usize>) -> BTreeSet<usize> {
    let concerned = |child: &&(bool, bool, Vec<usize>)| child.0 && child.1;
    let settled = |child: &(bool, bool, Vec<usize>)| child.2.iter().any(|guardian| noted.contains(guardian));
    recipients
        .iter()
        .copied()
        .filter(|guardian| !noted.contains(guardian))
        .filter(|guardian| {
            let mut own =
                case.children.iter().filter(concerned).filter(|child| child.2.contains(guardian)).peekable();
            own.peek().is_some() && own.all(settled)
        })
        .collect()
}

#[both_engines(flavor = "multi_thread")]
async fn one_guardian_is_enough_for_every_concerned_child(world: World) {
    let runtime = tokio::runtime::Handle::current();
    let mut runner = TestRunner::new(Config { max_shrink_iters: 50, ..Config::with_cases(24) });
    let rounds = Cell::new(0);
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&cases(), |case| {
            rounds.set(rounds.get() + 1);
            runtime.block_on(agrees(&world, &case, rounds.get()));
            Ok(())
        })
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn agrees(world: &World, case: &Case, round: u32) {
    let mut people: Vec<PersonId> = Vec::new();
    let mut recipients = BTreeSet::new();
    for guardian in 0..GUARDIANS {
        let mut new = world.add(&format!("g{round}-{guardian}"));
        for (at_curie, in_2de, guardians) in &case.children {
            if guardians.contains(&guardian) {
                let school = if *at_curie { world.curie } else { world.pasteur };
                let stands = parent(school, if *in_2de { "2de" } else { "1re" });
                if *at_curie && *in_2de {
                    recipients.insert(guardian);
                }
                new = new.stands_in_once(stands);
            }
        }
        people.push(new.save().await);
    }
    for (position, (at_curie, in_2de, guardians)) in case.children.iter().enumerate() {
        let school = if *at_curie { world.curie } else { world.pasteur };
        let stands = pupil(school, if *in_2de { "2de" } else { "1re" });
        let child = world.add(&format!("c{round}-{position}")).stands_in(stands).save().await;
        for guardian in guardians.iter().collect::<BTreeSet<_>>() {
            world.family(people[*guardian], child).await;
        }
    }
    let form = note(&format!("Tour {round}")).acknowledged(Acknowledgement::AnyGuardian);
    world
        .actor("proviseure")
        .await
        .publishes(
            &form.to([of_level(Profile::Parent, "2de")].map(|target| in_schools(&[world.curie], target))),
        )
        .await;
    let mut noted = BTreeSet::new();
    let mut states: BTreeMap<usize, MessageId> = BTreeMap::new();
    for guardian in &recipients {
        let actor = Actor { world, person: people[*guardian] };
        states.insert(*guardian, newest(actor).await);
    }
    for guardian in case.notes.iter().filter(|guardian| recipients.contains(guardian)) {
        let actor = Actor { world, person: people[*guardian] };
        actor.takes_note(states[guardian]).await.expect("noted");
        noted.insert(*guardian);
    }
    let expected = covered(case, &noted, &recipients);
    for guardian in recipients.difference(&noted) {
        let actor = Actor { world, person: people[*guardian] };
        let state = actor.opens(states[guardian]).await.expect("a message").acknowledgement;
        let is_covered = matches!(state, AcknowledgementState::Covered(_));
        assert_eq!(is_covered, expected.contains(guardian), "{case:?}: guardian {guardian}");
    }
}
