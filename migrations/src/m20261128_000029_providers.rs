//! Providers of sign-on, the sessions that they opened, and the logout messages that they sent.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [provider(), provider_session(), provider_logout()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            // How the person signed in, as JSON, while the code of the second factor is missing.
            "ALTER TABLE sign_in_step ADD COLUMN provider text",
            "CREATE INDEX provider_session_subject ON provider_session (provider_id, subject)",
            "CREATE INDEX provider_session_sid ON provider_session (provider_id, sid)",
            "CREATE INDEX provider_session_ticket ON provider_session (provider_id, ticket)",
            "CREATE INDEX provider_logout_end ON provider_logout (ends_at)",
            // Staff are found by their professional address.
            "CREATE INDEX person_email ON person (lower(email))",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn provider() -> TableCreateStatement {
    Table::create()
        .table("provider")
        .col(big_pk_auto("id"))
        // NULL for the whole portal.
        .col(big_integer_null("authority_id"))
        .col(text("name"))
        // Code of `domain::providers::Protocol`.
        .col(text("protocol"))
        // The issuer, or the address of the CAS server.
        .col(text("issuer"))
        .col(text("client_id"))
        // Wrapped; NULL without a secret.
        .col(text_null("client_secret"))
        // Which claim names the person, and what it is compared with.
        .col(text("claim"))
        // Code of `domain::providers::MatchBy`.
        .col(text("match_by"))
        .col(text("prefix_removed"))
        .col(text("prefix_added"))
        // `domain::providers::Switches` as JSON.
        .col(text("switches"))
        // Code of `domain::providers::ProviderState`.
        .col(text("state"))
        .col(big_integer("version"))
        .col(big_integer("changed_at"))
        .foreign_key(ForeignKey::create().from("provider", "authority_id").to("authority", "id"))
        .to_owned()
}

/// What a provider said when it opened a session; goes with the session.
fn provider_session() -> TableCreateStatement {
    Table::create()
        .table("provider_session")
        .col(text("token_hash").primary_key())
        .col(big_integer("provider_id"))
        .col(text("subject"))
        .col(text_null("sid"))
        // The ticket of CAS.
        .col(text_null("ticket"))
        // Sent back as a hint when the person signs out.
        .col(text_null("id_token"))
        .foreign_key(
            ForeignKey::create()
                .from("provider_session", "token_hash")
                .to("session", "token_hash")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(ForeignKey::create().from("provider_session", "provider_id").to("provider", "id"))
        .to_owned()
}

/// The logout messages that were obeyed: each counts once.
fn provider_logout() -> TableCreateStatement {
    Table::create()
        .table("provider_logout")
        .col(big_integer("provider_id"))
        // SHA-256 of the message's `jti`.
        .col(text("jti_hash"))
        .col(big_integer("ends_at"))
        .primary_key(Index::create().col("provider_id").col("jti_hash"))
        .foreign_key(
            ForeignKey::create()
                .from("provider_logout", "provider_id")
                .to("provider", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
