//! The owners of files: one file for each kind, and a line in the list of this file.

mod article;
mod form;
mod message;
mod news;

use domain::{files::OwnerKind, time::Millis};
use sea_orm::ConnectionTrait;

pub use self::form::{Form, IS_LEFT, WAITS, forms_of, give_back, rename};
use super::owner::Owner;
use crate::{Result, access::Caller};

/// Whether the caller may open the files of this owner now.
pub async fn may_open(db: &impl ConnectionTrait, owner: Owner, caller: &Caller, now: Millis) -> Result<bool> {
    match owner.kind {
        OwnerKind::Form => Ok(form::may_open(owner, caller)),
        // There is nothing to open; and pictures have addresses of their own.
        OwnerKind::Withdrawn | OwnerKind::Picture => Ok(false),
        OwnerKind::Message => message::may_open(db, owner, caller).await,
        OwnerKind::Article => article::may_open(db, owner, caller).await,
        OwnerKind::News => news::may_open(db, owner, caller, now).await,
    }
}
