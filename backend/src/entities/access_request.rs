use domain::{
    EstablishmentId, PersonId, RequestId,
    access::{RequestState, Role},
    communications::Severity,
    time::Millis,
};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_request")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RequestId,
    pub person_id: PersonId,
    pub role: Role,
    /// The highest severity that is asked for; set for a role that has severities.
    pub severity: Option<Severity>,
    pub establishment_id: EstablishmentId,
    pub reason: String,
    pub state: RequestState,
    pub asked_at: Millis,
    pub decided_at: Option<Millis>,
    pub decided_by: Option<PersonId>,
    /// What the person who declined wrote.
    pub answer: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
