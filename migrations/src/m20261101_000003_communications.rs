//! Drafts, communications and their publication in each school.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [draft(), communication(), target(), publication(), sighting(), job(), event()] {
            manager.create_table(table).await?;
        }
        for index in [
            // Two tabs of one form share one draft, and a repeated request deploys only once.
            unique("draft_key", "draft", &["author_id", "form_key"]),
            unique("communication_key", "communication", &["author_id", "form_key"]),
            plain("communication_created", "communication", &["created_at"]),
            plain("publication_board", "publication", &["ends_at"]),
            plain("publication_establishment", "publication", &["establishment_id"]),
            unique("job_key", "job", &["kind", "communication_id"]),
            plain("event_communication", "event", &["communication_id"]),
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

fn draft() -> TableCreateStatement {
    Table::create()
        .table("draft")
        .col(big_pk_auto("id"))
        .col(big_integer("author_id"))
        .col(text("form_key"))
        // JSON of `domain::communications::CommunicationInput`: as typed, unchecked.
        .col(text("input"))
        .col(big_integer("updated_at"))
        .foreign_key(ForeignKey::create().from("draft", "author_id").to("person", "id"))
        .to_owned()
}

fn communication() -> TableCreateStatement {
    Table::create()
        .table("communication")
        .col(big_pk_auto("id"))
        .col(big_integer("author_id"))
        .col(text("form_key"))
        .col(text("channel"))
        .col(text("severity"))
        .col(text("text"))
        .col(text_null("link"))
        .col(text("first_day"))
        .col(text("last_day"))
        .col(text("perimeter_key"))
        // The sender that readers see: the school, the campus or the portal.
        .col(text("source_name"))
        // Set when the sender speaks for an authority.
        .col(big_integer_null("source_authority_id"))
        // People reached in all schools together, each counted once; NULL until it is published.
        .col(big_integer_null("recipients"))
        // Text and author in lower case without accents, for searching.
        .col(text("search_text"))
        .col(big_integer("created_at"))
        .col(big_integer_null("cancelled_at"))
        .col(big_integer_null("cancelled_by"))
        .foreign_key(ForeignKey::create().from("communication", "author_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("communication", "cancelled_by").to("person", "id"))
        .foreign_key(ForeignKey::create().from("communication", "source_authority_id").to("authority", "id"))
        .to_owned()
}

fn target() -> TableCreateStatement {
    Table::create()
        .table("target")
        .col(big_integer("communication_id"))
        .col(integer("position"))
        // JSON of `domain::targets::Target`.
        .col(text("criteria"))
        .primary_key(Index::create().col("communication_id").col("position"))
        .foreign_key(ForeignKey::create().from("target", "communication_id").to("communication", "id"))
        .to_owned()
}

fn publication() -> TableCreateStatement {
    Table::create()
        .table("publication")
        .col(big_integer("communication_id"))
        .col(big_integer("establishment_id"))
        .col(big_integer("begins_at"))
        .col(big_integer("ends_at"))
        // People reached when it was published; NULL until then.
        .col(big_integer_null("recipients"))
        .col(big_integer_null("published_at"))
        .col(big_integer_null("offline_at"))
        .col(big_integer_null("failed_at"))
        .col(big_integer("changed_at"))
        .col(big_integer_null("changed_by"))
        .primary_key(Index::create().col("communication_id").col("establishment_id"))
        .foreign_key(ForeignKey::create().from("publication", "communication_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("publication", "establishment_id").to("establishment", "id"))
        .foreign_key(ForeignKey::create().from("publication", "changed_by").to("person", "id"))
        .to_owned()
}

/// Records that a person's home page has shown a communication of one of their schools.
fn sighting() -> TableCreateStatement {
    Table::create()
        .table("sighting")
        .col(big_integer("communication_id"))
        .col(big_integer("establishment_id"))
        .col(big_integer("person_id"))
        .col(big_integer("seen_at"))
        .primary_key(Index::create().col("communication_id").col("person_id").col("establishment_id"))
        .foreign_key(ForeignKey::create().from("sighting", "communication_id").to("communication", "id"))
        .foreign_key(ForeignKey::create().from("sighting", "person_id").to("person", "id"))
        .to_owned()
}

/// Follow-up work, enqueued in the transaction that caused it.
fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(big_pk_auto("id"))
        .col(text("kind"))
        .col(big_integer("communication_id"))
        .col(big_integer("due_at"))
        .col(integer("attempts"))
        .col(big_integer_null("leased_until"))
        .col(big_integer_null("done_at"))
        .foreign_key(ForeignKey::create().from("job", "communication_id").to("communication", "id"))
        .to_owned()
}

/// Append-only: what happened, when, and who did it.
fn event() -> TableCreateStatement {
    Table::create()
        .table("event")
        .col(big_pk_auto("id"))
        .col(big_integer("at"))
        .col(text("kind"))
        .col(big_integer_null("actor_id"))
        .col(big_integer_null("communication_id"))
        .col(text("detail"))
        .to_owned()
}
