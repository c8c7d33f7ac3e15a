use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// The name of a revision.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    /// The revision's value after the change.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// As `revision::Scope` writes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
