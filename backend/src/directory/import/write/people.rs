use domain::{search::search_names, time::Millis};
use sea_orm::{ConnectionTrait, Value};

use super::{
    super::{
        compare::{Pages, PeopleDiff, number},
        progress::Meter,
        read::{People, PersonRow},
    },
    bulk::Bulk,
};
use crate::{Result, database::statement};

const NEW_PEOPLE: Bulk = Bulk {
    head: "INSERT INTO person (external_id, last_name, first_name, email, search_last, search_first) VALUES ",
    row: "?, ?, ?, ?, ?, ?",
    columns: 6,
    tail: "",
};
const CHANGED_PEOPLE: Bulk = Bulk {
    head: "INSERT INTO person (id, external_id, last_name, first_name, email, search_last, search_first) VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?",
    columns: 7,
    tail: " ON CONFLICT (id) DO UPDATE SET last_name = excluded.last_name, \
           first_name = excluded.first_name, email = excluded.email, removed_at = NULL, \
           search_last = excluded.search_last, search_first = excluded.search_first",
};
const IDS: Pages<2> = Pages { table: "person", key: "id", columns: ["id", "external_id"] };
pub(super) const SIGNED_IN: Bulk =
    Bulk { head: "DELETE FROM session WHERE person_id IN (VALUES ", row: "?", columns: 1, tail: ")" };

/// Inserts, changes, restores and removes people; afterwards `diff.ids` has the id of each.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    people: &People,
    diff: &mut PeopleDiff,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<()> {
    let bind = |row: &PersonRow, values: &mut Vec<Value>| {
        let [search_last, search_first] = search_names(row.last_name(), row.first_name());
        values.extend([
            (*row.external_id).into(),
            row.last_name().into(),
            row.first_name().into(),
            row.email().into(),
            search_last.into(),
            search_first.into(),
        ]);
    };
    let ids = &diff.ids;
    CHANGED_PEOPLE
        .run(db, &diff.changed, meter, |position, values| {
            values.push(ids[*position as usize].into());
            bind(&people.rows[*position as usize], values);
        })
        .await?;
    remove(db, &diff.removed, now, meter).await?;
    NEW_PEOPLE
        .run(db, &diff.new, meter, |position, values| bind(&people.rows[*position as usize], values))
        .await?;
    if !diff.new.is_empty() {
        learn_ids(db, people, diff).await?;
    }
    Ok(())
}

/// Whether the data of one of these were deleted since the plan was made: then they return as somebody
/// new.
pub(super) async fn erased_meanwhile(db: &impl ConnectionTrait, returning: &[i64]) -> Result<bool> {
    for chunk in returning.chunks(1_000) {
        let marks = vec!["?"; chunk.len()].join(", ");
        let sql = format!("SELECT 1 AS it FROM person WHERE id IN ({marks}) AND erased_at IS NOT NULL");
        let look = statement(db, &sql, chunk.iter().copied().map(Value::from));
        if db.query_one_raw(look).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rows are kept, because other rows refer to them. Memberships and links are compared
/// separately.
async fn remove(db: &impl ConnectionTrait, ids: &[i64], now: Millis, meter: &mut Meter<'_>) -> Result<()> {
    for chunk in ids.chunks(1_000) {
        let marks = vec!["?"; chunk.len()].join(", ");
        let sql = format!("UPDATE person SET removed_at = ? WHERE id IN ({marks})");
        let values = std::iter::once(now.0).chain(chunk.iter().copied()).map(Value::from);
        db.execute_raw(statement(db, &sql, values)).await?;
    }
    SIGNED_IN.run(db, ids, meter, |id, values| values.push((*id).into())).await
}

/// Reads the ids that the database assigned, because a multi-row insert does not guarantee their
/// order.
async fn learn_ids(db: &impl ConnectionTrait, people: &People, diff: &mut PeopleDiff) -> Result<()> {
    let mut last = diff.last_id;
    while let Some(page) = IDS.next(db, [last]).await? {
        for row in IDS.rows(&page) {
            let [id, external_id] = row?;
            let id = number(id)?;
            last = last.max(id);
            if let Some(position) = people.find(external_id) {
                diff.ids[position as usize] = id;
            }
        }
    }
    Ok(())
}
