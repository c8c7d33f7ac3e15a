use serde::{Deserialize, Serialize};

use super::Subject;

/// Which version of its subject a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Empty if it is not known: the stream then tells it, and the page asks again.
    pub shown: String,
    /// An open page asks for itself: what happened is said.
    pub again: bool,
}

/// The version that a page is about to show. Read it before what is shown: what changes in between is then
/// told.
#[cfg(feature = "ssr")]
pub async fn version_of(subject: Subject) -> Version {
    use crate::server_side::{asked_for, caller};
    let again = !asked_for().is_empty();
    // A page that may not be read says so itself.
    let Ok((backend, caller)) = caller().await else { return Version::default() };
    let present = Box::pin(subject.present(&backend, &caller)).await;
    Version { shown: present.map(|present| present.version).unwrap_or_default(), again }
}

/// The browser makes no page.
#[cfg(not(feature = "ssr"))]
pub fn version_of(_: Subject) -> std::future::Ready<Version> {
    std::future::ready(Version::default())
}
