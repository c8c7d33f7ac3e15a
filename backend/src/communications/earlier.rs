use chrono::NaiveDate;
use domain::{
    CommunicationId, Conflict, DraftId, PersonId,
    civil::parse_day,
    communications::{CommunicationInput, Confirmation},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::digest::{Digests, digests, mark};
use crate::{Result, entities::communication};

/// The communication that a form was deployed as.
#[derive(Debug)]
pub(super) struct Earlier {
    pub id: CommunicationId,
    pub at: Millis,
    /// The draft that it became when its author took it back.
    pub taken_back_as: Option<DraftId>,
    confirmed_as: Option<String>,
    written_as: Option<String>,
}

/// The communication that this author's form with this key was deployed as.
pub(super) async fn made_by(
    db: &impl ConnectionTrait,
    author: PersonId,
    form_key: &str,
) -> Result<Option<Earlier>> {
    let row = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(author))
        .filter(communication::Column::FormKey.eq(form_key))
        .one(db)
        .await?;
    Ok(row.map(|row| Earlier {
        id: row.id,
        at: row.created_at,
        taken_back_as: row.taken_back_as,
        confirmed_as: row.confirmed_as,
        written_as: row.written_as,
    }))
}

impl Earlier {
    /// Why another content of this form is kept as `draft` instead.
    pub fn kept_as(&self, draft: DraftId) -> Conflict {
        match self.taken_back_as {
            Some(_) => Conflict::TakenBack { draft },
            None => Conflict::DeployedOtherwise { id: self.id, draft },
        }
    }

    /// Whether this form, confirmed like this, is what was deployed.
    pub fn confirms(&self, confirmed: &Confirmation, input: &CommunicationInput) -> bool {
        let Some(Digests { criteria, content, .. }) = of(input) else { return false };
        input.perimeter == confirmed.perimeter
            && (&criteria, &content) == (&confirmed.criteria, &confirmed.content)
            && mark(confirmed).is_ok_and(|mark| self.confirmed_as.as_ref() == Some(&mark))
    }

    /// Whether a draft of this form would hold nothing that was not deployed.
    pub fn holds(&self, input: &CommunicationInput) -> bool {
        of(input).is_some_and(|digests| self.written_as.as_ref() == Some(&digests.written))
    }
}

/// `None` for a form with errors: it was never deployed like this. Its own days count as today: they may
/// be over since then, and today may be another day in its schools.
fn of(input: &CommunicationInput) -> Option<Digests> {
    let days = [&input.announcement.last_day, &input.message.send_day, &input.news.last_day];
    let days = days.into_iter().filter_map(|day| parse_day(day));
    days.chain([NaiveDate::default()]).find_map(|today| digests(input, today).ok())
}
