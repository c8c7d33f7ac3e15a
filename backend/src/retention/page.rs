use std::collections::BTreeMap;

use domain::{
    audit::Action,
    fields::FieldErrors,
    retention::{Kept, Periods, RetentionLine, RetentionPage},
};

use super::due;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    settings,
    stored::{refuse_stale, version},
    transaction,
};

const FORM: &str = "retention";

/// The periods, and what the next purge would delete. `typed` has what somebody tries in the fields, by
/// the code of a kind; without any, the chosen periods are shown.
pub async fn retention_page(
    backend: &Backend,
    caller: &Caller,
    typed: &BTreeMap<String, String>,
) -> Result<RetentionPage> {
    caller.authorize_administrator()?;
    let chosen = settings::retention(&backend.db).await?;
    let stored = chosen.clone().unwrap_or_default();
    let (periods, errors) = match tried(backend, typed, &stored) {
        None => (stored.clone(), FieldErrors::default()),
        Some(Ok(periods)) => (periods, FieldErrors::default()),
        Some(Err(errors)) => (stored.clone(), errors),
    };
    let now = backend.clock.now();
    let mut lines = Vec::new();
    for kind in Kept::ALL {
        let fixed = fixed(backend, kind);
        let days = fixed.unwrap_or_else(|| periods.of(kind));
        let shown = typed.get(kind.code()).filter(|_| fixed.is_none());
        let due = if errors.is_empty() {
            Some(due::count(&backend.db, kind, audit::days_ago(now, days)).await?)
        } else {
            None
        };
        lines.push(RetentionLine { kind, days: shown.cloned().unwrap_or_else(|| days.to_string()), due });
    }
    let version = version(FORM, &chosen)?;
    Ok(RetentionPage { lines, chosen: chosen.is_some(), journal_days: backend.journal_days, errors, version })
}

/// Keeps new periods; the next purge obeys them. `typed` has the version that the form showed, too.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::Fields`], under the code of a kind; [`Error::Conflict`] when
/// somebody else chose others meanwhile.
pub async fn keep_periods(
    backend: &Backend,
    caller: &Caller,
    typed: &BTreeMap<String, String>,
) -> Result<()> {
    caller.authorize_administrator()?;
    let stored = settings::retention(&backend.db).await?.unwrap_or_default();
    let periods = match tried(backend, typed, &stored) {
        Some(Ok(periods)) => periods,
        Some(Err(errors)) => return Err(Error::Fields(errors)),
        None => return Err(Error::Fields(Periods::parse(|_| String::new()).err().unwrap_or_default())),
    };
    transaction!(&backend.db, |tx| {
        lock(tx, FORM).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let shown = typed.get("version").map(String::as_str);
        let present = settings::retention(tx).await?;
        // The button was pressed twice.
        if present.as_ref() == Some(&periods) {
            return Ok(());
        }
        refuse_stale(FORM, shown, &present)?;
        settings::set_retention(tx, &periods).await?;
        let mut entry = Entry::by(caller, Action::RetentionChanged, "");
        for kind in Kept::ALL.into_iter().filter(|kind| fixed(backend, *kind).is_none()) {
            entry = entry.with(&format!("days_{}", kind.code()), periods.of(kind));
        }
        audit::append(tx, backend.clock.now(), entry).await
    })
}

/// The days of the journal, if the operator fixed them.
fn fixed(backend: &Backend, kind: Kept) -> Option<u32> {
    backend.journal_days.filter(|_| kind == Kept::Journal)
}

/// What was typed; `None` when nothing was. The field of what is fixed is not looked at.
fn tried(
    backend: &Backend,
    typed: &BTreeMap<String, String>,
    stored: &Periods,
) -> Option<std::result::Result<Periods, FieldErrors>> {
    if !Kept::ALL.iter().any(|kind| typed.contains_key(kind.code())) {
        return None;
    }
    Some(Periods::parse(|kind| match fixed(backend, kind) {
        Some(_) => stored.of(kind).to_string(),
        None => typed.get(kind.code()).cloned().unwrap_or_default(),
    }))
}
