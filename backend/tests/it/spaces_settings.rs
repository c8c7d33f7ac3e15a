//! The settings of spaces, and the private feed of articles.

use std::sync::Arc;

use backend::{
    Error, Result,
    agenda::{self, NewForm},
    spaces::{
        ArticleFeed, Saved, Step, add_space, article_feed, change_space, name_for_space, readable_spaces_of,
        remove_named, renew_article_feed, revoke_article_feed, save_article, space_settings,
    },
};
use domain::{
    SpaceId,
    directory::Profile,
    fields::FieldProblem,
    spaces::{ArticleInput, MAX_SPACES, NamedInput, SpaceInput, SpaceKind},
};
use testing::{Actor, Crossing, World, both_engines, event, pupil, refused_field, teacher};

fn club(level: &str) -> SpaceInput {
    SpaceInput {
        name: "Club théâtre".into(),
        profiles: vec![Profile::Student.code().into()],
        levels: vec![level.into()],
    }
}

async fn adds(actor: &Actor<'_>, input: &SpaceInput) -> Result<SpaceId> {
    let world = actor.world;
    add_space(&world.backend, &actor.caller().await, world.curie, input).await
}

async fn reads(actor: &Actor<'_>, id: SpaceId) -> bool {
    let caller = actor.caller().await;
    let spaces = readable_spaces_of(&actor.world.backend.db, &caller, actor.world.curie).await;
    spaces.expect("spaces").iter().any(|space| space.id == id)
}

#[both_engines]
async fn a_school_adds_a_space_and_says_who_reads_it(world: World) {
    let [head, writer, pupil] =
        [world.actor("direction").await, world.actor("redacteur").await, world.actor("eleve").await];
    let refused = adds(&writer, &club("2de")).await;
    assert!(matches!(refused, Err(Error::RightsAdministratorOnly)), "{refused:?}");
    let elsewhere = add_space(&world.backend, &head.caller().await, world.foreign, &club("2de")).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)), "{elsewhere:?}");
    let id = adds(&head, &club("2de")).await.expect("a space");
    assert!(reads(&pupil, id).await);
    change_space(&world.backend, &head.caller().await, (id, None), &club("1re")).await.expect("changed");
    assert!(!reads(&pupil, id).await, "another level reads it now");
    let settings = space_settings(&world.backend, &head.caller().await, id, "").await.expect("settings");
    assert_eq!(settings.input, club("1re"));
    let unnamed = SpaceInput { name: " ".into(), ..club("2de") };
    assert_eq!(refused_field(adds(&head, &unnamed).await), ("nom".to_owned(), FieldProblem::Required));
    let numbered = |number: usize| SpaceInput { name: format!("Club {number}"), ..club("2de") };
    for number in 1..MAX_SPACES {
        let id = adds(&head, &numbered(number)).await.expect("a space");
        let again = adds(&head, &numbered(number)).await.expect("the button was pressed twice");
        assert_eq!(again, id, "one space");
    }
    let most = ("nom".to_owned(), FieldProblem::AtMost { max: MAX_SPACES });
    assert_eq!(refused_field(adds(&head, &club("2de")).await), most);
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'space_changed'";
    assert_eq!(world.number(sql).await, Some(21), "each change is in the journal");
}

/// Whoever opens a space to others learns that they will read what is there already.
#[both_engines]
async fn the_settings_say_what_new_readers_will_find(world: World) {
    let head = world.actor("direction").await;
    let (backend, caller) = (&world.backend, head.caller().await);
    let id = adds(&head, &club("2de")).await.expect("a space");
    let finds = async || space_settings(backend, &caller, id, "").await.expect("settings").published;
    assert_eq!(finds().await, 0);
    for (number, step) in [(1, Step::Publish { confirmed: None }), (2, Step::Keep)] {
        let (form, title) = (format!("form-000{number}"), format!("Répétition {number}"));
        let input = ArticleInput { title, body: "<p>Lundi</p>".into(), ..ArticleInput::default() };
        save_article(backend, &caller, id, None, &form, &input, step).await.expect("stored");
    }
    assert_eq!(finds().await, 1, "a draft is its author's");
    let new = NewForm { key: "form-number-3", input: &event("Spectacle"), tells: false };
    let spectacle = agenda::create(backend, &caller, Some(id), new).await.expect("an event");
    assert_eq!(finds().await, 2);
    agenda::remove(backend, &caller, spectacle, None).await.expect("removed");
    assert_eq!(finds().await, 1);
}

