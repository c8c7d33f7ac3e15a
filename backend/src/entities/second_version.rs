use domain::{
    CommunicationId,
    communications::{SecondVersion, Spoken},
};
use sea_orm::entity::prelude::*;

/// What a communication says in a second language, on any channel.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub communication_id: CommunicationId,
    pub language: Spoken,
    /// Empty on a channel without titles.
    pub title: String,
    /// Plain text.
    pub text: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl From<Model> for SecondVersion {
    fn from(row: Model) -> Self {
        Self { language: row.language, title: row.title, text: row.text }
    }
}

impl ActiveModelBehavior for ActiveModel {}
