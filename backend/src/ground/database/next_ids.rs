use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::engine::statement;

#[derive(FromQueryResult)]
struct Numbered {
    id: i64,
}

/// The ids of `many` rows that will be inserted into `table` later. `PostgreSQL` gives no number twice.
/// On `SQLite` nobody else may add rows to the table meanwhile.
pub async fn next_ids(db: &impl ConnectionTrait, table: &str, many: i64) -> Result<Vec<i64>, DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let text = format!(
            "SELECT nextval(pg_get_serial_sequence('{table}', 'id')) AS id FROM generate_series(1, {many})"
        );
        let rows = Numbered::find_by_statement(statement(db, &text, [])).all(db).await?;
        return Ok(rows.into_iter().map(|row| row.id).collect());
    }
    let text = format!(
        "SELECT MAX(COALESCE((SELECT MAX(id) FROM {table}), 0), \
         COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)) AS id"
    );
    let last = Numbered::find_by_statement(statement(db, &text, [])).one(db).await?;
    let last = last.map_or(0, |row| row.id);
    Ok((last + 1..=last + many).collect())
}
