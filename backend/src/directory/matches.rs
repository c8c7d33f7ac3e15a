//! *Rapprochements*: which pupil a file of ONDE means, decided by an administrator.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    audit::Action,
    directory::matches::{Match, Matches, SchoolMatches},
    time::{DAY_MS, Millis},
};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::establishment,
    search::by_name,
    settings,
    stored::{refuse_stale, version},
    transaction,
};

/// The lock row of all that changes the questions.
const LOCK: &str = "directory matches";
/// Questions of a school are forgotten when its files have not come for this long: they name people …
const ASKED_MS: i64 = 90 * DAY_MS;
/// … and answers after this long.
const ANSWERED_MS: i64 = 400 * DAY_MS;
/// What the form says for "none of these pupils".
const NOBODY: &str = "aucun";
const FORM: &str = "matches";

/// The questions of one school.
#[derive(Clone, Debug)]
pub struct OfSchool {
    pub uai: String,
    pub name: String,
    pub matches: SchoolMatches,
    /// Of the answers that its form shows.
    pub version: String,
}

/// The schools that have questions, by name.
///
/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn matches(backend: &Backend, caller: &Caller) -> Result<Vec<OfSchool>> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let mut all = settings::matches(db).await?;
    all.retain(|_, school| !school.asked.is_empty());
    let those = establishment::Column::Uai.is_in(all.keys().cloned());
    let rows = establishment::Entity::find().filter(those).all(db).await?;
    let names: BTreeMap<String, String> = rows.into_iter().map(|row| (row.uai, row.name)).collect();
    let shown = |(uai, matches): (String, SchoolMatches)| -> Result<OfSchool> {
        let name = names.get(&uai).cloned().unwrap_or_else(|| uai.clone());
        let version = version(FORM, &matches.decided)?;
        Ok(OfSchool { uai, name, matches, version })
    };
    let mut schools = all.into_iter().map(shown).collect::<Result<Vec<_>>>()?;
    // Of the same name, by their number: the map is in its order.
    by_name(&mut schools, |school| &school.name);
    Ok(schools)
}

/// How many questions nobody has answered.
///
/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn open_matches(backend: &Backend, caller: &Caller) -> Result<u64> {
    caller.authorize_administrator()?;
    let all = settings::matches(&backend.db).await?;
    Ok(all.values().map(|school| school.open() as u64).sum())
}

/// Answers questions of a school: to each the identifier of a pupil who is offered, `aucun`, or
/// nothing for a question that stays open. The next import of the school's files does so. `shown` is the
/// version that the form showed: it sends the answers that it found there too.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for a school, a question or a pupil that is not
/// there any more: then nothing is stored; [`Error::Conflict`] when somebody else answered meanwhile.
pub async fn decide(
    backend: &Backend,
    caller: &Caller,
    (uai, shown): (&str, Option<&str>),
    answers: &[(String, String)],
) -> Result<()> {
    caller.authorize_administrator()?;
    transaction!(&backend.db, |tx| {
        lock(tx, LOCK).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let mut all = settings::matches(tx).await?;
        let school = all.get_mut(uai).ok_or(Error::NotFound)?;
        let mut decided = school.decided.clone();
        for (id, answer) in answers {
            let one = school.asked.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
            let chosen = match answer.as_str() {
                "" => None,
                NOBODY => Some(String::new()),
                key => Some(chosen(one, key)?),
            };
            match chosen {
                Some(key) => decided.insert(id.clone(), key),
                None => decided.remove(id),
            };
        }
        // The button was pressed twice.
        if decided == school.decided {
            return Ok(());
        }
        refuse_stale(FORM, shown, &school.decided)?;
        school.decided = decided;
        settings::set_matches(tx, &all).await?;
        audit::append(tx, backend.clock.now(), Entry::by(caller, Action::MatchesDecided, uai)).await
    })
}

/// A number among those offered would mean somebody else as soon as an import offers others.
fn chosen(one: &Match, key: &str) -> Result<String> {
    let candidate = one.candidates.iter().find(|candidate| candidate.key == key);
    candidate.map(|candidate| candidate.key.clone()).ok_or(Error::NotFound)
}

/// The answers for a school, by question.
pub(super) async fn decided(db: &DatabaseConnection, uai: &str) -> Result<BTreeMap<String, String>> {
    let mut all = settings::matches(db).await?;
    Ok(all.remove(uai).map(|school| school.decided).unwrap_or_default())
}

/// Keeps the questions of the files that were just read. Answers to questions that are no longer asked
/// are forgotten.
pub(super) async fn keep(db: &DatabaseConnection, uai: &str, asked: &[Match], now: Millis) -> Result<()> {
    transaction!(db, |tx| {
        lock(tx, LOCK).await?;
        let mut all = settings::matches(tx).await?;
        forget_old(&mut all, now);
        let ids: BTreeSet<&String> = asked.iter().map(|one| &one.id).collect();
        let mut decided = all.remove(uai).map(|school| school.decided).unwrap_or_default();
        decided.retain(|id, _| ids.contains(id));
        if !asked.is_empty() {
            let school = SchoolMatches { asked_at: now, asked: asked.to_vec(), decided };
            all.insert(uai.to_owned(), school);
        }
        settings::set_matches(tx, &all).await
    })
}

/// Forgets what is over its time, also when the files of a school do not come any more.
///
/// # Errors
/// Those of the database.
pub async fn prune(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    if !forget_old(&mut settings::matches(&backend.db).await?, now) {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        lock(tx, LOCK).await?;
        let mut all = settings::matches(tx).await?;
        forget_old(&mut all, now);
        settings::set_matches(tx, &all).await
    })
}

/// Returns whether there was something to forget.
fn forget_old(all: &mut Matches, now: Millis) -> bool {
    let schools = all.len();
    all.retain(|_, school| school.asked_at.plus(ANSWERED_MS) > now);
    let mut forgot = all.len() < schools;
    for school in all.values_mut().filter(|school| school.asked_at.plus(ASKED_MS) <= now) {
        forgot |= !school.asked.is_empty();
        school.asked.clear();
    }
    forgot
}
