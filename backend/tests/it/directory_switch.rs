//! On SQLite everybody waits for whoever writes, so the switch of an import writes no row of those who are
//! there: what it changes of them is read beside their rows until it is written into them.

use std::sync::Arc;

use backend::{
    accounts,
    directory::{
        import::{self, Confirmed, Options},
        undo,
    },
    jobs::run_next,
    queue::Kind,
    retention,
};
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use testing::{
    World, both_engines,
    directory::{ESTABLISHMENTS, FAMILIES, MEMBERSHIPS, PEOPLE, count, rows, run, small, texts},
    on_sqlite, on_sqlite_url,
};

use crate::directory_undo::{files, import as import_into, next_year};

const ANYTHING: Options = Options { dry_run: false, confirmed: Confirmed::Anything };

/// Nothing of what waits is cleared away.
const REFUSE: [&str; 2] = [
    "CREATE TRIGGER full_disk BEFORE DELETE ON import_person BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    "CREATE TRIGGER full_disk_too BEFORE UPDATE ON person_row WHEN OLD.changes_in > 2 \
     BEGIN SELECT RAISE(ABORT, 'disk full'); END",
];

/// Notes when rows of people are written, when the transaction of a switch begins, and when it switches.
const NOTES: [&str; 4] = [
    "CREATE TABLE noted (number integer PRIMARY KEY, what text NOT NULL)",
    "CREATE TRIGGER note_begin AFTER UPDATE ON revision WHEN NEW.name = 'directory' \
     BEGIN INSERT INTO noted (what) VALUES ('begin'); END",
    "CREATE TRIGGER note_person AFTER UPDATE ON person_row \
     BEGIN INSERT INTO noted (what) VALUES ('person'); END",
    "CREATE TRIGGER note_switch AFTER UPDATE OF hidden ON directory_side \
     BEGIN INSERT INTO noted (what) VALUES ('switch'); END",
];

/// The small directory without the lines that begin or end with `identifier`.
fn without(identifier: &str) -> [String; 4] {
    [ESTABLISHMENTS, PEOPLE, MEMBERSHIPS, FAMILIES].map(|text| {
        let stays = |line: &&str| {
            !line.starts_with(&format!("{identifier};")) && !line.ends_with(&format!(";{identifier}"))
        };
        text.lines().filter(stays).flat_map(|line| [line, "\n"]).collect()
    })
}

fn files_of(texts: [String; 4]) -> import::Files {
    let mut files = import::Files::default();
    for (kind, text) in import::FileKind::ALL.into_iter().zip(texts) {
        files.set(kind, text);
    }
    files
}

async fn sql(db: &DatabaseConnection, text: &str) {
    db.execute_unprepared(text).await.expect(text);
}

/// How often rows of people were written before a switch, in its transaction, and from then on.
async fn rows_of_people(db: &DatabaseConnection) -> [usize; 3] {
    let noted = rows(db, "SELECT what FROM noted ORDER BY number").await;
    let switch = noted.iter().position(|what| what == "switch").expect("a switch");
    let begin = noted[..switch].iter().rposition(|what| what == "begin").expect("its begin");
    [&noted[..begin], &noted[begin..switch], &noted[switch..]]
        .map(|notes| notes.iter().filter(|what| *what == "person").count())
}

#[tokio::test]
async fn undoing_writes_no_row_of_a_person_in_its_switch() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.administrator("collectivite").await;
        let admin = world.actor("collectivite").await.caller().await;
        let db = &world.backend.db;
        let before = lines(db).await;
        let run = import_into(&world, &files(&world, next_year).await).await;
        for text in NOTES {
            sql(db, text).await;
        }
        undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
        let [staged, during, written] = rows_of_people(db).await;
        assert_eq!(during, 0);
        assert!(staged >= 3 && written >= 3, "one changed, one left, one came: {staged}, {written}");
        assert_eq!(lines(db).await, before);
        let stored = rows(
            db,
            "SELECT external_id || ' ' || last_name FROM person_row WHERE external_id IN ('enseignant', 'neuf1', \
             'collegien') AND removed_at IS NULL AND changes_in = 0 ORDER BY external_id",
        );
        assert_eq!(stored.await, ["collegien Martin", "enseignant Martin"], "and it is written into the rows");
    })
    .await;
}

