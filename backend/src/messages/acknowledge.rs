use domain::{Conflict, MessageId, PersonId, communications::Acknowledgement, time::Millis};
use sea_orm::ConnectionTrait;

use super::visible::load;
use crate::{Backend, Error, Result, access::Caller, database::lock, ground::sql::sql, transaction};

/// J'ai pris connaissance. Acknowledging twice changes nothing. Where one guardian of a family is
/// enough, the others are covered as soon as every child of theirs has a guardian who acknowledged.
///
/// # Errors
/// [`Error::NotFound`] when the message is not in the caller's inbox or archive;
/// [`Error::Conflict`] when the sender asks for no acknowledgement, or has withdrawn the message.
pub async fn acknowledge(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    transaction!(&backend.db, |tx| {
        // When two guardians acknowledge at once, the second must see that the first one did.
        lock(tx, &format!("acknowledgements of {id}")).await?;
        let own = load(tx, caller.person, id).await?;
        if !own.asked {
            return Err(Error::Conflict(Conflict::NoAcknowledgement));
        }
        if own.acknowledged_at.is_some() {
            return Ok(());
        }
        if own.cancelled_at.is_some() {
            return Err(Error::Conflict(Conflict::MessageCancelled));
        }
        let now = backend.clock.now();
        let text = "UPDATE delivery SET acknowledged_at = :now, read_at = COALESCE(read_at, :now) \
                    WHERE message_id = :id AND person_id = :me";
        tx.execute_raw(sql!(tx, text, now, id, me = caller.person)).await?;
        if own.acknowledgement == Acknowledgement::AnyGuardian {
            cover(tx, id, caller.person, now).await?;
        }
        Ok(())
    })
}

/// Covers the other guardians of this one's children, if none of their own children waits any
/// longer.
async fn cover(db: &impl ConnectionTrait, id: MessageId, guardian: PersonId, now: Millis) -> Result<()> {
    let text = "UPDATE delivery SET covered_at = :now \
        WHERE message_id = :id AND acknowledged_at IS NULL AND covered_at IS NULL \
        AND person_id IN (SELECT theirs.parent_id FROM family_link mine \
            JOIN family_link theirs ON theirs.child_id = mine.child_id WHERE mine.parent_id = :guardian) \
        AND NOT EXISTS (SELECT 1 FROM family_link child WHERE child.parent_id = delivery.person_id \
            AND NOT EXISTS (SELECT 1 FROM family_link guardian JOIN delivery noted \
                ON noted.person_id = guardian.parent_id AND noted.message_id = :id \
                WHERE guardian.child_id = child.child_id AND noted.acknowledged_at IS NOT NULL))";
    db.execute_raw(sql!(db, text, now, id, guardian)).await?;
    Ok(())
}
