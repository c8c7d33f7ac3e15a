//! Single sign-on: the way to a provider and back, and the provider's own messages.

mod arrived;
mod away;
mod backchannel;
mod cas;
mod leave;
mod oidc;
mod refused;
mod start_trial;
mod trial;

pub use self::{
    backchannel::back_channel,
    cas::{cas, cas_signs_out},
    leave::left,
    oidc::{back, start},
    start_trial::start_trial,
};
