use domain::{PersonId, PortalId, time::Millis};
use sea_orm::entity::prelude::*;

/// A reader's token. Its statement stays used as long as the row is there, which is longer than the
/// statement is valid.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "widget_token")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub portal_id: PortalId,
    /// See `portals::GivenFor`.
    pub given_for: String,
    pub person_id: PersonId,
    /// The only origin whose pages may use it; `None` for our own frame.
    pub origin: Option<String>,
    /// SHA-256 of the statement's `jti`.
    pub statement: Option<String>,
    pub expires_at: Millis,
    /// The `iss` of the statement; `None` for our own frame.
    pub issuer: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
