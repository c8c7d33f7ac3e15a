//! Messages, their deliveries, their files, and their copies by e-mail.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, boolean, integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            message(),
            message_body(),
            delivery(),
            delivery_also(),
            attachment(),
            outbox(),
            mail_preference(),
        ] {
            manager.create_table(table).await?;
        }
        // How many people of the school have the message; NULL for an announcement.
        let delivered = Table::alter()
            .table("publication")
            .add_column(ColumnDef::new("delivered").big_integer().null())
            .to_owned();
        manager.alter_table(delivered).await?;
        for index in [
            unique("message_communication", "message", &["communication_id"]),
            // A message that is created twice for the same reason is stored once.
            unique("message_dedup", "message", &["dedup"]),
            plain("message_due", "message", &["finished_at", "due_at"]),
            plain("message_reply_to", "message", &["reply_to"]),
            // Covers an inbox, newest first, and the count of unread messages.
            plain("delivery_inbox", "delivery", &["person_id", "folder", "sent_at", "message_id", "read_at"]),
            unique("attachment_token", "attachment", &["token"]),
            plain("attachment_form", "attachment", &["owner_id", "form_key"]),
            plain("attachment_message", "attachment", &["message_id"]),
            plain("attachment_object", "attachment", &["object_key"]),
            unique("outbox_dedup", "outbox", &["dedup"]),
            plain("outbox_due", "outbox", &["settled_at", "due_at"]),
            unique("mail_preference_token", "mail_preference", &["token"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn unique(name: &str, table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = plain(name, table, columns);
    index.unique().to_owned()
}

fn plain(name: &str, table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}

fn message() -> TableCreateStatement {
    Table::create()
        .table("message")
        .col(big_pk_auto("id"))
        // communication, reply, reminder or notification
        .col(text("kind"))
        // Set for the one message of a communication on the message channel.
        .col(big_integer_null("communication_id"))
        // The communication that a notification is about.
        .col(big_integer_null("about_id"))
        // The message that a reply answers or that a reminder is about.
        .col(big_integer_null("reply_to"))
        // NULL if the program wrote it.
        .col(big_integer_null("author_id"))
        // The sender that readers see: the person, and the school or authority.
        .col(text("sender_name"))
        .col(text("source_name"))
        .col(text("subject"))
        // The first words of the body.
        .col(text("excerpt"))
        .col(boolean("copy_to_author"))
        .col(boolean("reply_allowed"))
        // none, any_guardian or each
        .col(text("acknowledgement"))
        .col(integer("attachments"))
        .col(text_null("dedup"))
        .col(big_integer("created_at"))
        .col(big_integer("due_at"))
        // The progress of delivery. Every row of `delivery` up to the person `reached` is in an
        // inbox.
        .col(big_integer_null("sent_at"))
        .col(big_integer_null("expected"))
        .col(big_integer("delivered").default(0))
        .col(big_integer("reached").default(0))
        .col(big_integer_null("finished_at"))
        .col(big_integer_null("failed_at"))
        .col(big_integer_null("cancelled_at"))
        // Consecutive leases and errors without progress.
        .col(integer("attempts").default(0))
        .col(integer("failures").default(0))
        .col(big_integer_null("leased_until"))
        // Increased with each lease and with a cancellation: a worker with an older fence cannot
        // write.
        .col(big_integer("fence").default(0))
        .foreign_key(ForeignKey::create().from("message", "communication_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("message", "about_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("message", "reply_to").to("message", "id"))
        .foreign_key(ForeignKey::create().from("message", "author_id").to("person", "id"))
        .to_owned()
}

/// Separate from `message`, so that neither lists nor the database read long texts.
fn message_body() -> TableCreateStatement {
    Table::create()
        .table("message_body")
        .col(big_integer("message_id").primary_key())
        // Sanitized.
        .col(text("html"))
        // Subject, sender and text in lower case without accents, for searching.
        .col(text("search_text"))
        .foreign_key(ForeignKey::create().from("message_body", "message_id").to("message", "id"))
        .to_owned()
}

fn delivery() -> TableCreateStatement {
    Table::create()
        .table("delivery")
        .col(big_integer("message_id"))
        .col(big_integer("person_id"))
        // The school through which the message came, the first of several. NULL if it was sent to
        // the person directly: a copy, a reply, a notification.
        .col(big_integer_null("establishment_id"))
        // Whether it also came through other schools, which `delivery_also` lists.
        .col(boolean("several").default(false))
        .col(big_integer("sent_at"))
        // 0 inbox, 1 archive, 2 deleted
        .col(integer("folder"))
        .col(big_integer_null("read_at"))
        .col(big_integer_null("acknowledged_at"))
        // Another guardian acknowledged it for the family.
        .col(big_integer_null("covered_at"))
        .primary_key(Index::create().col("message_id").col("person_id"))
        .to_owned()
}

/// The other schools of people who are reached through several.
fn delivery_also() -> TableCreateStatement {
    Table::create()
        .table("delivery_also")
        .col(big_integer("message_id"))
        .col(big_integer("person_id"))
        .col(big_integer("establishment_id"))
        .primary_key(Index::create().col("message_id").col("person_id").col("establishment_id"))
        .to_owned()
}

fn attachment() -> TableCreateStatement {
    Table::create()
        .table("attachment")
        .col(big_pk_auto("id"))
        .col(text("token"))
        .col(big_integer("owner_id"))
        // The form in which it was chosen; a draft with that key keeps it.
        .col(text("form_key"))
        // NULL until the form is deployed.
        .col(big_integer_null("message_id"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big_integer("bytes"))
        .col(text("sha256"))
        // The key of the stored content; copies of a message share it.
        .col(text("object_key"))
        .col(big_integer("created_at"))
        .foreign_key(ForeignKey::create().from("attachment", "owner_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("attachment", "message_id").to("message", "id"))
        .to_owned()
}

/// E-mails that still have to be sent.
fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(big_pk_auto("id"))
        .col(text("dedup"))
        .col(big_integer("message_id"))
        .col(big_integer("person_id"))
        .col(big_integer("due_at"))
        .col(integer("attempts").default(0))
        .col(big_integer_null("leased_until"))
        // Sent, or given up with a reason.
        .col(big_integer_null("settled_at"))
        .col(text_null("failure"))
        .foreign_key(ForeignKey::create().from("outbox", "message_id").to("message", "id"))
        .to_owned()
}

/// Whether somebody wants a copy by e-mail; without a row they do not.
fn mail_preference() -> TableCreateStatement {
    Table::create()
        .table("mail_preference")
        .col(big_integer("person_id").primary_key())
        .col(boolean("wanted"))
        // Part of the address with which a mail program unsubscribes.
        .col(text("token"))
        .col(big_integer("changed_at"))
        .foreign_key(ForeignKey::create().from("mail_preference", "person_id").to("person", "id"))
        .to_owned()
}
