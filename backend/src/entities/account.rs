use domain::{PersonId, time::Millis};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub login: String,
    pub password_hash: String,
    pub portal_administrator: bool,
    pub totp_secret: Option<String>,
    pub totp_pending: Option<String>,
    pub totp_since: Option<Millis>,
    pub totp_last_step: i64,
    pub password_changed_at: Option<Millis>,
    pub signed_in_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
