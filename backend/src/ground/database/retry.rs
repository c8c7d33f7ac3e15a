use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Whether the engine gave up the transaction in favour of others, so that it may succeed on
/// another run: a serialisation conflict or a deadlock on PostgreSQL, a locked database on SQLite.
pub fn asks_to_retry(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    may_pass(error)
}

/// The same, for an error of the driver.
pub(super) fn may_pass(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    let code = error.code().unwrap_or_default();
    match &*code {
        "40001" | "40P01" => true,
        // The low byte of an extended code is the plain one: 5 is BUSY, 6 is LOCKED.
        other => {
            error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
                && other.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6))
        }
    }
}
