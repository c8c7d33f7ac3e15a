use domain::fields::FieldProblem;

use crate::{Backend, Error, Result};

/// Refuses too many attached files.
pub fn check(backend: &Backend, attachments: &[String]) -> Result<()> {
    let max = backend.limits.files;
    if attachments.len() > max {
        return Err(Error::field("fichiers", FieldProblem::TooManyFiles { max }));
    }
    Ok(())
}
