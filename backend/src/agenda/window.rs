use super::{
    feed, load,
    rows::{self, Whose},
};
use crate::{
    Backend, Result,
    access::{Caller, space},
};
use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use domain::{
    SpaceId,
    agenda::view::{AgendaPage, AgendaQuery, Layout, Occurrence},
    civil::parse_day,
    spaces::view::SpaceName,
    time::start_of_day,
};

/// How many occurrences a page shows.
const SHOWN: usize = 200;
/// How many are read to find them: some of those just before and after its days do not stand on it.
const READ: usize = 2 * SHOWN;
/// How many days a list shows.
const LIST_DAYS: u64 = 92;

/// *Agenda*: the caller's own.
pub async fn agenda(backend: &Backend, caller: &Caller, query: &AgendaQuery) -> Result<AgendaPage> {
    let zone = caller.own_zone();
    let page = blank(backend, query, zone, None);
    let has_feed = feed::exists(&backend.db, caller, None).await?;
    let page = AgendaPage { may_write: true, has_feed, ..page };
    filled(backend, caller, page, (Whose::Person(caller.person), zone)).await
}

/// The agenda of a space.
///
/// # Errors
/// [`crate::Error::NotFound`] for a space that the caller does not read.
pub async fn agenda_of_space(
    backend: &Backend,
    caller: &Caller,
    id: SpaceId,
    query: &AgendaQuery,
) -> Result<AgendaPage> {
    let space = space(&backend.db, caller, id).await?;
    let (name, zone) = load::name_of(&backend.db, &space).await?;
    let page = blank(backend, query, zone, Some(name));
    let has_feed = feed::exists(&backend.db, caller, Some(id)).await?;
    let page = AgendaPage { may_write: space.may_write(caller), has_feed, ..page };
    filled(backend, caller, page, (Whose::Space(id), zone)).await
}

/// The page without its occurrences.
fn blank(backend: &Backend, query: &AgendaQuery, zone: Tz, space: Option<SpaceName>) -> AgendaPage {
    let today = backend.clock.now().day(zone).unwrap_or_default();
    let known = |day: &NaiveDate| (2000..=2100).contains(&day.year());
    let day = parse_day(&query.day).filter(known).unwrap_or(today);
    let layout = Layout::from_code(&query.layout).unwrap_or_default();
    let (first, last) = shown_days(layout, day);
    AgendaPage {
        space,
        may_write: false,
        layout,
        first,
        last,
        day,
        today,
        occurrences: Vec::new(),
        cut: false,
        has_feed: false,
    }
}

async fn filled(
    backend: &Backend,
    caller: &Caller,
    page: AgendaPage,
    (whose, zone): (Whose, Tz),
) -> Result<AgendaPage> {
    // Wherever an event takes place, its day there is at most one day away from the day here.
    let (before, after) = (page.first - Days::new(1), page.last + Days::new(2));
    let window = (start_of_day(before, zone), start_of_day(after, zone));
    let limit = i64::try_from(READ).unwrap_or(i64::MAX) + 1;
    let rows = rows::read(&backend.db, whose, window, limit).await?;
    let all_read = rows.len() <= READ;
    let shown = rows.into_iter().map(|row| row.shown(caller.own_zone()));
    let mut occurrences: Vec<_> = shown.filter(|occurrence| stands_on(&page, zone, occurrence)).collect();
    let cut = !all_read || occurrences.len() > SHOWN;
    occurrences.truncate(SHOWN);
    Ok(AgendaPage { occurrences, cut, ..page })
}

/// Whether it takes place on the days that a page shows: as they are here, or where it takes place, whose
/// wall clock the page shows.
fn stands_on(page: &AgendaPage, here: Tz, occurrence: &Occurrence) -> bool {
    let (first, last) = (occurrence.time.first_day(), occurrence.time.last_day());
    if first <= page.last && last >= page.first {
        return true;
    }
    let (begins, ends) = occurrence.time.bounds(occurrence.zone.parse().unwrap_or(here));
    ends > start_of_day(page.first, here) && begins < start_of_day(page.last + Days::new(1), here)
}

/// The first and the last day that a layout shows: whole weeks, from Monday.
fn shown_days(layout: Layout, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = |day: NaiveDate| day - Days::new(day.weekday().num_days_from_monday().into());
    match layout {
        Layout::List => (day, day + Days::new(LIST_DAYS - 1)),
        Layout::Week => (monday(day), monday(day) + Days::new(6)),
        Layout::Month => {
            let first = day.with_day(1).unwrap_or(day);
            let last = first + Months::new(1) - Days::new(1);
            (monday(first), monday(last) + Days::new(6))
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::agenda::view::Layout;

    use super::shown_days;

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (layout, of, first, last) in [
            (Layout::Month, "2026-10-15", "2026-09-28", "2026-11-01"),
            (Layout::Month, "2027-02-28", "2027-02-01", "2027-02-28"),
            (Layout::Week, "2026-10-04", "2026-09-28", "2026-10-04"),
            (Layout::List, "2026-10-04", "2026-10-04", "2027-01-03"),
        ] {
            assert_eq!(shown_days(layout, day(of)), (day(first), day(last)), "{layout:?} {of}");
        }
    }
}
