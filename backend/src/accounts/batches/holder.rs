//! Who somebody is in a school, so that a coupon that is cut out reaches the right hand.

use std::collections::HashMap;

use domain::{EstablishmentId, PersonId, accounts::batch::Holder, directory::Profile};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Result,
    ground::sql::{numbers, sql},
};

#[derive(FromQueryResult)]
struct Place {
    person_id: PersonId,
    profile: Profile,
    school_class: String,
}

#[derive(FromQueryResult)]
struct Child {
    parent_id: PersonId,
    first_name: String,
    last_name: String,
    school_class: String,
}

/// What each of these people is in the school, and the children there of those who are parents.
pub(super) async fn holders(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Holder>> {
    // Of a pupil, a membership in a group may name no class.
    let class = "COALESCE(MIN(NULLIF(k.school_class, '')), '') AS school_class";
    let ids = numbers(people.iter().map(|id| id.0));
    let mut holders: HashMap<PersonId, Holder> = HashMap::new();
    let places = format!(
        "SELECT m.person_id, k.profile, {class} FROM membership m \
         JOIN cohort k ON k.id = m.cohort_id WHERE k.establishment_id = :school AND m.person_id IN ({ids}) \
         GROUP BY m.person_id, k.profile ORDER BY m.person_id, k.profile"
    );
    for row in Place::find_by_statement(sql!(db, places.as_str(), school)).all(db).await? {
        let holder = holders.entry(row.person_id).or_default();
        holder.profiles.push(row.profile);
        if row.profile == Profile::Student {
            holder.class = row.school_class;
        }
    }
    let children = format!(
        "SELECT f.parent_id, c.first_name, c.last_name, {class} \
         FROM family_link f JOIN person c ON c.id = f.child_id AND c.removed_at IS NULL \
         JOIN membership m ON m.person_id = c.id JOIN cohort k ON k.id = m.cohort_id \
         WHERE k.establishment_id = :school AND k.profile = :student AND f.parent_id IN ({ids}) \
         GROUP BY f.parent_id, c.id, c.first_name, c.last_name, c.search_last, c.search_first \
         ORDER BY f.parent_id, c.search_last, c.search_first, c.id"
    );
    let student = Profile::Student.code();
    for row in Child::find_by_statement(sql!(db, children.as_str(), school, student)).all(db).await? {
        let name = format!("{} {}", row.first_name, row.last_name);
        holders.entry(row.parent_id).or_default().children.push((name, row.school_class));
    }
    Ok(holders)
}
