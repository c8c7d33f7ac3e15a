//! The code of a coupon: a one-time link that somebody can type.

use totp_rs::Secret;

use super::recovery::{grouped, normalised};
use crate::{
    Result,
    token::{random_bytes, token_hash},
};

/// 80 random bits in Base32: nobody finds one by trying, even with a copy of the database.
const BYTES: usize = 10;

/// A new code, as it stands in the address of its link.
pub(crate) fn new_coupon() -> Result<String> {
    Ok(Secret::from(random_bytes::<BYTES>()?).to_base32())
}

/// `ABCD-EFGH-IJKL-MNOP`
pub(crate) fn as_read(code: &str) -> String {
    grouped(code)
}

/// The code that somebody typed, as it stands in the address of its link; `None` if this can be no
/// code.
pub fn coupon(typed: &str) -> Option<String> {
    normalised(typed)
}

/// The stored form of a link's token: of a code, however it was typed, or of a longer token.
pub(super) fn stored_token(token: &str) -> String {
    coupon(token).map_or_else(|| token_hash(token), |code| token_hash(&code))
}

#[cfg(test)]
mod tests {
    use super::{as_read, coupon, new_coupon, stored_token};

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = new_coupon().expect("a code");
        assert_eq!(code.len(), 16, "{code}");
        for typed in [code.clone(), as_read(&code), code.to_lowercase(), as_read(&code).replace('-', " ")] {
            assert_eq!(coupon(&typed).as_deref(), Some(code.as_str()), "{typed}");
            assert_eq!(stored_token(&typed), stored_token(&code), "{typed}");
        }
        assert_eq!(coupon("0123-4567-ABCD-EFG8").as_deref(), Some("OI234567ABCDEFGB"));
        for other in ["", "ABCD", &"f".repeat(64)] {
            assert_eq!(coupon(other), None, "{other}");
        }
    }
}
