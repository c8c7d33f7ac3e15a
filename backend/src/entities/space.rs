use domain::{EstablishmentId, SpaceId, spaces::SpaceKind, targets::Target};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "space")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SpaceId,
    pub establishment_id: EstablishmentId,
    pub kind: SpaceKind,
    /// `None` for a standard space.
    pub name: Option<String>,
    /// `None` for a standard space: its kind says who reads it.
    pub readers: Option<Json<Vec<Target>>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
