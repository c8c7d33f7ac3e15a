use domain::{communications::has_forbidden_control, fields::FieldProblem};

use crate::{Error, Result};

const MAX_LOGIN_CHARACTERS: usize = 100;

/// A login in the form in which it is stored.
pub(crate) fn check_login(login: &str) -> Result<String> {
    let seen: String = login.chars().filter(|c| !shows_nothing(*c)).collect();
    let login = seen.trim().to_lowercase();
    let count = login.chars().count();
    let problem = match count {
        0 => FieldProblem::Required,
        _ if count > MAX_LOGIN_CHARACTERS => FieldProblem::TooLong { count, max: MAX_LOGIN_CHARACTERS },
        _ if has_forbidden_control(&login) || login.contains('\n') => FieldProblem::ControlCharacter,
        _ => return Ok(login),
    };
    Err(Error::field("identifiant", problem))
}

/// Signs without a width, which are copied with a login from a letter or a table: nobody could type them.
const fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}
