//! One queue for all work that waits: publishing, delivering, telling, e-mails, imports, and what
//! recurs.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for sql in ["DROP INDEX job_key", "ALTER TABLE job RENAME TO job_before"] {
            db.execute_unprepared(sql).await?;
        }
        manager.create_table(job()).await?;
        for sql in INDEXES.iter().chain(&MOVED).chain(&RESOLVED_LATE).chain(&DROPPED) {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(big_pk_auto("id"))
        .col(text("kind"))
        // What is enqueued twice for one reason is there once.
        .col(text("key"))
        // What it is about: a communication, a message or an import, as its kind says.
        .col(big_integer_null("subject_id"))
        // Who reads the e-mail, cancelled the communication, or started the import.
        .col(big_integer_null("person_id"))
        // What else its kind needs to know.
        .col(text_null("detail"))
        .col(big_integer("created_at"))
        .col(big_integer("due_at"))
        // When a recurring job last began a run that ended well.
        .col(big_integer_null("last_at"))
        // Leases in a row that ended without a word, and errors in a row.
        .col(integer("attempts").default(0))
        .col(integer("failures").default(0))
        .col(big_integer_null("leased_until"))
        // Grows with each lease: whoever holds an older one writes nothing.
        .col(big_integer("fence").default(0))
        .col(big_integer_null("done_at"))
        .col(big_integer_null("failed_at"))
        // Of the last error, or why there was nothing to do.
        .col(text_null("reason"))
        .col(text_null("phase"))
        .col(big_integer_null("progress_done"))
        .col(big_integer_null("progress_total"))
        .to_owned()
}

const INDEXES: [&str; 2] = [
    "CREATE UNIQUE INDEX job_key ON job (kind, key)",
    // Work is looked for every second: jobs that are over are not in it.
    "CREATE INDEX job_due ON job (kind, due_at, id) WHERE done_at IS NULL AND failed_at IS NULL",
];

/// What waited elsewhere, with its tries; leases go on where they are.
const MOVED: [&str; 4] = [
    "INSERT INTO job (kind, key, subject_id, created_at, due_at, attempts, leased_until, done_at) \
     SELECT 'publish', CAST(communication_id AS TEXT), communication_id, due_at, due_at, attempts, leased_until, \
     done_at FROM job_before b ORDER BY b.id",
    "INSERT INTO job (kind, key, subject_id, created_at, due_at, attempts, failures, leased_until, done_at, failed_at) \
     SELECT 'deliver', CAST(id AS TEXT), id, created_at, due_at, attempts, failures, leased_until, \
     CASE WHEN failed_at IS NULL THEN COALESCE(finished_at, cancelled_at) END, failed_at FROM message m ORDER BY m.id",
    "INSERT INTO job (kind, key, subject_id, person_id, created_at, due_at, attempts, failures, leased_until, done_at, \
     reason) SELECT 'mail', dedup, message_id, person_id, due_at, due_at, 0, attempts, leased_until, settled_at, failure \
     FROM outbox o ORDER BY o.id",
    "UPDATE job SET leased_until = NULL WHERE done_at IS NOT NULL OR failed_at IS NOT NULL",
];

/// Notifications for schools whose readers nobody has looked for yet: a job writes them anew, with
/// their readers.
const RESOLVED_LATE: [&str; 4] = [
    "INSERT INTO job (kind, key, subject_id, person_id, detail, created_at, due_at) \
     SELECT 'tell', e.event || '-' || e.communication, e.communication, e.person, e.event, e.created_at, e.due_at \
     FROM (SELECT c.id AS communication, m.created_at, m.due_at, \
     CASE WHEN m.dedup LIKE 'school-withdrawn-%' THEN COALESCE(c.cancelled_by, c.author_id) END AS person, \
     CASE WHEN m.dedup LIKE 'school-withdrawn-%' THEN 'cancelled' \
     WHEN EXISTS (SELECT 1 FROM publication p WHERE p.communication_id = c.id AND p.failed_at IS NOT NULL) \
     THEN 'failed' ELSE 'deployed' END AS event FROM message m JOIN communication c ON c.id = m.about_id \
     WHERE m.kind = 'notification' AND m.sent_at IS NULL AND m.failed_at IS NULL AND m.cancelled_at IS NULL) e \
     ORDER BY e.due_at, e.communication",
    "DELETE FROM job WHERE kind = 'deliver' AND subject_id IN (SELECT id FROM message WHERE kind = 'notification' \
     AND sent_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL)",
    "DELETE FROM message_body WHERE message_id IN (SELECT id FROM message WHERE kind = 'notification' \
     AND sent_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL)",
    "DELETE FROM message WHERE kind = 'notification' AND sent_at IS NULL AND failed_at IS NULL \
     AND cancelled_at IS NULL",
];

const DROPPED: [&str; 5] = [
    "DROP TABLE job_before",
    "DROP TABLE outbox",
    "ALTER TABLE message DROP COLUMN attempts",
    "ALTER TABLE message DROP COLUMN failures",
    "ALTER TABLE message DROP COLUMN leased_until",
];
