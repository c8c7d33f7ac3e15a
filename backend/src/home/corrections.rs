use std::collections::BTreeMap;

use domain::{
    CommunicationId,
    communications::{SecondVersion, announcement_wording},
    versions::{Corrected, Versioned, VersionedKind},
};

use super::ReaderPage;
use crate::{Backend, Result, access::Caller, communications::first_seen, versions::corrected};

/// *Corrigé le … à …* for each corrected announcement of a page, with what changed for a reader who
/// had seen an older text. It is read for this reader each time, and never kept with the page, which
/// many readers share.
pub async fn corrections(
    backend: &Backend,
    caller: &Caller,
    page: &ReaderPage,
) -> Result<BTreeMap<CommunicationId, Corrected>> {
    let touched: Vec<_> = page.announcements.iter().filter(|shown| shown.corrected_at.is_some()).collect();
    if touched.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<CommunicationId> = touched.iter().map(|shown| shown.id).collect();
    let seen = first_seen(backend, caller.person, &ids).await?;
    let zone = caller.own_zone();
    let mut found = BTreeMap::new();
    for shown in touched {
        let of = Versioned { kind: VersionedKind::Announcement, id: shown.id.0 };
        let first = announcement_wording(&shown.text, shown.link.as_deref());
        let present = SecondVersion::after(shown.second.as_ref(), first);
        let seen = seen.get(&shown.id).copied();
        if let Some(corrected) = corrected(&backend.db, of, seen, &present, zone).await? {
            found.insert(shown.id, corrected.on_clock_of(caller.zone_to_name([])));
        }
    }
    Ok(found)
}
