//! `Own`: the author is notified that somebody else corrected one of their communications.

use domain::{CommunicationId, PersonId, messages::Notice, time::Millis};
use sea_orm::DatabaseTransaction;

use super::about::ToldCommunication;
use crate::{Result, access::name_apart, delivery::post};

/// Somebody corrected a communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub communication: CommunicationId,
    pub by: PersonId,
    /// When it happened; distinguishes two corrections.
    pub at: Millis,
}

/// Notifies the author, unless they made the correction themselves. Call it in the transaction of the
/// correction, before revisions are raised. A second call for the same correction sends nothing.
pub async fn corrected(db: &DatabaseTransaction, correction: &Corrected) -> Result<()> {
    let told = ToldCommunication::load(db, correction.communication).await?;
    let author = told.author_to_tell(db).await?;
    let Some(author) = author.filter(|author| *author != correction.by) else { return Ok(()) };
    let by = name_apart(db, correction.by).await?;
    let reason = format!("own-corrected-{}-{}", correction.communication, correction.at.0);
    let letter = told.letter(correction.at, reason, Notice::Corrected { text: told.text(), by });
    post(db, correction.at, letter, &[author]).await?;
    Ok(())
}
