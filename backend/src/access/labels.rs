use std::collections::{BTreeSet, HashMap};

use domain::{
    EstablishmentId, PersonId,
    access::{Apart, Known, PersonLabel},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use words::{Language, Words};

use super::{Caller, places::places};
use crate::{
    Error, Result,
    entities::{
        account,
        person::{self, FILED},
    },
    ground::sql::{numbers, sql},
};

/// How many people are looked up with one statement.
const AT_ONCE: usize = 500;

#[derive(FromQueryResult)]
struct LevelRow {
    person_id: PersonId,
    level: String,
}

/// The people of one list, told apart: the profile and school of each (inside `schools` if there is
/// one), and for those with a namesake what distinguishes them. Also people who have left.
pub(crate) async fn labels(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    schools: &BTreeSet<EstablishmentId>,
) -> Result<HashMap<PersonId, PersonLabel>> {
    let wanted: BTreeSet<PersonId> = people.iter().copied().collect();
    // A label is the same in every list, so it is made beside all namesakes.
    let people = with_namesakes(db, people).await?;
    let mut known = Vec::new();
    for some in people.chunks(AT_ONCE) {
        let mut places = places(db, some, schools).await?;
        let namesakes = namesakes(db, some).await?;
        let mut levels = levels(db, &namesakes).await?;
        let accounts = account::Column::PersonId.is_in(namesakes.iter().copied());
        let accounts = account::Entity::find().filter(accounts).all(db).await?;
        let mut logins: HashMap<PersonId, String> =
            accounts.into_iter().map(|account| (account.person_id, account.login)).collect();
        let rows =
            person::Entity::find().filter(person::Column::Id.is_in(some.iter().copied())).all(db).await?;
        known.extend(rows.into_iter().map(|row| Known {
            id: row.id,
            name: format!("{} {}", row.first_name, row.last_name),
            place: places.remove(&row.id),
            levels: levels.remove(&row.id).unwrap_or_default(),
            login: logins.remove(&row.id).unwrap_or_default(),
            identifier: row.external_id,
            namesake: namesakes.contains(&row.id),
        }));
    }
    let labels = domain::access::labels(known).into_iter().filter(|label| wanted.contains(&label.id));
    Ok(labels.map(|label| (label.id, label)).collect())
}

/// These people and everybody who shares a name with one of them.
async fn with_namesakes(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<Vec<PersonId>> {
    let mut all: BTreeSet<PersonId> = people.iter().copied().collect();
    for some in people.chunks(AT_ONCE) {
        let some = numbers(some.iter().map(|id| id.0));
        let sql = FILED.map(|filed| {
            format!(
                "SELECT q.id AS id FROM person p JOIN {filed} f ON f.search_last = p.search_last \
                 JOIN person q ON q.id = f.id AND q.search_last = p.search_last \
                 WHERE p.id IN ({some}) AND p.search_last <> '' AND q.removed_at IS NULL AND q.joined_to IS NULL"
            )
        });
        for row in db.query_all_raw(sql!(db, sql.join(" UNION "))).await? {
            all.insert(row.try_get("", "id")?);
        }
    }
    Ok(all.into_iter().collect())
}

/// Those of these people who share their name with somebody else.
async fn namesakes(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = numbers(people.iter().map(|id| id.0));
    let others = FILED.map(|filed| {
        format!(
            "EXISTS (SELECT 1 FROM {filed} f JOIN person q ON q.id = f.id WHERE f.search_last = p.search_last \
             AND q.search_last = p.search_last AND q.id <> p.id AND q.removed_at IS NULL AND q.joined_to IS NULL)"
        )
    });
    let sql = format!(
        "SELECT p.id FROM person p WHERE p.id IN ({ids}) AND p.search_last <> '' AND ({})",
        others.join(" OR ")
    );
    let rows = db.query_all_raw(sql!(db, sql.as_str())).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

async fn levels(
    db: &impl ConnectionTrait,
    people: &BTreeSet<PersonId>,
) -> Result<HashMap<PersonId, BTreeSet<String>>> {
    let mut levels: HashMap<PersonId, BTreeSet<String>> = HashMap::new();
    if people.is_empty() {
        return Ok(levels);
    }
    let ids = numbers(people.iter().map(|id| id.0));
    let sql = format!(
        "SELECT DISTINCT m.person_id, c.level FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE m.person_id IN ({ids}) AND c.level <> ''"
    );
    for row in LevelRow::find_by_statement(sql!(db, sql.as_str())).all(db).await? {
        levels.entry(row.person_id).or_default().insert(row.level);
    }
    Ok(levels)
}

/// The people who are named on a page of the staff as responsible: the name of each, and for those with
/// a namesake what tells them apart. More people read such pages than administer accounts: no login is
/// shown.
pub(crate) async fn responsible(
    db: &impl ConnectionTrait,
    words: &Words,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>> {
    let people: BTreeSet<PersonId> = people.into_iter().collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut labels = labels(db, &people, &BTreeSet::new()).await?;
    for label in labels.values_mut() {
        label.apart.retain(|fact| !matches!(fact, Apart::Login(_)));
    }
    Ok(labels.into_iter().map(|(id, label)| (id, words.access.person_text(&label))).collect())
}

/// The same for whoever reads the page. Pupils and parents read where somebody with a namesake is, and
/// in which levels: how the directory identifies people is for the staff.
pub(crate) async fn responsible_to(
    db: &impl ConnectionTrait,
    reader: &Caller,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>> {
    if reader.is_staff() {
        return responsible(db, reader.words(), people).await;
    }
    signed(db, reader.words(), people).await
}

/// The names as families read them, in the words of whoever signs.
async fn signed(
    db: &impl ConnectionTrait,
    words: &Words,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>> {
    let people: BTreeSet<PersonId> = people.into_iter().collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let labels = labels(db, &people, &BTreeSet::new()).await?;
    Ok(labels.into_iter().map(|(id, label)| (id, for_families(words, label))).collect())
}

/// A label without login and identifier: profile, school and levels where there is a namesake.
fn for_families(words: &Words, mut label: PersonLabel) -> String {
    let has_namesake = !label.apart.is_empty();
    label.apart.retain(|fact| matches!(fact, Apart::Levels(_)));
    if has_namesake && (label.place.is_some() || !label.apart.is_empty()) {
        format!("{} ({})", label.name, words.access.person_place(&label))
    } else {
        label.name
    }
}

/// The name under which the caller writes to others, families among them.
pub(crate) async fn signature(db: &impl ConnectionTrait, caller: &Caller) -> Result<String> {
    let names = signed(db, caller.words(), [caller.person]).await?;
    Ok(names.into_values().next().unwrap_or_else(|| caller.name.clone()))
}

/// The name under which the caller writes to one person alone.
pub(crate) async fn signature_to(
    db: &impl ConnectionTrait,
    caller: &Caller,
    reader: PersonId,
) -> Result<String> {
    match Caller::load(db, reader).await {
        Ok(reader) if reader.is_staff() => {
            let names = responsible(db, caller.words(), [caller.person]).await?;
            Ok(names.into_values().next().unwrap_or_else(|| caller.name.clone()))
        }
        Ok(_) | Err(Error::SignedOut) => signature(db, caller).await,
        Err(reason) => Err(reason),
    }
}

/// The name of a person in a notification to families; empty for a person who is not in the directory.
pub(crate) async fn name_to_families(db: &impl ConnectionTrait, id: PersonId) -> Result<String> {
    let names = signed(db, Language::default().words(), [id]).await?;
    Ok(names.into_values().next().unwrap_or_default())
}

/// The name of a person in a notification, with what tells them from a namesake; empty for a person
/// who is not in the directory. A notification is stored, so it is in the default language.
pub(crate) async fn name_apart(db: &impl ConnectionTrait, id: PersonId) -> Result<String> {
    let names = responsible(db, Language::default().words(), [id]).await?;
    Ok(names.into_values().next().unwrap_or_default())
}

/// A person whom the reader of a notification may not know: the name, with profile and school (inside
/// `schools` if there is one), and with what tells them from a namesake.
pub(crate) async fn introduced(
    db: &impl ConnectionTrait,
    id: PersonId,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<String> {
    let Some(mut label) = labels(db, &[id], schools).await?.remove(&id) else { return Ok(String::new()) };
    label.apart.retain(|fact| !matches!(fact, Apart::Login(_)));
    if label.place.is_none() && label.apart.is_empty() {
        return Ok(label.name);
    }
    let place = Language::default().words().access.person_place(&label);
    Ok(format!("{} ({place})", label.name))
}
