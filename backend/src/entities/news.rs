use domain::CommunicationId;
use sea_orm::entity::prelude::*;
use values::columns::Day;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "news")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub communication_id: CommunicationId,
    pub title: String,
    /// Cleaned HTML.
    pub html: String,
    pub first_day: Day,
    pub last_day: Day,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
