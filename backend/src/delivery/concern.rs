//! Notes why a communication no longer does what it was meant to.

use domain::{CommunicationId, EstablishmentId, communications::Concern, time::Millis};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use values::columns::Json;

use super::{Event, tell};
use crate::{
    Required, Result,
    database::rows_per_insert,
    entities::concern,
    ground::sql::{numbers, sql},
};

/// Reasons that one statement marks.
const AT_ONCE: usize = 1_000;

/// A reason that was found, with the school that it is about, if it is about one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub concern: Concern,
    pub school: Option<EstablishmentId>,
}

impl From<Concern> for Found {
    fn from(concern: Concern) -> Self {
        Self { concern, school: None }
    }
}

impl Found {
    pub fn in_school(school: EstablishmentId, concern: Concern) -> Self {
        Self { concern, school: Some(school) }
    }

    /// Identifies the reason among those of one communication. A school is identified by its
    /// number, because its name may change, or belong to another one too.
    pub fn cause(&self) -> String {
        let what = match &self.concern {
            Concern::Nobody => "nobody".to_owned(),
            Concern::AuthorGone => "author-gone".to_owned(),
            Concern::RightGone => "right-gone".to_owned(),
            Concern::RightSuspended => "right-suspended".to_owned(),
            Concern::TooLate => "too-late".to_owned(),
            Concern::SchoolLeft { .. } => "school-left".to_owned(),
            Concern::SeverityLowered | Concern::SeverityLoweredIn { .. } => "severity-lowered".to_owned(),
            Concern::NobodyIn { .. } => "nobody-in".to_owned(),
            Concern::NameGone { of, name, .. } => format!("{}-gone-{name}", of.code()),
        };
        self.school.map_or_else(|| what.clone(), |school| format!("{what}-in-{school}"))
    }
}

/// Notes reasons about a communication, each once. Call it in the transaction that found them; the
/// people concerned are told by a job of their own. Returns whether any of them is new.
pub(crate) async fn concerned(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
    found: &[Found],
) -> Result<bool> {
    let mut new = 0;
    let mut rows = Vec::new();
    for one in found {
        rows.push(concern::ActiveModel {
            communication_id: Set(Some(id)),
            establishment_id: Set(one.school),
            cause: Set(one.cause()),
            detail: Set(Json::new(one.concern.clone())?),
            noted_at: Set(now),
            ..Default::default()
        });
    }
    let once = OnConflict::columns([concern::Column::CommunicationId, concern::Column::Cause])
        .do_nothing()
        .to_owned();
    for some in rows.chunks(rows_per_insert(6)) {
        let insert = concern::Entity::insert_many(some.to_vec()).on_conflict(once.clone());
        new += insert.exec_without_returning(db).await?;
    }
    if new > 0 {
        tell(db, now, id, Event::Concerned { up_to: latest(db, id).await? }, None).await?;
    }
    Ok(new > 0)
}

/// The number of the latest reason about a communication.
async fn latest(db: &impl ConnectionTrait, id: CommunicationId) -> Result<i64> {
    let sql = "SELECT MAX(id) AS latest FROM concern WHERE communication_id = :id";
    let row = db.query_one_raw(sql!(db, sql, id)).await?;
    let latest: Option<i64> = row.map(|row| row.try_get("", "latest")).transpose()?.flatten();
    latest.required(format_args!("the concern of communication {id}"))
}

/// Marks these reasons as told.
pub(crate) async fn told(db: &impl ConnectionTrait, now: Millis, concerns: &[i64]) -> Result<()> {
    for some in concerns.chunks(AT_ONCE) {
        let some = numbers(some.iter().copied());
        let sql = format!("UPDATE concern SET told_at = :now WHERE told_at IS NULL AND id IN ({some})");
        db.execute_raw(sql!(db, sql.as_str(), now)).await?;
    }
    Ok(())
}

/// Forgets the reasons about a communication that is tried again; those that still hold are found
/// again.
pub(crate) async fn tried_again(db: &impl ConnectionTrait, id: CommunicationId) -> Result<()> {
    let sql = "DELETE FROM concern WHERE communication_id = :id";
    db.execute_raw(sql!(db, sql, id)).await?;
    Ok(())
}
