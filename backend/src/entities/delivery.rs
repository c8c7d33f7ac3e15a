use domain::{EstablishmentId, MessageId, PersonId, messages::Folder, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: MessageId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub establishment_id: Option<EstablishmentId>,
    pub several: bool,
    pub sent_at: Millis,
    pub folder: Folder,
    pub read_at: Option<Millis>,
    pub acknowledged_at: Option<Millis>,
    pub covered_at: Option<Millis>,
    /// When its reader deleted it; `None` also for what was deleted by an earlier version.
    pub deleted_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
