use domain::{access::Right, communications::Channel, session::SignedIn};
use sea_orm::EntityTrait;

use crate::{Backend, Error, Result, access::Caller, entities::person, messages};

/// What every page's header and menu show about the caller.
pub async fn signed_in(backend: &Backend, caller: &Caller) -> Result<SignedIn> {
    let person = person::Entity::find_by_id(caller.person).one(&backend.db).await?.ok_or(Error::SignedOut)?;
    let school = caller.school(&backend.db).await?;
    Ok(SignedIn {
        name: caller.name.clone(),
        first_name: person.first_name,
        school: school.map(|(name, _)| name).unwrap_or_default(),
        unread: messages::unread(backend, caller).await?,
        may_compose: reaches(&caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)),
        may_follow: reaches(&caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL)),
        administrator: caller.administrator,
        may_administer_rights: caller.may_administer_rights(),
    })
}

/// A role that waits for a second factor leads to the page that explains this.
fn reaches(outcome: &Result<()>) -> bool {
    matches!(outcome, Ok(()) | Err(Error::SecondFactorMissing))
}
