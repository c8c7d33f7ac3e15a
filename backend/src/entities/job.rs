use domain::{PersonId, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub key: String,
    pub subject_id: Option<i64>,
    pub person_id: Option<PersonId>,
    pub detail: Option<String>,
    pub created_at: Millis,
    pub due_at: Millis,
    pub last_at: Option<Millis>,
    pub attempts: i32,
    pub failures: i32,
    pub leased_until: Option<Millis>,
    pub fence: i64,
    pub done_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    pub reason: Option<String>,
    pub phase: Option<String>,
    pub progress_done: Option<i64>,
    pub progress_total: Option<i64>,
    /// The last person whom a job that goes through many people is done with.
    pub reached: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
