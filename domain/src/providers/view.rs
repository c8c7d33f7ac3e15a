//! Providers as pages show them.

use serde::{Deserialize, Serialize};

use super::{Protocol, ProviderInput, ProviderState, Step, Trouble, Unmatched};
use crate::{AuthorityId, ProviderId, legal::Conformity, time::Stamp};

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
    /// Whether the portal has a public address. Without one, no provider is of use.
    pub has_address: bool,
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
    /// The steps that the protocol has, in their order.
    pub steps: Vec<Step>,
    /// What stopped it; the steps after it were not reached.
    pub trouble: Option<Trouble>,
    /// The claims by name, with their values.
    pub claims: Vec<(String, Vec<String>)>,
    /// The name of the person that was found, or why nobody was.
    pub found: Option<Result<String, Unmatched>>,
}

/// What the sign-in page offers besides an own account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorChoices {
    /// The one that this browser used last comes first.
    pub providers: Vec<Offered>,
    pub last: Option<ProviderId>,
    /// The law wants it named on the first page.
    pub conformity: Conformity,
}
