use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use domain::{CommunicationId, PersonId};
use tokio::sync::OnceCell;

use super::{ReaderPage, fold::folded};
use crate::{
    Backend, Error, Result,
    access::Caller,
    agenda::{HAS_UPCOMING, ahead},
    ground::sql::Sql,
    messages::{Glance, glance, glance_with},
};

/// How many of the announcements that somebody has put away are read with their inbox: the newest ones,
/// and more than most people have.
const AWAY: usize = 40;

/// Stands in the text of what is read beside an inbox when its owner has an agenda of their own.
const AGENDA: &str = "agenda";

/// What every home page asks. Its text is made once, because that costs more than to give it its values.
static ASKED: LazyLock<Sql> = LazyLock::new(|| asked(HAS_UPCOMING));
/// The same for somebody whose agenda cannot be read.
static ASKED_WITHOUT_AGENDA: LazyLock<Sql> = LazyLock::new(|| asked("(1 = 1)"));

/// What a home page shows of its reader alone, besides their agenda.
#[derive(Debug)]
pub struct Personal {
    pub inbox: Glance,
    /// Whether there is something in the reader's own agenda. Most people keep none: nobody asks for it.
    pub has_agenda: bool,
    /// The announcements that the reader has put away, each with its version then; `None` for somebody
    /// who has put away more than [`AWAY`].
    away: Option<BTreeMap<CommunicationId, i32>>,
}

/// It is read in one statement for all parts of a page that ask for it, and for one page alone: nothing
/// that is kept for other requests holds it.
#[derive(Clone, Debug, Default)]
pub struct PersonalOnce(Arc<OnceCell<Arc<Personal>>>);

impl PersonalOnce {
    /// `person` is the one who asks for the page.
    ///
    /// # Errors
    /// When it cannot be read; whoever asks next tries again.
    pub async fn load(&self, backend: &Backend, person: PersonId) -> Result<Arc<Personal>> {
        // In a box: this future would make those of all parts larger.
        let read = async || Box::pin(Personal::read(backend, person)).await.map(Arc::new);
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

impl Personal {
    async fn read(backend: &Backend, person: PersonId) -> Result<Self> {
        match Self::read_by(&ASKED, backend, person).await {
            // An agenda that cannot be read fails alone.
            Err(reason) if !matches!(reason, Error::Away(_)) => {
                Self::read_by(&ASKED_WITHOUT_AGENDA, backend, person).await
            }
            read => read,
        }
    }

    async fn read_by(asked: &Sql, backend: &Backend, person: PersonId) -> Result<Self> {
        let sql = ahead(asked.clone(), backend.clock.now()).bind("person", person);
        let (inbox, said) = glance(&backend.db, sql).await?;
        let said = said.unwrap_or_default();
        let (away, has_agenda) = match said.strip_suffix(AGENDA) {
            Some(away) => (away, true),
            None => (said.as_str(), false),
        };
        let away = away_from(away)?;
        Ok(Self { inbox, has_agenda, away: (away.len() <= AWAY).then_some(away) })
    }
}

/// The statement; `has_agenda` is a condition about `:person`.
fn asked(has_agenda: &str) -> Sql {
    glance_with(&format!(
        "COALESCE((SELECT string_agg(CAST(away.communication_id AS text) || '-' || CAST(away.version AS text), ' ') \
         FROM (SELECT communication_id, version FROM folded WHERE person_id = :person \
         ORDER BY communication_id DESC LIMIT {}) AS away), '') \
         || CASE WHEN {has_agenda} THEN ' {AGENDA}' ELSE '' END",
        AWAY + 1
    ))
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
