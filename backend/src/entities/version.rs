use domain::{
    PersonId,
    time::Millis,
    versions::{Formats, VersionedKind, Wording},
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_kind: VersionedKind,
    pub subject_id: i64,
    pub number: i32,
    pub title: String,
    pub text: String,
    /// How the text was formatted; unknown for what was corrected before this was stored.
    pub formats: Option<Json<Formats>>,
    pub corrected_at: Millis,
    pub corrected_by: PersonId,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl From<Model> for Wording {
    fn from(row: Model) -> Self {
        let formats = row.formats.map(Json::into_inner).unwrap_or_default();
        Self { title: row.title, text: row.text, formats }
    }
}

impl ActiveModelBehavior for ActiveModel {}
