//! An import is prepared beside the directory that everybody reads: nothing of it is seen before its
//! switch, whenever it dies, and what it leaves behind does not disturb the next one.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use backend::directory::{import, joins, past, undo};
use futures::FutureExt as _;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, sqlx};
use testing::{
    OnDatabase as _, World, both_engines,
    databases::on_migrated_postgres_url,
    directory::{APPLY, NOW, PEOPLE, apply, count, rows, run, small, texts},
    on_sqlite,
};

use crate::directory_undo::{import as import_into, next_year};

/// Everything that the directory says, in order.
async fn lines(db: &DatabaseConnection) -> Vec<String> {
    let texts = texts(db).await;
    let mut lines: Vec<String> = texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    lines.sort();
    for table in ["cohort", "authority", "campus", "space", "session"] {
        lines.push(format!("{table}: {}", count(db, table).await));
    }
    lines
}

fn files_of(texts: &[String; 4]) -> import::Files {
    let mut files = import::Files::default();
    for (kind, text) in import::FileKind::ALL.into_iter().zip(texts.clone()) {
        files.set(kind, text);
    }
    files
}

/// A portal in which a teacher and a parent are joined to one person, and an import that can be undone.
/// Returns the number of that import, and the files of the next one.
async fn joined_and_imported(world: &World) -> (i64, import::Files) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let mut own = texts(&world.backend.db).await;
    let records = [world.person("enseignant").await, world.person("parent").await];
    joins::join(&world.backend, &admin, records).await.expect("joined");
    own[3].push_str("parent;collegien\n");
    let run = import_into(world, &files_of(&own)).await;
    next_year(&mut own);
    (run, files_of(&own))
}

/// As if the seconds had passed after which an import without any step counts as dead.
async fn seconds_pass(db: &DatabaseConnection) {
    db.execute_unprepared("UPDATE directory_side SET steps = 0").await.expect("SQL");
}

/// Runs an import that dies when it tells its progress for the `last`th time while it writes. `false`
/// if it ended before.
async fn dies(db: &DatabaseConnection, files: &import::Files, last: u32) -> bool {
    let told = AtomicU32::new(0);
    let watch = |progress: import::Progress| {
        if progress.phase == import::Phase::Writing {
            assert_ne!(told.fetch_add(1, Ordering::Relaxed) + 1, last, "the process is killed");
        }
    };
    let options = import::Options { confirmed: import::Confirmed::Anything, ..APPLY };
    let import = import::run(db, files, options, NOW, &watch);
    AssertUnwindSafe(import).catch_unwind().await.is_err()
}

#[both_engines]
async fn an_import_that_dies_at_any_step_leaves_the_old_directory_whole(world: World) {
    let db = &world.backend.db;
    let (first, next) = joined_and_imported(&world).await;
    let admin = world.actor("collectivite").await.caller().await;
    let before = lines(db).await;
    let mut deaths = 0;
    while dies(db, &next, deaths + 1).await {
        deaths += 1;
        assert_eq!(lines(db).await, before, "after {deaths} steps");
        let listed = past::recent(&world.backend, &admin).await.expect("a list");
        let undoable = listed.iter().find(|run| run.undoable.is_some()).map(|run| run.id);
        assert_eq!(undoable, Some(first), "the last import can still be undone");
        seconds_pass(db).await;
    }
    assert!(deaths > 5, "it died {deaths} times only");
    let after = lines(db).await;
    assert_ne!(after, before);
    for table in ["membership_row", "family_link_row"] {
        assert_eq!(count(db, &format!("{table} WHERE only_in <> 0")).await, 0, "{table}");
    }
    assert_eq!(count(db, "import_person").await, 0);
    assert_eq!(count(db, "membership").await, count(db, "membership_row").await);
    let again = import::run(db, &next, APPLY, NOW, &|_| ()).await.expect("an import");
    assert!(again.is_idle(), "{again:#?}");
}

#[both_engines]
async fn an_import_is_undone_although_nothing_was_cleared_away_after_it(world: World) {
    let db = &world.backend.db;
    let (_, next) = joined_and_imported(&world).await;
    let admin = world.actor("collectivite").await.caller().await;
    let before = lines(db).await;
    let run = import_into(&world, &next).await;
    let after = lines(db).await;
    // As if its process had died right after the switch: what is gone is still there, hidden, and what
    // came is only in the state that is read.
    for sql in [
        "INSERT INTO membership_row (person_id, cohort_id, only_in) SELECT p.id, 1000000, s.hidden \
         FROM person p CROSS JOIN directory_side s WHERE p.external_id = 'collegien'",
        "UPDATE membership_row SET only_in = 3 - (SELECT hidden FROM directory_side) WHERE person_id IN \
         (SELECT id FROM person WHERE external_id = 'neuf1')",
        "UPDATE family_link_row SET only_in = 3 - (SELECT hidden FROM directory_side)",
    ] {
        db.execute_unprepared(sql).await.expect(sql);
    }
    assert_eq!(lines(db).await, after, "nobody sees what is hidden");
    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    assert_eq!(lines(db).await, before);
    import_into(&world, &next).await;
    assert_eq!(lines(db).await, after);
    assert_eq!(count(db, "membership_row WHERE only_in <> 0").await, 0);
}

