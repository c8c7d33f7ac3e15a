use std::collections::BTreeSet;

use domain::{
    AuthorityId, CommunicationId, EstablishmentId, MessageId, PersonId,
    access::{Right, Subject},
    communications::{
        Channel, ContentDetail, ContentFacts, SchoolCounts, Severity, Status, StatusFacts,
        channels::{
            announcement::{AnnouncementDetail, AnnouncementFacts},
            message::MessageFacts,
        },
        view::CommunicationDetail,
    },
    targets::Targets,
    time::{Millis, Stamp},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
};
use values::columns::{Day, Zone};

use super::{
    cancel, message,
    states::{State, look_again, states},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::targets_of,
    entities::{authority, communication, establishment, person},
    ground::sql::Sql,
    stored,
    token::fingerprint,
};

/// A communication with the facts that its status is computed from.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub id: CommunicationId,
    pub channel: Channel,
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    pub first_day: Day,
    pub last_day: Day,
    pub source_name: String,
    pub source_authority_id: Option<AuthorityId>,
    pub recipients: Option<i64>,
    pub created_at: Millis,
    pub cancelled_at: Option<Millis>,
    pub cancelled_by: Option<PersonId>,
    pub author: String,
    pub time_zone: Zone,
    pub sites: i64,
    pub published: i64,
    pub failed: i64,
    pub first_begins_at: Millis,
    pub last_ends_at: Millis,
    pub message_id: Option<MessageId>,
    pub due_at: Option<Millis>,
    pub expected: Option<i64>,
    pub delivered: Option<i64>,
    pub finished_at: Option<Millis>,
    pub message_failed_at: Option<Millis>,
}

/// The select that lists and single pages share; it wants a `WHERE` on `communication`.
pub(super) const SELECT: &str = "\
    SELECT communication.id, communication.channel, communication.severity, communication.text, \
    communication.link, communication.first_day, communication.last_day, communication.source_name, \
    communication.source_authority_id, communication.recipients, communication.created_at, \
    communication.cancelled_at, communication.cancelled_by, a.first_name || ' ' || a.last_name AS author, \
    f.sites, f.published, f.failed, f.first_begins_at, f.last_ends_at, \
    m.id AS message_id, m.due_at, m.expected, m.delivered, m.finished_at, m.failed_at AS message_failed_at, \
    (SELECT e.time_zone FROM establishment e WHERE e.id = f.first_school) AS time_zone \
    FROM communication JOIN person a ON a.id = communication.author_id \
    LEFT JOIN message m ON m.communication_id = communication.id \
    JOIN (SELECT communication_id, COUNT(*) AS sites, COUNT(published_at) AS published, COUNT(failed_at) AS failed, \
    MIN(begins_at) AS first_begins_at, MAX(ends_at) AS last_ends_at, MIN(establishment_id) AS first_school \
    FROM publication GROUP BY communication_id) f ON f.communication_id = communication.id";

impl Row {
    pub fn facts(&self) -> StatusFacts {
        let small = |n: i64| u32::try_from(n).unwrap_or_default();
        StatusFacts {
            cancelled_at: self.cancelled_at,
            schools: SchoolCounts {
                all: small(self.sites),
                published: small(self.published),
                failed: small(self.failed),
            },
            content: self
                .due_at
                .map_or_else(|| self.announcement_facts(), |due_at| self.message_facts(due_at)),
        }
    }

    fn announcement_facts(&self) -> ContentFacts {
        ContentFacts::Announcement(AnnouncementFacts {
            first_begins_at: self.first_begins_at,
            last_ends_at: self.last_ends_at,
        })
    }

    fn message_facts(&self, due_at: Millis) -> ContentFacts {
        ContentFacts::Message(MessageFacts {
            due_at,
            expected: stored::count(self.expected),
            delivered: stored::count(self.delivered).unwrap_or_default(),
            finished_at: self.finished_at,
            failed_at: self.message_failed_at,
        })
    }
}

