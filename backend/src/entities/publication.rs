use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub communication_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub establishment_id: i64,
    pub begins_at: i64,
    pub ends_at: i64,
    pub recipients: Option<i64>,
    pub delivered: Option<i64>,
    pub published_at: Option<i64>,
    pub offline_at: Option<i64>,
    pub failed_at: Option<i64>,
    pub changed_at: i64,
    pub changed_by: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
