//! The journal can be shortened from its beginning; known browsers are found by their last use.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let cut = Table::create()
            .table("audit_cut")
            // The last deleted entry of the journal, and its hash.
            .col(big_integer("number").primary_key())
            .col(text("hash"))
            .col(big_integer("cut_at"))
            .to_owned();
        manager.create_table(cut).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX device_seen ON device (seen_at)",
            // Until now it had the person alone.
            "DROP INDEX device_person",
            "CREATE INDEX device_person ON device (person_id, seen_at)",
        ] {
            db.execute_unprepared(index).await?;
        }
        let statements: &[&str] = match db.get_database_backend() {
            DbBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// An entry may be deleted only if a cut allows it, and cuts stay.
const POSTGRES: &[&str] = &[
    "DROP TRIGGER audit_entry_stays ON audit_entry",
    "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR TRUNCATE ON audit_entry \
     EXECUTE FUNCTION audit_entry_stays()",
    "CREATE FUNCTION audit_entry_is_cut() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN \
     IF OLD.number > (SELECT COALESCE(MAX(number), 0) FROM audit_cut) THEN \
     RAISE EXCEPTION 'the audit log is append-only'; END IF; \
     RETURN OLD; END $$",
    "CREATE TRIGGER audit_entry_is_cut BEFORE DELETE ON audit_entry \
     FOR EACH ROW EXECUTE FUNCTION audit_entry_is_cut()",
    "CREATE TRIGGER audit_cut_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_cut \
     EXECUTE FUNCTION audit_entry_stays()",
];

const SQLITE: &[&str] = &[
    "DROP TRIGGER audit_entry_is_not_removed",
    "CREATE TRIGGER audit_entry_is_not_removed BEFORE DELETE ON audit_entry \
     WHEN OLD.number > (SELECT COALESCE(MAX(number), 0) FROM audit_cut) \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_cut_is_not_changed BEFORE UPDATE ON audit_cut \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_cut_is_not_removed BEFORE DELETE ON audit_cut \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
];
