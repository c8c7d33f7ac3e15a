use super::changes::Changes;
use crate::AppError;

/// The result of *Valider*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Saved {
        added: usize,
        removed: usize,
        /// How many lines got another severity.
        changed: usize,
    },
    /// Somebody else saved meanwhile.
    Changed(Changes),
    /// Nobody would be left to administer the rights of the scope.
    LastAdministrator,
    /// The number of refused lines; each shows its own message.
    Refused(usize),
    Failed(AppError),
}
