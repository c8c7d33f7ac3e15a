//! A PostgreSQL database: each table by `COPY`, in one snapshot.

use std::{collections::BTreeMap, fmt, io, path::Path};

use futures::TryStreamExt as _;
use sea_orm::{
    DatabaseConnection,
    sqlx::{self, AssertSqlSafe, PgConnection, Row as _, postgres::PgRow},
};
use sha2::{Digest, Sha256};
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufWriter},
};

use super::{
    folder::{Step, at},
    manifest::{Manifest, Part, Sequence, Table},
};

/// Not copied: the migrations write the first, and locks have no content.
const LEFT_OUT: [&str; 2] = ["seaql_migrations", "lock"];
/// Written or sent at a time.
const PIECE: usize = 256 * 1024;

type Outcome<T> = Result<T, sqlx::Error>;

/// Why the rows could not be copied. sqlx itself would call a full disk a fault of the database.
#[derive(Debug)]
pub(super) enum Failed {
    Database(sqlx::Error),
    /// A sentence that begins with the file.
    Disk(String),
}

impl From<sqlx::Error> for Failed {
    fn from(reason: sqlx::Error) -> Self {
        Self::Database(reason)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(reason) => write!(f, "database_url: {reason}"),
            Self::Disk(sentence) => f.write_str(sentence),
        }
    }
}

fn disk(path: &Path) -> impl Fn(io::Error) -> Failed {
    move |reason| Failed::Disk(at(path, &reason))
}

pub(super) async fn export(
    db: &DatabaseConnection,
    folder: &Path,
    manifest: &mut Manifest,
    step: Step<'_>,
) -> Result<(), Failed> {
    let mut connection = db.get_postgres_connection_pool().acquire().await?;
    // However the copy ends, also when it is broken off: in the middle of a transaction that only reads, whoever
    // took the connection next could write nothing.
    connection.close_on_drop();
    snapshot(&mut connection, folder, manifest, step).await
}

