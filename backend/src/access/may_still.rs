use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    access::{Right, Subject},
};

use super::{Caller, Place};
use crate::{Backend, Error, Result, entities::communication};

/// Checks the author's right again at the moment of deployment.
///
/// # Errors
/// [`Error::Forbidden`] when the right is gone, [`Error::SecondFactorMissing`] when it is
/// suspended.
pub(crate) async fn may_still(
    backend: &Backend,
    row: &communication::Model,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<()> {
    let author = match Caller::load(&backend.db, row.author_id).await {
        Err(Error::SignedOut) => return Err(Error::Forbidden(Right::CreateCommunication)),
        other => other?,
    };
    let place = Place { establishments: schools, authority: row.source_authority_id };
    author.authorize(Right::CreateCommunication, Subject { channel: row.channel, own: true }, place)
}
