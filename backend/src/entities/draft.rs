use domain::{DraftId, PersonId, communications::CommunicationInput, time::Millis};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DraftId,
    pub author_id: PersonId,
    pub form_key: String,
    pub input: Json<CommunicationInput>,
    pub updated_at: Millis,
    /// Of the state that is stored; empty if the page that saved it knew none.
    pub mark: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
