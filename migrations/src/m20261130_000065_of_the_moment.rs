//! What is looked for again and again is a little of a large table: sessions that are kept, what can still be
//! taken back, open work about one communication, messages that go out or have just ended, and how many of
//! one school saw what an authority sent to thousands.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

const INDEXES: [&str; 7] = [
    "CREATE INDEX session_kept ON session (person_id) WHERE kept",
    "CREATE INDEX communication_held ON communication (held_until) WHERE held_form IS NOT NULL",
    "CREATE INDEX job_about ON job (kind, subject_id) WHERE done_at IS NULL AND failed_at IS NULL",
    "CREATE INDEX sighting_school ON sighting (communication_id, establishment_id)",
    "CREATE INDEX message_cancelled ON message (cancelled_at) WHERE cancelled_at IS NOT NULL",
    "CREATE INDEX message_failed ON message (failed_at) WHERE failed_at IS NOT NULL",
    "CREATE INDEX message_unfinished ON message (id) \
     WHERE finished_at IS NULL AND cancelled_at IS NULL AND failed_at IS NULL",
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
