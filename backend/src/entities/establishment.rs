use domain::{AuthorityId, CampusId, EstablishmentId};
use sea_orm::entity::prelude::*;
use values::columns::Zone;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "establishment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub time_zone: Zone,
    pub authority_id: AuthorityId,
    pub campus_id: Option<CampusId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
