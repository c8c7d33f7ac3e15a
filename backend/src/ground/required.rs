//! For what can only be missing, or fail, when the program or its database is wrong.

use std::fmt::Display;

use super::{Error, Result};

/// Turns what is not there into an error that names it for the operator.
pub trait Required<T> {
    /// # Errors
    /// [`Error::Inconsistent`] for a row that other rows need and that is missing;
    /// [`Error::Unexpected`] for the failure of something that otherwise always works.
    fn required(self, what: impl Display) -> Result<T>;
}

impl<T> Required<T> for Option<T> {
    fn required(self, what: impl Display) -> Result<T> {
        self.ok_or_else(|| Error::Inconsistent(format!("{what} is missing")))
    }
}

impl<T, E: Display> Required<T> for Result<T, E> {
    fn required(self, what: impl Display) -> Result<T> {
        self.map_err(|reason| Error::Unexpected(format!("{what}: {reason}")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Required};

    #[test]
    fn the_error_names_what_is_missing_and_why() {
        let row: Option<i64> = None;
        let missing = row.required(format_args!("message {}", 7)).expect_err("no row");
        assert!(matches!(&missing, Error::Inconsistent(what) if what == "message 7 is missing"), "{missing}");
        let failed = "x".parse::<i64>().required("a number").expect_err("no number");
        assert!(matches!(&failed, Error::Unexpected(what) if what.starts_with("a number: ")), "{failed}");
    }
}
