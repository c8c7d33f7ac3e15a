//! Links for a whole population: the batches, and who is in each. A link says of which batch it is;
//! those that were made before are of none.
//!
//! Schools that send copies by e-mail to everybody who chose nothing: none at first. What people chose
//! before, they chose themselves.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, integer, text, text_null},
    sea_orm::ConnectionTrait,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(batch()).await?;
        manager.create_table(people()).await?;
        let db = manager.get_connection();
        for sql in [
            "CREATE INDEX account_batch_person_person ON account_batch_person (person_id)",
            "ALTER TABLE password_link ADD COLUMN batch_id bigint",
            "CREATE INDEX password_link_batch ON password_link (batch_id)",
            "CREATE TABLE copies_by_default (establishment_id bigint NOT NULL PRIMARY KEY REFERENCES establishment (id))",
            // Who had an alert by e-mail, and is told what became of it.
            "CREATE TABLE alert_letter (communication_id bigint NOT NULL REFERENCES communication (id), \
             person_id bigint NOT NULL REFERENCES person (id), PRIMARY KEY (communication_id, person_id))",
            "CREATE INDEX alert_letter_person ON alert_letter (person_id)",
            // Otherwise the row only keeps the token of the links in e-mails.
            "ALTER TABLE mail_preference ADD COLUMN chosen boolean NOT NULL DEFAULT true",
        ] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn batch() -> TableCreateStatement {
    Table::create()
        .table("account_batch")
        .col(big_pk_auto("id"))
        .col(text("kind"))
        .col(big_integer("made_by"))
        .col(big_integer("made_at"))
        .col(big_integer("establishment_id"))
        // JSON of the population as it was chosen.
        .col(text("choice"))
        .col(big_integer_null("stopped_at"))
        .foreign_key(ForeignKey::create().from("account_batch", "made_by").to("person", "id"))
        .foreign_key(ForeignKey::create().from("account_batch", "establishment_id").to("establishment", "id"))
        .to_owned()
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("account_batch_person")
        .col(big_integer("batch_id"))
        .col(big_integer("person_id"))
        // By class and name, from 1.
        .col(big_integer("place"))
        .col(text("school_class"))
        // When there was an account …
        .col(big_integer_null("prepared_at"))
        // … and when the letter went out, or the coupon was last printed.
        .col(big_integer_null("done_at"))
        .col(integer("failures"))
        // Why there is no link.
        .col(text_null("no_link"))
        .primary_key(Index::create().col("batch_id").col("person_id"))
        .foreign_key(ForeignKey::create().from("account_batch_person", "batch_id").to("account_batch", "id"))
        .foreign_key(ForeignKey::create().from("account_batch_person", "person_id").to("person", "id"))
        .to_owned()
}
