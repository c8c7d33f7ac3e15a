use domain::legal::LegalView;

use crate::{Backend, Result, access::Caller, settings};

/// What the pages show, to anybody.
pub async fn legal_view(backend: &Backend) -> Result<LegalView> {
    let texts = settings::legal(&backend.db).await?;
    let today = backend.clock.now().to_utc().map(|now| now.date_naive()).unwrap_or_default();
    let conformity = texts.conformity(today);
    Ok(LegalView { texts, conformity })
}

/// What the form shows.
///
/// # Errors
/// [`Error::AdministratorOnly`](crate::Error::AdministratorOnly).
pub async fn legal_form(backend: &Backend, caller: &Caller) -> Result<LegalView> {
    caller.authorize_administrator()?;
    legal_view(backend).await
}
