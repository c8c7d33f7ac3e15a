//! The content of a communication is in a table of its channel; `communication` keeps what all
//! channels share. A file names its owner.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(announcement()).await?;
        let db = manager.get_connection();
        for sql in [
            // A communication without a message was shown as an announcement.
            "INSERT INTO announcement (communication_id, severity, text, link, first_day, last_day) \
             SELECT c.id, c.severity, c.text, c.link, c.first_day, c.last_day FROM communication c \
             WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.communication_id = c.id)",
            // Its title in lists: the text of the announcement, or the subject of the message.
            "ALTER TABLE communication RENAME COLUMN text TO title",
            "ALTER TABLE communication DROP COLUMN severity",
            "ALTER TABLE communication DROP COLUMN link",
            "ALTER TABLE communication DROP COLUMN first_day",
            "ALTER TABLE communication DROP COLUMN last_day",
        ] {
            db.execute_unprepared(sql).await?;
        }
        files(manager).await
    }
}

/// SQLite cannot drop a column that a foreign key uses, so the files move into a new table.
async fn files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(file()).await?;
    let db = manager.get_connection();
    for sql in [
        "INSERT INTO file (token, owner_kind, owner_id, uploader_id, form_key, name, media_type, bytes, \
         sha256, object_key, created_at) \
         SELECT a.token, CASE WHEN a.message_id IS NULL THEN 'form' ELSE 'message' END, \
         COALESCE(a.message_id, a.owner_id), a.owner_id, a.form_key, a.name, a.media_type, a.bytes, \
         a.sha256, a.object_key, a.created_at FROM attachment a ORDER BY a.id",
        "DROP TABLE attachment",
        "CREATE UNIQUE INDEX file_token ON file (token)",
        "CREATE INDEX file_owner ON file (owner_kind, owner_id, form_key)",
        "CREATE INDEX file_object ON file (object_key)",
    ] {
        db.execute_unprepared(sql).await?;
    }
    Ok(())
}

fn file() -> TableCreateStatement {
    Table::create()
        .table("file")
        .col(big_pk_auto("id"))
        .col(text("token"))
        // form: the person who fills it in; message: a message
        .col(text("owner_kind"))
        .col(big_integer("owner_id"))
        .col(big_integer("uploader_id"))
        // The form in which it was chosen; a draft with that key keeps it.
        .col(text("form_key"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big_integer("bytes"))
        .col(text("sha256"))
        // The key of the stored content; copies share it.
        .col(text("object_key"))
        .col(big_integer("created_at"))
        .foreign_key(ForeignKey::create().from("file", "uploader_id").to("person", "id"))
        .to_owned()
}

fn announcement() -> TableCreateStatement {
    Table::create()
        .table("announcement")
        .col(big_integer("communication_id").primary_key())
        // information, warning or alert
        .col(text("severity"))
        .col(text("text"))
        .col(text_null("link"))
        .col(text("first_day"))
        .col(text("last_day"))
        .foreign_key(ForeignKey::create().from("announcement", "communication_id").to("communication", "id"))
        .to_owned()
}