#[tokio::test]
async fn the_switch_writes_no_row_of_a_person() {
    on_sqlite(async |db| {
        for files in [small(), files_of(without("e2"))] {
            assert!(run(db, &files, ANYTHING).await.applied);
        }
        for text in NOTES {
            sql(db, text).await;
        }
        let mut next = without("e1");
        next[1] = next[1]
            .replace("t1;Benali;Karim;karim.benali@", "t1;Benali-Roy;Karim;k.roy@")
            .replace("d1;Lefèvre;", "d1;Lefebvre;");
        next[1].push_str("n1;Neuf;Noé;\n");
        next[2].push_str("n1;0570051W;élève;2de;;;\n");
        assert!(run(db, &files_of(next), ANYTHING).await.applied);
        let [before, during, after] = rows_of_people(db).await;
        assert_eq!(during, 0);
        assert!(before >= 4 && after >= 4, "{before}, {after}");
        let mut there = rows(
            db,
            "SELECT external_id || ' ' || last_name || ' ' || email FROM person WHERE removed_at IS NULL",
        )
        .await;
        there.sort();
        assert_eq!(
            there,
            [
                "d1 Lefebvre ",
                "e2 Morin ",
                "n1 Neuf ",
                "p1 Morin stephane.morin@courriel.example",
                "t1 Benali-Roy k.roy@lycee.example"
            ]
        );
        let left =
            rows(db, "SELECT external_id FROM person_row WHERE removed_at IS NOT NULL AND changes_in = 0")
                .await;
        assert_eq!(left, ["e1"], "and it is written into the rows");
    })
    .await;
}

async fn lines(db: &DatabaseConnection) -> Vec<String> {
    let texts = texts(db).await;
    let mut lines: Vec<String> = texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    lines.sort();
    lines
}

/// As if the process had died after the switch, and the seconds had passed after which that is seen.
async fn dies_after_the_switch(world: &World, files: &import::Files) -> i64 {
    let db = &world.backend.db;
    for text in REFUSE {
        sql(db, text).await;
    }
    let run = import_into(world, files).await;
    for text in ["DROP TRIGGER full_disk", "DROP TRIGGER full_disk_too"] {
        sql(db, text).await;
    }
    sql(db, "UPDATE directory_side SET steps = 0").await;
    assert!(count(db, "import_person").await > 0, "nothing was cleared away");
    run
}

/// The same right before the switch.
async fn dies_before_the_switch(world: &World, files: &import::Files) {
    let db = &world.backend.db;
    let no_switch = "CREATE TRIGGER no_switch BEFORE UPDATE OF hidden ON directory_side \
                     BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    for text in REFUSE.into_iter().chain([no_switch]) {
        sql(db, text).await;
    }
    let died = import::run(db, files, ANYTHING, world.backend.clock.now(), &|_| ()).await;
    assert!(died.is_err(), "{died:?}");
    for name in ["full_disk", "full_disk_too", "no_switch"] {
        sql(db, &format!("DROP TRIGGER {name}")).await;
    }
    sql(db, "UPDATE directory_side SET steps = 0").await;
}

