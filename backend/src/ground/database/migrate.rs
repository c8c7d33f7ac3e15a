use sea_orm::{DatabaseConnection, DbErr};

use super::transaction::{begin, ensure_locks, lock};

/// Brings the schema up to date, in one transaction. Another connection of the pool may still
/// remember the old tables, and two processes that start together wait for each other.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    use migrations::MigratorTrait as _;
    ensure_locks(db).await?;
    let transaction = begin(db).await?;
    lock(&transaction, "migrations").await?;
    migrations::Migrator::up(&transaction, None).await?;
    transaction.commit().await
}
