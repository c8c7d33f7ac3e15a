//! A reader sees an announcement only if in its targets, during its period, and where it is online.

use std::sync::Arc;

use backend::{
    home::{announcements_first, announcements_for},
    revision,
};
use domain::{
    communications::{Severity, view::SitesFilter},
    directory::Profile,
    versions::{Versioned, VersionedKind},
};
use futures::FutureExt as _;
use testing::{
    Crossing, NOW, World, announcement, both_engines, everybody, in_schools, of_level, of_profile, parent,
    pupil, teacher,
};

const NOTHING: [&str; 0] = [];

#[both_engines]
async fn only_people_in_the_targets_see_it(world: World) {
    let sender = world.actor("collectivite").await;
    let parents = in_schools(&[world.pasteur], of_profile(Profile::Parent));
    let targets = [of_level(Profile::Student, "2de"), parents];
    sender.publishes(&announcement("Orientation").to(targets)).await;
    for name in ["eleve", "reunionnais", "parent"] {
        assert_eq!(world.actor(name).await.sees().await, ["Orientation"], "{name}");
    }
    for name in ["collegien", "professeur", "enseignant", "direction", "collectivite", "etrangere"] {
        assert_eq!(world.actor(name).await.sees().await, NOTHING, "{name}");
    }
}

#[both_engines]
async fn a_school_s_announcement_stays_in_the_school(world: World) {
    world.actor("etrangere").await.publishes(&announcement("Ailleurs")).await;
    world.actor("enseignant").await.publishes(&announcement("À Curie")).await;
    assert_eq!(world.actor("etrangere").await.sees().await, ["Ailleurs"]);
    for name in ["eleve", "parent", "direction"] {
        assert_eq!(world.actor(name).await.sees().await, ["À Curie"], "{name}");
    }
    for name in ["collegien", "reunionnais"] {
        assert_eq!(world.actor(name).await.sees().await, NOTHING, "{name}");
    }
}

#[both_engines]
async fn a_period_follows_the_local_time_of_each_school(world: World) {
    let sender = world.actor("collectivite").await;
    // During the period the clocks go back in Metz, but not in Réunion.
    sender.publishes(&announcement("Férié").days("2026-10-24", "2026-10-25")).await;
    let (metz, reunion) = (world.actor("eleve").await, world.actor("reunionnais").await);
    for (instant, in_metz, on_reunion) in [
        (NOW, false, false),
        ("2026-10-23T19:59:59.999Z", false, false),
        ("2026-10-23T20:00:00Z", false, true),
        ("2026-10-23T21:59:59.999Z", false, true),
        ("2026-10-23T22:00:00Z", true, true),
        ("2026-10-25T19:59:59.999Z", true, true),
        ("2026-10-25T20:00:00Z", true, false),
        ("2026-10-25T22:59:59.999Z", true, false),
        ("2026-10-25T23:00:00Z", false, false),
    ] {
        world.set_clock(instant);
        world.publish().await;
        assert_eq!(!metz.sees().await.is_empty(), in_metz, "Metz at {instant}");
        assert_eq!(!reunion.sees().await.is_empty(), on_reunion, "Réunion at {instant}");
    }
}

#[both_engines]
async fn a_member_of_two_schools_sees_it_once_while_either_runs(world: World) {
    let both =
        world.add("voyageur").stands_in(pupil(world.curie, "2de")).stands_in(pupil(world.leconte, "2de"));
    both.save().await;
    let reader = world.actor("voyageur").await;
    world
        .actor("collectivite")
        .await
        .publishes(&announcement("Férié").days("2026-10-24", "2026-10-25"))
        .await;
    for (instant, texts, ways) in [
        ("2026-10-23T20:00:00Z", 1, 1),
        ("2026-10-24T12:00:00Z", 1, 2),
        ("2026-10-25T22:59:59.999Z", 1, 1),
        ("2026-10-25T23:00:00Z", 0, 0),
    ] {
        world.set_clock(instant);
        world.publish().await;
        assert_eq!(reader.sees().await.len(), texts, "{instant}");
        let page = announcements_for(&world.backend, reader.person).await.expect("a page");
        assert_eq!(page.came_by.len(), ways, "{instant}");
    }
}

#[both_engines]
async fn only_schools_where_it_is_online_show_it(world: World) {
    let id = world.actor("proviseure").await.sends(&announcement("Kermesse")).await;
    let (upper, lower) = (world.actor("eleve").await, world.actor("collegien").await);
    let parent = world.actor("parent").await;
    assert_eq!(upper.sees().await, NOTHING, "deployed, not yet published");
    world.publish().await;
    assert_eq!(lower.sees().await, ["Kermesse"]);
    let school = world.pasteur;
    world
            .sql(&format!(
                "UPDATE publication SET offline_at = 1 WHERE communication_id = {id} AND establishment_id = {school}"
            ))
            .await;
    revision::raise(&world.backend.db, revision::BOARD).await.expect("a revision");
    world.backend.refresh().await.expect("revisions");
    assert_eq!(lower.sees().await, NOTHING);
    assert_eq!(upper.sees().await, ["Kermesse"]);
    assert_eq!(parent.sees().await, ["Kermesse"], "by way of the other child");
}

