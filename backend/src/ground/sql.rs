//! SQL written by hand for both engines, with named values and typed conditions.
//!
//! The rows of the result are read by name too: `#[derive(FromQueryResult)]`.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, Statement, Value,
    sea_query::{Expr, Query, SqliteQueryBuilder},
};

/// One statement with named values: `:id` stands for the value named `id`.
///
/// ```ignore
/// let left = sql!(db, "SELECT COUNT(*) AS people FROM delivery WHERE message_id = :id AND read_at > :since",
///     id, since = now.plus(-HOUR_MS));
/// ```
macro_rules! sql {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($db:expr, $text:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::ground::sql::Sql::new($text)
            $(.bind(stringify!($name), $crate::ground::sql::sql!(@value $name $($value)?)))*
            .on($db)
    };
}
pub(crate) use sql;

/// A statement built step by step: text with `:name` in it, named values, and typed conditions.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    named: Vec<(String, Value)>,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), named: Vec::new() }
    }

    /// Gives a name its value.
    #[must_use]
    pub fn bind(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.named.push((name.to_owned(), value.into()));
        self
    }

    /// The same for several names.
    #[must_use]
    pub fn bind_all(mut self, named: &[(&str, Value)]) -> Self {
        self.named.extend(named.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        self
    }

    /// Appends text.
    #[must_use]
    pub fn then(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Puts text in the place of a name: an expression, or another name.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.text = with_names_replaced(&self.text, |known| (known == name).then(|| text.to_owned()));
        self
    }

    /// Appends the text of a statement whose named values this one has already.
    #[must_use]
    pub fn then_as(self, same: &Self) -> Self {
        self.then(&same.text)
    }

    /// Appends another statement with its values; the names of the two stay apart.
    #[must_use]
    pub fn nest(mut self, inner: Self) -> Self {
        let apart = format!("in_{}_", self.named.len());
        let text = with_names_replaced(&inner.text, |name| {
            inner.named.iter().any(|(known, _)| known == name).then(|| format!(":{apart}{name}"))
        });
        self.text.push_str(&text);
        self.named.extend(inner.named.into_iter().map(|(name, value)| (format!("{apart}{name}"), value)));
        self
    }

    /// Appends these values, separated by commas, as `IN (…)` takes them.
    #[must_use]
    pub fn listed(mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        for (position, value) in values.into_iter().enumerate() {
            let name = format!("listed_{}", self.named.len());
            self.text.push_str(if position == 0 { ":" } else { ",:" });
            self.text.push_str(&name);
            self.named.push((name, value.into()));
        }
        self
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends a typed condition in parentheses. Its columns use the full names of their tables, so
    /// the text must not give those tables an alias.
    #[must_use]
    pub fn condition(mut self, condition: Condition) -> Self {
        const SELECT: &str = "SELECT 1 WHERE ";
        if condition.is_empty() {
            return self.then("(1 = 1)");
        }
        // Both engines write a condition alike, except for the parameter marks.
        let (text, values) =
            Query::select().expr(Expr::cust("1")).cond_where(condition).to_owned().build(SqliteQueryBuilder);
        self.text.push('(');
        let mut values = values.into_iter();
        for c in text.strip_prefix(SELECT).unwrap_or(&text).chars() {
            if c == '?' {
                let name = format!("condition_{}", self.named.len());
                self.text.push(':');
                self.text.push_str(&name);
                self.named.extend(values.next().map(|value| (name, value)));
            } else {
                self.text.push(c);
            }
        }
        self.text.push(')');
        self
    }

    /// The statement for this database. A name without a value stays as it is, and the engine
    /// refuses it.
    pub fn on(self, db: &impl ConnectionTrait) -> Statement {
        let backend = db.get_database_backend();
        let mut values = Vec::new();
        let sql = with_names_replaced(&self.text, |name| {
            let (_, value) = self.named.iter().find(|(known, _)| known == name)?;
            values.push(value.clone());
            Some(if backend == DbBackend::Postgres { format!("${}", values.len()) } else { "?".to_owned() })
        });
        Statement::from_sql_and_values(backend, sql, values)
    }
}

/// The text, with what `with` gives for each `:name`; where it gives nothing, the name stays.
fn with_names_replaced(text: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let after = &rest[colon + 1..];
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        replaced.push_str(&rest[..colon]);
        rest = behind;
        if let Some(text) = with(name) {
            replaced.push_str(&text);
        } else {
            replaced.push(':');
            replaced.push_str(name);
        }
    }
    replaced.push_str(rest);
    replaced
}

/// Numbers for an `IN (…)`, written into the text: a list of any length needs no parameters, of
/// which an engine takes some ten thousand at most. Without any number it finds nothing.
pub(crate) fn numbers(ids: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::new();
    for id in ids {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    if text.is_empty() { "NULL".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ColumnTrait, Condition, DatabaseConnection};

    use super::Sql;
    use crate::entities::communication::Column;

    /// Stands for either engine without a server: a statement only needs to know the engine.
    async fn sqlite() -> DatabaseConnection {
        crate::database::connect("sqlite::memory:", 1).await.expect("a database in memory")
    }

    #[tokio::test]
    async fn names_are_replaced_by_values_everywhere() {
        let db = sqlite().await;
        let (id, text) = (7_i64, "a:b");
        let statement =
            sql!(&db, "SELECT :id, CAST(:text AS text), :idle, ':x' FROM t WHERE n = :id", id, text);
        assert_eq!(statement.sql, "SELECT ?, CAST(? AS text), :idle, ':x' FROM t WHERE n = ?");
        assert_eq!(statement.values.expect("values").0, [id.into(), text.into(), id.into()]);
    }

    #[tokio::test]
    async fn a_condition_adds_its_values() {
        let db = sqlite().await;
        let condition = Condition::any().add(Column::Title.eq("why?")).add(Column::Title.eq("b"));
        let sql = Sql::new("SELECT 1 FROM communication WHERE id = :id AND ").condition(condition);
        let statement = sql.then(" LIMIT 1").bind("id", 7_i64).on(&db);
        assert_eq!(
            statement.sql,
            "SELECT 1 FROM communication WHERE id = ? AND (\
             \"communication\".\"title\" = ? OR \"communication\".\"title\" = ?) LIMIT 1"
        );
        assert_eq!(statement.values.expect("values").0, [7_i64.into(), "why?".into(), "b".into()]);
    }

    #[tokio::test]
    async fn nested_statements_keep_their_own_values() {
        let db = sqlite().await;
        let inner =
            |n: i64| Sql::new("SELECT id FROM t WHERE n = :n AND m IN (").bind("n", n).listed([n + 1, n + 2]);
        let sql = Sql::new("SELECT :n UNION ").bind("n", 0_i64).nest(inner(1).then(")"));
        let statement = sql.then(" UNION ").nest(inner(4).then(")")).on(&db);
        assert_eq!(
            statement.sql,
            "SELECT ? UNION SELECT id FROM t WHERE n = ? AND m IN (?,?) UNION \
             SELECT id FROM t WHERE n = ? AND m IN (?,?)"
        );
        let values: Vec<sea_orm::Value> = (0_i64..7).map(Into::into).collect();
        assert_eq!(statement.values.expect("values").0, values);
    }
}
