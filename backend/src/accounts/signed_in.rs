use domain::{access::Right, communications::Channel, session::SignedIn};

use crate::{Backend, Error, Result, access::Caller, messages};

/// What every page's header and menu show about the caller.
pub async fn signed_in(backend: &Backend, caller: &Caller) -> Result<SignedIn> {
    Ok(SignedIn {
        name: caller.name.clone(),
        first_name: caller.first_name.clone(),
        school: caller.own_school().map(|school| school.name.clone()).unwrap_or_default(),
        unread: messages::unread(backend, caller).await?,
        may_compose: reaches(&caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)),
        may_follow: reaches(&caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL)),
        may_receive: reaches(&caller.authorize_somewhere(Right::OpenSchoolDashboard, &Channel::ALL)),
        administrator: caller.administrator,
        may_administer_rights: caller.may_administer_rights(),
    })
}

/// A role that waits for a second factor leads to the page that explains this.
fn reaches(outcome: &Result<()>) -> bool {
    matches!(outcome, Ok(()) | Err(Error::SecondFactorMissing))
}
