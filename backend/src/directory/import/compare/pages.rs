use sea_orm::ConnectionTrait;

use crate::{Error, Required, Result, ground::sql::Sql};

/// Stands for the id of a row that is not stored yet.
pub(in super::super) const NEW: i64 = 0;

/// Rows of one page.
const PAGE: u64 = 20_000;
/// Separators between the columns of a row, and between rows: control characters, which no value
/// contains.
const COLUMN_END: char = '\u{1f}';
const ROW_END: char = '\u{1e}';

/// A table as this module reads it: ordered by `key`, with `columns` as SQL expressions.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Pages<const N: usize> {
    pub(in super::super) table: &'static str,
    pub(in super::super) key: &'static str,
    pub(in super::super) columns: [&'static str; N],
}

impl<const N: usize> Pages<N> {
    /// The next page of rows whose key is above `after`, as one text for [`Self::rows`]; `None`
    /// at the end.
    ///
    /// One text, because SQLite's driver hands every row from thread to thread: for tables of
    /// millions that costs more than all the rest.
    pub(in super::super) async fn next<const K: usize>(
        self,
        db: &impl ConnectionTrait,
        after: [i64; K],
    ) -> Result<Option<String>> {
        let Self { table, key, columns } = self;
        let row = columns.join(&format!(" || '{COLUMN_END}' || "));
        let sql = Sql::new(format!(
            "SELECT string_agg({row}, '{ROW_END}') AS rows_found FROM \
             (SELECT * FROM {table} WHERE ({key}) > ("
        ));
        let sql = sql.listed(after).then(&format!(") ORDER BY {key} LIMIT {PAGE}) AS page"));
        let found = db.query_one_raw(sql.on(db)).await?;
        Ok(found.map(|row| row.try_get("", "rows_found")).transpose()?.flatten())
    }

    /// The rows of a page, in no guaranteed order.
    pub(in super::super) fn rows(self, page: &str) -> impl Iterator<Item = Result<[&str; N]>> {
        page.split(ROW_END).map(move |row| {
            let mut columns = row.split(COLUMN_END);
            let values = [(); N].map(|()| columns.next());
            if columns.next().is_some() || values.contains(&None) {
                return Err(Error::Inconsistent(format!("a row of {} has a control character", self.table)));
            }
            Ok(values.map(Option::unwrap_or_default))
        })
    }
}

pub(in super::super) fn number(text: &str) -> Result<i64> {
    text.parse::<i64>().required(format_args!("id {text:?}"))
}
