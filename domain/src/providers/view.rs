//! Providers as pages show them.

use serde::{Deserialize, Serialize};

use super::{Protocol, ProviderInput, ProviderState, Unmatched};
use crate::{AuthorityId, ProviderId, time::Stamp};

/// A provider that somebody may choose at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub id: ProviderId,
    pub name: String,
    pub protocol: Protocol,
}

impl Offered {
    /// Where signing in begins.
    pub fn start(&self) -> String {
        match self.protocol {
            Protocol::Oidc => format!("/connexion/fournisseur/{}", self.id),
            Protocol::Cas => format!("/connexion/cas/{}", self.id),
        }
    }
}

/// *Fournisseurs de connexion*
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvidersPage {
    pub rows: Vec<ProviderRow>,
    /// The choices of the form.
    pub authorities: Vec<(AuthorityId, String)>,
    /// Whether the portal can keep a secret.
    pub keeps_secrets: bool,
    /// Whether a code is needed besides the caller's password.
    pub coded: bool,
    pub login: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRow {
    pub id: ProviderId,
    pub name: String,
    pub protocol: Protocol,
    /// `None` for the whole portal.
    pub authority: Option<String>,
    pub state: ProviderState,
    /// How many sessions it opened that have not ended.
    pub sessions: u64,
    pub changed: Stamp,
}

/// One provider, with its form. The secret is never shown again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDetail {
    pub row: ProviderRow,
    pub input: ProviderInput,
    /// Counts the changes: a form that shows an older number is refused.
    pub version: i64,
    pub has_secret: bool,
    pub page: ProvidersPage,
}

/// What happened when an administrator tried a provider. Nobody was signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    pub steps: Vec<TrialStep>,
    /// The claims by name, with their values.
    pub claims: Vec<(String, Vec<String>)>,
    /// Name of the person that was found, or why nobody was.
    pub found: Option<Result<String, Unmatched>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialStep {
    /// In words.
    pub what: String,
    /// What went wrong, in words; `None` if it went well.
    pub problem: Option<String>,
}
