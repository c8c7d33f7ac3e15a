use domain::{PersonId, search::name_key};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{Result, entities::person, transaction};

/// People processed at a time.
const PAGE: u64 = 1_000;

/// Both orders of a name as it is searched: `morin elise`, `elise morin`. Never empty, so that a
/// name without letters does not look like one that has not been filled in yet.
pub fn search_names(last: &str, first: &str) -> [String; 2] {
    [format!("{last} {first}"), format!("{first} {last}")].map(|name| match name_key(&name) {
        key if key.is_empty() => "?".to_owned(),
        key => key,
    })
}

/// Fills in the search names of people who were stored before search names existed.
pub(crate) async fn fill_search_names(db: &DatabaseConnection) -> Result<()> {
    let mut last = PersonId(i64::MIN);
    loop {
        let page = person::Entity::find()
            .filter(person::Column::SearchLast.eq(""))
            .filter(person::Column::Id.gt(last))
            .order_by_asc(person::Column::Id)
            .limit(PAGE)
            .all(db)
            .await?;
        let Some(end) = page.last() else { return Ok(()) };
        last = end.id;
        transaction!(db, |tx| {
            for row in &page {
                let [search_last, search_first] = search_names(&row.last_name, &row.first_name);
                let filled = person::ActiveModel {
                    id: Unchanged(row.id),
                    search_last: Set(search_last),
                    search_first: Set(search_first),
                    ..Default::default()
                };
                filled.update(tx).await?;
            }
            Ok(())
        })?;
    }
}
