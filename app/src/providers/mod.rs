//! *Administration › Connexion*: the providers of sign-on. Plain pages and forms.

mod api;
mod detail;
mod form;
mod list;
mod trial;

pub use detail::{NewProviderPage, ProviderPage};
pub use list::ProvidersPage;

/// The page of all providers.
const PATH: &str = "/administration/connexion";
