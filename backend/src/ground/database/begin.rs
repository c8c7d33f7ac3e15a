//! The beginning of every transaction.

use std::panic::resume_unwind;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, TransactionOptions, TransactionTrait,
};

/// Begins a transaction. If the caller goes away meanwhile, as a browser does, the transaction is
/// begun and rolled back.
///
/// The driver for `PostgreSQL` does not survive the end of its caller at this point: it returns the
/// connection to the pool with a transaction that nobody knows of. What others write on this
/// connection would then be locked, and lost in the end. So a task of its own begins it.
pub(super) async fn begin_uncut(
    db: &DatabaseConnection,
    options: TransactionOptions,
) -> Result<DatabaseTransaction, DbErr> {
    let db = db.clone();
    #[expect(clippy::disallowed_methods, reason = "the one place that begins transactions")]
    let begun = tokio::spawn(async move { db.begin_with_options(options).await });
    match begun.await {
        Ok(begun) => begun,
        Err(ended) if ended.is_panic() => resume_unwind(ended.into_panic()),
        Err(_) => Err(DbErr::Conn(RuntimeErr::Internal("the program is stopping".to_owned()))),
    }
}
