use std::{cmp::Reverse, ops::Range};

use chrono::{Months, NaiveDate};
use chrono_tz::Tz;
use domain::{
    directory::Cohort,
    home::{ArchiveFilter, ArchivePage, Item, ItemKind, ItemPosition, month_of},
    time::{Millis, start_of_day},
};
use sea_orm::ConnectionTrait;

use super::today::today_of;
use crate::{Backend, Result, access::Caller, agenda, audience::cohorts_of, communications, spaces};

/// How many entries a page has.
const PAGE: usize = 20;
/// How far back the list goes, in months: as long as what is over can be read.
const MONTHS: u32 = 12;

/// *Actualités* by month: what the reader may read now, running or over.
pub async fn archive_for(backend: &Backend, caller: &Caller, filter: &ArchiveFilter) -> Result<ArchivePage> {
    let db = &backend.db;
    let today = today_of(backend, caller)?;
    let zone = caller.own_zone();
    let months = months(today);
    let wanted = month_of(&filter.month).filter(|month| months.contains(month));
    let month = wanted.or(months.first().copied()).unwrap_or(today);
    let place = ItemPosition::from_code(&filter.after);
    let span = span(month, zone);
    let start = place.unwrap_or(ItemPosition { at: span.end, kind: ItemKind::Event, id: i64::MAX });
    let reader = cohorts_of(db, caller.person).await?;
    let mut items = provided(db, caller, &reader, &span, start, backend.clock.now()).await?;
    items.sort_by_key(|item| Reverse(place_of(item)));
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(|last| place_of(last).code());
    let items = items.iter().map(|item| item.shown(zone)).collect();
    Ok(ArchivePage { month, items, next, is_first: place.is_none(), months })
}

/// Asks each room that has something for *Actualités*: one line for each. One more than a page from
/// each is enough to know the page and whether there is another.
async fn provided(
    db: &impl ConnectionTrait,
    caller: &Caller,
    reader: &[Cohort],
    span: &Range<Millis>,
    place: ItemPosition,
    now: Millis,
) -> Result<Vec<Item>> {
    let before = |kind| place.among(kind);
    let (span, most) = (|| span.clone(), PAGE + 1);
    let mut items =
        communications::archive(db, (caller.person, reader), span(), before(ItemKind::News), most, now)
            .await?;
    let most = most as u64;
    items.extend(spaces::archive(db, caller, reader, span(), before(ItemKind::Article), most).await?);
    items.extend(agenda::archive(db, caller, reader, span(), before(ItemKind::Event), most).await?);
    Ok(items)
}

const fn place_of(item: &Item) -> ItemPosition {
    ItemPosition { at: item.published_at, kind: item.kind, id: item.id }
}

/// The first days of the months that can be asked for, the present one first.
fn months(today: NaiveDate) -> Vec<NaiveDate> {
    let first = chrono::Datelike::with_day(&today, 1).unwrap_or(today);
    (0..=MONTHS).filter_map(|back| first.checked_sub_months(Months::new(back))).collect()
}

/// From the beginning of the month to that of the next one, on the wall clock of `zone`.
fn span(month: NaiveDate, zone: Tz) -> Range<Millis> {
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    start_of_day(month, zone)..start_of_day(next, zone)
}
