//! Portals that show the widget, their keys, the tokens that their readers hold, and what was
//! refused.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, text, text_null},
    sea_orm::ConnectionTrait,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [portal(), key(), token(), refusal()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            "CREATE UNIQUE INDEX portal_issuer ON portal (issuer)",
            "CREATE INDEX portal_key_portal ON portal_key (portal_id)",
            // A statement is used once.
            "CREATE UNIQUE INDEX widget_token_statement ON widget_token (portal_id, statement)",
            "CREATE INDEX widget_token_expires ON widget_token (expires_at)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn portal() -> TableCreateStatement {
    Table::create()
        .table("portal")
        .col(big_pk_auto("id"))
        .col(text("name"))
        .col(text("issuer"))
        // One a line.
        .col(text("prefixes"))
        .col(text("origins"))
        .col(text_null("keys_address"))
        // Code of `domain::portals::PortalState`.
        .col(text("state"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn key() -> TableCreateStatement {
    Table::create()
        .table("portal_key")
        .col(big_pk_auto("id"))
        .col(big_integer("portal_id"))
        // What statements name as `kid`.
        .col(text("name"))
        // Code of `domain::portals::SigningAlgorithm`.
        .col(text("algorithm"))
        // PEM or JWK.
        .col(text("public_key"))
        .col(big_integer("added_at"))
        // NULL for the newest key.
        .col(big_integer_null("valid_until"))
        .foreign_key(
            ForeignKey::create()
                .from("portal_key", "portal_id")
                .to("portal", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Without foreign keys: one row of many that are written together must not make the others fail
/// when a portal is removed meanwhile. Who reads a token compares it with portal and person.
fn token() -> TableCreateStatement {
    Table::create()
        .table("widget_token")
        // SHA-256 of the token.
        .col(text("token_hash").primary_key())
        .col(big_integer("portal_id"))
        // What it was given for: a registered key, a key of the portal's address, or our own window.
        .col(text("given_for"))
        .col(big_integer("person_id"))
        // The only origin whose pages may use it; NULL for our own frame.
        .col(text_null("origin"))
        // SHA-256 of the statement's `jti`. A token lives longer than its statement, so this row
        // remembers for long enough that the statement was used.
        .col(text_null("statement"))
        .col(big_integer("expires_at"))
        .to_owned()
}

/// One row for each reason of a portal, so that strangers cannot fill the table.
fn refusal() -> TableCreateStatement {
    Table::create()
        .table("portal_refusal")
        // 0 for statements of no registered portal.
        .col(big_integer("portal_id"))
        // Code of `domain::portals::Refused`.
        .col(text("reason"))
        .col(text("detail"))
        .col(big_integer("times"))
        .col(big_integer("last_at"))
        .primary_key(Index::create().col("portal_id").col("reason"))
        .to_owned()
}