#[tokio::test]
async fn what_a_switch_shows_of_people_is_read_before_it_is_written() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.administrator("collectivite").await;
        let admin = world.actor("collectivite").await.caller().await;
        let db = &world.backend.db;
        let before = lines(db).await;
        let run = dies_after_the_switch(&world, &files(&world, next_year).await).await;
        let stored = "SELECT last_name FROM person_row WHERE external_id = 'enseignant'";
        assert_eq!(rows(db, stored).await, ["Martin"], "the row is as it was");
        assert_eq!(count(db, "person_row WHERE changes_in > 2").await, 1, "who is new bears a mark");
        let found = async |search: &str| {
            let page = accounts::list(&world.backend, &admin, search, 1).await.expect("a page");
            page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(found("martin-roy").await, ["enseignant Martin-Roy"]);
        assert!(found("collegien").await.is_empty(), "who has left is found no more");
        let shown = lines(db).await;
        assert_ne!(shown, before);

        // Who writes to somebody whose row waits writes to what is read.
        let address = "SELECT email FROM person WHERE external_id = 'enseignant'";
        for email in ["m.roy@lycee.example", ""] {
            let text = format!("UPDATE person SET email = '{email}' WHERE external_id = 'enseignant'");
            sql(db, &text).await;
            assert_eq!(rows(db, address).await, [email]);
        }
        assert_eq!(lines(db).await, shown);

        undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
        assert_eq!(lines(db).await, before);
        assert_eq!(count(db, "import_person").await, 0);
        assert_eq!(count(db, "person_row WHERE changes_in <> 0").await, 0);
        import_into(&world, &files(&world, next_year).await).await;
        assert_eq!(lines(db).await, shown);
        assert_eq!(rows(db, stored).await, ["Martin-Roy"]);
    })
    .await;
}

/// Nobody waits for the next import until lists by name are in order.
#[tokio::test]
async fn another_process_goes_on_with_the_tidying_of_one_that_died() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        world.administrator("collectivite").await;
        let admin = world.actor("collectivite").await.caller().await;
        let db = &world.backend.db;
        let before = lines(db).await;
        let run = dies_after_the_switch(&world, &files(&world, next_year).await).await;
        let stored = "SELECT last_name FROM person_row WHERE external_id = 'enseignant'";
        assert_eq!(rows(db, stored).await, ["Martin"], "the row is as it was");
        let shown = lines(db).await;
        assert!(run_next(&world.backend, Kind::Reconcile).await.expect("a look"), "every minute");
        assert_eq!(rows(db, stored).await, ["Martin-Roy"]);
        for left in ["import_person", "person_row WHERE changes_in <> 0", "membership_row WHERE only_in <> 0"]
        {
            assert_eq!(count(db, left).await, 0, "{left}");
        }
        assert_eq!(lines(db).await, shown);
        undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("it can still be undone");
        assert_eq!(lines(db).await, before);
    })
    .await;
}

/// Also when it has lost the job of imports.
#[tokio::test]
async fn nobody_tidies_up_beside_an_undo_that_is_at_work() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let db = &world.backend.db;
        dies_after_the_switch(&world, &files(&world, next_year).await).await;
        let left = count(db, "import_person").await;
        sql(db, "UPDATE directory_side SET steps = 1").await;
        let works = rows(db, "SELECT CAST(work AS text) FROM directory_side").await;
        let steps = async {
            for _ in 0..5_000 {
                sql(db, "UPDATE directory_side SET steps = steps + 1").await;
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            looked = run_next(&world.backend, Kind::Reconcile) => assert!(looked.expect("a look")),
            () = steps => {}
        }
        assert_eq!(rows(db, "SELECT CAST(work AS text) FROM directory_side").await, works);
        assert_eq!(count(db, "import_person").await, left);
    })
    .await;
}

