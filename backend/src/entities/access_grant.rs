use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_grant")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub role: String,
    pub person_id: Option<i64>,
    pub population: Option<String>,
    pub establishment_id: Option<i64>,
    pub authority_id: Option<i64>,
    pub extent: String,
    pub given_at: Option<i64>,
    pub given_by: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
