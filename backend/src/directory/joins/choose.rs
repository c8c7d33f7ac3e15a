//! Two records that an administrator has named: whether they may be joined, and which one stays.

use domain::{
    Conflict, PersonId,
    directory::{Joining, main_of},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::facts::facts;
use crate::{
    Error, Result,
    ground::sql::{numbers, sql},
};

#[derive(FromQueryResult)]
struct JoinedRecord {
    id: PersonId,
    portal_administrator: Option<bool>,
    has_password: bool,
    leads: bool,
    signed_in_at: Option<Millis>,
}

/// The main record first.
///
/// # Errors
/// [`Error::NotFound`] when one of the two is not in the directory, or is joined to another already;
/// [`Conflict::CannotJoin`] when they cannot be one person, or both must stay.
pub(super) async fn choose(db: &impl ConnectionTrait, pair: [PersonId; 2]) -> Result<[PersonId; 2]> {
    let [one, other] = standing(db, pair).await?;
    let main = main_of(one, other).ok_or(Error::Conflict(Conflict::CannotJoin))?;
    let known = facts(db, &pair).await?;
    let may_be = match (known.get(&pair[0]), known.get(&pair[1])) {
        (Some(one), Some(other)) => one.may_be(other),
        _ => true,
    };
    if !may_be || are_family(db, pair).await? {
        return Err(Error::Conflict(Conflict::CannotJoin));
    }
    Ok(main)
}

async fn standing(db: &impl ConnectionTrait, pair: [PersonId; 2]) -> Result<[Joining; 2]> {
    let list = numbers(pair.map(|PersonId(id)| id));
    let text = format!(
        "SELECT p.id, a.portal_administrator, (COALESCE(a.password_hash, '') <> '') AS has_password, \
         EXISTS (SELECT 1 FROM person_join j WHERE j.person_id = p.id) AS leads, a.signed_in_at \
         FROM person p LEFT JOIN account a ON a.person_id = p.id \
         WHERE p.id IN ({list}) AND p.removed_at IS NULL AND p.joined_to IS NULL"
    );
    let rows = JoinedRecord::find_by_statement(sql!(db, text)).all(db).await?;
    let of = |id: PersonId| {
        let row = rows.iter().find(|row| row.id == id)?;
        Some(Joining {
            person: row.id,
            leads: row.leads,
            administers: row.portal_administrator.unwrap_or_default(),
            has_password: row.has_password,
            signed_in_at: row.signed_in_at,
        })
    };
    match (of(pair[0]), of(pair[1])) {
        (Some(one), Some(other)) => Ok([one, other]),
        _ => Err(Error::NotFound),
    }
}

/// Whether one is the other's child.
async fn are_family(db: &impl ConnectionTrait, [one, other]: [PersonId; 2]) -> Result<bool> {
    let text = "SELECT 1 AS found FROM family_link WHERE (parent_id = :one AND child_id = :other) \
                OR (parent_id = :other AND child_id = :one) LIMIT 1";
    Ok(db.query_one_raw(sql!(db, text, one, other)).await?.is_some())
}
