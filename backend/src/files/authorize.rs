use domain::{access::Right, channel::Channel};
use sea_orm::ConnectionTrait;

use crate::{
    Result,
    access::{Caller, readable_spaces},
};

/// Whether the caller may attach files.
///
/// # Errors
/// [`Forbidden`](crate::Error::Forbidden) unless they may create something somewhere that can have
/// files: a communication, or an article.
pub async fn authorize(db: &impl ConnectionTrait, caller: &Caller) -> Result<()> {
    let by_role = caller.authorize_somewhere(Right::CreateCommunication, &Channel::WITH_FILES);
    if by_role.is_err() && readable_spaces(db, caller).await?.iter().any(|space| space.may_write(caller)) {
        return Ok(());
    }
    by_role
}

/// Whether the caller may add pictures.
///
/// # Errors
/// As [`authorize`].
pub fn authorize_pictures(caller: &Caller) -> Result<()> {
    caller.authorize_somewhere(Right::CreateCommunication, &Channel::WITH_PICTURES)
}
