use domain::home::{AgendaBlocks, Upcoming};

use super::announcements_for;
use crate::{Backend, Result, access::Caller};

/// *Prochain évènement* and *Agenda*: the second has only what is the reader's own, the first also
/// what their spaces announce.
pub async fn agenda_blocks(backend: &Backend, caller: &Caller) -> Result<AgendaBlocks> {
    let own = own_events(backend, caller).await?;
    let page = announcements_for(backend, caller.person).await?;
    let of_spaces = page.next_event.as_ref().and_then(Upcoming::of);
    let next = own.iter().chain(&of_spaces).min_by_key(|event| event.begins).cloned();
    Ok(AgendaBlocks { next, own })
}

/// The next events of the reader's own agenda.
#[allow(clippy::unused_async, reason = "the agenda adds its line here")]
async fn own_events(_backend: &Backend, _caller: &Caller) -> Result<Vec<Upcoming>> {
    Ok(Vec::new())
}
