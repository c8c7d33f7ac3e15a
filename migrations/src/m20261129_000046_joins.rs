//! One person with several records: which records are joined to which, and which pairs an
//! administrator has said to be two people. What each record owns while it is joined, and which rows a
//! join has handed to the person, so that separating gives them back.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
    sea_orm::ConnectionTrait,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [person_join(), person_apart(), record_membership(), record_link(), join_row()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            // The same as in `person_join`, where many statements ask for it.
            "ALTER TABLE person ADD COLUMN joined_to bigint",
            "CREATE INDEX person_join_person ON person_join (person_id)",
            "CREATE INDEX record_link_child ON record_link (child_id)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn person_join() -> TableCreateStatement {
    Table::create()
        .table("person_join")
        .col(big_integer("record_id").primary_key())
        // The main record; it is joined to nobody itself.
        .col(big_integer("person_id"))
        .col(big_integer("joined_at"))
        .col(big_integer("joined_by"))
        .foreign_key(ForeignKey::create().from("person_join", "record_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("person_join", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("person_join", "joined_by").to("person", "id"))
        .to_owned()
}

/// The smaller number first.
fn person_apart() -> TableCreateStatement {
    Table::create()
        .table("person_apart")
        .col(big_integer("first_id"))
        .col(big_integer("second_id"))
        .col(big_integer("decided_at"))
        .col(big_integer("decided_by"))
        .primary_key(Index::create().col("first_id").col("second_id"))
        .to_owned()
}

fn record_membership() -> TableCreateStatement {
    Table::create()
        .table("record_membership")
        .col(big_integer("person_id"))
        .col(big_integer("cohort_id"))
        .primary_key(Index::create().col("person_id").col("cohort_id"))
        .to_owned()
}

fn record_link() -> TableCreateStatement {
    Table::create()
        .table("record_link")
        .col(big_integer("parent_id"))
        .col(big_integer("child_id"))
        .primary_key(Index::create().col("parent_id").col("child_id"))
        .to_owned()
}

fn join_row() -> TableCreateStatement {
    Table::create()
        .table("join_row")
        .col(big_integer("record_id"))
        // Whose rows they are: a name from the list of the program, and the rest of the row's key.
        .col(text("place"))
        .col(big_integer("first_key"))
        .col(big_integer("second_key"))
        .primary_key(Index::create().col("record_id").col("place").col("first_key").col("second_key"))
        .to_owned()
}