#[both_engines]
async fn what_is_only_in_the_hidden_state_is_not_read(db: &DatabaseConnection) {
    apply(db, &small()).await;
    let before = lines(db).await;
    let all = count(db, "membership").await;
    let hide = "UPDATE membership_row SET only_in = (SELECT hidden FROM directory_side)";
    db.execute_unprepared(hide).await.expect("SQL");
    assert_eq!(count(db, "membership").await, 0);
    let switch = "UPDATE directory_side SET hidden = 3 - hidden";
    db.execute_unprepared(switch).await.expect("SQL");
    assert_eq!(count(db, "membership").await, all, "one row makes everything visible");
    assert_eq!(lines(db).await, before);
}

/// How much of the database each connection keeps: below zero it counts in kilobytes.
async fn caches(db: &DatabaseConnection) -> Vec<i64> {
    let pool = db.get_sqlite_connection_pool();
    let mut held = Vec::new();
    for _ in 0..pool.size() {
        held.push(pool.acquire().await.expect("a connection"));
    }
    let mut caches = Vec::new();
    for connection in &mut held {
        let look = sqlx::query_scalar::<_, i64>("PRAGMA cache_size");
        caches.push(look.fetch_one(&mut **connection).await.expect("a number"));
    }
    caches
}

#[tokio::test]
async fn an_import_leaves_its_connection_as_it_was_even_when_its_switch_fails() {
    on_sqlite(async |db| {
        let refuse = "CREATE TRIGGER full_disk BEFORE UPDATE ON directory_side WHEN NEW.hidden <> OLD.hidden \
                      BEGIN SELECT RAISE(ABORT, 'disk full'); END";
        db.execute_unprepared(refuse).await.expect("SQL");
        let failed = import::run(db, &small(), APPLY, NOW, &|_| ()).await;
        assert!(failed.is_err(), "{failed:?}");
        let after = caches(db).await;
        assert!(after.iter().all(|pages| *pages == -2_000), "{after:?}");
        db.execute_unprepared("DROP TRIGGER full_disk").await.expect("SQL");
        apply(db, &small()).await;
        let after = caches(db).await;
        assert!(after.iter().all(|pages| *pages == -2_000), "{after:?}");
    })
    .await;
}

/// Notes each row of a person that is written.
const NOTES: [&str; 3] = [
    "CREATE TABLE noted (person bigint NOT NULL)",
    "CREATE FUNCTION note_person() RETURNS trigger LANGUAGE plpgsql AS \
     'BEGIN INSERT INTO noted VALUES (NEW.id); RETURN NEW; END'",
    "CREATE TRIGGER note_person AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION note_person()",
];

/// Each time that it is written costs a place in every index.
#[tokio::test]
async fn the_switch_on_postgresql_writes_the_row_of_a_person_once() {
    on_migrated_postgres_url(async |url| {
        let db = &DatabaseConnection::open(url).await;
        apply(db, &small()).await;
        for text in NOTES {
            db.execute_unprepared(text).await.expect("SQL");
        }
        let people = PEOPLE
            .replace("t1;Benali;Karim;karim.benali@", "t1;Benali-Roy;Karim;k.roy@")
            .replace("d1;Lefèvre;", "d1;Lefebvre;")
            .replace("stephane.morin@", "morin@");
        let mut next = small();
        next.set(import::FileKind::People, people);
        let options = import::Options { confirmed: import::Confirmed::Anything, ..APPLY };
        assert!(run(db, &next, options).await.applied);
        let written = "SELECT p.external_id || ' ' || p.last_name || ' ' || p.first_name || ' ' || p.email \
                       FROM noted JOIN person p ON p.id = noted.person ORDER BY p.external_id";
        assert_eq!(
            rows(db, written).await,
            [
                "d1 Lefebvre Jean-Marc ",
                "p1 Morin Stéphane morin@courriel.example",
                "t1 Benali-Roy Karim k.roy@lycee.example"
            ]
        );
    })
    .await;
}