#[both_engines]
async fn late_arrivals_see_it_and_leavers_do_not(world: World) {
    world
        .actor("enseignant")
        .await
        .publishes(&announcement("Aux 2des").to([of_level(Profile::Student, "2de")]))
        .await;
    let newcomer = world.actor("collegien").await;
    assert_eq!(newcomer.sees().await, NOTHING);
    world.joins(newcomer.person, &pupil(world.curie, "2de")).await;
    assert_eq!(newcomer.sees().await, ["Aux 2des"]);
    world.leaves(newcomer.person).await;
    assert_eq!(newcomer.sees().await, NOTHING);
    assert_eq!(world.actor("eleve").await.sees().await, ["Aux 2des"]);
}

#[both_engines]
async fn all_criteria_must_match_the_same_membership(world: World) {
    let person = world.add("deux-vies").stands_in(teacher(world.curie, "2de", "Arts"));
    person.stands_in(parent(world.curie, "6e")).save().await;
    world.add("enseignante").stands_in(teacher(world.curie, "6e", "Arts")).save().await;
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Enseignants de 6e").to([of_level(Profile::Teacher, "6e")])).await;
    sender.publishes(&announcement("Parents de 6e").to([of_level(Profile::Parent, "6e")])).await;
    assert_eq!(world.actor("deux-vies").await.sees().await, ["Parents de 6e"]);
}

#[both_engines]
async fn sorted_by_severity_then_newest_first(world: World) {
    let sender = world.actor("enseignant").await;
    let order = [
        ("i1", Severity::Information),
        ("a1", Severity::Alert),
        ("w1", Severity::Warning),
        ("i2", Severity::Information),
        ("w2", Severity::Warning),
        ("a2", Severity::Alert),
    ];
    for (text, severity) in order {
        sender.publishes(&announcement(text).severity(severity)).await;
        world.wait(1_000);
    }
    // In the same millisecond, the later one still counts as newer.
    for text in ["i3", "i4"] {
        sender.publishes(&announcement(text)).await;
    }
    assert_eq!(world.actor("eleve").await.sees().await, ["a2", "a1", "w2", "w1", "i4", "i3", "i2", "i1"]);
}

