//! Roles for populations, names for searching people, and the journal.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, text, text_null},
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        grants(manager).await?;
        names(manager).await?;
        audit(manager).await
    }
}

/// A role on a school or an authority, for one person or for a population. In each pair exactly one
/// is set.
async fn grants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared("ALTER TABLE access_grant RENAME TO old_access_grant").await?;
    db.execute_unprepared("DROP INDEX access_grant_person").await?;
    let table = Table::create()
        .table("access_grant")
        .col(big_pk_auto("id"))
        .col(text("role"))
        .col(big_integer_null("person_id"))
        // JSON of `domain::access::Population`.
        .col(text_null("population"))
        .col(big_integer_null("establishment_id"))
        .col(big_integer_null("authority_id"))
        // Code of `domain::access::Extent`.
        .col(text("extent"))
        .col(big_integer_null("given_at"))
        .col(big_integer_null("given_by"))
        .foreign_key(ForeignKey::create().from("access_grant", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("access_grant", "given_by").to("person", "id"))
        .foreign_key(ForeignKey::create().from("access_grant", "establishment_id").to("establishment", "id"))
        .foreign_key(ForeignKey::create().from("access_grant", "authority_id").to("authority", "id"))
        .to_owned();
    manager.create_table(table).await?;
    db.execute_unprepared(
        "INSERT INTO access_grant (role, person_id, establishment_id, authority_id, extent) \
         SELECT role, person_id, establishment_id, authority_id, 'whole' FROM old_access_grant ORDER BY id",
    )
    .await?;
    db.execute_unprepared("DROP TABLE old_access_grant").await?;
    for (name, column) in [
        ("access_grant_person", "person_id"),
        ("access_grant_establishment", "establishment_id"),
        ("access_grant_authority", "authority_id"),
    ] {
        let index = Index::create().name(name).table("access_grant").col(Alias::new(column)).to_owned();
        manager.create_index(index).await?;
    }
    // Increased with every saved change of a scope. Of two administrators who save at once, the
    // second is told.
    let version = Table::create()
        .table("access_version")
        .col(text("scope").primary_key())
        .col(big_integer("version"))
        .to_owned();
    manager.create_table(version).await
}

/// Both orders of a name, in lower case without accents. Both engines compare them byte by byte, so
/// that the beginning of a name is a range of the index.
async fn names(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let kind = match db.get_database_backend() {
        DbBackend::Postgres => "text COLLATE \"C\"",
        _ => "text",
    };
    for column in ["search_last", "search_first"] {
        let sql = format!("ALTER TABLE person ADD COLUMN {column} {kind} NOT NULL DEFAULT ''");
        db.execute_unprepared(&sql).await?;
        let sql = format!("CREATE INDEX person_{column} ON person ({column})");
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Append-only; each entry is chained to the one before it. The database itself rejects changes.
async fn audit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("audit_entry")
        .col(big_integer("number").primary_key())
        .col(big_integer("at"))
        .col(big_integer_null("actor_id"))
        .col(text("actor"))
        .col(text("address"))
        .col(text("action"))
        .col(text("outcome"))
        .col(text("subject"))
        .col(text("detail"))
        // Actor and subject in lower case without accents.
        .col(text("search_text"))
        .col(text("hash"))
        .to_owned();
    manager.create_table(table).await?;
    let index = Index::create().name("audit_entry_at").table("audit_entry").col("at").to_owned();
    manager.create_index(index).await?;
    let db = manager.get_connection();
    let statements: &[&str] = match db.get_database_backend() {
        DbBackend::Postgres => &[
            "CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
            "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry \
             EXECUTE FUNCTION audit_entry_stays()",
        ],
        _ => &[
            "CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            "CREATE TRIGGER audit_entry_is_not_removed BEFORE DELETE ON audit_entry \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            // INSERT OR REPLACE removes the old row without running the trigger above.
            "CREATE TRIGGER audit_entry_is_not_replaced BEFORE INSERT ON audit_entry \
             WHEN EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number) \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ],
    };
    for statement in statements {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}
