use domain::{
    AuthorityId, ProviderId,
    providers::{MatchBy, Protocol, ProviderState, Switches},
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ProviderId,
    /// `None` for the whole portal.
    pub authority_id: Option<AuthorityId>,
    pub name: String,
    pub protocol: Protocol,
    /// The issuer, or the address of the CAS server.
    pub issuer: String,
    pub client_id: String,
    /// Wrapped with a key of the configuration.
    pub client_secret: Option<String>,
    pub claim: String,
    pub match_by: MatchBy,
    pub prefix_removed: String,
    pub prefix_added: String,
    pub switches: Json<Switches>,
    pub state: ProviderState,
    pub version: i64,
    pub changed_at: Millis,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
