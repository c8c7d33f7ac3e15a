use domain::{
    Conflict,
    access::Right,
    fields::{FieldErrors, FieldProblem},
};
use sea_orm::DbErr;

/// Why a use case did not do what it was asked. Everything but `Inconsistent` and `Database`
/// is somebody's mistake, with a sentence for it on the page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not signed in")]
    SignedOut,
    #[error("the right {0:?} is missing")]
    Forbidden(Right),
    #[error("only the portal's administrator may do this")]
    AdministratorOnly,
    /// The scope is the caller's, but its rights are administered by others.
    #[error("only who administers the rights of this scope may do this")]
    RightsAdministratorOnly,
    /// The right is held, but asleep until the person has a second factor.
    #[error("a second factor is demanded")]
    SecondFactorMissing,
    /// More is asked for at the moment than can be answered in time.
    #[error("busy")]
    Busy,
    /// What was sent ended before its end.
    #[error("interrupted")]
    Interrupted,
    /// Nobody can tell at the moment whether a file is infected.
    #[error("no virus scanner")]
    ScannerUnavailable,
    /// Files can be neither kept nor read at the moment; the log says why.
    #[error("no store of files")]
    StoreUnavailable,
    /// Does not exist, or is none of the caller's business: the two look alike from outside.
    #[error("not found")]
    NotFound,
    #[error("refused fields: {0:?}")]
    Fields(FieldErrors),
    #[error("too many attempts, wait {wait_seconds} s")]
    TooManyAttempts { wait_seconds: u64 },
    #[error("wrong login or password")]
    WrongCredentials,
    /// The state of the thing does not allow it (cancelling what has ended, for instance).
    #[error("too late: {0:?}")]
    Conflict(Conflict),
    #[error("inconsistent stored data: {0}")]
    Inconsistent(String),
    #[error("database: {0}")]
    Database(DbErr),
}

/// The one place at which a stored value that means nothing becomes [`Error::Inconsistent`].
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
