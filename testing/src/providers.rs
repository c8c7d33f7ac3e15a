//! Providers of sign-on, without the page that adds them.

use backend::{
    door::providers::{self, Arrived, Assertion},
    entities::{Json, provider},
};
use domain::{
    AuthorityId, ProviderId,
    providers::{MatchBy, Protocol, ProviderState, Switches, add_claim},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{Visitor, World};

/// A provider that will be added.
#[must_use = "nothing is stored before `save`"]
pub struct NewProvider<'w> {
    world: &'w World,
    row: provider::ActiveModel,
}

impl World {
    /// A provider of the whole portal whose claim `sub` is the directory's identifier.
    pub fn provider(&self, name: &str, protocol: Protocol, issuer: &str) -> NewProvider<'_> {
        let row = provider::ActiveModel {
            authority_id: Set(None),
            name: Set(name.to_owned()),
            protocol: Set(protocol),
            issuer: Set(issuer.to_owned()),
            client_id: Set("porte-voix".to_owned()),
            client_secret: Set(None),
            claim: Set("sub".to_owned()),
            match_by: Set(MatchBy::Identifier),
            prefix_removed: Set(String::new()),
            prefix_added: Set(String::new()),
            switches: Set(Json::new(Switches::default()).expect("JSON")),
            state: Set(ProviderState::Active),
            version: Set(1),
            changed_at: Set(self.backend.clock.now()),
            ..Default::default()
        };
        NewProvider { world: self, row }
    }
}

impl NewProvider<'_> {
    pub fn of(mut self, authority: AuthorityId) -> Self {
        self.row.authority_id = Set(Some(authority));
        self
    }

    /// The claim that names the person, and what it is compared with.
    pub fn by(mut self, claim: &str, by: MatchBy) -> Self {
        self.row.claim = Set(claim.to_owned());
        self.row.match_by = Set(by);
        self
    }

    pub fn prefixes(mut self, removed: &str, added: &str) -> Self {
        self.row.prefix_removed = Set(removed.to_owned());
        self.row.prefix_added = Set(added.to_owned());
        self
    }

    pub fn with(mut self, switches: Switches) -> Self {
        self.row.switches = Set(Json::new(switches).expect("JSON"));
        self
    }

    pub async fn save(self) -> ProviderId {
        self.row.insert(&self.world.backend.db).await.expect("a provider").id
    }
}

impl Visitor {
    /// Comes back from a provider that says these claims.
    pub async fn arrives(&self, provider: ProviderId, claims: &[(&str, &str)]) -> Arrived {
        let mut assertion = Assertion { subject: "somebody".to_owned(), ..Assertion::default() };
        for (name, value) in claims {
            add_claim(&mut assertion.claims, name, value);
            if *name == "sub" {
                (*value).clone_into(&mut assertion.subject);
            }
            if *name == "sid" {
                assertion.sid = Some((*value).to_owned());
            }
        }
        providers::open(&self.backend, provider, &assertion, &self.from()).await.expect("an answer")
    }
}
