//! Changes to the journal are detected.

use backend::{
    audit::{self, Entry, Head, Verdict, verify},
    journal,
};
use domain::audit::{Action, AuditFilter, Outcome};
use sea_orm::{ConnectionTrait, DbBackend};
use testing::{World, both_engines};

/// Writes the entries, one per second.
async fn write(world: &World, entries: impl IntoIterator<Item = Entry>) {
    for entry in entries {
        audit::record(&world.backend, entry).await.expect("written");
        world.wait(1_000);
    }
}

fn ten() -> impl Iterator<Item = Entry> {
    (1..=10).map(|number| Entry::by_the_system(Action::Imported, format!("entry {number}")))
}

fn is_postgres(world: &World) -> bool {
    world.backend.db.get_database_backend() == DbBackend::Postgres
}

/// The first step of an attacker who owns the database: removes the triggers.
async fn disarm(world: &World) {
    let statements: &[&str] = if is_postgres(world) {
        &["DROP TRIGGER audit_entry_stays ON audit_entry", "DROP TRIGGER audit_entry_is_cut ON audit_entry"]
    } else {
        &[
            "DROP TRIGGER audit_entry_is_not_changed",
            "DROP TRIGGER audit_entry_is_not_removed",
            "DROP TRIGGER audit_entry_is_not_replaced",
        ]
    };
    for statement in statements {
        world.sql(statement).await;
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
async fn the_database_itself_refuses_to_change_it(world: World) {
    assert_eq!(head(&world).await.number, 0, "the journal begins empty");
    write(&world, ten()).await;
    let before = head(&world).await;
    let mut statements = vec![
        "UPDATE audit_entry SET subject = 'x'",
        "UPDATE audit_entry SET hash = 'x' WHERE number = 10",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 10",
        "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE number = 3 ON CONFLICT (number) \
             DO UPDATE SET subject = 'x'",
    ];
    if is_postgres(&world) {
        statements.extend(["TRUNCATE audit_entry", "TRUNCATE audit_entry CASCADE"]);
    } else {
        statements.extend([
            "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 3",
            "UPDATE OR REPLACE audit_entry SET number = 4 WHERE number = 3",
        ]);
    }
    for statement in statements {
        let outcome = world.backend.db.execute_unprepared(statement).await;
        let reason = outcome.expect_err(statement).to_string();
        assert!(reason.contains("append-only"), "{statement}: {reason}");
    }
    assert_eq!(head(&world).await, before);
}

#[both_engines]
async fn a_change_is_found(world: World) {
    let entry = Entry::named(None, "Quelqu'un", Action::Deployed, "avant").from("192.0.2.1").with("a", "b");
    write(&world, ten().chain([entry])).await;
    disarm(&world).await;
    let noted = head(&world).await;
    for (change, back) in [
        ("subject = 'après'", "subject = 'avant'"),
        ("actor = 'Personne'", "actor = 'Quelqu''un'"),
        ("actor_id = 1", "actor_id = NULL"),
        ("address = ''", "address = '192.0.2.1'"),
        ("action = 'cancelled'", "action = 'deployed'"),
        ("outcome = 'refused'", "outcome = 'done'"),
        ("detail = ''", "detail = 'a=b'"),
        ("at = at + 1", "at = at - 1"),
        // The same characters in total, moved to another field.
        ("subject = 'avanta', detail = '=b'", "subject = 'avant', detail = 'a=b'"),
        ("number = 12", "number = 11"),
    ] {
        world.sql(&format!("UPDATE audit_entry SET {change} WHERE number = 11")).await;
        assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 11 }, "{change}");
        world.sql(&format!("UPDATE audit_entry SET {back} WHERE number >= 11")).await;
        assert_eq!(head(&world).await, noted, "{back}");
    }
    world.sql("UPDATE audit_entry SET subject = 'x' WHERE number = 4").await;
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 4 });
    assert_eq!(verdict(&world, Some(&noted)).await, Verdict::Broken { number: 4 });
}

#[both_engines]
async fn removed_and_inserted_entries_are_found(world: World) {
    write(&world, ten()).await;
    disarm(&world).await;
    let copy = |number: i64| {
        format!(
            "INSERT INTO audit_entry SELECT {number}, at, actor_id, actor, address, action, outcome, subject, \
                 detail, search_text, hash FROM audit_entry WHERE number = 10"
        )
    };
    world.sql(&copy(11)).await;
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 11 }, "inserted at the end");
    world.sql("DELETE FROM audit_entry WHERE number = 11").await;
    world.sql("DELETE FROM audit_entry WHERE number = 5").await;
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 5 }, "removed");
    for number in 6..=10 {
        world.sql(&format!("UPDATE audit_entry SET number = {number} - 1 WHERE number = {number}")).await;
    }
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 5 }, "removed, and the gap closed");
    world.sql("DELETE FROM audit_entry WHERE number = 1").await;
    assert_eq!(verdict(&world, None).await, Verdict::Broken { number: 1 }, "the first of all");
}

