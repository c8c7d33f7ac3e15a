//! Nobody fills the journal, and it can be shortened.

use std::sync::Arc;

use backend::{
    audit::{self, Head, Verdict, verify},
    journal,
};
use domain::audit::Action;
use sea_orm::ConnectionTrait;
use testing::{Crossing, World, both_engines};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

async fn details(world: &World) -> Vec<(String, String)> {
    let sql = "SELECT subject, detail FROM audit_entry ORDER BY number";
    let db = &world.backend.db;
    let rows = db.query_all_raw(backend::database::statement(db, sql, [])).await.expect("entries");
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get("", column).expect("text");
    rows.iter().map(|row| (text(row, "subject"), text(row, "detail"))).collect()
}

#[both_engines]
async fn three_hundred_refusals_are_two_entries(world: World) {
    let backend = &world.backend;
    let pupil = world.person("eleve").await;
    for number in 0..300 {
        let asked = format!("GET /communications/{number}");
        journal::refused(backend, pupil, "192.0.2.1", &asked, "open_sender_dashboard").await.expect("noted");
    }
    let first = ("GET /communications/0".to_owned(), "right=open_sender_dashboard".to_owned());
    assert_eq!(details(&world).await, std::slice::from_ref(&first), "the first one at once");
    journal::refused(backend, pupil, "192.0.2.1", "GET /administration", "administer_portal")
        .await
        .expect("noted");
    assert_eq!(details(&world).await.len(), 2, "another right is another entry");
    audit::write_folded(backend).await.expect("written");
    assert_eq!(details(&world).await.len(), 2, "not yet");

    world.wait(6 * MINUTE);
    audit::write_folded(backend).await.expect("written");
    let rest = ("GET /communications/299".to_owned(), "right=open_sender_dashboard; count=299".to_owned());
    assert_eq!(details(&world).await[2..], [rest], "the others are counted");
    audit::write_folded(backend).await.expect("written");
    assert_eq!(details(&world).await.len(), 3, "once");
    journal::refused(backend, pupil, "192.0.2.1", &first.0, "open_sender_dashboard").await.expect("noted");
    journal::refused(backend, pupil, "192.0.2.1", "GET /b", "open_sender_dashboard").await.expect("noted");
    assert_eq!(details(&world).await.len(), 4);
    audit::write_all_folded(backend).await.expect("written");
    assert_eq!(details(&world).await.len(), 5, "nothing is lost when the process ends");
}

#[both_engines]
async fn what_was_counted_and_could_not_be_written_is_counted_on(world: World) {
    let backend = &world.backend;
    let pupil = world.person("eleve").await;
    let rights = ["administer_portal", "open_sender_dashboard"];
    for right in [rights, rights].concat() {
        journal::refused(backend, pupil, "192.0.2.1", "GET /x", right).await.expect("noted");
    }
    assert_eq!(details(&world).await.len(), 2);
    world.wait(6 * MINUTE);
    world.sql("ALTER TABLE audit_entry RENAME TO gone").await;
    assert!(audit::write_folded(backend).await.is_err());
    world.sql("ALTER TABLE gone RENAME TO audit_entry").await;
    audit::write_folded(backend).await.expect("written");
    let mut written = details(&world).await.split_off(2);
    written.sort();
    let counted = rights.map(|right| ("GET /x".to_owned(), format!("right={right}; count=1")));
    assert_eq!(written, counted, "of both kinds");
}

#[both_engines]
async fn the_next_one_after_what_could_not_be_written_is_counted_too(world: World) {
    let backend = &world.backend;
    let pupil = world.person("eleve").await;
    let refused =
        async |asked: &str| journal::refused(backend, pupil, "192.0.2.1", asked, "administer_portal").await;
    for asked in ["GET /a", "GET /b", "GET /c"] {
        refused(asked).await.expect("noted");
    }
    world.wait(6 * MINUTE);
    world.sql("ALTER TABLE audit_entry RENAME TO gone").await;
    assert!(refused("GET /d").await.is_err());
    world.sql("ALTER TABLE gone RENAME TO audit_entry").await;
    world.wait(6 * MINUTE);
    audit::write_folded(backend).await.expect("written");
    let counted = ("GET /d".to_owned(), "right=administer_portal; count=3".to_owned());
    assert_eq!(details(&world).await[1..], [counted], "two that were counted, and the one that came then");
}

#[both_engines]
async fn unknown_logins_from_one_address_are_counted(world: World) {
    let stranger = world.visitor("192.0.2.7");
    for number in 0..5 {
        assert_eq!(stranger.hears(&format!("nobody {number}"), "a long guess").await, "wrong");
    }
    assert_eq!(details(&world).await.len(), 1);
    assert_eq!(world.visitor("192.0.2.8").hears("nobody", "a long guess").await, "wrong");
    assert_eq!(details(&world).await.len(), 2, "another address is another entry");
}

