use domain::{
    Conflict,
    access::{Perimeter, Right, Scope, Subject},
    communications::{Channel, CommunicationInput},
    targets::Target,
};
use sea_orm::ConnectionTrait;

use crate::{
    Error, Result,
    access::{Caller, refusal},
};

/// The channel that a form names. If it cannot be composed, the first one that the caller may use,
/// so that the form is refused because of its channel and not because of a right.
pub(super) fn channel_of(caller: &Caller, input: &CommunicationInput) -> Channel {
    let may = |channel: &Channel| caller.authorize_somewhere(Right::CreateCommunication, &[*channel]).is_ok();
    Channel::from_code(&input.channel)
        .filter(|channel| Channel::COMPOSED.contains(channel))
        .or_else(|| Channel::COMPOSED.into_iter().find(may))
        .unwrap_or(Channel::COMPOSED[0])
}

/// The perimeter that a form names.
pub(super) fn choose<'a>(perimeters: &'a [Perimeter], key: &str) -> Option<&'a Perimeter> {
    perimeters.iter().find(|perimeter| perimeter.key == key)
}

/// The error for a perimeter that the caller's form does not offer: it may have been offered before,
/// when the caller held other rights.
pub(super) async fn not_offered(
    db: &impl ConnectionTrait,
    caller: &Caller,
    subject: Subject,
    key: &str,
) -> Result<Error> {
    let reach = caller.reach_for(Right::CreateCommunication, subject);
    let held = match key.parse() {
        Ok(Scope::Establishment(id)) => reach.establishments.contains(&id),
        Ok(Scope::Authority(id)) => reach.authorities.contains(&id),
        Err(_) => false,
    };
    if held {
        return Ok(Error::Conflict(Conflict::PerimeterChanged));
    }
    refusal(db, caller, Right::CreateCommunication, key).await
}

/// The error for targets that name schools outside a perimeter: for the caller's own schools it
/// names the right; for others it looks as if they did not exist.
pub(super) fn outside(caller: &Caller, perimeter: &Perimeter, targets: &[Target]) -> Error {
    let named = targets.iter().flat_map(|target| target.establishments.values());
    let mut strange = named.filter(|id| perimeter.school(**id).is_none());
    if strange.all(|id| caller.is_inside(Scope::Establishment(*id))) {
        Error::Forbidden(Right::CreateCommunication)
    } else {
        Error::NotFound
    }
}
