use domain::{search::search_names, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Value};

use super::{
    super::{
        compare::{EMAIL, NAMES, Pages, PeopleDiff, RETURNS, number},
        progress::Meter,
        read::{People, PersonRow},
    },
    bulk::Bulk,
    side::Work,
};
use crate::{
    Result,
    ground::sql::{numbers, sql},
};

/// Until the switch they are marked as removed, so nobody sees them.
const NEW_PEOPLE: Bulk = Bulk {
    head: "INSERT INTO person_row (external_id, last_name, first_name, email, search_last, search_first, added_at, \
           removed_at) VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?, ?",
    columns: 8,
    tail: "",
};
/// On `SQLite` the view `person` leaves them out until the switch.
const COMING_PEOPLE: Bulk = Bulk {
    head: "INSERT INTO person_row (external_id, last_name, first_name, email, search_last, search_first, added_at, \
           changes_in) VALUES ",
    ..NEW_PEOPLE
};
/// With the number of the hidden state: somebody who is there only in that one.
const COMES: i64 = 10;
const COMING: &str = "SELECT COUNT(*) AS people FROM person_row INDEXED BY person_coming \
                      WHERE changes_in > 2 AND erased_at IS NULL";
/// Those who change or return.
const STAGED: Bulk = Bulk {
    head: "INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first) VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?",
    columns: 7,
    tail: "",
};
/// Those who leave, and when: 8, besides [`NAMES`], [`EMAIL`] and [`RETURNS`].
const LEAVING: Bulk = Bulk {
    head: "WITH gone (id, at) AS (VALUES ",
    row: "?, ?",
    columns: 2,
    tail: ") INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first, removed_at) \
           SELECT p.id, 8, p.last_name, p.first_name, p.email, p.search_last, p.search_first, gone.at \
           FROM gone JOIN person_row p ON p.id = gone.id",
};
/// The rows are kept, because other rows refer to them. Memberships and links are compared
/// separately.
const REMOVE: &str =
    "UPDATE person SET removed_at = :at WHERE id IN (SELECT id FROM import_person WHERE (what & 8) <> 0)";
const SIGN_OUT: &str =
    "DELETE FROM session WHERE person_id IN (SELECT id FROM import_person WHERE (what & 8) <> 0)";
/// The new ones are above everybody who was there when the plan was made.
const WELCOME: &str =
    "UPDATE person SET removed_at = NULL WHERE id > :last AND removed_at = :at AND erased_at IS NULL";
const IDS: Pages<2> = Pages { table: "person", key: "id", columns: ["id", "external_id"] };

/// Writes who comes, changes and leaves where nobody sees it yet; afterwards `diff.ids` has the id of
/// each.
pub(super) async fn prepare(
    db: &DatabaseConnection,
    work: Work,
    people: &People,
    diff: &mut PeopleDiff,
    now: Millis,
    meter: &mut Meter<'_>,
) -> Result<()> {
    let ids = &diff.ids;
    STAGED
        .run_in_steps(db, work, &diff.changed, meter, |changed, values| {
            values.extend([ids[changed.position as usize].into(), i64::from(changed.what).into()]);
            values.extend(texts(people.row(changed.position)));
        })
        .await?;
    LEAVING
        .run_in_steps(db, work, &diff.removed, meter, |id, values| {
            values.extend([(*id).into(), now.0.into()]);
        })
        .await?;
    let (insert, waits) = match db.get_database_backend() {
        DbBackend::Sqlite => (&COMING_PEOPLE, COMES + work.hidden()),
        _ => (&NEW_PEOPLE, now.0),
    };
    insert
        .run_in_steps(db, work, &diff.new, meter, |position, values| {
            let row = people.row(*position);
            values.push(row.external_id.into());
            values.extend(texts(row));
            values.extend([now.0.into(), waits.into()]);
        })
        .await?;
    if !diff.new.is_empty() {
        learn_ids(db, people, diff).await?;
    }
    Ok(())
}

fn texts(row: PersonRow<'_>) -> [Value; 5] {
    let [search_last, search_first] = search_names(row.last_name, row.first_name);
    [row.last_name.into(), row.first_name.into(), row.email.into(), search_last.into(), search_first.into()]
}

/// Makes visible what was prepared. `false` when somebody new is not there any more.
pub(super) async fn reveal(tx: &DatabaseTransaction, diff: &PeopleDiff, now: Millis) -> Result<bool> {
    if !diff.removed.is_empty() {
        tx.execute_unprepared(SIGN_OUT).await?;
    }
    let there = match tx.get_database_backend() {
        DbBackend::Sqlite if diff.new.is_empty() => 0,
        DbBackend::Sqlite => {
            let row = tx.query_one_raw(sql!(tx, COMING)).await?;
            let people: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
            u64::try_from(people).unwrap_or_default()
        }
        _ => rewrite(tx, diff, now).await?,
    };
    Ok(there == diff.new.len() as u64)
}

/// What changes of those who are there, for PostgreSQL. On SQLite what is staged is read from the switch on
/// (the view `person`), and written into the rows afterwards, in small steps.
///
/// One statement: PostgreSQL writes a new row and its place in every index, however few columns it is about.
fn change() -> String {
    let column = |what: u8, name: &str| {
        format!("{name} = CASE WHEN (s.what & {what}) <> 0 THEN s.{name} ELSE person.{name} END")
    };
    let names = ["last_name", "first_name", "search_last", "search_first"].map(|name| column(NAMES, name));
    let (names, email, returns) = (names.join(", "), column(EMAIL, "email"), column(RETURNS, "removed_at"));
    format!(
        "UPDATE person SET {names}, {email}, {returns} FROM import_person s \
         WHERE s.id = person.id AND (s.what & {}) <> 0",
        NAMES | EMAIL | RETURNS
    )
}

/// Writes it into the rows. Returns how many are new.
async fn rewrite(tx: &DatabaseTransaction, diff: &PeopleDiff, now: Millis) -> Result<u64> {
    let at = now.0;
    if !diff.changed.is_empty() {
        tx.execute_unprepared(&change()).await?;
    }
    if !diff.removed.is_empty() {
        tx.execute_raw(sql!(tx, REMOVE, at)).await?;
    }
    if diff.new.is_empty() {
        return Ok(0);
    }
    let last = diff.last_id;
    Ok(tx.execute_raw(sql!(tx, WELCOME, last, at)).await?.rows_affected())
}

/// Whether the data of one of these were deleted since the plan was made: then they return as somebody
/// new.
pub(super) async fn erased_meanwhile(db: &impl ConnectionTrait, returning: &[i64]) -> Result<bool> {
    for chunk in returning.chunks(1_000) {
        let ids = numbers(chunk.iter().copied());
        let text = format!("SELECT 1 AS it FROM person WHERE id IN ({ids}) AND erased_at IS NOT NULL");
        if db.query_one_raw(sql!(db, text)).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
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
