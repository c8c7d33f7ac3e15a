//! People as they are stored, for those who add some: on SQLite, [`super::person`] is a view.

use domain::{PersonId, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_row")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PersonId,
    pub external_id: String,
    pub last_name: String,
    pub first_name: String,
    pub email: String,
    pub removed_at: Option<Millis>,
    pub search_last: String,
    pub search_first: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