/// Loads a communication that the caller may see; loading and being allowed are one act.
///
/// # Errors
/// [`Error::Forbidden`] when it is of the caller's own schools; [`Error::NotFound`] when there is
/// none, or none of their business.
pub(super) async fn load(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<Row> {
    let it = Condition::all()
        .add(communication::Column::Id.eq(id))
        .add(caller.visible(Right::OpenSenderDashboard));
    let sql = Sql::new(SELECT).then(" WHERE ").condition(it);
    let row = Row::find_by_statement(sql.on(db)).one(db).await?;
    match row {
        Some(row) => Ok(row),
        None => Err(refusal(db, caller, id).await?),
    }
}

/// Why a communication is not shown: one that went to the caller's own schools alone needs a right
/// that is named; any other is none of their business.
async fn refusal(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<Error> {
    let inside = communication::Entity::find_by_id(id).filter(caller.inside().covers());
    let is_inside = inside.count(db).await? > 0;
    Ok(match (is_inside, caller.lacks_second_factor()) {
        (true, true) => Error::SecondFactorMissing,
        (true, false) => Error::Forbidden(Right::OpenSenderDashboard),
        (false, _) => Error::NotFound,
    })
}

/// What a page that follows a communication compares: the version now, and when to look again
/// because it changes by itself or because people may have opened it.
pub async fn version_of(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<(String, Millis)> {
    let row = load(&backend.db, caller, id).await?;
    let (facts, now) = (row.facts(), backend.clock.now());
    let status = facts.status(now);
    let mut boundaries = vec![row.first_begins_at, row.last_ends_at];
    let mut figures = None;
    if let Some(message) = row.message_id {
        figures = Some(states(backend, message, row.expected).await?.total);
        if status != Status::Cancelled {
            boundaries.push(look_again(now, row.expected));
        }
    }
    let boundary = boundaries.into_iter().filter(|at| *at > now).min();
    Ok((version(&facts, status, figures)?, boundary.unwrap_or(Millis(i64::MAX))))
}

fn version(facts: &StatusFacts, status: Status, figures: Option<State>) -> Result<String> {
    let told = serde_json::to_vec(&(facts, status, figures))
        .map_err(|reason| Error::Inconsistent(format!("status as JSON: {reason}")))?;
    Ok(fingerprint(&told))
}

/// *Détail de la communication*
pub async fn detail(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<CommunicationDetail> {
    let db = &backend.db;
    let row = load(db, caller, id).await?;
    let now = backend.clock.now();
    let (facts, zone, channel) = (row.facts(), row.time_zone.0, row.channel);
    let targets = targets_of(db, vec![id]).await?.remove(&id);
    let targets = targets.as_ref().map(Targets::as_slice).unwrap_or_default().to_vec();
    let named: BTreeSet<EstablishmentId> =
        targets.iter().flat_map(|target| target.establishments.values()).copied().collect();
    let schools =
        establishment::Entity::find().filter(establishment::Column::Id.is_in(named)).all(db).await?;
    let cancelled_by = match row.cancelled_by {
        Some(id) => {
            person::Entity::find_by_id(id).one(db).await?.map(|p| format!("{} {}", p.first_name, p.last_name))
        }
        None => None,
    };
    let perimeter = match row.source_authority_id {
        Some(id) => authority::Entity::find_by_id(id).one(db).await?.map(|authority| authority.name),
        None => None,
    };
    let status = facts.status(now);
    let may_cancel = cancel::may(db, caller, id).await?;
    let live = !matches!(status, Status::Cancelled | Status::Ended);
    let subject = Subject { channel, own: true };
    let message = message::detail(backend, &row, may_cancel).await?;
    let figures = message.as_ref().map(|message| State {
        opened: message.progress.opened,
        acknowledged: message.progress.acknowledged,
    });
    let content = match message {
        Some(message) => ContentDetail::Message(message),
        None => ContentDetail::Announcement(AnnouncementDetail {
            severity: row.severity,
            text: row.text.clone(),
            link: row.link.clone(),
            first_day: row.first_day.0,
            last_day: row.last_day.0,
        }),
    };
    Ok(CommunicationDetail {
        id,
        content,
        perimeter: perimeter.unwrap_or_else(|| row.source_name.clone()),
        created: Stamp::new(row.created_at, zone),
        cancelled: row.cancelled_at.map(|at| Stamp::new(at, zone)),
        cancelled_by,
        targets,
        schools: schools.iter().map(crate::access::school).collect(),
        recipients: stored::count(row.recipients),
        facts,
        version: version(&facts, status, figures)?,
        status,
        may_cancel: live && may_cancel,
        may_duplicate: caller.may_anywhere(Right::CreateCommunication, subject),
        author: row.author,
        title: row.text,
    })
}
