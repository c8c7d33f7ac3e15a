//! The content of news items, and pictures.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, integer, text, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(news()).await?;
        manager.create_table(picture()).await?;
        let sql = "CREATE INDEX picture_owner ON picture (owner_kind, owner_id)";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}

fn news() -> TableCreateStatement {
    Table::create()
        .table("news")
        .col(big_integer("communication_id").primary_key())
        .col(text("title"))
        // Cleaned HTML.
        .col(text("html"))
        .col(text("first_day"))
        .col(text("last_day"))
        .foreign_key(ForeignKey::create().from("news", "communication_id").to("communication", "id"))
        .to_owned()
}

/// A picture. Its sizes are files that belong to it.
fn picture() -> TableCreateStatement {
    Table::create()
        .table("picture")
        .col(big_pk_auto("id"))
        // Names it in addresses.
        .col(text("token").unique_key())
        // As for a file: a form, then what was made from the form.
        .col(text("owner_kind"))
        .col(big_integer("owner_id"))
        .col(big_integer("uploader_id"))
        .col(text("form_key"))
        // The text that replaces it; none while it waits in a form, and for decoration.
        .col(text_null("alternative"))
        // In pixels, of the largest size.
        .col(integer("width"))
        .col(integer("height"))
        .col(big_integer("created_at"))
        .foreign_key(ForeignKey::create().from("picture", "uploader_id").to("person", "id"))
        .to_owned()
}
