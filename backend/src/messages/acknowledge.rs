use std::collections::BTreeSet;

use domain::{
    CommunicationId, Conflict, EstablishmentId, MessageId, PersonId, communications::Acknowledgement,
    time::Millis,
};
use sea_orm::ConnectionTrait;

use super::visible::load;
use crate::{
    Backend, Error, Result,
    access::Caller,
    audience::{audience_of, children_sql, targets_of},
    database::lock,
    entities::publication,
    ground::sql::{Sql, sql},
    revision::{self, Scope},
    transaction,
};

/// J'ai pris connaissance. Acknowledging twice changes nothing. Where one guardian of a family is
/// enough, the others are covered as soon as every child of theirs whom the message concerns has a
/// guardian who acknowledged.
///
/// # Errors
/// [`Error::NotFound`] when the message is not in the caller's inbox or archive;
/// [`Error::Conflict`] when the sender asks for no acknowledgement, or has withdrawn the message.
pub async fn acknowledge(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    let covers = transaction!(&backend.db, |tx| {
        // When two guardians acknowledge at once, the second must see that the first one did.
        lock(tx, &format!("acknowledgements of {id}")).await?;
        let own = load(tx, caller.person, id).await?;
        if !own.asked {
            return Err(Error::Conflict(Conflict::NoAcknowledgement));
        }
        if own.acknowledged_at.is_some() {
            return Ok(false);
        }
        if own.cancelled_at.is_some() {
            return Err(Error::Conflict(Conflict::MessageCancelled));
        }
        let now = backend.clock.now();
        let text = "UPDATE delivery SET acknowledged_at = :now, read_at = COALESCE(read_at, :now) \
                    WHERE message_id = :id AND person_id = :me";
        tx.execute_raw(sql!(tx, text, now, id, me = caller.person)).await?;
        if own.acknowledgement != Acknowledgement::AnyGuardian {
            return Ok(false);
        }
        let covered = cover(tx, id, own.communication_id, caller.person, now).await?;
        // Their open pages still ask for it.
        revision::touch(tx, revision::MESSAGES, covered.iter().copied().map(Scope::Person)).await?;
        Ok(!covered.is_empty())
    })?;
    if covers { backend.refresh().await } else { Ok(()) }
}

/// Covers the other guardians of this one's children, if none of their own children waits any
/// longer. Only children whom the message concerns count. Returns whom it covers now.
async fn cover(
    db: &impl ConnectionTrait,
    id: MessageId,
    communication: Option<CommunicationId>,
    guardian: PersonId,
    now: Millis,
) -> Result<Vec<PersonId>> {
    let concerned = concerned(db, id, communication).await?;
    // The condition on a child.
    let is_concerned = |child: &str| match &concerned {
        Concerned::Noted => Sql::new(format!(
            "EXISTS (SELECT 1 FROM delivery_child k WHERE k.message_id = {id} AND k.child_id = {child})"
        )),
        Concerned::In(cohorts) => {
            let head = format!(
                "EXISTS (SELECT 1 FROM membership m WHERE m.person_id = {child} AND m.cohort_id IN ("
            );
            Sql::new(head).nest(cohorts.clone()).then("))")
        }
        Concerned::All => Sql::new("(1 = 1)"),
    };
    let sql = Sql::new(
        "UPDATE delivery SET covered_at = :now \
        WHERE message_id = :id AND acknowledged_at IS NULL AND covered_at IS NULL \
        AND person_id IN (SELECT theirs.parent_id FROM family_link mine \
            JOIN family_link theirs ON theirs.child_id = mine.child_id WHERE mine.parent_id = :guardian AND ",
    )
    .nest(is_concerned("mine.child_id"))
    .then(") AND NOT EXISTS (SELECT 1 FROM family_link child WHERE child.parent_id = delivery.person_id AND ")
    .nest(is_concerned("child.child_id"))
    .then(
        " AND NOT EXISTS (SELECT 1 FROM family_link guardian JOIN delivery noted \
                ON noted.person_id = guardian.parent_id AND noted.message_id = :id \
                WHERE guardian.child_id = child.child_id AND noted.acknowledged_at IS NOT NULL)) \
         RETURNING person_id",
    )
    .bind("now", now)
    .bind("id", id)
    .bind("guardian", guardian);
    let rows = db.query_all_raw(sql.on(db)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "person_id")?)).collect()
}

/// Which children a message concerns.
enum Concerned {
    /// Those noted when it was sent.
    Noted,
    /// Nothing was noted: it was sent by an earlier version. The pupils of these cohorts, a `SELECT`.
    In(Sql),
    /// It belongs to no communication, and concerns all children.
    All,
}

async fn concerned(
    db: &impl ConnectionTrait,
    message: MessageId,
    communication: Option<CommunicationId>,
) -> Result<Concerned> {
    let Some(id) = communication else { return Ok(Concerned::All) };
    let text = "SELECT 1 AS there FROM delivery_child WHERE message_id = :message LIMIT 1";
    if db.query_one_raw(sql!(db, text, message)).await?.is_some() {
        return Ok(Concerned::Noted);
    }
    let sites = publication::Entity::of(id).all(db).await?;
    let schools: BTreeSet<EstablishmentId> =
        sites.iter().filter(|site| site.failed_at.is_none()).map(|site| site.establishment_id).collect();
    let targets = targets_of(db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    Ok(Concerned::In(children_sql(&audience_of(&targets, &schools))))
}
