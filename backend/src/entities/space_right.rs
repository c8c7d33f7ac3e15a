use domain::{PersonId, SpaceId, access::Population, spaces::SpaceRight};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "space_right")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub space_id: SpaceId,
    pub what: SpaceRight,
    /// A person, or else a population of the school.
    pub person_id: Option<PersonId>,
    pub population: Option<Json<Population>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
