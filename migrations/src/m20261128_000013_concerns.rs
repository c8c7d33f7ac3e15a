//! What no longer does what it was meant to: the reasons, and what is needed to find them.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [concern(), known_name(), delivery_child()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            "CREATE UNIQUE INDEX concern_communication ON concern (communication_id, cause)",
            "CREATE UNIQUE INDEX concern_grant ON concern (grant_id, cause)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// Why a communication, or a grant to a population, no longer does what it was meant to: one row
/// for each reason, as long as the reason lasts. Exactly one of the two numbers is set.
fn concern() -> TableCreateStatement {
    Table::create()
        .table("concern")
        .col(big_pk_auto("id"))
        .col(big_integer_null("communication_id"))
        .col(big_integer_null("grant_id"))
        // The school that it is about; NULL if it is about all of them.
        .col(big_integer_null("establishment_id"))
        // Identifies the reason, so that it is told once.
        .col(text("cause"))
        // JSON of `domain::communications::Concern`.
        .col(text("detail"))
        .col(big_integer("noted_at"))
        // NULL until the people concerned have been told.
        .col(big_integer_null("told_at"))
        .foreign_key(
            ForeignKey::create()
                .from("concern", "communication_id")
                .to("communication", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// The names that each school had when communications were last compared with the directory. A name
/// that is missing now and stands here has gone since.
fn known_name() -> TableCreateStatement {
    Table::create()
        .table("known_name")
        .col(big_integer("establishment_id"))
        // Among the people of this profile.
        .col(text("profile"))
        // Code of `domain::communications::NameKind`.
        .col(text("kind"))
        .col(text("name"))
        .primary_key(Index::create().col("establishment_id").col("profile").col("kind").col("name"))
        .to_owned()
}

/// Which children of a reader with several children a message concerns, as it was when the message
/// was sent.
fn delivery_child() -> TableCreateStatement {
    Table::create()
        .table("delivery_child")
        .col(big_integer("message_id"))
        .col(big_integer("person_id"))
        .col(big_integer("child_id"))
        // The child's level at that time; may be empty.
        .col(text("level"))
        .primary_key(Index::create().col("message_id").col("person_id").col("child_id"))
        .to_owned()
}
