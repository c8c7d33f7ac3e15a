use std::collections::BTreeSet;

use domain::{
    AuthorityId, PersonId,
    providers::{Claims, MatchBy, Matching, Unmatched},
    spaces::SpaceKind,
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Result,
    access::reaches_beyond,
    entities::{account, person, provider},
    ground::sql::{Sql, sql},
};

/// More values of one claim than a person has identifiers.
const VALUES_AT_MOST: usize = 50;

#[derive(FromQueryResult)]
struct ClaimedPerson {
    id: PersonId,
    removed_at: Option<Millis>,
}

/// The one person whom these claims mean. Nothing is guessed, and nobody is created.
///
/// # Errors
/// Those of the database; whoever is not exactly one person is the inner error.
pub async fn identify(
    db: &impl ConnectionTrait,
    provider: &provider::Model,
    claims: &Claims,
) -> Result<Result<PersonId, Unmatched>> {
    let matching = Matching {
        claim: &provider.claim,
        by: provider.match_by,
        removed: &provider.prefix_removed,
        added: &provider.prefix_added,
        vouches_for_addresses: provider.switches.vouches_for_addresses,
    };
    let values = match matching.values(claims) {
        Ok(values) if values.len() > VALUES_AT_MOST => return Ok(Err(Unmatched::Several)),
        Ok(values) => values,
        Err(reason) => return Ok(Err(reason)),
    };
    let found = match provider.match_by {
        MatchBy::Identifier => by_identifier(db, values).await?,
        MatchBy::Email => by_email(db, values).await?,
    };
    let person = match one(&found) {
        Ok(person) => person,
        Err(reason) => return Ok(Err(reason)),
    };
    let vouches = vouches_for(db, provider, person).await?;
    Ok(if vouches { Ok(person) } else { Err(Unmatched::OtherAuthority) })
}

/// Whether a provider may sign a person in at all.
pub(super) async fn vouches_for(
    db: &impl ConnectionTrait,
    provider: &provider::Model,
    person: PersonId,
) -> Result<bool> {
    match provider.authority_id {
        Some(authority) => may_vouch(db, authority, person).await,
        None => Ok(true),
    }
}

fn one(found: &[ClaimedPerson]) -> Result<PersonId, Unmatched> {
    // Several records of one person mean that person.
    let present: BTreeSet<PersonId> =
        found.iter().filter(|found| found.removed_at.is_none()).map(|found| found.id).collect();
    let mut present = present.into_iter();
    match (present.next(), present.next()) {
        (Some(person), None) => Ok(person),
        (Some(_), Some(_)) => Err(Unmatched::Several),
        (None, _) if found.is_empty() => Err(Unmatched::Unknown),
        (None, _) => Err(Unmatched::Left),
    }
}

async fn by_identifier(db: &impl ConnectionTrait, values: Vec<String>) -> Result<Vec<ClaimedPerson>> {
    let rows = person::Entity::find().filter(person::Column::ExternalId.is_in(values)).all(db).await?;
    let found = rows.into_iter().map(|row| match row.joined_to {
        Some(main) => ClaimedPerson { id: main, removed_at: None },
        None => ClaimedPerson { id: row.id, removed_at: row.removed_at },
    });
    Ok(found.collect())
}

/// Only staff: parents and pupils may share an address. People who left have no membership any more. Of
/// joined records each is staff by what it owns: that a parent also teaches does not make the family's
/// address the teacher's.
async fn by_email(db: &impl ConnectionTrait, values: Vec<String>) -> Result<Vec<ClaimedPerson>> {
    let staff: Vec<String> =
        SpaceKind::Staff.profiles().iter().map(|profile| format!("'{}'", profile.code())).collect();
    let staff = staff.join(",");
    let filed =
        person::FILED.map(|filed| format!("SELECT f.id FROM {filed} f WHERE lower(f.email) = lower(:email)"));
    let filed = filed.join(" UNION ALL ");
    let text = format!(
        "SELECT COALESCE(p.joined_to, p.id) AS id, CASE WHEN p.joined_to IS NULL THEN p.removed_at END AS removed_at \
         FROM person p WHERE p.id IN ({filed}) AND lower(p.email) = lower(:email) AND ((p.removed_at IS NOT NULL AND p.joined_to IS NULL) \
         OR EXISTS (SELECT 1 FROM record_membership r JOIN cohort c ON c.id = r.cohort_id \
         WHERE r.person_id = p.id AND c.profile IN ({staff})) \
         OR (NOT EXISTS (SELECT 1 FROM person_join j WHERE j.person_id = p.id) \
         AND EXISTS (SELECT 1 FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE m.person_id = p.id AND c.profile IN ({staff}))))"
    );
    let mut found: Vec<ClaimedPerson> = Vec::new();
    for email in values {
        let statement = Sql::new(text.as_str()).bind("email", email).on(db);
        let rows = ClaimedPerson::find_by_statement(statement).all(db).await?;
        found.extend(
            rows.into_iter().filter(|row| found.iter().all(|known| known.id != row.id)).collect::<Vec<_>>(),
        );
    }
    Ok(found)
}

/// The provider of an authority vouches for the people of its schools, and not for those who
/// administer the whole portal or hold a role beyond its schools: whoever runs it could act there.
async fn may_vouch(db: &impl ConnectionTrait, authority: AuthorityId, person: PersonId) -> Result<bool> {
    let account = account::Entity::find_by_id(person).one(db).await?;
    if account.is_some_and(|account| account.portal_administrator) {
        return Ok(false);
    }
    let text = "SELECT 1 AS inside FROM membership m JOIN cohort c ON c.id = m.cohort_id \
                JOIN establishment e ON e.id = c.establishment_id \
                WHERE m.person_id = :person AND e.authority_id = :authority LIMIT 1";
    let inside = db.query_one_raw(sql!(db, text, person, authority)).await?.is_some();
    Ok(inside && !reaches_beyond(db, person, authority).await?)
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, providers::Unmatched, time::Millis};

    use super::{ClaimedPerson, one};

    #[test]
    fn exactly_one_present_person_is_meant() {
        let here = |id| ClaimedPerson { id: PersonId(id), removed_at: None };
        let gone = |id| ClaimedPerson { id: PersonId(id), removed_at: Some(Millis(1)) };
        assert_eq!(one(&[]), Err(Unmatched::Unknown));
        assert_eq!(one(&[here(1)]), Ok(PersonId(1)));
        assert_eq!(one(&[gone(2), here(1)]), Ok(PersonId(1)), "who left is in nobody's way");
        assert_eq!(one(&[gone(2)]), Err(Unmatched::Left));
        assert_eq!(one(&[here(1), here(2)]), Err(Unmatched::Several));
        assert_eq!(one(&[here(1), here(1)]), Ok(PersonId(1)), "two records of one person");
    }
}
