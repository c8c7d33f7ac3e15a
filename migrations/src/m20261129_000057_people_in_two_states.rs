//! What an import changes of people waits beside them, and one number makes it visible: on SQLite
//! everybody waits for whoever writes, so the switch of an import must not write a row for each person.
//!
//! On SQLite the table is called `person_row`, and `person` is a view: of people whom a switch has changed
//! it says what `import_person` says, until that is written into their rows. On PostgreSQL nobody waits for
//! the switch, so `person` stays the table; there `person_row` is another name for it.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What an import changes of somebody who is there: the view says it from the switch on.
const CHANGING: [&str; 6] = ["last_name", "first_name", "email", "removed_at", "search_last", "search_first"];
const LASTING: [&str; 7] =
    ["id", "external_id", "language", "joined_to", "erased_at", "swept_at", "added_at"];
const HIDDEN: &str = "(SELECT hidden FROM directory_side WHERE id = 1)";
/// Whether what `import_person` says of a row of `person_row` is what everybody reads. `changes_in` is the
/// state in which it holds, 1 or 2. It is 11 or 12 for somebody new who is there only in state 1 or 2, and
/// 0 if nothing waits.
const SHOWN: &str = "changes_in + (SELECT hidden FROM directory_side WHERE id = 1) = 3";
/// Who is new, as long as that is not written into the row.
const COMING: &str =
    "CREATE INDEX person_coming ON person_row (id, erased_at, changes_in) WHERE changes_in > 2";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let mut statements = Vec::from(waiting(sqlite));
        if sqlite {
            statements.push("ALTER TABLE person RENAME TO person_row".to_owned());
            statements
                .push("ALTER TABLE person_row ADD COLUMN changes_in bigint NOT NULL DEFAULT 0".to_owned());
            statements.push(COMING.to_owned());
            statements.push(view());
            statements.extend(written_through());
            statements.extend(marks());
        } else {
            let columns = [LASTING.as_slice(), CHANGING.as_slice()].concat().join(", ");
            statements.push(format!("CREATE VIEW person_row AS SELECT {columns} FROM person"));
        }
        for sql in statements {
            db.execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

/// People as they will be after the switch. An import that died has left some rows at most, and the next
/// one would clear them away.
fn waiting(sqlite: bool) -> [String; 5] {
    // As the columns of a person: both engines compare what is searched byte by byte.
    let (text, kind) = if sqlite { ("text", "WITHOUT ROWID") } else { ("text COLLATE \"C\"", "") };
    [
        "DROP TABLE import_person".to_owned(),
        // `what` is a sum: 1 names, 2 the e-mail, 4 they return, 8 they leave.
        format!(
            "CREATE TABLE import_person (id bigint NOT NULL PRIMARY KEY, what bigint NOT NULL, \
             last_name text NOT NULL, first_name text NOT NULL, email text NOT NULL, \
             search_last {text} NOT NULL, search_first {text} NOT NULL, removed_at bigint) {kind}"
        ),
        "CREATE INDEX import_person_search_last ON import_person (search_last)".to_owned(),
        "CREATE INDEX import_person_search_first ON import_person (search_first)".to_owned(),
        "CREATE INDEX import_person_email ON import_person (lower(email))".to_owned(),
    ]
}

fn view() -> String {
    let changing = CHANGING.map(|name| {
        // Somebody new is not there before the switch.
        let new = match name {
            "removed_at" => {
                format!("WHEN p.changes_in > 2 AND p.changes_in + {HIDDEN} <> 13 THEN p.added_at ")
            }
            _ => String::new(),
        };
        format!(
            "CASE WHEN p.{SHOWN} THEN (SELECT s.{name} FROM import_person s WHERE s.id = p.id) {new}\
             ELSE p.{name} END AS {name}"
        )
    });
    let lasting = LASTING.map(|name| format!("p.{name}")).join(", ");
    format!("CREATE VIEW person AS SELECT {lasting}, {} FROM person_row p", changing.join(", "))
}

/// Whoever writes to the view writes to the row, and to what is read in its place.
fn written_through() -> [String; 3] {
    let columns = [LASTING.as_slice(), CHANGING.as_slice()].concat();
    let new = columns.iter().map(|name| match *name {
        "search_last" | "search_first" => format!("COALESCE(NEW.{name}, '')"),
        name => format!("NEW.{name}"),
    });
    let new = new.collect::<Vec<_>>().join(", ");
    let lasting: Vec<String> = LASTING.iter().skip(1).map(|name| format!("{name} = NEW.{name}")).collect();
    // What does not differ may be read from elsewhere.
    let changing = CHANGING
        .map(|name| format!("{name} = CASE WHEN NEW.{name} IS OLD.{name} THEN {name} ELSE NEW.{name} END"));
    let beside = CHANGING.map(|name| format!("{name} = NEW.{name}")).join(", ");
    [
        format!(
            "CREATE TRIGGER person_insert INSTEAD OF INSERT ON person BEGIN \
             INSERT INTO person_row ({}) VALUES ({new}); END",
            columns.join(", ")
        ),
        format!(
            "CREATE TRIGGER person_update INSTEAD OF UPDATE ON person BEGIN \
             UPDATE person_row SET {}, {}, changes_in = CASE WHEN changes_in > 2 \
             AND NEW.removed_at IS NOT OLD.removed_at THEN 0 ELSE changes_in END WHERE id = OLD.id; \
             UPDATE import_person SET {beside} WHERE id = OLD.id \
             AND EXISTS (SELECT 1 FROM person_row p WHERE p.id = OLD.id AND p.{SHOWN}); END",
            lasting.join(", "),
            changing.join(", ")
        ),
        "CREATE TRIGGER person_delete INSTEAD OF DELETE ON person BEGIN \
         DELETE FROM person_row WHERE id = OLD.id; END"
            .to_owned(),
    ]
}

/// A person bears a mark as long as something waits; when it is cleared away after the switch, it is
/// written into the row: only what differs, because each column costs its index.
fn marks() -> [String; 2] {
    let written = [
        (
            1,
            "last_name = OLD.last_name, first_name = OLD.first_name, search_last = OLD.search_last, \
             search_first = OLD.search_first",
        ),
        (2, "email = OLD.email"),
        (4 + 8, "removed_at = OLD.removed_at"),
    ];
    let written = written.map(|(what, columns)| {
        format!(
            "UPDATE person_row SET {columns} WHERE id = OLD.id AND (OLD.what & {what}) <> 0 AND {SHOWN}; "
        )
    });
    [
        format!(
            "CREATE TRIGGER import_person_waits AFTER INSERT ON import_person BEGIN \
             UPDATE person_row SET changes_in = {HIDDEN} WHERE id = NEW.id; END"
        ),
        format!(
            "CREATE TRIGGER import_person_ends AFTER DELETE ON import_person BEGIN {}\
             UPDATE person_row SET changes_in = 0 WHERE id = OLD.id; END",
            written.concat()
        ),
    ]
}
