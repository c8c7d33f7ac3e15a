use sea_orm::ConnectionTrait;

use super::number;
use crate::{Result, ground::sql::Sql};

/// Ids of people: there may be a million, and eight bytes are enough for each.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<i64>);

impl Ids {
    /// Those that `sql` finds in its column `id`. They come as one text, because a driver makes an
    /// object of each row.
    pub(super) async fn read(db: &impl ConnectionTrait, sql: Sql) -> Result<Self> {
        let text = Sql::new("SELECT string_agg(CAST(found.id AS text), ' ') AS ids FROM (");
        let row = db.query_one_raw(text.nest(sql).then(") AS found").on(db)).await?;
        let ids: Option<String> = row.map(|row| row.try_get("", "ids")).transpose()?.flatten();
        ids.iter().flat_map(|ids| ids.split(' ')).map(number).collect()
    }

    pub(super) fn contains(&self, id: i64) -> bool {
        self.0.binary_search(&id).is_ok()
    }
}

impl FromIterator<i64> for Ids {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut ids: Vec<i64> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        Self(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn ids_are_a_set() {
        let ids: Ids = [9, 2, 9, -1].into_iter().collect();
        assert!(ids.contains(9) && ids.contains(-1) && !ids.contains(3));
        assert_eq!(ids.0.len(), 3);
    }
}
