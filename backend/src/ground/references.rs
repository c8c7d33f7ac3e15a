//! What those rows refer to that wait in memory to be stored. It may be deleted meanwhile, and then the
//! engine refuses all that are stored together with one such row.

use std::collections::BTreeSet;

use domain::{CommunicationId, PersonId};
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, SqlErr};

use super::database::key_share;
use super::sql::{numbers, sql};
use super::{Error, Result};

/// How many one statement looks up.
const AT_ONCE: usize = 10_000;

/// What one row refers to.
pub(crate) type Reference = (Option<CommunicationId>, PersonId);

/// What many rows refer to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct References {
    communications: BTreeSet<i64>,
    people: BTreeSet<i64>,
}

impl FromIterator<Reference> for References {
    fn from_iter<I: IntoIterator<Item = Reference>>(rows: I) -> Self {
        let mut all = Self::default();
        for (communication, person) in rows {
            all.communications.extend(communication.map(|id| id.0));
            all.people.insert(person.0);
        }
        all
    }
}

impl References {
    /// Whether a row refers to any of them.
    pub fn touch(&self, (communication, person): Reference) -> bool {
        communication.is_some_and(|id| self.communications.contains(&id.0)) || self.people.contains(&person.0)
    }

    /// Those that are not there any more, after the engine refused their rows. Without such rows the others
    /// can be stored.
    ///
    /// # Errors
    /// The refusal itself, if it has another reason or all of them are there: so whoever tries again after
    /// each answer comes to an end.
    pub async fn gone(self, db: &DatabaseConnection, refusal: Error) -> Result<Self> {
        if !lacks_what_it_refers_to(&refusal) {
            return Err(refusal);
        }
        let gone = Self {
            communications: missing(db, "communication", self.communications).await?,
            // On SQLite, `person` is a view of this table; on PostgreSQL it is the other way round.
            people: missing(db, "person_row", self.people).await?,
        };
        if gone == Self::default() {
            return Err(refusal);
        }
        let (communications, people) = (gone.communications.len(), gone.people.len());
        tracing::info!(communications, people, "what waited for what is deleted by now is forgotten");
        Ok(gone)
    }
}

fn lacks_what_it_refers_to(refusal: &Error) -> bool {
    let Error::Database(reason) = refusal else { return false };
    matches!(reason.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_)))
}

#[derive(FromQueryResult)]
struct Present {
    id: i64,
}

#[derive(FromQueryResult)]
struct Person {
    id: i64,
    erased_at: Option<i64>,
}

/// Those of these people whose data are deleted. Their rows stay, so no reference keeps what waits of them from
/// being stored: it is left out in the transaction that stores the rest. Until it ends nobody else's data are
/// deleted, and who is being made nameless at this moment is waited for. Both hold people in their order.
pub(crate) async fn erased(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeSet<PersonId>> {
    let people: BTreeSet<i64> = people.into_iter().map(|person| person.0).collect();
    let people: Vec<i64> = people.into_iter().collect();
    let mut erased = BTreeSet::new();
    for some in people.chunks(AT_ONCE) {
        let list = numbers(some.iter().copied());
        // Whether they are erased is read in the row that is held, so it is no condition.
        let held = key_share(db);
        let text = format!("SELECT id, erased_at FROM person_row WHERE id IN ({list}) ORDER BY id {held}");
        let rows = Person::find_by_statement(sql!(db, text)).all(db).await?;
        erased.extend(rows.into_iter().filter(|row| row.erased_at.is_some()).map(|row| PersonId(row.id)));
    }
    Ok(erased)
}

/// Which of these a table does not have.
async fn missing(db: &DatabaseConnection, table: &str, mut ids: BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let all: Vec<i64> = ids.iter().copied().collect();
    for some in all.chunks(AT_ONCE) {
        let list = numbers(some.iter().copied());
        let text = format!("SELECT id FROM {table} WHERE id IN ({list})");
        for row in Present::find_by_statement(sql!(db, text)).all(db).await? {
            ids.remove(&row.id);
        }
    }
    Ok(ids)
}
