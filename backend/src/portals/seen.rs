use std::collections::BTreeSet;

use domain::{CommunicationId, PersonId};

use crate::{
    Backend, Result,
    communications::{Shown, note_sightings},
    home,
};

/// A widget showed these announcements to a person. What their list does not have is left out.
pub async fn note_seen(backend: &Backend, person: PersonId, seen: &[CommunicationId]) -> Result<()> {
    let page = home::announcements_for(backend, person).await?;
    let seen: BTreeSet<CommunicationId> = seen.iter().copied().collect();
    let shown: Vec<Shown> =
        page.came_by.iter().filter(|shown| seen.contains(&shown.communication)).copied().collect();
    note_sightings(backend, person, &shown);
    Ok(())
}
