use domain::{EventId, PersonId, SpaceId, time::Millis};
use sea_orm::entity::prelude::*;
use values::columns::Day;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_occurrence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Day,
    pub space_id: Option<SpaceId>,
    pub owner_id: Option<PersonId>,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Whether an exception says what takes place.
    pub changed: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
