//! Spaces of a school: who reads, writes and moderates; articles; subscriptions; private feeds. Each
//! school has its three standard spaces.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, boolean, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [space(), space_right(), article(), subscription(), subscriber_told(), space_feed()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            "CREATE INDEX space_school ON space (establishment_id)",
            "CREATE UNIQUE INDEX space_standard ON space (establishment_id, kind) WHERE kind <> 'other'",
            "CREATE INDEX space_right_space ON space_right (space_id)",
            // One key makes one article, also after a double click.
            "CREATE UNIQUE INDEX article_form ON article (author_id, form_key)",
            // The articles of a space, the newest first.
            "CREATE INDEX article_published ON article (space_id, published_at, id)",
            "CREATE INDEX subscription_person ON subscription (person_id)",
            "CREATE UNIQUE INDEX space_feed_token ON space_feed (token_hash)",
            // The standard spaces of the schools that exist; the import makes those of new schools.
            "INSERT INTO space (establishment_id, kind) SELECT e.id, k.kind FROM establishment e CROSS JOIN \
             (SELECT 'staff' AS kind UNION ALL SELECT 'parents' UNION ALL SELECT 'pupils') k WHERE 1 = 1",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn space() -> TableCreateStatement {
    Table::create()
        .table("space")
        .col(big_pk_auto("id"))
        .col(big_integer("establishment_id"))
        // Code of `domain::spaces::SpaceKind`.
        .col(text("kind"))
        // NULL for a standard space: its name is a word of each language.
        .col(text_null("name"))
        // A list of targets as JSON; NULL for a standard space: its kind says who reads it.
        .col(text_null("readers"))
        .foreign_key(ForeignKey::create().from("space", "establishment_id").to("establishment", "id"))
        .to_owned()
}

/// Further people who write or moderate: a person, or a population of the school.
fn space_right() -> TableCreateStatement {
    Table::create()
        .table("space_right")
        .col(big_pk_auto("id"))
        .col(big_integer("space_id"))
        // Code of `domain::spaces::SpaceRight`.
        .col(text("what"))
        .col(big_integer_null("person_id"))
        .col(text_null("population"))
        .foreign_key(ForeignKey::create().from("space_right", "space_id").to("space", "id"))
        .foreign_key(ForeignKey::create().from("space_right", "person_id").to("person", "id"))
        .to_owned()
}

fn article() -> TableCreateStatement {
    Table::create()
        .table("article")
        .col(big_pk_auto("id"))
        .col(big_integer("space_id"))
        .col(big_integer("author_id"))
        .col(text("form_key"))
        .col(text("title"))
        // Cleaned.
        .col(text("html"))
        .col(text("search_text"))
        // The form of a draft as JSON; NULL otherwise.
        .col(text_null("draft"))
        .col(big_integer("created_at"))
        .col(big_integer("changed_at"))
        // When it is to be published; NULL for a draft.
        .col(big_integer_null("publish_at"))
        .col(big_integer_null("published_at"))
        // Why it was not published: the author lost the right.
        .col(big_integer_null("refused_at"))
        .col(big_integer_null("corrected_at"))
        .col(big_integer_null("withdrawn_at"))
        .col(big_integer_null("withdrawn_by"))
        // Whether the subscribers are told when it is published.
        .col(boolean("tells").default(false))
        .foreign_key(ForeignKey::create().from("article", "space_id").to("space", "id"))
        .foreign_key(ForeignKey::create().from("article", "author_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("article", "withdrawn_by").to("person", "id"))
        .to_owned()
}

/// What people chose; without a row, the kind of the space decides.
fn subscription() -> TableCreateStatement {
    Table::create()
        .table("subscription")
        .col(big_integer("space_id"))
        .col(big_integer("person_id"))
        .col(boolean("subscribed"))
        .primary_key(Index::create().col("space_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("subscription", "space_id").to("space", "id"))
        .foreign_key(ForeignKey::create().from("subscription", "person_id").to("person", "id"))
        .to_owned()
}

/// Which subscribers were told of an article or an event: nobody is told twice.
fn subscriber_told() -> TableCreateStatement {
    Table::create()
        .table("subscriber_told")
        // Code of `domain::spaces::ToldKind`.
        .col(text("kind"))
        .col(big_integer("subject_id"))
        .col(big_integer("person_id"))
        .primary_key(Index::create().col("kind").col("subject_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("subscriber_told", "person_id").to("person", "id"))
        .to_owned()
}

/// The private address at which a person's programs read the articles of a space.
fn space_feed() -> TableCreateStatement {
    Table::create()
        .table("space_feed")
        .col(big_integer("space_id"))
        .col(big_integer("person_id"))
        // SHA-256 of the token in the address.
        .col(text("token_hash"))
        .col(big_integer("made_at"))
        .primary_key(Index::create().col("space_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("space_feed", "space_id").to("space", "id"))
        .foreign_key(ForeignKey::create().from("space_feed", "person_id").to("person", "id"))
        .to_owned()
}
