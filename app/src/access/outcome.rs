use super::changes::Changes;
use crate::AppError;

/// What became of *Valider*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Saved {
        added: usize,
        removed: usize,
    },
    /// Somebody else saved meanwhile.
    Changed(Changes),
    /// The scope would be left without anybody who administers its rights.
    LastAdministrator,
    /// So many lines are refused, each with its sentence.
    Refused(usize),
    Failed(AppError),
}
