use domain::legal::{LegalPage, LegalView};
use words::Language;

use super::keep::version_of;
use crate::{Backend, Result, access::Caller, settings};

/// What the pages show, to anybody.
pub async fn legal_view(backend: &Backend) -> Result<LegalView> {
    let texts = settings::legal(&backend.db).await?;
    let today = backend.clock.now().to_utc().map(|now| now.date_naive()).unwrap_or_default();
    let conformity = texts.conformity(today);
    Ok(LegalView { texts, conformity })
}

/// What the form of a page in a language shows, with its version.
///
/// # Errors
/// [`Error::AdministratorOnly`](crate::Error::AdministratorOnly).
pub async fn legal_form(
    backend: &Backend,
    caller: &Caller,
    page: LegalPage,
    language: Language,
) -> Result<(LegalView, String)> {
    caller.authorize_administrator()?;
    let view = legal_view(backend).await?;
    let version = version_of(&view.texts, page, language)?;
    Ok((view, version))
}
