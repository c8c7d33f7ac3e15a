use domain::{
    PersonId,
    directory::{ImportNote, ImportOrigin},
    time::Millis,
};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_id: Option<PersonId>,
    pub started_at: Millis,
    pub finished_at: Option<Millis>,
    pub report: Option<String>,
    pub origin: ImportOrigin,
    /// JSON of who came, went and moved; only of the last imports.
    pub movements: Option<String>,
    /// JSON of the files that it read.
    pub files: Option<String>,
    /// Why there is no report.
    pub note: Option<ImportNote>,
    pub undone_at: Option<Millis>,
    pub undone_by: Option<PersonId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
