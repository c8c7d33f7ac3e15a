//! Local accounts, their rights, and the sessions of signed-in people.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, boolean, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [account(), access_grant(), session(), sign_in_failure(), import_run()] {
            manager.create_table(table).await?;
        }
        for index in [
            Index::create().name("access_grant_person").table("access_grant").col("person_id").to_owned(),
            Index::create().name("session_person").table("session").col("person_id").to_owned(),
            Index::create().name("session_expiry").table("session").col("expires_at").to_owned(),
            Index::create()
                .name("sign_in_failure_login")
                .table("sign_in_failure")
                .col("login")
                .col("at")
                .to_owned(),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn account() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(big_integer("person_id").primary_key())
        .col(text("login").unique_key())
        .col(text("password_hash"))
        .col(boolean("portal_administrator"))
        .foreign_key(ForeignKey::create().from("account", "person_id").to("person", "id"))
        .to_owned()
}

/// A role given to one person on a school or on an authority; exactly one of the two is set.
fn access_grant() -> TableCreateStatement {
    Table::create()
        .table("access_grant")
        .col(big_pk_auto("id"))
        .col(text("role"))
        .col(big_integer("person_id"))
        .col(big_integer_null("establishment_id"))
        .col(big_integer_null("authority_id"))
        .foreign_key(ForeignKey::create().from("access_grant", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("access_grant", "establishment_id").to("establishment", "id"))
        .foreign_key(ForeignKey::create().from("access_grant", "authority_id").to("authority", "id"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        // SHA-256 of the cookie, so that a stolen table cannot be used to sign in.
        .col(text("token_hash").primary_key())
        .col(big_integer("person_id"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .foreign_key(ForeignKey::create().from("session", "person_id").to("person", "id"))
        .to_owned()
}

fn sign_in_failure() -> TableCreateStatement {
    Table::create()
        .table("sign_in_failure")
        .col(big_pk_auto("id"))
        .col(text("login"))
        .col(text("address"))
        .col(big_integer("at"))
        .to_owned()
}

fn import_run() -> TableCreateStatement {
    Table::create()
        .table("import_run")
        .col(big_pk_auto("id"))
        .col(big_integer_null("person_id"))
        .col(big_integer("started_at"))
        .col(big_integer_null("finished_at"))
        // JSON of `backend::directory::import::Report`.
        .col(text_null("report"))
        .foreign_key(ForeignKey::create().from("import_run", "person_id").to("person", "id"))
        .to_owned()
}
