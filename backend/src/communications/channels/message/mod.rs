mod answers;
mod detail;
mod names;
mod remind;
mod rewrite;
mod states;
mod withdraw;
mod write;

use domain::{
    CommunicationId,
    communications::{
        ContentFacts, SentContent,
        channels::message::{MessageFacts, SentMessage},
        view::SiteColumns,
    },
    time::{Millis, Stamp},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    figures::{SchoolFigures, State},
    period::Days,
};
pub use crate::entities::message::Model;
use crate::{Backend, Result, communications::row::CommunicationRow, entities::message, stored};

pub use self::{
    answers::{answered, answers, answers_mark},
    detail::{detail, received},
    names::{export_names, may_name, may_name_in, names},
    remind::remind,
    rewrite::{hold_to_correct, rewrite, wording, wording_of},
    states::{MessageStates, look_again},
    withdraw::{inboxes, withdraw},
    write::{check, write},
};

pub async fn load(db: &impl ConnectionTrait, ids: Vec<CommunicationId>) -> Result<Vec<Model>> {
    let those = message::Column::CommunicationId.is_in(ids);
    Ok(message::Entity::find().filter(those).all(db).await?)
}

pub fn facts(message: &Model) -> ContentFacts {
    ContentFacts::Message(MessageFacts {
        due_at: message.due_at,
        expected: stored::count(message.expected),
        delivered: stored::count(Some(message.delivered)).unwrap_or_default(),
        finished_at: message.finished_at,
        failed_at: message.failed_at,
    })
}

pub fn sent(message: &Model, row: &CommunicationRow) -> SentContent {
    let zone = row.time_zone.0;
    let (due, zone) = (Stamp::new(message.due_at, zone), zone.name().to_owned());
    SentContent::Message(SentMessage { due, zone, elsewhere: false })
}

pub async fn figures(backend: &Backend, message: &Model) -> Result<State> {
    Ok(states::states(backend, message.id, message.expected).await?.total)
}

pub async fn school_figures(backend: &Backend, message: &Model) -> Result<SchoolFigures> {
    let asked = message.acknowledgement.is_asked();
    Ok(SchoolFigures {
        columns: SiteColumns { delivered: true, acknowledged: asked, reason: false },
        has_period: false,
        states: Some(states::states(backend, message.id, message.expected).await?),
    })
}

pub fn status_sql(status: &str, Millis(now): Millis) -> Option<String> {
    let running = "m.failed_at IS NULL AND m.finished_at IS NULL";
    let condition = match status {
        "en-cours" => format!("{running} AND m.due_at <= {now}"),
        "en-echec" => "m.failed_at IS NOT NULL".to_owned(),
        "programmee" => format!("{running} AND m.due_at > {now}"),
        "deployee" => "m.failed_at IS NULL AND m.finished_at IS NOT NULL AND m.expected <> 0".to_owned(),
        "sans-destinataire" => {
            "m.failed_at IS NULL AND m.finished_at IS NOT NULL AND m.expected = 0".to_owned()
        }
        _ => return None,
    };
    Some(format!(
        "EXISTS (SELECT 1 FROM message m WHERE m.communication_id = communication.id AND {condition})"
    ))
}

/// SQL condition: the message is sent on the requested days.
pub fn days_sql(days: &Days) -> String {
    let due = days.instants_sql("m.due_at").join(" AND ");
    format!("EXISTS (SELECT 1 FROM message m WHERE m.communication_id = communication.id AND {due})")
}

/// SQL condition: it has not been delivered to everybody yet.
pub fn live_sql() -> String {
    "EXISTS (SELECT 1 FROM message m WHERE m.communication_id = communication.id \
     AND m.finished_at IS NULL AND m.failed_at IS NULL)"
        .to_owned()
}
