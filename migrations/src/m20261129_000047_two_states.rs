//! Two states of the directory beside each other, so that an import is prepared in small steps and
//! appears at once.
//!
//! A membership or family link is in both states (`only_in` is 0) or only in state 1 or 2. One row says
//! which state is hidden. `membership` and `family_link` are views of what is not hidden.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table of pairs becomes a view.
struct Pairs {
    name: &'static str,
    left: &'static str,
    right: &'static str,
    /// What the right column refers to. A membership may wait for a cohort that the switch inserts.
    refers: &'static str,
    /// The index that begins with the right column.
    index: &'static str,
}

const PAIRS: [Pairs; 2] = [
    Pairs {
        name: "membership",
        left: "person_id",
        right: "cohort_id",
        refers: "",
        index: "membership_cohort",
    },
    Pairs {
        name: "family_link",
        left: "parent_id",
        right: "child_id",
        refers: "REFERENCES person (id)",
        index: "family_link_child",
    },
];

const STATEMENTS: [&str; 3] = [
    // One row. `hidden`: the state that nobody reads. `work`: raised by each import that begins to
    // write, so that an earlier one stops. `steps`: how many steps it has made; 0 when none is at work.
    "CREATE TABLE directory_side (id bigint NOT NULL PRIMARY KEY, hidden bigint NOT NULL, \
     work bigint NOT NULL, steps bigint NOT NULL)",
    "INSERT INTO directory_side (id, hidden, work, steps) VALUES (1, 2, 0, 0)",
    // People as they will be after the switch; `leaves` is 1 for those who are removed.
    "CREATE TABLE import_person (id bigint NOT NULL PRIMARY KEY, leaves bigint NOT NULL, \
     last_name text NOT NULL, first_name text NOT NULL, email text NOT NULL, \
     search_last text NOT NULL, search_first text NOT NULL)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for sql in STATEMENTS {
            db.execute_unprepared(sql).await?;
        }
        let sqlite = db.get_database_backend() == DbBackend::Sqlite;
        for pairs in &PAIRS {
            for sql in pairs.converted(sqlite) {
                db.execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }
}

impl Pairs {
    fn converted(&self, sqlite: bool) -> Vec<String> {
        let Self { name, left, right, refers, index } = self;
        // Without a number of its own, a row of SQLite is found in one step, as before in the index.
        let kind = if sqlite { "WITHOUT ROWID" } else { "" };
        let mut statements = vec![
            format!(
                "CREATE TABLE {name}_row ({left} bigint NOT NULL REFERENCES person (id), \
                 {right} bigint NOT NULL {refers}, only_in bigint NOT NULL DEFAULT 0, \
                 PRIMARY KEY ({left}, {right})) {kind}"
            ),
            format!("INSERT INTO {name}_row ({left}, {right}) SELECT {left}, {right} FROM {name}"),
            format!("DROP TABLE {name}"),
            format!("CREATE INDEX {index} ON {name}_row ({right}, {left}, only_in)"),
            // What is being prepared, or waits to be cleared away: usually nothing.
            format!("CREATE INDEX {name}_moving ON {name}_row ({left}, {right}) WHERE only_in <> 0"),
            // `+ 0`: PostgreSQL would conclude from the statistics of the column that nothing is left.
            format!(
                "CREATE VIEW {name} AS SELECT {left}, {right} FROM {name}_row \
                 WHERE only_in + 0 <> (SELECT hidden FROM directory_side WHERE id = 1)"
            ),
        ];
        if sqlite {
            // PostgreSQL writes through such a view by itself.
            let this = format!("{left} = OLD.{left} AND {right} = OLD.{right}");
            for (what, act) in [
                (
                    "INSERT",
                    format!("INSERT INTO {name}_row ({left}, {right}) VALUES (NEW.{left}, NEW.{right})"),
                ),
                ("DELETE", format!("DELETE FROM {name}_row WHERE {this}")),
                (
                    "UPDATE",
                    format!("UPDATE {name}_row SET {left} = NEW.{left}, {right} = NEW.{right} WHERE {this}"),
                ),
            ] {
                statements.push(format!(
                    "CREATE TRIGGER {name}_{what} INSTEAD OF {what} ON {name} BEGIN {act}; END"
                ));
            }
        }
        statements
    }
}
