//! *Vacances scolaires*: entered by the portal's administrator, zone by zone.

use domain::{
    agenda::{Calendar, HolidayZone, holidays_of_file, parse_holidays, written_holidays},
    audit::Action,
    fields::{FieldErrors, FieldProblem},
};
use formats::text::decode;

use super::replan::{claim_replanning, replan};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    queue::Kind,
    settings,
    stored::{refuse_stale, version},
    transaction,
};

/// The page of one zone.
#[derive(Clone, Debug)]
pub struct HolidaysPage {
    pub zone: HolidayZone,
    pub calendar: Calendar,
    /// As lines that can be changed.
    pub lines: String,
    /// Of the lines.
    pub version: String,
}

/// What replaces the holidays of a zone.
#[derive(Clone, Copy, Debug)]
pub enum NewHolidays<'a> {
    /// Those that the program ships.
    Shipped,
    /// As they were typed or pasted.
    Typed(&'a str),
    /// Those of an iCalendar file.
    File { name: &'a str, content: &'a str },
}

/// The text of a chosen file, whose encoding no calendar names: older programs write neither UTF-8 nor all the
/// same.
pub fn text_of_calendar(content: &[u8]) -> String {
    match decode(content) {
        Ok(decoded) => decoded.text.into_owned(),
        // What is readable of it; a file that is no text is refused as no calendar.
        Err(_) => String::from_utf8_lossy(content).into_owned(),
    }
}

/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn holidays_page(backend: &Backend, caller: &Caller, zone: &str) -> Result<HolidaysPage> {
    caller.authorize_administrator()?;
    let zone = HolidayZone::from_code(zone).unwrap_or(HolidayZone::A);
    let calendar = settings::holidays(&backend.db).await?;
    let lines = lines_of(&calendar, zone);
    let version = version(FORM, &lines)?;
    Ok(HolidaysPage { zone, calendar, lines, version })
}

const FORM: &str = "school holidays";

fn lines_of(calendar: &Calendar, zone: HolidayZone) -> String {
    let mut holidays = calendar.of(zone);
    holidays.sort_by_key(|holiday| holiday.first);
    written_holidays(&holidays)
}

/// Replaces the holidays of a zone; `shown` is the version that the form showed. Events that leave them
/// out are planned anew.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::Fields`] (`zone`, `periodes`, `calendrier`);
/// [`Error::Conflict`] when somebody else replaced them meanwhile.
pub async fn enter_holidays(
    backend: &Backend,
    caller: &Caller,
    (zone, shown): (&str, Option<&str>),
    new: NewHolidays<'_>,
) -> Result<()> {
    caller.authorize_administrator()?;
    let mut errors = FieldErrors::default();
    let zone = errors.keep("zone", HolidayZone::from_code(zone).ok_or(FieldProblem::UnknownChoice));
    let entered = match new {
        NewHolidays::Shipped => Some(None),
        NewHolidays::Typed(typed) => errors.keep("periodes", parse_holidays(typed)).map(Some),
        NewHolidays::File { name, content } => {
            errors.keep("calendrier", holidays_of_file(name, content)).map(Some)
        }
    };
    let (Some(zone), Some(entered)) = (zone, entered) else { return Err(Error::Fields(errors)) };
    let lease = transaction!(&backend.db, |tx| {
        lock(tx, FORM).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let mut calendar = settings::holidays(tx).await?;
        // The button was pressed twice: if events wait to be planned, the queue goes on with them.
        if calendar.0.get(&zone) == entered.as_ref() {
            return Ok(None);
        }
        refuse_stale(FORM, shown, &lines_of(&calendar, zone))?;
        match &entered {
            Some(holidays) => calendar.0.insert(zone, holidays.clone()),
            None => calendar.0.remove(&zone),
        };
        settings::set_holidays(tx, &calendar).await?;
        let now = backend.clock.now();
        let lease = claim_replanning(tx, now, zone, caller.person).await?;
        let count = entered.as_ref().map_or(0, Vec::len);
        let entry = Entry::by(caller, Action::HolidaysChanged, zone.code()).with("holidays", count);
        audit::append(tx, now, entry).await?;
        Ok(lease)
    })?;
    // What keeps this process from it keeps nobody from going on when the lease has run out.
    if let Some(lease) = lease
        && let Err(reason) = replan(backend, &lease).await
    {
        tracing::warn!(zone = zone.code(), job = lease.id, %reason, "events wait to be planned anew");
    }
    backend.refresh().await?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    Ok(())
}
