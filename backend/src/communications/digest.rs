//! Digests by which two forms are compared: SHA-256 of the parsed content in one fixed notation.

use chrono::NaiveDate;
use domain::{
    communications::{CommunicationInput, Confirmation},
    fields::FieldErrors,
};
use serde::Serialize;

use crate::{Error, Result, rich_text, stored, token::digest};

/// The parts of a form that a person confirms.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digests {
    pub criteria: String,
    /// The content and the attached files.
    pub content: String,
    /// What a draft holds: the perimeter, the criteria and the content without files.
    pub written: String,
}

/// The digests of a form. The HTML counts as it would be stored, so that a draft and the page that
/// it was saved from are the same.
///
/// # Errors
/// [`Error::Fields`] as [`CommunicationInput::parse`].
pub(super) fn digests(input: &CommunicationInput, today: NaiveDate) -> Result<Digests> {
    let refused = |errors: FieldErrors| Error::Fields(errors);
    let mut kept = input.clone();
    kept.keep(|html| rich_text::clean(html).as_str().to_owned());
    let (new, kept) = (input.parse(today).map_err(refused)?, kept.parse(today).map_err(refused)?);
    let mut files = new.content.files().to_vec();
    files.sort();
    files.dedup();
    if let Some(picture) = new.content.picture() {
        files.push(format!("{} {}", picture.token, picture.alternative.as_deref().unwrap_or_default()));
    }
    Ok(Digests {
        criteria: of(&kept.targets)?,
        content: of(&(&kept.content, files))?,
        written: of(&(&input.perimeter, &kept.targets, &kept.content))?,
    })
}

/// What is stored with a communication, to recognise the same confirmation when it comes again.
pub(super) fn mark(confirmation: &Confirmation) -> Result<String> {
    let Confirmation { perimeter, schools, criteria, content, .. } = confirmation;
    of(&(perimeter, schools, criteria, content))
}

fn of(value: &impl Serialize) -> Result<String> {
    Ok(digest(&stored::to_json_bytes("a form", value)?))
}
