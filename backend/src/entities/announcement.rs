use domain::{CommunicationId, communications::Severity};
use sea_orm::entity::prelude::*;
use values::columns::Day;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub communication_id: CommunicationId,
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    pub first_day: Day,
    pub last_day: Day,
    /// It also stands on the public board of its schools.
    pub public: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
