use domain::fields::FieldProblem;

use super::{
    coupon::coupon,
    link::link,
    recovery::{CHARACTERS, signs},
};
use crate::{Backend, Error, Result};

/// The code of a coupon that is good, as it stands in the address of its link.
///
/// # Errors
/// [`Error::Fields`]: what to look at in what was typed.
pub async fn find_coupon(backend: &Backend, typed: &str) -> Result<String> {
    let problem = match coupon(typed) {
        Some(code) => match link(backend, &code).await {
            Ok(_) => return Ok(code),
            Err(Error::NotFound) => FieldProblem::UnknownCoupon,
            Err(reason) => return Err(reason),
        },
        None => match signs(typed).len() {
            0 => FieldProblem::Required,
            count => FieldProblem::CouponLength { count, expected: CHARACTERS },
        },
    };
    Err(Error::field("code", problem))
}