/// The form is sent with what it shows: without the level, every pupil would read the space.
#[both_engines]
async fn what_nobody_in_the_school_has_any_more_stays_chosen(world: World) {
    let head = world.actor("direction").await;
    let (backend, caller) = (&world.backend, head.caller().await);
    let of_level = adds(&head, &club("CM2")).await.expect("a space");
    let shown = space_settings(backend, &caller, of_level, "").await.expect("settings");
    assert!(shown.levels.iter().any(|level| level == "CM2"), "{:?}", shown.levels);
    let adults: Vec<Profile> =
        Profile::ALL.into_iter().filter(|profile| *profile != Profile::Student).collect();
    let profiles = adults.iter().map(|profile| profile.code().to_owned()).collect();
    let of_adults = SpaceInput { name: "Fête".into(), profiles, levels: Vec::new() };
    let id = adds(&head, &of_adults).await.expect("a space");
    let shown = space_settings(backend, &caller, id, "").await.expect("settings");
    assert!(adults.iter().all(|profile| shown.profiles.contains(profile)), "{:?}", shown.profiles);
}

#[both_engines]
async fn people_and_populations_are_named_and_removed(world: World) {
    let [head, teacher] = [world.actor("direction").await, world.actor("professeur").await];
    let sql = format!("SELECT id FROM space WHERE establishment_id = {} AND kind = 'parents'", world.curie);
    let id = SpaceId(world.number(&sql).await.expect("a space"));
    let (backend, caller) = (&world.backend, head.caller().await);
    let person = |person: i64| NamedInput {
        what: "write".into(),
        person: person.to_string(),
        ..NamedInput::default()
    };
    assert!(!reads(&teacher, id).await);
    name_for_space(backend, &caller, id, &person(teacher.person.0)).await.expect("named");
    assert!(reads(&teacher, id).await, "who writes reads");
    let twice = name_for_space(backend, &caller, id, &person(teacher.person.0)).await;
    assert_eq!(refused_field(twice), ("personne".to_owned(), FieldProblem::AlreadyListed));
    let stranger = world.person("etrangere").await;
    let stranger = name_for_space(backend, &caller, id, &person(stranger.0)).await;
    assert_eq!(refused_field(stranger), ("personne".to_owned(), FieldProblem::UnknownChoice));
    let office =
        NamedInput { what: "moderate".into(), function: "Secrétaire".into(), ..NamedInput::default() };
    name_for_space(backend, &caller, id, &office).await.expect("named");
    let found = space_settings(backend, &caller, id, "prof").await.expect("settings");
    assert_eq!(found.named.len(), 2);
    assert!(found.found.iter().any(|found| found.id == teacher.person), "{:?}", found.found);
    for line in found.named {
        remove_named(backend, &caller, id, line.row).await.expect("removed");
    }
    assert!(!reads(&teacher, id).await);
    let own = name_for_space(backend, &teacher.caller().await, id, &person(teacher.person.0)).await;
    assert!(matches!(own, Err(Error::NotFound)), "{own:?}");
}

