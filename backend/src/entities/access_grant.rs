use domain::{
    AuthorityId, EstablishmentId, GrantId, PersonId,
    access::{Extent, Population, Role},
    communications::Severity,
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_grant")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: GrantId,
    pub role: Role,
    pub person_id: Option<PersonId>,
    pub population: Option<Json<Population>>,
    pub establishment_id: Option<EstablishmentId>,
    pub authority_id: Option<AuthorityId>,
    pub extent: Extent,
    /// The highest severity; set for a role that has severities.
    pub severity: Option<Severity>,
    pub given_at: Option<Millis>,
    pub given_by: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
