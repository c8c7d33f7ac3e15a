use std::collections::BTreeMap;

use domain::{audit::Action, legal::LegalPage};
use words::Language;

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    settings, transaction,
};

/// Replaces the texts of a page in one language. `page` and `language` are codes; `typed` has the form,
/// field by field.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for another page or language; [`Error::Fields`].
pub async fn keep_texts(
    backend: &Backend,
    caller: &Caller,
    (page, language): (&str, &str),
    typed: &BTreeMap<String, String>,
) -> Result<()> {
    caller.authorize_administrator()?;
    let page = LegalPage::from_code(page).ok_or(Error::NotFound)?;
    let language = Language::from_code(language).ok_or(Error::NotFound)?;
    let of = |field: &str| typed.get(field).cloned().unwrap_or_default();
    transaction!(&backend.db, |tx| {
        lock(tx, "legal texts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let stored = settings::legal(tx).await?;
        let texts = stored.with(page, language.code(), of).map_err(Error::Fields)?;
        settings::set_legal(tx, &texts).await?;
        let entry = Entry::by(caller, Action::LegalChanged, language.name()).with("path", page.address());
        audit::append(tx, backend.clock.now(), entry).await
    })
}
