use std::collections::{BTreeSet, HashMap};

use domain::{EstablishmentId, PersonId, access::view::Belonging, directory::Profile};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    ground::school_name::SCHOOL_CALLED,
    ground::sql::{numbers, sql},
};

#[derive(FromQueryResult)]
struct MembershipRow {
    person_id: PersonId,
    establishment_id: EstablishmentId,
    profile: Profile,
    level: String,
    staff_function: String,
    subject: String,
    school: String,
}

/// The profile and school of these people: the first membership of each, inside `schools` if there
/// is one. Meant for the people of one page.
pub(crate) async fn places(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    schools: &BTreeSet<EstablishmentId>,
) -> Result<HashMap<PersonId, Belonging>> {
    let mut places: HashMap<PersonId, (bool, Belonging)> = HashMap::new();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = numbers(people.iter().map(|id| id.0));
    let sql = format!(
        "SELECT m.person_id, c.establishment_id, c.profile, c.level, c.staff_function, c.subject, \
         {SCHOOL_CALLED} AS school \
         FROM membership m JOIN cohort c ON c.id = m.cohort_id JOIN establishment e ON e.id = c.establishment_id \
         WHERE m.person_id IN ({ids}) ORDER BY e.id, c.id"
    );
    for row in MembershipRow::find_by_statement(sql!(db, sql.as_str())).all(db).await? {
        let inside = schools.contains(&row.establishment_id);
        if places.get(&row.person_id).is_some_and(|(known, _)| *known || !inside) {
            continue;
        }
        let detail = [row.staff_function, row.subject, row.level].into_iter().find(|text| !text.is_empty());
        let place =
            Belonging { profile: row.profile, detail: detail.unwrap_or_default(), school: row.school };
        places.insert(row.person_id, (inside, place));
    }
    Ok(places.into_iter().map(|(person, (_, place))| (person, place)).collect())
}
