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
    /// Wrapped with a key of the configuration.
    pub totp_secret: Option<String>,
    /// The secret of an enrolment that has begun, the hash of its session's token, and its end.
    pub totp_pending: Option<String>,
    pub totp_pending_session: Option<String>,
    pub totp_pending_until: Option<Millis>,
    pub totp_since: Option<Millis>,
    pub password_changed_at: Option<Millis>,
    pub signed_in_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
