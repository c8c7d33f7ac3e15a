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
}

impl Event {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Deployed => "deployed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Deployed, Self::Failed, Self::Cancelled].into_iter().find(|event| event.code() == code)
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
    let key = format!("{}-{id}", event.code());
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { person: by.map(|person| person.0), detail: Some(event.code()), ..about };
    queue::enqueue(db, now, &new).await.map(|_| ())
}
