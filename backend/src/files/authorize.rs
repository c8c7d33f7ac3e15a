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
    to_write(db, caller, &Channel::WITH_FILES).await
}

/// Whether the caller may add pictures.
///
/// # Errors
/// As [`authorize`].
pub async fn authorize_pictures(db: &impl ConnectionTrait, caller: &Caller) -> Result<()> {
    to_write(db, caller, &Channel::WITH_PICTURES).await
}

async fn to_write(db: &impl ConnectionTrait, caller: &Caller, channels: &[Channel]) -> Result<()> {
    let by_role = caller.authorize_somewhere(Right::CreateCommunication, channels);
    if by_role.is_err() && readable_spaces(db, caller).await?.iter().any(|space| space.may_write(caller)) {
        return Ok(());
    }
    by_role
}