/// Whoever administers more schools finds those of this one: the others cannot be named here, and would fill the
/// list.
#[both_engines]
async fn only_people_of_the_school_are_found_to_be_named(world: World) {
    world.administrator("collectivite").await;
    for number in 0..25 {
        world.add(&format!("zaza{number}")).stands_in(pupil(world.pasteur, "5e")).save().await;
    }
    let here = world.add("zaza").stands_in(teacher(world.curie, "2de", "Arts")).save().await;
    let sql = format!("SELECT id FROM space WHERE establishment_id = {} AND kind = 'parents'", world.curie);
    let id = SpaceId(world.number(&sql).await.expect("a space"));
    let caller = world.actor("collectivite").await.caller().await;
    let finds = async |search: &str| {
        let shown = space_settings(&world.backend, &caller, id, search).await.expect("settings");
        shown.found.into_iter().map(|person| person.id).collect::<Vec<_>>()
    };
    assert_eq!(finds("zaza").await, [here]);
    assert!(finds("z").await.is_empty(), "half of a school");
    assert!(finds("").await.is_empty());
    let input = NamedInput { what: "write".into(), person: here.to_string(), ..NamedInput::default() };
    name_for_space(&world.backend, &caller, id, &input).await.expect("whoever is found can be named");
}

#[both_engines]
async fn a_private_feed_has_what_its_owner_may_read_now(world: World) {
    let [head, reader] = [world.actor("direction").await, world.actor("parent").await];
    let sql = format!("SELECT id FROM space WHERE establishment_id = {} AND kind = 'parents'", world.curie);
    let id = SpaceId(world.number(&sql).await.expect("a space"));
    let backend = &world.backend;
    let input = ArticleInput {
        title: "Sortie <b>".into(),
        body: "<p>Lundi</p><script>x()</script>".into(),
        ..ArticleInput::default()
    };
    let step = Step::Publish { confirmed: None };
    let saved = save_article(backend, &head.caller().await, id, None, "form-0001", &input, step).await;
    assert!(matches!(saved, Ok(Saved::Published(_))), "{saved:?}");
    let caller = reader.caller().await;
    let token = renew_article_feed(backend, &caller, id).await.expect("an address");
    let feed = article_feed(backend, id, &token).await.expect("a feed");
    let ArticleFeed { space, entries, .. } = feed.expect("a reader");
    assert_eq!((space.kind, entries.len()), (SpaceKind::Parents, 1));
    assert_eq!((entries[0].title.as_str(), entries[0].body.as_str()), ("Sortie <b>", "<p>Lundi</p>"));
    let hidden = format!("SELECT COUNT(*) FROM space_feed WHERE token_hash = '{token}'");
    assert_eq!(world.number(&hidden).await, Some(0), "only a hash is stored");

    let renewed = renew_article_feed(backend, &caller, id).await.expect("another");
    assert!(matches!(article_feed(backend, id, &token).await, Err(Error::NotFound)), "the old one is dead");
    assert!(article_feed(backend, id, &renewed).await.expect("a feed").is_some());
    world.leaves(reader.person).await;
    let gone = article_feed(backend, id, &renewed).await;
    assert!(matches!(gone, Ok(None)), "rights are read at each fetch");
    let token = renew_article_feed(backend, &head.caller().await, id).await.expect("an address");
    revoke_article_feed(backend, &head.caller().await, id).await.expect("revoked");
    assert!(matches!(article_feed(backend, id, &token).await, Err(Error::NotFound)));
}

/// Thirty long articles take long to write: no program lets a process write them again and again.
#[both_engines]
async fn a_person_is_given_few_feeds_at_the_same_time(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let sql = format!("SELECT id FROM space WHERE establishment_id = {} AND kind = 'parents'", world.curie);
    let id = SpaceId(world.number(&sql).await.expect("a space"));
    let caller = world.actor("parent").await.caller().await;
    let token = renew_article_feed(&world.backend, &caller, id).await.expect("an address");
    for others in 1..=4 {
        let (backend, token) = (Arc::clone(&world.backend), token.clone());
        crossing.at("article-feed", async move {
            let answer = article_feed(&backend, id, &token).await;
            assert_eq!(matches!(answer, Err(Error::Busy)), others == 4, "{others}: {answer:?}");
        });
    }
    assert!(article_feed(&world.backend, id, &token).await.expect("a feed").is_some());
    crossing.all_happened();
    assert!(article_feed(&world.backend, id, &token).await.expect("a feed").is_some(), "they are free again");
}
