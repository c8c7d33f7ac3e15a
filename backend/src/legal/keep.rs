use std::collections::BTreeMap;

use domain::{
    audit::Action,
    legal::{Audit, LegalPage, LegalText, LegalTexts},
};
use words::Language;

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    settings,
    stored::{refuse_stale, version},
    transaction,
};

const FORM: &str = "legal texts";

/// What the form of a page in a language shows.
fn form_of(texts: &LegalTexts, page: LegalPage, language: Language) -> (Vec<&str>, Option<Audit>) {
    let written = LegalText::of(page).map(|text| texts.written(language.code(), text)).collect();
    (written, texts.audit().filter(|_| page == LegalPage::Accessibility))
}

/// The version of what the form of a page in a language shows.
pub(super) fn version_of(texts: &LegalTexts, page: LegalPage, language: Language) -> Result<String> {
    version(FORM, &form_of(texts, page, language))
}

/// Replaces the texts of a page in one language. `page` and `language` are codes; `typed` has the form,
/// field by field, and the version that it showed.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] for another page or language; [`Error::Fields`];
/// [`Error::Conflict`] when somebody else wrote them meanwhile.
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
        let texts = stored.with(page, language.code(), of).map_err(Error::Fields);
        // The button was pressed twice.
        if texts.as_ref().is_ok_and(|texts| *texts == stored) {
            return Ok(());
        }
        refuse_stale(FORM, typed.get("version").map(String::as_str), &form_of(&stored, page, language))?;
        let texts = texts?;
        settings::set_legal(tx, &texts).await?;
        let entry = Entry::by(caller, Action::LegalChanged, language.name()).with("path", page.address());
        audit::append(tx, backend.clock.now(), entry).await
    })
}
