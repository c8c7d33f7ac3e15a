//! One queue for all waiting work: publishing, delivering, notifying, e-mails, imports, and
//! recurring jobs.

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
        // A job that is enqueued twice for the same reason is stored once.
        .col(text("key"))
        // The subject of the job: a communication, a message or an import, depending on its kind.
        .col(big_integer_null("subject_id"))
        // The person who gets the e-mail, cancelled the communication, or started the import.
        .col(big_integer_null("person_id"))
        // Other values that its kind needs.
        .col(text_null("detail"))
        .col(big_integer("created_at"))
        .col(big_integer("due_at"))
        // When a recurring job last started a successful run.
        .col(big_integer_null("last_at"))
        // Consecutive leases that ended without a result, and consecutive errors.
        .col(integer("attempts").default(0))
        .col(integer("failures").default(0))
        .col(big_integer_null("leased_until"))
        // Increased with each lease: a worker with an older fence cannot write.
        .col(big_integer("fence").default(0))
        .col(big_integer_null("done_at"))
        .col(big_integer_null("failed_at"))
        // The last error, or why there was nothing to do.
        .col(text_null("reason"))
        .col(text_null("phase"))
        .col(big_integer_null("progress_done"))
        .col(big_integer_null("progress_total"))
        .to_owned()
}

const INDEXES: [&str; 2] = [
    "CREATE UNIQUE INDEX job_key ON job (kind, key)",
    // Workers look for jobs every second, so finished jobs are not in this index.
    "CREATE INDEX job_due ON job (kind, due_at, id) WHERE done_at IS NULL AND failed_at IS NULL",
];

/// Work that waited in other tables, with its attempts; leases continue where they are.
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

/// Notifications for schools whose recipients are not resolved yet: a job writes them again, with
/// their recipients.
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
