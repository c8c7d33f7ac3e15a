use domain::PersonId;
use sea_orm::entity::prelude::*;

/// A code of an authenticator application that was accepted: each is accepted once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The thirty seconds in which the application showed it, counted from 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
