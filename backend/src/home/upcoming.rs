use chrono::{NaiveDate, NaiveTime};
use domain::{
    agenda::{EventTime, view::Occurrence},
    home::{AgendaBlocks, ShownItem, Upcoming},
};

use super::{PersonalOnce, items_for};
use crate::{Backend, Result, access::Caller, agenda};

/// *Prochain évènement* and *Agenda*: the second has only what is the reader's own, the first also
/// what their spaces announce. With `personal` of a page that reads it anyway, whoever keeps no agenda costs
/// no statement.
pub async fn agenda_blocks(
    backend: &Backend,
    caller: &Caller,
    personal: Option<&PersonalOnce>,
) -> Result<AgendaBlocks> {
    let own = if may_have_events(backend, caller, personal).await {
        own_events(backend, caller).await?
    } else {
        Vec::new()
    };
    let page = items_for(backend, caller.person).await?;
    let words = caller.words().spaces;
    let in_words = |item: &ShownItem| Upcoming::of(item, words.said_by(item.space, &item.source));
    let of_spaces = page.next_event.as_ref().and_then(in_words);
    let spaces_missing = page.items.is_none();
    let now = backend.clock.now().local(caller.own_zone()).unwrap_or_default();
    let next = own.iter().chain(&of_spaces).min_by_key(|event| event.place(now)).cloned();
    Ok(AgendaBlocks { next, own, spaces_missing })
}

/// Not when it is known that there is none; the agenda does not fail with the messages.
async fn may_have_events(backend: &Backend, caller: &Caller, personal: Option<&PersonalOnce>) -> bool {
    let Some(personal) = personal else { return true };
    personal.load(backend, caller.person).await.map_or(true, |read| read.has_agenda)
}

/// How many events of the own agenda the home page shows.
const OWN: u8 = 5;

/// The next events of the reader's own agenda.
async fn own_events(backend: &Backend, caller: &Caller) -> Result<Vec<Upcoming>> {
    let next = agenda::upcoming(&backend.db, caller, backend.clock.now(), OWN).await?;
    Ok(next.into_iter().map(|occurrence| shown(occurrence, caller.own_zone())).collect())
}

/// On the reader's clock, which is that of `own`; whole days stay as they are.
fn shown(occurrence: Occurrence, own: chrono_tz::Tz) -> Upcoming {
    let zone = occurrence.zone.parse().unwrap_or(own);
    let here = |at| domain::time::instant_at(at, zone).local(own).unwrap_or(at);
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let (begins, ends) = match occurrence.time {
        EventTime::Days { first, last } => (midnight(first), midnight(last.succ_opt().unwrap_or(last))),
        EventTime::Hours { starts, ends } => (here(starts), here(ends)),
    };
    Upcoming {
        address: occurrence.address(),
        title: occurrence.title,
        place: occurrence.place,
        source: String::new(),
        begins,
        ends,
        whole_day: occurrence.time.is_whole_days(),
    }
}