#[tokio::test]
async fn who_has_come_back_keeps_their_data_before_that_is_written() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let db = &world.backend.db;
        let files = files(&world, |_| ()).await;
        let long_ago = world.backend.clock.now().0 - 1_000 * 24 * 60 * 60 * 1_000;
        let leave = format!("UPDATE person SET removed_at = {long_ago} WHERE external_id = 'collegien'");
        sql(db, &leave).await;
        dies_after_the_switch(&world, &files).await;
        let stays = "person WHERE external_id = 'collegien' AND removed_at IS NULL AND erased_at IS NULL";
        assert_eq!(count(db, stays).await, 1);
        retention::purge(&world.backend).await.expect("a purge");
        assert_eq!(count(db, stays).await, 1);
        // The same purge takes whoever has not come back.
        sql(db, "DELETE FROM import_person").await;
        sql(db, &leave).await;
        retention::purge(&world.backend).await.expect("a purge");
        assert_eq!(count(db, stays).await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_has_left_loses_their_data_even_if_that_is_never_written() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let db = &world.backend.db;
        let id = world.person("collegien").await;
        dies_after_the_switch(&world, &files(&world, next_year).await).await;
        let long_ago = world.backend.clock.now().0 - 1_000 * 24 * 60 * 60 * 1_000;
        sql(db, &format!("UPDATE import_person SET removed_at = {long_ago} WHERE id = {id}")).await;
        retention::purge(&world.backend).await.expect("a purge");
        let nameless = format!("person WHERE id = {id} AND first_name = '' AND erased_at IS NOT NULL");
        assert_eq!(count(db, &nameless).await, 1);
        let kept = format!("import_person WHERE id = {id} AND first_name <> ''");
        assert_eq!(count(db, &kept).await, 0, "nor does what waits name them");
    })
    .await;
}

#[tokio::test]
async fn who_was_never_shown_loses_their_data_too() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let db = &world.backend.db;
        let files = files(&world, next_year).await;
        let long_ago = world.backend.clock.now().0 - 1_000 * 24 * 60 * 60 * 1_000;
        let id = world.person("eleve").await;
        sql(db, &format!("UPDATE person SET removed_at = {long_ago} WHERE id = {id}")).await;
        dies_before_the_switch(&world, &files).await;
        let (waits, new) = (format!("import_person WHERE id = {id}"), "person_row WHERE changes_in > 2");
        assert_eq!(
            (count(db, &waits).await, count(db, new).await),
            (1, 1),
            "somebody returns, somebody is new"
        );
        sql(db, &format!("UPDATE person_row SET added_at = {long_ago} WHERE changes_in > 2")).await;
        is_in_use(&world).await;
        retention::purge(&world.backend).await.expect("a purge");
        let named = "person WHERE external_id IN ('eleve', 'neuf1')";
        assert_eq!(count(db, named).await, 0);
        assert_eq!(count(db, &waits).await, 0, "nor does what waits name them");
        // The next import finds somebody new in both.
        import_into(&world, &files).await;
        assert_eq!(count(db, &format!("{named} AND removed_at IS NULL")).await, 2);
        let nameless = "person WHERE erased_at IS NOT NULL AND removed_at IS NOT NULL";
        assert_eq!(count(db, nameless).await, 2);
        assert_eq!(count(db, "person_row WHERE changes_in <> 0").await, 0);
    })
    .await;
}

#[both_engines]
async fn what_an_import_has_left_names_nobody_whose_data_are_deleted(world: World) {
    let db = &world.backend.db;
    let long_ago = world.backend.clock.now().0 - 1_000 * 24 * 60 * 60 * 1_000;
    let id = world.person("eleve").await;
    sql(db, &format!("UPDATE person SET removed_at = {long_ago} WHERE id = {id}")).await;
    let returns =
        "INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first)";
    let names = "last_name, first_name, email, search_last, search_first";
    sql(db, &format!("{returns} SELECT id, 4, {names} FROM person WHERE id = {id}")).await;
    is_in_use(&world).await;
    retention::purge(&world.backend).await.expect("a purge");
    assert_eq!(count(db, &format!("person WHERE id = {id} AND erased_at IS NOT NULL")).await, 1);
    assert_eq!(count(db, "import_person").await, 0);
}

/// Nothing is deleted where nobody has signed in for months.
async fn is_in_use(world: &World) {
    world.administrator("direction").await;
    world.visitor("192.0.2.7").enters("direction").await;
}
