use domain::{PersonId, time::Millis};
use sea_orm::entity::prelude::*;

/// Where people are found along an index by their names or address: as they are stored, and as the last
/// import says as long as that is not written into their rows. Who is found there may have another name by
/// now: ask [`Entity`].
pub const FILED: [&str; 2] = ["person_row", "import_person"];

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PersonId,
    pub external_id: String,
    pub last_name: String,
    pub first_name: String,
    pub email: String,
    pub removed_at: Option<Millis>,
    /// The code of the language that they chose for everything they read; `None` as long as they chose
    /// none.
    pub language: Option<String>,
    pub search_last: String,
    pub search_first: String,
    /// The main record of the person, where this one is joined to another.
    pub joined_to: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
