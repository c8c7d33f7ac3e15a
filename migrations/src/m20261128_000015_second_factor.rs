//! Codes of a second factor are remembered one by one; recovery codes; an enrolment belongs to the
//! session that began it, and ends.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(used_code()).await?;
        manager.create_table(recovery_code()).await?;
        let index =
            Index::create().name("recovery_code_person").table("recovery_code").col("person_id").to_owned();
        manager.create_index(index).await?;
        let db = manager.get_connection();
        for sql in [
            "INSERT INTO used_code (person_id, step) SELECT person_id, totp_last_step FROM account \
             WHERE totp_last_step > 0",
            "ALTER TABLE account DROP COLUMN totp_last_step",
            // Nobody proved anything when these were begun: they are begun anew.
            "UPDATE account SET totp_pending = NULL",
            // The hash of the session's token.
            "ALTER TABLE account ADD COLUMN totp_pending_session text",
            "ALTER TABLE account ADD COLUMN totp_pending_until bigint",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// The codes of applications that were accepted.
fn used_code() -> TableCreateStatement {
    Table::create()
        .table("used_code")
        .col(big_integer("person_id"))
        // Half minutes since 1970.
        .col(big_integer("step"))
        .primary_key(Index::create().col("person_id").col("step"))
        .foreign_key(ForeignKey::create().from("used_code", "person_id").to("account", "person_id"))
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    Table::create()
        .table("recovery_code")
        // SHA-256 of the person and the code.
        .col(text("code_hash").primary_key())
        .col(big_integer("person_id"))
        .col(big_integer_null("used_at"))
        .foreign_key(ForeignKey::create().from("recovery_code", "person_id").to("account", "person_id"))
        .to_owned()
}
