//! Events of spaces and of people's own agendas, and the private addresses of calendars.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, boolean, integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [event(), event_exception(), event_occurrence(), calendar_feed()] {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in [
            // One key makes one event, also after a double click.
            "CREATE UNIQUE INDEX event_form ON event (author_id, form_key)",
            "CREATE UNIQUE INDEX event_uid ON event (uid)",
            "CREATE INDEX event_space ON event (space_id, ends_at)",
            "CREATE INDEX event_owner ON event (owner_id, ends_at)",
            // What is over costs nothing: every reading begins at an end that is still to come.
            "CREATE INDEX event_occurrence_space ON event_occurrence (space_id, ends_at)",
            "CREATE INDEX event_occurrence_owner ON event_occurrence (owner_id, ends_at)",
            "CREATE UNIQUE INDEX calendar_feed_of ON calendar_feed (person_id, space)",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn event() -> TableCreateStatement {
    Table::create()
        .table("event")
        .col(big_pk_auto("id"))
        // Exactly one of these two.
        .col(big_integer_null("space_id"))
        .col(big_integer_null("owner_id"))
        .col(big_integer("author_id"))
        .col(text("form_key"))
        // Names the event in every calendar, for good.
        .col(text("uid"))
        // IANA name.
        .col(text("zone"))
        .col(text("title"))
        .col(text("place"))
        .col(text("description"))
        // `domain::agenda::EventTime` as JSON.
        .col(text("time"))
        // `domain::agenda::Repetition` as JSON; NULL for an event that is not repeated.
        .col(text_null("repetition"))
        // Code of `domain::agenda::EventState`.
        .col(text("state"))
        // Raised by each change.
        .col(integer("sequence"))
        .col(big_integer("created_at"))
        .col(big_integer("changed_at"))
        .col(big_integer_null("corrected_at"))
        // From the beginning of the first occurrence to the end of the last one.
        .col(big_integer("starts_at"))
        .col(big_integer("ends_at"))
        .check(Expr::cust("(space_id IS NULL) <> (owner_id IS NULL)"))
        .foreign_key(ForeignKey::create().from("event", "space_id").to("space", "id"))
        .foreign_key(ForeignKey::create().from("event", "owner_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("event", "author_id").to("person", "id"))
        .to_owned()
}

/// A day of a repetition that is left out, or says something else.
fn event_exception() -> TableCreateStatement {
    Table::create()
        .table("event_exception")
        .col(big_integer("event_id"))
        .col(text("day"))
        // `domain::agenda::Said` as JSON; NULL for a day that is left out.
        .col(text_null("said"))
        .primary_key(Index::create().col("event_id").col("day"))
        .foreign_key(ForeignKey::create().from("event_exception", "event_id").to("event", "id"))
        .to_owned()
}

/// Every occurrence of every event, made from the repetition and its exceptions.
fn event_occurrence() -> TableCreateStatement {
    Table::create()
        .table("event_occurrence")
        .col(big_integer("event_id"))
        // The day that the repetition gives it.
        .col(text("day"))
        .col(big_integer_null("space_id"))
        .col(big_integer_null("owner_id"))
        .col(big_integer("starts_at"))
        .col(big_integer("ends_at"))
        .col(boolean("changed"))
        .primary_key(Index::create().col("event_id").col("day"))
        .foreign_key(ForeignKey::create().from("event_occurrence", "event_id").to("event", "id"))
        .to_owned()
}

/// The private address at which a person's programs read an agenda.
fn calendar_feed() -> TableCreateStatement {
    Table::create()
        .table("calendar_feed")
        // SHA-256 of the token in the address.
        .col(text("token_hash").primary_key())
        .col(big_integer("person_id"))
        // The number of a space; 0 for the own agenda with those of all spaces.
        .col(big_integer("space"))
        .col(big_integer("made_at"))
        .foreign_key(ForeignKey::create().from("calendar_feed", "person_id").to("person", "id"))
        .to_owned()
}
