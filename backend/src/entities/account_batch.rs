use domain::{
    EstablishmentId, PersonId,
    accounts::batch::{BatchKind, PopulationChoice},
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_batch")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: BatchKind,
    pub made_by: PersonId,
    pub made_at: Millis,
    pub establishment_id: EstablishmentId,
    pub choice: Json<PopulationChoice>,
    pub stopped_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