async fn snapshot(
    connection: &mut PgConnection,
    folder: &Path,
    manifest: &mut Manifest,
    step: Step<'_>,
) -> Result<(), Failed> {
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    sqlx::raw_sql(begin).execute(&mut *connection).await?;
    for (name, columns) in tables(connection).await? {
        manifest.database.push(table(connection, folder, name, columns).await?);
        step();
    }
    manifest.sequences = sequences(connection).await?;
    sqlx::raw_sql("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

/// The tables with their columns, a table after those that it refers to.
async fn tables(connection: &mut PgConnection) -> Outcome<Vec<(String, Vec<String>)>> {
    let text = "SELECT table_name::text, column_name::text FROM information_schema.columns \
                JOIN information_schema.tables USING (table_schema, table_name) \
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' \
                ORDER BY table_name, ordinal_position";
    let mut left: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in sqlx::query(text).fetch_all(&mut *connection).await? {
        let (table, column): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        if !LEFT_OUT.contains(&table.as_str()) {
            left.entry(table).or_default().push(column);
        }
    }
    let text = "SELECT child.relname::text, parent.relname::text FROM pg_constraint \
                JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid \
                WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";
    let pairs = sqlx::query(text).fetch_all(&mut *connection).await?;
    let pair = |row: &PgRow| -> Outcome<_> { Ok((row.try_get(0)?, row.try_get(1)?)) };
    let refers: Vec<(String, String)> = pairs.iter().map(pair).collect::<Outcome<_>>()?;
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let waits = |table: &String| {
            refers.iter().any(|(from, to)| from == table && to != table && left.contains_key(to))
        };
        let next = left.keys().find(|table| !waits(table)).or_else(|| left.keys().next()).cloned();
        let Some((name, columns)) = next.and_then(|name| left.remove_entry(&name)) else { break };
        ordered.push((name, columns));
    }
    Ok(ordered)
}

async fn table(
    connection: &mut PgConnection,
    folder: &Path,
    name: String,
    columns: Vec<String>,
) -> Result<Part, Failed> {
    let file_name = format!("{name}.copy");
    let place = folder.join(&file_name);
    // A piece is a row, so they are gathered.
    let mut file = BufWriter::with_capacity(PIECE, File::create(&place).await.map_err(disk(&place))?);
    let (mut digest, mut bytes, mut rows) = (Sha256::new(), 0, 0);
    let copy = format!("COPY {} TO STDOUT", target(&name, &columns));
    let mut content = connection.copy_out_raw(&copy).await?;
    while let Some(piece) = content.try_next().await? {
        digest.update(&piece);
        bytes += piece.len() as u64;
        // A line is a row: the format writes a line break inside a text as `\n`.
        rows += piece.split(|byte| *byte == b'\n').count() as u64 - 1;
        file.write_all(&piece).await.map_err(disk(&place))?;
    }
    file.flush().await.map_err(disk(&place))?;
    file.into_inner().sync_all().await.map_err(disk(&place))?;
    let table = Some(Table { name, columns, rows });
    Ok(Part { name: file_name, bytes, sha256: hex::encode(digest.finalize()), table })
}

fn target(table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    format!("{} ({})", quoted(table), columns.join(", "))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn sequences(connection: &mut PgConnection) -> Outcome<Vec<Sequence>> {
    let text = "SELECT t.relname::text, a.attname::text, coalesce(s.last_value, 0) FROM pg_sequences s \
                JOIN pg_class q ON q.relname = s.sequencename AND q.relnamespace = s.schemaname::regnamespace \
                JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0 \
                JOIN pg_class t ON t.oid = d.refobjid \
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid \
                WHERE s.schemaname = current_schema()";
    let rows = sqlx::query(text).fetch_all(connection).await?;
    let sequence = |row: &PgRow| -> Outcome<Sequence> {
        Ok(Sequence { table: row.try_get(0)?, column: row.try_get(1)?, last: row.try_get(2)? })
    };
    rows.iter().map(sequence).collect()
}

/// Fills the tables, which are there, in one transaction: nothing is there before everything is.
pub(super) async fn import(
    db: &DatabaseConnection,
    folder: &Path,
    manifest: &Manifest,
    step: Step<'_>,
) -> Outcome<()> {
    let mut connection = db.get_postgres_connection_pool().acquire().await?;
    // After an error, the transaction ends with the connection.
    connection.close_on_drop();
    sqlx::raw_sql("BEGIN").execute(&mut *connection).await?;
    let tables: Vec<_> =
        manifest.database.iter().filter_map(|part| Some((part, part.table.as_ref()?))).collect();
    // Rows of the migrations themselves, and the note that a restore runs.
    for (_, table) in tables.iter().rev() {
        if is_filled(&mut connection, &table.name).await? {
            let sql = format!("DELETE FROM {}", quoted(&table.name));
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
    }
    for (part, table) in tables {
        let copy = format!("COPY {} FROM STDIN", target(&table.name, &table.columns));
        let mut file = File::open(folder.join(&part.name)).await?;
        let mut into = connection.copy_in_raw(&copy).await?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            into.send(&piece[..read]).await?;
        }
        let rows = into.finish().await?;
        if rows != table.rows {
            return Err(sqlx::Error::Protocol(format!("{}: {rows} rows of {}", table.name, table.rows)));
        }
        step();
    }
    for Sequence { table, column, last } in &manifest.sequences {
        let text = "SELECT setval(pg_get_serial_sequence($1, $2), greatest($3, 1), $3 > 0)";
        let name = quoted(table);
        sqlx::query(text).bind(name).bind(column).bind(last).execute(&mut *connection).await?;
    }
    sqlx::raw_sql("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

async fn is_filled(connection: &mut PgConnection, table: &str) -> Outcome<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(table));
    sqlx::query(AssertSqlSafe(sql)).fetch_one(connection).await?.try_get(0)
}
