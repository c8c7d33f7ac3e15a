use std::collections::HashMap;

use domain::{
    EstablishmentId, PersonId,
    directory::{Profile, RecordFacts},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Result,
    entities::person,
    ground::sql::{numbers, sql},
};

#[derive(FromQueryResult)]
struct MembershipFact {
    person_id: PersonId,
    establishment_id: EstablishmentId,
    profile: Profile,
}

/// What the directory says of these people. Those who have left every school have no facts but their
/// identifier and address.
pub(super) async fn facts(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<HashMap<PersonId, RecordFacts>> {
    let mut facts = HashMap::new();
    for some in people.chunks(500) {
        let rows =
            person::Entity::find().filter(person::Column::Id.is_in(some.iter().copied())).all(db).await?;
        for row in rows {
            let known =
                RecordFacts { identifier: row.external_id, email: row.email, ..RecordFacts::default() };
            facts.insert(row.id, known);
        }
        let list = numbers(some.iter().map(|PersonId(id)| *id));
        let text = format!(
            "SELECT DISTINCT m.person_id, c.establishment_id, c.profile FROM membership m \
             JOIN cohort c ON c.id = m.cohort_id WHERE m.person_id IN ({list})"
        );
        for row in MembershipFact::find_by_statement(sql!(db, text)).all(db).await? {
            if let Some(known) = facts.get_mut(&row.person_id) {
                known.schools.insert(row.establishment_id);
                known.profiles.insert(row.profile);
            }
        }
    }
    Ok(facts)
}
