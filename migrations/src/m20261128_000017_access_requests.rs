//! A member of staff asks for a role on one of their schools.

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
        let table = Table::create()
            .table("access_request")
            .col(big_pk_auto("id"))
            .col(big_integer("person_id"))
            // Code of `domain::access::Role`.
            .col(text("role"))
            // Code of `domain::severity::Severity`; NULL for roles without severities.
            .col(text_null("severity"))
            .col(big_integer("establishment_id"))
            .col(text("reason"))
            // Code of `domain::access::RequestState`.
            .col(text("state"))
            .col(big_integer("asked_at"))
            .col(big_integer_null("decided_at"))
            .col(big_integer_null("decided_by"))
            // What the person who declined wrote; empty otherwise.
            .col(text("answer").default(""))
            .foreign_key(ForeignKey::create().from("access_request", "person_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("access_request", "decided_by").to("person", "id"))
            .foreign_key(
                ForeignKey::create().from("access_request", "establishment_id").to("establishment", "id"),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for sql in [
            // One open request for each person, role and school.
            "CREATE UNIQUE INDEX access_request_open ON access_request (person_id, role, establishment_id) \
             WHERE state = 'open'",
            "CREATE INDEX access_request_school ON access_request (establishment_id, state)",
            "CREATE INDEX access_request_person ON access_request (person_id, asked_at)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