#[both_engines]
async fn a_cancelled_announcement_disappears_everywhere_at_once(world: World) {
    let sender = world.actor("enseignant").await;
    let second = world.second_process().await;
    let id = sender.publishes(&announcement("À annuler")).await;
    second.refresh().await.expect("revisions");
    let reader = world.actor("eleve").await;
    assert_eq!(reader.sees().await, ["À annuler"]);
    assert_eq!(reader.sees_through(&second).await, ["À annuler"]);

    sender.cancel(id).await.expect("cancelled");
    assert_eq!(reader.sees().await, NOTHING, "in the process that cancelled");
    second.refresh().await.expect("revisions");
    assert_eq!(reader.sees_through(&second).await, NOTHING, "in the other one");
    let changed =
        world.number(&format!("SELECT changed_by FROM publication WHERE communication_id = {id}")).await;
    assert_eq!(changed, Some(sender.person.0));

    let before = world.counts().await;
    sender.cancel(id).await.expect("twice is once");
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn a_second_process_sees_what_the_first_publishes(world: World) {
    let second = world.second_process().await;
    let reader = world.actor("eleve").await;
    assert_eq!(reader.sees_through(&second).await, NOTHING);
    world.actor("enseignant").await.publishes(&announcement("Nouveau").to([everybody()])).await;
    second.refresh().await.expect("revisions");
    assert_eq!(reader.sees_through(&second).await, ["Nouveau"]);
}

#[both_engines]
async fn each_viewer_is_counted_once(world: World) {
    let id = world.actor("proviseure").await.publishes(&announcement("Kermesse")).await;
    for name in ["parent", "parent", "eleve"] {
        let reader = world.actor(name).await;
        let page = announcements_for(&world.backend, reader.person).await.expect("a page");
        backend::communications::note_sightings(&world.backend, reader.person, &page.came_by);
    }
    let caller = world.actor("proviseure").await.caller().await;
    let sites = backend::communications::sites(&world.backend, &caller, id, &SitesFilter::default())
        .await
        .expect("a page");
    let seen: Vec<_> = sites.rows.iter().map(|row| (row.establishment, row.seen)).collect();
    assert_eq!(seen, [(world.pasteur, 1), (world.curie, 2)], "the parent in both, ordered by name");
}

#[both_engines]
async fn a_page_notes_what_is_new_on_it_and_no_more(world: World) {
    let sender = world.actor("enseignant").await;
    let (reader, other) = (world.actor("eleve").await, world.actor("parent").await);
    let stored = async || {
        backend::communications::store_sightings(&world.backend).await.expect("stored");
        world.number("SELECT COUNT(*) FROM sighting").await
    };
    sender.publishes(&announcement("Lundi")).await;
    for _ in 0..2 {
        reader.visits().await;
    }
    assert_eq!(stored().await, Some(1));
    sender.publishes(&announcement("Mardi")).await;
    reader.visits().await;
    reader.visits().await;
    other.visits().await;
    assert_eq!(stored().await, Some(4));
    // What could not be stored still waits when the page is shown again.
    sender.publishes(&announcement("Mercredi")).await;
    reader.visits().await;
    world.sql("ALTER TABLE sighting RENAME TO gone").await;
    assert!(backend::communications::store_sightings(&world.backend).await.is_err());
    world.sql("ALTER TABLE gone RENAME TO sighting").await;
    reader.visits().await;
    assert_eq!(stored().await, Some(5));
}

/// A request that counts them ends in the middle of storing them: it took too long, or nobody waits for it.
#[both_engines]
async fn what_was_seen_waits_until_it_is_stored(world: World) {
    let backend = &world.backend;
    let reader = world.actor("eleve").await;
    let id = world.actor("proviseure").await.publishes(&announcement("Lundi")).await;
    reader.visits().await;
    assert!(backend::communications::store_sightings(backend).now_or_never().is_none(), "it is not over");
    // The same page again has nothing new.
    reader.visits().await;
    let caller = world.actor("proviseure").await.caller().await;
    let sites = backend::communications::sites(backend, &caller, id, &SitesFilter::default()).await;
    let seen: u64 = sites.expect("a page").rows.iter().map(|row| row.seen).sum();
    assert_eq!(seen, 1);
}

/// They saw it as others did, and were deleted before that was stored.
#[both_engines]
async fn who_is_deleted_keeps_nobody_elses_sighting_from_being_stored(world: World) {
    let (backend, sender) = (&world.backend, world.actor("proviseure").await);
    let id = sender.publishes(&announcement("Kermesse")).await;
    let (reader, deleted) = (world.actor("eleve").await, world.add("passage").save().await);
    let page = reader.visits().await;
    backend::communications::note_sightings(backend, deleted, &page.came_by);
    let article = Versioned { kind: VersionedKind::Article, id: 7 };
    for person in [deleted, reader.person] {
        backend::versions::note_seen(backend, person, article, 0);
    }
    world.sql(&format!("DELETE FROM person WHERE id = {deleted}")).await;
    let caller = sender.caller().await;
    let sites = backend::communications::sites(backend, &caller, id, &SitesFilter::default()).await;
    let seen: u64 = sites.expect("a page").rows.iter().map(|row| row.seen).sum();
    assert_eq!(seen, 1);
    backend::communications::store_sightings(backend).await.expect("nothing waits");
    backend::versions::store_seen(backend).await.expect("stored");
    let sql = format!("SELECT COUNT(*) FROM seen WHERE person_id = {}", reader.person);
    assert_eq!(world.number(&sql).await, Some(1));
}

#[both_engines]
async fn announcements_do_not_wait_for_news_that_hangs(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    let reader = world.actor("eleve").await.person;
    crossing.at("home-items", std::future::pending());
    let first = announcements_first(&world.backend, reader).await.expect("a page");
    crossing.all_happened();
    assert_eq!((first.announcements.len(), first.items.is_none()), (1, true));
    let whole = announcements_for(&world.backend, reader).await.expect("a page");
    assert!(whole.items.is_some(), "nobody was given the page without them");
}

/// Most groups of a school differ in what nothing there asks for: with ten times the announcements, their pages
/// would not fit into memory together.
#[both_engines]
async fn groups_that_see_the_same_keep_it_once(world: World) {
    for (name, level) in [("a1", "2de"), ("a2", "1re")] {
        world.add(name).stands_in(pupil(world.curie, level)).save().await;
    }
    let seen = async |name: &str| {
        let person = world.person(name).await;
        announcements_for(&world.backend, person).await.expect("a page")
    };
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Pour tous")).await;
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert!(!Arc::ptr_eq(&first, &second), "a page for each level");
    assert!(
        std::ptr::eq(first.announcements.as_ptr(), second.announcements.as_ptr()),
        "and one list for both"
    );

    let id = sender.publishes(&announcement("Oraux").to([of_level(Profile::Student, "1re")])).await;
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert_eq!((first.announcements.len(), second.announcements.len()), (1, 2));
    sender.cancel(id).await.expect("cancelled");
    let (first, second) = (seen("a1").await, seen("a2").await);
    assert_eq!(second.announcements.len(), 1);
    assert!(std::ptr::eq(first.announcements.as_ptr(), second.announcements.as_ptr()), "one list again");
}
