use domain::{
    Conflict,
    access::Right,
    communications::Severity,
    fields::{FieldErrors, FieldProblem},
};
use sea_orm::DbErr;

/// Why a use case did not do what was asked. Everything except `Inconsistent` and `Database` is a
/// mistake of the user's, and the page has a sentence for it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not signed in")]
    SignedOut,
    #[error("the right {0:?} is missing")]
    Forbidden(Right),
    /// The caller may create announcements on the place, but not of such a severity.
    #[error("no announcement above {0:?}")]
    SeverityForbidden(Severity),
    #[error("only the portal's administrator may do this")]
    AdministratorOnly,
    /// The scope is one of the caller's, but other people administer its rights.
    #[error("only who administers the rights of this scope may do this")]
    RightsAdministratorOnly,
    /// The person holds the right, but it is suspended until they have a second factor.
    #[error("a second factor is demanded")]
    SecondFactorMissing,
    /// There are more requests at the moment than can be answered in time.
    #[error("busy")]
    Busy,
    /// The upload stopped before its end.
    #[error("interrupted")]
    Interrupted,
    /// No virus scanner can check the file at the moment.
    #[error("no virus scanner")]
    ScannerUnavailable,
    /// Files can be neither stored nor read at the moment; the log says why.
    #[error("no store of files")]
    StoreUnavailable,
    /// Does not exist, or the caller may not know of it: the two look alike from outside.
    #[error("not found")]
    NotFound,
    #[error("refused fields: {0:?}")]
    Fields(FieldErrors),
    #[error("too many attempts, wait {wait_seconds} s")]
    TooManyAttempts { wait_seconds: u64 },
    #[error("wrong login or password")]
    WrongCredentials,
    /// The present state does not allow it (cancelling something that has ended, for instance).
    #[error("too late: {0:?}")]
    Conflict(Conflict),
    #[error("inconsistent stored data: {0}")]
    Inconsistent(String),
    #[error("database: {0}")]
    Database(DbErr),
}

/// The only place where an invalid stored value becomes [`Error::Inconsistent`].
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Type(reason) => Self::Inconsistent(reason),
            other => Self::Database(other),
        }
    }
}

impl Error {
    /// One refused field of a form.
    pub fn field(name: &str, problem: FieldProblem) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(name, problem);
        Self::Fields(errors)
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
