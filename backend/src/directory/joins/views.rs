use std::collections::HashMap;

use chrono_tz::Tz;
use domain::{
    PersonId,
    directory::{Profile, RecordPlace, RecordView},
    time::Stamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Result,
    entities::{account, person},
    ground::school_name::SCHOOL_CALLED,
    ground::sql::{numbers, sql},
};

/// At most so many of each are shown of one record.
const SHOWN: usize = 10;

#[derive(FromQueryResult)]
struct PlaceRow {
    person_id: PersonId,
    profile: Profile,
    level: String,
    school_class: String,
    staff_function: String,
    subject: String,
    school: String,
}

#[derive(FromQueryResult)]
struct FamilyRow {
    person_id: PersonId,
    first_name: String,
    last_name: String,
}

/// Records as a page shows them, each with what tells it from a namesake's. Meant for those of one page.
/// A record that is joined shows what it owns.
pub(super) async fn views(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    zone: Tz,
) -> Result<HashMap<PersonId, RecordView>> {
    let some = || people.iter().copied();
    let mut places = places(db, people).await?;
    let mut families = families(db, people).await?;
    let accounts = account::Entity::find().filter(account::Column::PersonId.is_in(some())).all(db).await?;
    let mut accounts: HashMap<PersonId, account::Model> =
        accounts.into_iter().map(|row| (row.person_id, row)).collect();
    let rows = person::Entity::find().filter(person::Column::Id.is_in(some())).all(db).await?;
    let views = rows.into_iter().map(|row| {
        let account = accounts.remove(&row.id);
        let signed_in = account.as_ref().and_then(|account| account.signed_in_at);
        let view = RecordView {
            person: row.id,
            name: format!("{} {}", row.first_name, row.last_name),
            identifier: row.external_id,
            email: row.email,
            signed_in: signed_in.map(|at| Stamp::new(at, zone)),
            login: account.map(|account| account.login),
            places: places.remove(&row.id).unwrap_or_default(),
            family: families.remove(&row.id).unwrap_or_default(),
        };
        (row.id, view)
    });
    Ok(views.collect())
}

async fn places(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<RecordPlace>>> {
    let list = numbers(people.iter().map(|PersonId(id)| *id));
    let text = format!(
        "SELECT o.person_id, c.profile, c.level, c.school_class, c.staff_function, c.subject, \
         {SCHOOL_CALLED} AS school FROM \
         (SELECT m.person_id, m.cohort_id FROM membership m WHERE m.person_id IN ({list}) \
         UNION SELECT r.person_id, r.cohort_id FROM record_membership r WHERE r.person_id IN ({list})) o \
         JOIN cohort c ON c.id = o.cohort_id JOIN establishment e ON e.id = c.establishment_id \
         ORDER BY o.person_id, e.id, c.id"
    );
    let mut places: HashMap<PersonId, Vec<RecordPlace>> = HashMap::new();
    for row in PlaceRow::find_by_statement(sql!(db, text)).all(db).await? {
        let details = [row.staff_function, row.subject, row.school_class, row.level];
        let detail = details.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let place = RecordPlace { profile: row.profile, detail, school: row.school };
        let known = places.entry(row.person_id).or_default();
        if known.len() < SHOWN && !known.contains(&place) {
            known.push(place);
        }
    }
    Ok(places)
}

/// The children of these people, and their parents.
async fn families(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<String>>> {
    let list = numbers(people.iter().map(|PersonId(id)| *id));
    let text = format!(
        "SELECT o.person_id, q.first_name, q.last_name FROM \
         (SELECT f.parent_id AS person_id, f.child_id AS other FROM family_link f WHERE f.parent_id IN ({list}) \
         UNION SELECT f.child_id, f.parent_id FROM family_link f WHERE f.child_id IN ({list}) \
         UNION SELECT l.parent_id, l.child_id FROM record_link l WHERE l.parent_id IN ({list}) \
         UNION SELECT l.child_id, l.parent_id FROM record_link l WHERE l.child_id IN ({list})) o \
         JOIN person q ON q.id = o.other WHERE q.removed_at IS NULL ORDER BY o.person_id, q.id"
    );
    let mut families: HashMap<PersonId, Vec<String>> = HashMap::new();
    for row in FamilyRow::find_by_statement(sql!(db, text)).all(db).await? {
        let known = families.entry(row.person_id).or_default();
        let name = format!("{} {}", row.first_name, row.last_name);
        if known.len() < SHOWN && !known.contains(&name) {
            known.push(name);
        }
    }
    Ok(families)
}
