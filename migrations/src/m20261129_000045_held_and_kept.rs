//! *Annuler l'envoi*: until when a communication can be taken back, the form that then comes back, and
//! the draft that it became. What was sent before has none of them.
//!
//! *Rester connecté*: whether a session is kept for a month. Those that were open before are not.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            ColumnDef::new("held_until").big_integer().to_owned(),
            // JSON. Whoever empties it first decides: the author who takes it back, or the engine that
            // sends it.
            ColumnDef::new("held_form").text().to_owned(),
            ColumnDef::new("taken_back_as").big_integer().to_owned(),
        ] {
            manager.alter_table(Table::alter().table("communication").add_column(column).to_owned()).await?;
        }
        let sql = "ALTER TABLE session ADD COLUMN kept boolean NOT NULL DEFAULT false";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
