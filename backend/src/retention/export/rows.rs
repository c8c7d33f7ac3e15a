use domain::time::Millis;
use sea_orm::QueryResult;
use serde_json::{Map, Value};

use crate::Result;

/// The end of the name of a column with an instant.
const INSTANT: &str = "_le";

/// A row as JSON, with its number, which is its first column. Columns hold texts, large integers, or
/// instants as large integers.
pub(super) fn row(row: &QueryResult) -> Result<(i64, Value)> {
    let mut object = Map::new();
    for (place, name) in row.column_names().into_iter().enumerate() {
        let value = match row.try_get_by_index::<Option<String>>(place) {
            Ok(text) => text.map_or(Value::Null, Value::String),
            Err(_) => number(&name, row.try_get_by_index::<Option<i64>>(place)?),
        };
        object.insert(name, value);
    }
    Ok((row.try_get_by_index(0)?, Value::Object(object)))
}

fn number(name: &str, value: Option<i64>) -> Value {
    match value {
        None => Value::Null,
        Some(at) if name.ends_with(INSTANT) => {
            Millis(at).to_utc().map_or(Value::Null, |at| Value::String(at.to_rfc3339()))
        }
        Some(number) => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn instants_are_told_by_their_names() {
        assert_eq!(number("numero", Some(7)), 7);
        assert_eq!(number("lu_le", Some(0)), "1970-01-01T00:00:00+00:00");
        assert!(number("lu_le", None).is_null());
    }
}
