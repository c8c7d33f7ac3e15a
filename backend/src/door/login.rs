use domain::{communications::has_forbidden_control, fields::FieldProblem};

use crate::{Error, Result};

const MAX_LOGIN_CHARACTERS: usize = 100;

/// A login in the form in which it is stored.
pub(crate) fn check_login(login: &str) -> Result<String> {
    let login = login.trim().to_lowercase();
    let count = login.chars().count();
    let problem = match count {
        0 => FieldProblem::Required,
        _ if count > MAX_LOGIN_CHARACTERS => FieldProblem::TooLong { count, max: MAX_LOGIN_CHARACTERS },
        _ if has_forbidden_control(&login) || login.contains('\n') => FieldProblem::ControlCharacter,
        _ => return Ok(login),
    };
    Err(Error::field("identifiant", problem))
}
