use std::collections::BTreeSet;

use domain::{
    AuthorityId, CommunicationId, EstablishmentId, PersonId,
    access::{Right, Scope, Subject},
    communications::{Channel, Concern, Severity},
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Caller, Place};
use crate::{Error, Result, entities::announcement};

/// What is left of an author's right to send a communication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// The schools in which the author may still send it: at least one. In those of `lowered` the right
    /// is still there, but no longer goes up to the severity.
    Schools { kept: BTreeSet<EstablishmentId>, lowered: BTreeSet<EstablishmentId> },
    /// Nothing, for this reason.
    Nothing(Concern),
}

/// The author of a communication; `None` when they have left the directory.
pub(crate) async fn author(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Caller>> {
    match Caller::load(db, id).await {
        Ok(author) => Ok(Some(author)),
        Err(Error::SignedOut) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The severity of a communication, if its channel has one.
pub(crate) async fn severity_of(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    channel: Channel,
) -> Result<Option<Severity>> {
    if !Channel::WITH_SEVERITY.contains(&channel) {
        return Ok(None);
    }
    Ok(announcement::Entity::find_by_id(id).one(db).await?.map(|row| row.severity))
}

/// In which of its schools the author of a communication may still send it, in the name of the same
/// authority if there is one. `severity` is that of an announcement which is not published yet: a
/// school where the author's grant does not go as far any more is left out.
pub(crate) fn left_to(
    author: Option<&Caller>,
    channel: Channel,
    authority: Option<AuthorityId>,
    schools: &BTreeSet<EstablishmentId>,
    severity: Option<Severity>,
) -> Left {
    let Some(author) = author else { return Left::Nothing(Concern::AuthorGone) };
    let place = Place { establishments: schools, authority };
    let held = author.held_in(Right::CreateCommunication, Subject { channel, own: true }, place);
    // Whether the author's right on a scope goes up to this severity.
    let reaches_it = |scope| severity.is_none_or(|asked| author.severity_on(scope) >= Some(asked));
    let in_its_name = authority.is_none_or(|id| reaches_it(Scope::Authority(id)));
    let kept = held.iter().copied().filter(|id| in_its_name && reaches_it(Scope::Establishment(*id)));
    let kept: BTreeSet<EstablishmentId> = kept.collect();
    if !kept.is_empty() {
        let lowered = &held - &kept;
        Left::Schools { kept, lowered }
    } else if author.lacks_second_factor() {
        Left::Nothing(Concern::RightSuspended)
    } else if held.is_empty() {
        Left::Nothing(Concern::RightGone)
    } else {
        Left::Nothing(Concern::SeverityLowered)
    }
}
