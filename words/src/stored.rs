//! What the product names by itself, as entries of the journal have stored it from the beginning.

pub(crate) const PORTAL: &str = "portail";
pub(crate) const DIRECTORY: &str = "annuaire";
pub(crate) const JOURNAL: &str = "journal";
pub(crate) const UNKNOWN_LOGIN: &str = "identifiant inconnu";