#[both_engines]
async fn forty_sign_ins_are_twenty_known_browsers(world: World) {
    let person = world.account("eleve").await;
    let mut last = None;
    for _ in 0..40 {
        world.wait(1_000);
        last = Some(world.visitor("192.0.2.1").enters("eleve").await);
    }
    let known = format!("SELECT COUNT(*) FROM device WHERE person_id = {person}");
    assert_eq!(world.number(&known).await, Some(20));
    // The newest ones are those that stay.
    let last = last.expect("a browser").enters("eleve").await;
    assert!(last.device.is_some());
    assert_eq!(world.number(&known).await, Some(20), "a known browser is no further one");
    let open = format!("SELECT COUNT(*) FROM session WHERE person_id = {person}");
    assert!(world.number(&open).await.is_some_and(|open| open <= 30), "sessions are bounded too");
    assert_eq!(last.is().await, Some(person));
}

/// One entry a day.
async fn write(world: &World, days: i64) {
    for day in 1..=days {
        let entry = audit::Entry::by_the_system(Action::Imported, format!("day {day}"));
        audit::record(&world.backend, entry).await.expect("written");
        world.wait(DAY);
    }
}

async fn verdict(world: &World, noted: Option<&Head>) -> Verdict {
    verify(&world.backend, noted.cloned()).await.expect("a verdict")
}

async fn head(world: &World) -> Head {
    match verdict(world, None).await {
        Verdict::Sound(head) => head,
        other => panic!("{other:?}"),
    }
}

#[both_engines]
async fn a_shortened_journal_is_still_sound(world: World) {
    write(&world, 40).await;
    let noted = head(&world).await;
    let early: Head = {
        let sql = "SELECT hash FROM audit_entry WHERE number = 10";
        let db = &world.backend.db;
        let row = db.query_one_raw(backend::database::statement(db, sql, [])).await.expect("a row");
        Head { number: 10, hash: row.and_then(|row| row.try_get_by_index(0).ok()).expect("a hash") }
    };
    let before = audit::days_ago(world.backend.clock.now(), 30);
    assert_eq!(audit::prune(&world.backend, before).await.expect("pruned"), 10);
    let entries = details(&world).await;
    assert_eq!(entries.len(), 31, "thirty days, and the entry that says so");
    assert_eq!(entries[0].0, "day 11");
    assert_eq!(entries[30], (early.to_string(), "entries=10".to_owned()));
    assert_eq!(head(&world).await.number, 41);
    for noted in [&noted, &early] {
        assert!(matches!(verdict(&world, Some(noted)).await, Verdict::Sound(_)), "{noted}");
    }
    let other = Head { number: 10, hash: noted.hash.clone() };
    assert!(matches!(verdict(&world, Some(&other)).await, Verdict::Shortened { .. }), "another tenth entry");
    assert_eq!(audit::prune(&world.backend, before).await.expect("pruned"), 0, "there is nothing left to do");
    assert_eq!(details(&world).await.len(), 31);

    // What a process left that ended in between is deleted by the next one.
    write(&world, 10).await;
    let before = audit::days_ago(world.backend.clock.now(), 30);
    assert_eq!(audit::prune(&world.backend, before).await.expect("pruned"), 10);
    assert!(matches!(verdict(&world, None).await, Verdict::Sound(_)));
}

/// Both are done at night.
#[both_engines]
async fn a_journal_that_is_shortened_while_it_is_checked_is_sound(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    write(&world, 40).await;
    let backend = Arc::clone(&world.backend);
    crossing.at("verify", async move {
        let before = audit::days_ago(backend.clock.now(), 30);
        assert_eq!(audit::prune(&backend, before).await.expect("pruned"), 10);
    });
    assert_eq!(head(&world).await.number, 41);
    crossing.all_happened();
}

#[both_engines]
async fn nobody_shortens_it_in_another_way(world: World) {
    write(&world, 40).await;
    let db = &world.backend.db;
    for statement in ["DELETE FROM audit_entry WHERE number = 1", "UPDATE audit_entry SET subject = 'x'"] {
        assert!(db.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    audit::prune(&world.backend, audit::days_ago(world.backend.clock.now(), 30)).await.expect("pruned");
    for statement in [
        "DELETE FROM audit_entry WHERE number = 11",
        "DELETE FROM audit_cut",
        "UPDATE audit_cut SET number = 40",
    ] {
        assert!(db.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    // A cut that no entry names: somebody wrote it by hand.
    world.sql("INSERT INTO audit_cut (number, hash, cut_at) SELECT 20, hash, 0 FROM audit_entry WHERE number = 20").await;
    world.sql("DELETE FROM audit_entry WHERE number <= 20").await;
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 21 });
}

/// By a clock that is a year ahead, everything is old.
#[both_engines]
async fn a_clock_that_is_ahead_deletes_nothing(world: World) {
    write(&world, 5).await;
    world.wait(365 * DAY);
    let before = audit::days_ago(world.backend.clock.now(), 30);
    assert_eq!(audit::prune(&world.backend, before).await.expect("pruned"), 0);
    assert_eq!(details(&world).await.len(), 5);
}
