//! TOTP (RFC 6238): a code of six digits that an app changes every 30 seconds.

use domain::{PersonId, time::Millis};
use totp_rs::{Builder, Secret, Totp};

use crate::{Required, Result, token::random_bytes};

const ISSUER: &str = "Porte-voix";

/// A new secret, in Base32.
pub(super) fn new_secret() -> Result<String> {
    Ok(Secret::from(random_bytes::<20>()?).to_base32())
}

pub(super) fn totp(secret: &str, login: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).required("the secret of a second factor")?;
    Builder::new()
        .with_secret(secret)
        // A colon would end the issuer's name in the URI.
        .with_account_name(login.replace(':', "-"))
        .with_issuer(Some(ISSUER))
        .build()
        .required("a second factor")
}

/// The half minute whose code this is, if it is shown now, a moment ago or in a moment.
pub(super) fn step_of(secret: &str, login: &str, code: &str, now: Millis) -> Result<Option<i64>> {
    let seconds = u64::try_from(now.0 / 1_000).unwrap_or_default();
    let step = totp(secret, login)?.check(&as_digits(code), seconds);
    Ok(step.map(|step| i64::try_from(step).unwrap_or(i64::MAX)))
}

/// A code as people type it: in groups, or with letters that look like digits.
fn as_digits(typed: &str) -> String {
    let digit = |c: char| match c {
        'O' | 'o' => '0',
        'I' | 'i' | 'l' | '|' => '1',
        'B' => '8',
        other => other,
    };
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '·')).map(digit).collect()
}

/// Who a wrapped secret belongs to.
pub(super) fn owner(person: PersonId) -> String {
    format!("account {person}")
}

#[cfg(test)]
mod tests {
    use super::as_digits;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["012813", " 012 813 ", "012-813", "O12 8l3", "oI2B13", "012\u{a0}813"] {
            assert_eq!(as_digits(typed), "012813", "{typed}");
        }
        assert_eq!(as_digits("12345"), "12345", "what is missing stays missing");
    }
}
