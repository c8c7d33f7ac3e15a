//! `StateChangedByRecipient`: those who manage communications, and the author, are notified that a
//! school put one offline or online.

use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    access::{Cell, Right, Role},
    messages::Notice,
    time::Millis,
};
use sea_orm::DatabaseTransaction;

use super::about::ToldCommunication;
use crate::{
    Error, Result,
    access::{holders_on_all, name_apart},
    delivery::post,
    ground::school_name::schools_called,
};

/// The action of a *destinataire*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateChanged {
    pub communication: CommunicationId,
    pub school: EstablishmentId,
    pub by: PersonId,
    /// True when it was put online again, false when it was put offline.
    pub online: bool,
    /// Why it is offline.
    pub reason: Option<String>,
    /// When it happened; distinguishes two changes of the same school.
    pub at: Millis,
}

/// Notifies those who manage or administer every school that the communication was sent to, and its
/// author, but not the person who made the change. Call it in the transaction of the change, before
/// revisions are raised. A second call for the same change sends nothing.
pub async fn state_changed(db: &DatabaseTransaction, change: &StateChanged) -> Result<()> {
    let told = ToldCommunication::load(db, change.communication).await?;
    let mut people = BTreeSet::new();
    for role in Role::ALL {
        if Cell::of(role, Right::NotifiedByMessage) == Cell::StateChangedByRecipient {
            people.extend(holders_on_all(db, role, told.place()).await?);
        }
    }
    people.extend(told.author_to_tell(db).await?);
    people.remove(&change.by);
    let school = schools_called(db, [change.school]).await?.remove(&change.school).ok_or(Error::NotFound)?;
    let by = name_apart(db, change.by).await?;
    let notice = Notice::StateChanged {
        text: told.text(),
        author: told.author.clone(),
        school,
        by,
        online: change.online,
        reason: change.reason.clone(),
    };
    let reason = format!("state-{}-{}-{}", change.communication, change.school, change.at.0);
    let people: Vec<PersonId> = people.into_iter().collect();
    post(db, change.at, told.letter(change.at, reason, notice), &people).await?;
    Ok(())
}