#[both_engines]
async fn a_noted_hash_reveals_a_cut_off_end(world: World) {
    write(&world, ten()).await;
    let noted = head(&world).await;
    assert_eq!(noted.to_string().parse::<Head>(), Ok(noted.clone()), "it can be written down");
    write(&world, ten()).await;
    assert!(matches!(verdict(&world, Some(&noted)).await, Verdict::Sound(last) if last.number == 20));
    disarm(&world).await;
    world.sql("DELETE FROM audit_entry WHERE number > 10").await;
    assert!(matches!(verdict(&world, Some(&noted)).await, Verdict::Sound(_)), "noted before the end");
    world.sql("DELETE FROM audit_entry WHERE number > 8").await;
    assert_eq!(head(&world).await.number, 8, "the chain alone looks intact");
    let Verdict::Shortened { expected, last } = verdict(&world, Some(&noted)).await else { panic!("cut") };
    assert_eq!((expected, last.number), (noted.clone(), 8));
    // Entries that are written after the cut do not hide it.
    write(&world, ten()).await;
    assert!(matches!(verdict(&world, Some(&noted)).await, Verdict::Shortened { .. }));
    world.sql("DELETE FROM audit_entry").await;
    assert!(matches!(verdict(&world, Some(&noted)).await, Verdict::Shortened { .. }));
    for wrong in ["", "10", "x:y", ":"] {
        assert!(wrong.parse::<Head>().is_err(), "{wrong:?}");
    }
}

#[both_engines]
async fn the_filter_and_the_pages(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let numbers = async |filter: &AuditFilter| {
        let page = journal::page(&world.backend, &admin, filter).await.expect("a page");
        (page.rows.iter().map(|row| row.number).collect::<Vec<_>>(), page.older)
    };
    let named = |name: &str, action, subject: &str| Entry::named(None, name, action, subject);
    // The last second of the day in Metz, then the next day.
    world.set_clock("2026-10-05T21:59:59Z");
    write(
        &world,
        [
            named("Élise Lefèvre", Action::Deployed, "Kermesse 100%"),
            named("Karim", Action::Cancelled, "Sortie_1").ended(Outcome::Refused),
            named("Karim", Action::Imported, "Œuvre de Noël").ended(Outcome::Failed),
        ],
    )
    .await;
    let all = || AuditFilter::default();
    let text = |text: &str| AuditFilter { search: text.to_owned(), ..all() };
    for (filter, expected) in [
        (all(), vec![3, 2, 1]),
        (text(" elise LEFEVRE "), vec![1]),
        (text("karim"), vec![3, 2]),
        (text("noel"), vec![3]),
        (text("%"), vec![1]),
        (text("_"), vec![2]),
        (text("\\"), vec![]),
        (text("' OR 9=9 --"), vec![]),
        (AuditFilter { action: "cancelled".to_owned(), ..all() }, vec![2]),
        (AuditFilter { action: "none".to_owned(), ..all() }, vec![]),
        (AuditFilter { outcome: "failed".to_owned(), ..text("karim") }, vec![3]),
        (AuditFilter { from: "2026-10-05".to_owned(), to: "2026-10-05".to_owned(), ..all() }, vec![1]),
        (AuditFilter { from: "2026-10-06".to_owned(), ..all() }, vec![3, 2]),
        (AuditFilter { to: "2026-10-04".to_owned(), ..all() }, vec![]),
        (AuditFilter { before: 2, ..all() }, vec![1]),
    ] {
        assert_eq!(numbers(&filter).await, (expected, None), "{filter:?}");
    }
    write(&world, (0..97).map(|_| Entry::by_the_system(Action::Imported, "annuaire"))).await;
    let (rows, older) = numbers(&all()).await;
    assert_eq!((rows.first(), rows.len(), older), (Some(&100), 50, Some(51)));
    let (rows, older) = numbers(&AuditFilter { before: 51, ..all() }).await;
    assert_eq!((rows.first(), rows.len(), older), (Some(&50), 50, None));
}
