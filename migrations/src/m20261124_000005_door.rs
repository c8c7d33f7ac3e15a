//! Second factors, one-time links, known devices, and failed attempts to sign in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in [
            // Base32; NULL if there is no second factor.
            "ALTER TABLE account ADD COLUMN totp_secret text",
            // The secret of a new second factor, until its first code is confirmed.
            "ALTER TABLE account ADD COLUMN totp_pending text",
            "ALTER TABLE account ADD COLUMN totp_since bigint",
            // The time step of the last accepted code: each code is accepted once.
            "ALTER TABLE account ADD COLUMN totp_last_step bigint NOT NULL DEFAULT 0",
            "ALTER TABLE account ADD COLUMN password_changed_at bigint",
            "ALTER TABLE account ADD COLUMN signed_in_at bigint",
            "ALTER TABLE session ADD COLUMN seen_at bigint NOT NULL DEFAULT 0",
            "ALTER TABLE session ADD COLUMN user_agent text NOT NULL DEFAULT ''",
            "ALTER TABLE session ADD COLUMN address text NOT NULL DEFAULT ''",
            "UPDATE session SET seen_at = created_at",
            "DROP TABLE sign_in_failure",
        ] {
            db.execute_unprepared(statement).await?;
        }
        for table in [attempt(), device(), step(), link(), setting()] {
            manager.create_table(table).await?;
        }
        for (name, column) in [("sign_in_attempt_login", "login"), ("sign_in_attempt_at", "at")] {
            let index =
                Index::create().name(name).table("sign_in_attempt").col(Alias::new(column)).to_owned();
            manager.create_index(index).await?;
        }
        let index = Index::create().name("device_person").table("device").col("person_id").to_owned();
        manager.create_index(index).await
    }
}

/// An attempt to sign in that failed, or whose outcome is not known yet.
fn attempt() -> TableCreateStatement {
    Table::create()
        .table("sign_in_attempt")
        .col(big_pk_auto("id"))
        .col(text("login"))
        // The client's address, or a device on which the account was used before.
        .col(text("source"))
        .col(big_integer("at"))
        .to_owned()
}

/// A browser that somebody signed in with: attempts by strangers do not count against it.
fn device() -> TableCreateStatement {
    Table::create()
        .table("device")
        .col(text("token_hash").primary_key())
        .col(big_integer("person_id"))
        .col(big_integer("seen_at"))
        .foreign_key(ForeignKey::create().from("device", "person_id").to("person", "id"))
        .to_owned()
}

/// The password was right; the code of the second factor is still missing.
fn step() -> TableCreateStatement {
    Table::create()
        .table("sign_in_step")
        .col(text("token_hash").primary_key())
        .col(big_integer("person_id"))
        .col(big_integer("expires_at"))
        .foreign_key(ForeignKey::create().from("sign_in_step", "person_id").to("person", "id"))
        .to_owned()
}

/// A link for setting a password, once; a new link replaces it.
fn link() -> TableCreateStatement {
    Table::create()
        .table("password_link")
        .col(big_integer("person_id").primary_key())
        .col(text("token_hash").unique_key())
        .col(big_integer("expires_at"))
        .foreign_key(ForeignKey::create().from("password_link", "person_id").to("account", "person_id"))
        .to_owned()
}

/// What an administrator decided for the whole portal.
fn setting() -> TableCreateStatement {
    Table::create().table("setting").col(text("name").primary_key()).col(text_null("value")).to_owned()
}
