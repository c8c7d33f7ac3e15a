//! Schools and people, as the import reads them.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, big_pk_auto, text},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            authority(),
            campus(),
            establishment(),
            person(),
            cohort(),
            membership(),
            family_link(),
            revision(),
        ] {
            manager.create_table(table).await?;
        }
        for index in [
            Index::create()
                .name("establishment_authority")
                .table("establishment")
                .col("authority_id")
                .to_owned(),
            Index::create()
                .name("membership_cohort")
                .table("membership")
                .col("cohort_id")
                .col("person_id")
                .to_owned(),
            Index::create().name("family_link_child").table("family_link").col("child_id").to_owned(),
            // '' means "none", because NULLs would all be distinct in a unique key.
            Index::create()
                .name("cohort_key")
                .table("cohort")
                .unique()
                .col("establishment_id")
                .col("profile")
                .col("level")
                .col("sub_level")
                .col("staff_function")
                .col("subject")
                .to_owned(),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn authority() -> TableCreateStatement {
    Table::create().table("authority").col(big_pk_auto("id")).col(text("name").unique_key()).to_owned()
}

fn campus() -> TableCreateStatement {
    Table::create().table("campus").col(big_pk_auto("id")).col(text("name").unique_key()).to_owned()
}

fn establishment() -> TableCreateStatement {
    Table::create()
        .table("establishment")
        .col(big_pk_auto("id"))
        .col(text("uai").unique_key())
        .col(text("name"))
        .col(text("town"))
        .col(text("time_zone"))
        .col(big_integer("authority_id"))
        .col(big_integer_null("campus_id"))
        .foreign_key(ForeignKey::create().from("establishment", "authority_id").to("authority", "id"))
        .foreign_key(ForeignKey::create().from("establishment", "campus_id").to("campus", "id"))
        .to_owned()
}

fn person() -> TableCreateStatement {
    Table::create()
        .table("person")
        .col(big_pk_auto("id"))
        // The identifier that the directory's files use.
        .col(text("external_id").unique_key())
        .col(text("last_name"))
        .col(text("first_name"))
        .col(text("email"))
        // Set when an import no longer names the person; what they wrote stays.
        .col(big_integer_null("removed_at"))
        .to_owned()
}

fn cohort() -> TableCreateStatement {
    Table::create()
        .table("cohort")
        .col(big_pk_auto("id"))
        .col(big_integer("establishment_id"))
        .col(text("profile"))
        .col(text("level"))
        .col(text("sub_level"))
        .col(text("staff_function"))
        .col(text("subject"))
        .foreign_key(ForeignKey::create().from("cohort", "establishment_id").to("establishment", "id"))
        .to_owned()
}

fn membership() -> TableCreateStatement {
    Table::create()
        .table("membership")
        .col(big_integer("person_id"))
        .col(big_integer("cohort_id"))
        .primary_key(Index::create().col("person_id").col("cohort_id"))
        .foreign_key(ForeignKey::create().from("membership", "person_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("membership", "cohort_id").to("cohort", "id"))
        .to_owned()
}

fn family_link() -> TableCreateStatement {
    Table::create()
        .table("family_link")
        .col(big_integer("parent_id"))
        .col(big_integer("child_id"))
        .primary_key(Index::create().col("parent_id").col("child_id"))
        .foreign_key(ForeignKey::create().from("family_link", "parent_id").to("person", "id"))
        .foreign_key(ForeignKey::create().from("family_link", "child_id").to("person", "id"))
        .to_owned()
}

/// One counter for each subject ("board", "directory"), increased in the transaction that changes
/// the subject. This tells every server process that its cached values are out of date.
fn revision() -> TableCreateStatement {
    Table::create().table("revision").col(text("name").primary_key()).col(big_integer("value")).to_owned()
}
