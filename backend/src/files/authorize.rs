use domain::{access::Right, channel::Channel};

use crate::{Result, access::Caller};

/// Whether the caller may attach files.
///
/// # Errors
/// [`Forbidden`](crate::Error::Forbidden) unless they may create something somewhere that can have files.
pub fn authorize(caller: &Caller) -> Result<()> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::WITH_FILES)
}
