use domain::{access::Right, communications::Channel, session::SignedIn};

use crate::{Error, Result, access::Caller};

/// What every page's header and menu show about the caller, who has this many unread messages.
pub fn signed_in(caller: &Caller, unread: u64) -> SignedIn {
    let places = caller.places();
    // Two names fit beside one another; of more, the first stands for all.
    let named = if places.len() > 2 { 1 } else { places.len() };
    SignedIn {
        name: caller.name.clone(),
        first_name: caller.first_name.clone(),
        schools: places[..named].to_vec(),
        other_schools: (places.len() - named) as u64,
        zone: caller.own_zone().name().to_owned(),
        unread,
        may_compose: reaches(&caller.authorize_somewhere(Right::CreateCommunication, &Channel::COMPOSED)),
        may_follow: reaches(&caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL)),
        may_receive: reaches(&caller.authorize_somewhere(Right::OpenSchoolDashboard, &Channel::ALL)),
        administrator: caller.administrator,
        may_administer_rights: caller.may_administer_rights(),
    }
}

/// A role that waits for a second factor leads to the page that explains this.
fn reaches(outcome: &Result<()>) -> bool {
    matches!(outcome, Ok(()) | Err(Error::SecondFactorMissing))
}
