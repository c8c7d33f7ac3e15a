use domain::{PersonId, ProviderId, time::Millis};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub person_id: PersonId,
    pub expires_at: Millis,
    /// How the person signed in, if not with a password.
    pub provider: Option<Json<AssertedSession>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The row of `provider_session` that the session of an unfinished sign-in will have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertedSession {
    pub provider: ProviderId,
    pub subject: String,
    pub sid: Option<String>,
    pub ticket: Option<String>,
    pub id_token: Option<String>,
}
