mod statement;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{CommunicationId, PersonId, time::Millis};
use sea_orm::DatabaseConnection;
use tokio::sync::OnceCell;

use super::{ReaderPage, fold::folded};
use crate::{
    Backend, Error, Required, Result,
    access::Caller,
    agenda::ahead,
    ground::{gather::Gather, sql::Sql},
    messages::{Glance, glances},
};

/// What a home page shows of its reader alone, besides their agenda.
#[derive(Debug)]
pub struct Personal {
    pub inbox: Glance,
    /// Whether there is something in the reader's own agenda. Most people keep none: nobody asks for it.
    pub has_agenda: bool,
    /// The announcements that the reader has put away, each with its version then; `None` for somebody
    /// who has put away more than [`statement::AWAY`].
    away: Option<BTreeMap<CommunicationId, i32>>,
}

/// It is read once for all parts of a page that ask for it, perhaps in one statement with what is of other
/// readers, and belongs to one page: nothing that is kept for other requests holds it.
#[derive(Clone, Debug, Default)]
pub struct PersonalOnce(Arc<OnceCell<Arc<Personal>>>);

impl PersonalOnce {
    /// `person` is the one who asks for the page.
    ///
    /// # Errors
    /// When it cannot be read; whoever asks next tries again.
    pub async fn load(&self, backend: &Backend, person: PersonId) -> Result<Arc<Personal>> {
        // In a box: this future would make those of all parts larger.
        let read = async || Box::pin(Personal::read(backend, person)).await;
        self.0.get_or_try_init(read).await.cloned()
    }

    /// As [`folded`].
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn folded(
        &self,
        backend: &Backend,
        caller: &Caller,
        page: &ReaderPage,
    ) -> Result<BTreeSet<CommunicationId>> {
        if page.announcements.is_empty() {
            return Ok(BTreeSet::new());
        }
        // The announcements do not fail with the messages.
        let read = self.load(backend, caller.person).await.ok();
        match read.as_deref().and_then(|personal| personal.away.as_ref()) {
            Some(away) => Ok(present(away, page)),
            None => folded(backend, caller, page).await,
        }
    }
}

/// Home pages that are asked for at the same moment, whose readers' own is read together.
pub(crate) type PersonalTogether = Gather<PersonId, Result<Arc<Personal>, Away>>;

/// Why the database does not answer, to be told to all who wait for it.
#[derive(Clone, Debug)]
pub(crate) struct Away(String);

impl Personal {
    async fn read(backend: &Backend, person: PersonId) -> Result<Arc<Self>> {
        let (db, clock) = (backend.db.clone(), backend.clock.clone());
        let together = move |people: Vec<PersonId>| {
            let (db, now) = (db.clone(), clock.now());
            async move { told(&people, read_of(&db, statement::of(&db, &people), now).await) }
        };
        match backend.personal.ask(person, together).await {
            Some(Ok(read)) => Ok(read),
            Some(Err(Away(reason))) => Err(Error::Away(reason)),
            // What fails for one reader does not fail for the others.
            None => Self::read_alone(backend, person).await,
        }
    }

    async fn read_alone(backend: &Backend, person: PersonId) -> Result<Arc<Self>> {
        let (db, now) = (&backend.db, backend.clock.now());
        let read = match read_of(db, statement::of(db, &[person]), now).await {
            // An agenda that cannot be read fails alone.
            Err(reason) if !matches!(reason, Error::Away(_)) => {
                read_of(db, statement::without_agenda(person), now).await?
            }
            read => read?,
        };
        let (_, personal) =
            read.into_iter().find(|(of, _)| *of == person).required("what a reader's page shows")?;
        Ok(Arc::new(personal?))
    }

    fn from(inbox: Glance, said: &str) -> Result<Self> {
        let (away, has_agenda) = match said.strip_suffix(statement::AGENDA) {
            Some(away) => (away, true),
            None => (said, false),
        };
        let away = away_from(away)?;
        Ok(Self { inbox, has_agenda, away: (away.len() <= statement::AWAY).then_some(away) })
    }
}

/// What a statement says of each of its people.
async fn read_of(
    db: &DatabaseConnection,
    sql: Sql,
    now: Millis,
) -> Result<Vec<(PersonId, Result<Personal>)>> {
    let read = glances(db, ahead(sql, now)).await?;
    let personal = |(inbox, said): (Glance, Option<String>)| Personal::from(inbox, &said.unwrap_or_default());
    Ok(read.into_iter().map(|(person, of)| (person, personal(of))).collect())
}

/// What those who asked together are told; nothing is said of those who have to ask alone.
fn told(
    people: &[PersonId],
    read: Result<Vec<(PersonId, Result<Personal>)>>,
) -> Vec<(PersonId, Result<Arc<Personal>, Away>)> {
    match read {
        Ok(read) => {
            let said = read.into_iter().filter_map(|(person, read)| Some((person, Ok(Arc::new(read.ok()?)))));
            said.collect()
        }
        Err(Error::Away(reason)) => {
            people.iter().map(|person| (*person, Err(Away(reason.clone())))).collect()
        }
        Err(_) => Vec::new(),
    }
}

/// The announcements and versions of a text such as `12-0 7-1`.
fn away_from(text: &str) -> Result<BTreeMap<CommunicationId, i32>> {
    let pair = |one: &str| {
        let (id, version) = one.split_once('-')?;
        Some((CommunicationId(id.parse().ok()?), version.parse::<i32>().ok()?))
    };
    let pairs: Option<BTreeMap<_, _>> = text.split_whitespace().map(pair).collect();
    pairs.ok_or_else(|| Error::Inconsistent(format!("announcements put away: {text}")))
}

/// Those of the page; a corrected announcement unfolds.
fn present(away: &BTreeMap<CommunicationId, i32>, page: &ReaderPage) -> BTreeSet<CommunicationId> {
    let ids = page.announcements.iter().map(|shown| shown.id);
    ids.filter(|id| away.get(id).is_some_and(|version| *version == page.version_of(*id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_away_is_read_from_a_text() {
        let expected = BTreeMap::from([(CommunicationId(12), 0), (CommunicationId(7), 1)]);
        assert_eq!(away_from("12-0 7-1").ok(), Some(expected));
        assert_eq!(away_from("").ok(), Some(BTreeMap::new()));
        assert!(away_from("12").is_err());
    }
}
