use domain::{
    EventId, PersonId, SpaceId,
    agenda::{EventState, EventTime, Repetition},
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::{Json, Zone};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventId,
    /// The space in whose agenda it stands, or else …
    pub space_id: Option<SpaceId>,
    /// … the person in whose own agenda.
    pub owner_id: Option<PersonId>,
    pub author_id: PersonId,
    pub form_key: String,
    pub uid: String,
    pub zone: Zone,
    pub title: String,
    pub place: String,
    pub description: String,
    pub time: Json<EventTime>,
    pub repetition: Option<Json<Repetition>>,
    pub state: EventState,
    pub sequence: i32,
    /// How many of these changes were other holidays.
    pub replanned: i32,
    pub created_at: Millis,
    pub changed_at: Millis,
    pub corrected_at: Option<Millis>,
    pub starts_at: Millis,
    pub ends_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
