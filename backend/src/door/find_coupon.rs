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
    if let Some(code) = coupon(typed) {
        match link(backend, &code).await {
            Ok(_) => return Ok(code),
            Err(Error::NotFound) => {}
            Err(reason) => return Err(reason),
        }
    }
    let problem = match signs(typed).len() {
        0 => FieldProblem::Required,
        count => FieldProblem::NoCoupon { count, max: CHARACTERS },
    };
    Err(Error::field("code", problem))
}
