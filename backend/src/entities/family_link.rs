use domain::PersonId;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub parent_id: PersonId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
