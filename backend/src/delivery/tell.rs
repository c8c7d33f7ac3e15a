use domain::{CommunicationId, PersonId, time::Millis};
use sea_orm::ConnectionTrait;

use crate::{
    Result,
    queue::{self, Kind, New},
};

/// An event in the life of a communication that people are notified of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Everything has been carried out.
    Deployed,
    /// It has been given up, perhaps only in some schools.
    Failed,
    /// Somebody has cancelled it.
    Cancelled,
    /// It no longer does what it was meant to, for reasons up to this number.
    Concerned { up_to: i64 },
    /// It has not gone out yet, and the number of its recipients has moved far, to this one.
    Moved { people: u64 },
}

impl Event {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Deployed => "deployed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Concerned { .. } => "concerned",
            Self::Moved { .. } => "moved",
        }
    }

    /// What the detail of a job says. The number of the last reason is only in the job's key: the
    /// job tells every reason that has not been told.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let concerned = Self::Concerned { up_to: i64::MAX };
        [Self::Deployed, Self::Failed, Self::Cancelled, concerned, Self::Moved { people: 0 }]
            .into_iter()
            .find(|event| event.code() == code)
    }
}

/// Enqueues the notification of those concerned, once for each event. Call it in the transaction of
/// the event. `by` is the person who caused it, if any.
pub(crate) async fn tell(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
    event: Event,
    by: Option<PersonId>,
) -> Result<()> {
    let key = match event {
        Event::Concerned { up_to } => format!("{}-{id}-{up_to}", event.code()),
        Event::Moved { people } => format!("{}-{id}-{people}", event.code()),
        _ => format!("{}-{id}", event.code()),
    };
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { person: by, detail: Some(event.code()), ..about };
    queue::enqueue(db, now, &new).await.map(|_| ())
}
