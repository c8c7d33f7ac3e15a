use domain::{
    Conflict,
    access::Right,
    communications::Severity,
    fields::{FieldErrors, FieldProblem},
};
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, sqlx};

/// Why a use case did not do what was asked. Everything except `Inconsistent`, `Unexpected` and
/// `Database` is a mistake of the user's, and the page has a sentence for it.
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
    /// The database takes no changes: its disk is full, or it is a copy for reading.
    #[error("nothing can be stored: {0}")]
    Unwritable(String),
    /// The database does not answer: it is not there, or ended the connection.
    #[error("the database does not answer: {0}")]
    Away(String),
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
    /// What otherwise always works has failed: the system's randomness, a task, writing JSON.
    #[error("unexpected: {0}")]
    Unexpected(String),
    #[error("database: {0}")]
    Database(DbErr),
}

/// The only place where an invalid stored value becomes [`Error::Inconsistent`].
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Type(reason) => Self::Inconsistent(reason),
            other if takes_no_changes(&other) => Self::Unwritable(other.to_string()),
            other if is_away(&other) => Self::Away(other.to_string()),
            other => Self::Database(other),
        }
    }
}

/// Whether the engine says that it cannot write.
fn takes_no_changes(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let sqlx::Error::Database(error) = &**error else { return false };
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        // The low byte of an extended code is the plain one: READONLY, IOERR, FULL.
        return code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 8 | 10 | 13));
    }
    // A transaction that may only read, a full disk, a system error.
    matches!(&*code, "25006" | "53100" | "58030")
}

/// Whether the engine could not be reached, or went away in the middle.
fn is_away(reason: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = reason
    else {
        return matches!(reason, DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
    };
    let connecting = matches!(reason, DbErr::Conn(_));
    match &**error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                // CANTOPEN: the file was moved.
                return code.parse::<u32>().is_ok_and(|code| code & 0xff == 14);
            }
            // Stops, starts, has no place for a connection, lost one, or accepts none.
            matches!(&*code, "57P01" | "57P02" | "57P03" | "53300")
                || code.starts_with("08")
                || connecting && code == "55000"
        }
        _ => false,
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

#[cfg(test)]
mod tests {
    use std::io;

    use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, sqlx};

    use super::Error;

    fn query(error: sqlx::Error) -> DbErr {
        DbErr::Query(RuntimeErr::SqlxError(error.into()))
    }

    #[test]
    fn a_database_that_is_away_is_no_fault_of_the_program() {
        let reset = sqlx::Error::Io(io::Error::from(io::ErrorKind::ConnectionReset));
        for reason in [DbErr::ConnectionAcquire(ConnAcquireErr::Timeout), query(reset)] {
            assert!(matches!(Error::from(reason), Error::Away(_)));
        }
        assert!(matches!(Error::from(query(sqlx::Error::RowNotFound)), Error::Database(_)));
        assert!(matches!(Error::from(DbErr::Custom("wrong".to_owned())), Error::Database(_)));
    }
}
