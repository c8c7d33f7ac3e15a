use domain::{CommunicationId, EstablishmentId, GrantId, communications::Concern, time::Millis};
use sea_orm::entity::prelude::*;
use values::columns::Json;

/// Why a communication or a grant no longer does what it was meant to; exactly one of the two is
/// set.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "concern")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub communication_id: Option<CommunicationId>,
    pub grant_id: Option<GrantId>,
    /// The school that it is about, if it is about one.
    pub establishment_id: Option<EstablishmentId>,
    /// Identifies the reason.
    pub cause: String,
    pub detail: Json<Concern>,
    pub noted_at: Millis,
    pub told_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
