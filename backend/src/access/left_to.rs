use std::collections::BTreeSet;

use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Right, Subject},
    communications::{Channel, Concern},
};
use sea_orm::ConnectionTrait;

use super::Caller;
use crate::{Error, Result};

/// What is left of an author's right to send a communication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// The schools in which the author still has the right: at least one.
    Schools(BTreeSet<EstablishmentId>),
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

/// In which of its schools the author of a communication may still send it, in the name of the same
/// authority if there is one.
pub(crate) fn left_to(
    author: Option<&Caller>,
    channel: Channel,
    authority: Option<AuthorityId>,
    schools: &BTreeSet<EstablishmentId>,
) -> Left {
    let Some(author) = author else { return Left::Nothing(Concern::AuthorGone) };
    let reach = author.reach_for(Right::CreateCommunication, Subject { channel, own: true });
    let kept: BTreeSet<EstablishmentId> = if authority.is_none_or(|id| reach.authorities.contains(&id)) {
        schools.intersection(&reach.establishments).copied().collect()
    } else {
        BTreeSet::new()
    };
    if !kept.is_empty() {
        Left::Schools(kept)
    } else if author.lacks_second_factor() {
        Left::Nothing(Concern::RightSuspended)
    } else {
        Left::Nothing(Concern::RightGone)
    }
}
