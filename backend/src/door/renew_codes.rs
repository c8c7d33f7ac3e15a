use domain::audit::Action;

use super::{prove::Proved, recovery::replace};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    transaction,
};

/// Makes ten new codes for the caller, who sees them this once; the old ones are worth nothing from
/// then on.
///
/// # Errors
/// [`Error::NotFound`] when the caller has no second factor.
pub async fn renew_recovery_codes(
    backend: &Backend,
    caller: &Caller,
    proved: &Proved,
) -> Result<Vec<String>> {
    let codes = transaction!(&backend.db, |tx| {
        let account = proved.still(tx, caller).await?;
        if account.totp_secret.is_none() {
            return Err(Error::NotFound);
        }
        let codes = replace(tx, caller.person).await?;
        let entry = Entry::by(caller, Action::RecoveryCodesMade, caller.name.as_str());
        audit::append(tx, backend.clock.now(), entry).await?;
        Ok(codes)
    })?;
    backend.refresh().await?;
    Ok(codes)
}
