use std::collections::BTreeSet;

use backend::{
    Backend, Result,
    revision::{Scope, Topic},
};
use domain::PersonId;

use super::look::Look;

/// The event carries the lists of the page, if nothing on it is for its reader alone.
pub(super) async fn look(backend: &Backend, person: PersonId) -> Result<Look> {
    let schools = backend::home::schools_of(backend, person).await?;
    let page = backend::home::announcements_for(backend, person).await?;
    let mut concerns: BTreeSet<_> =
        schools.into_iter().map(|school| (Topic::Board, Scope::School(school))).collect();
    concerns.insert((Topic::Directory, Scope::Person(person)));
    let write = |clock| app::shared_lists(backend, &page, clock).ok();
    let event = backend::home::event_for(backend, person, &page, write).await?;
    Ok(Look { version: page.version()?.to_string(), until: page.valid_until, concerns, event })
}
