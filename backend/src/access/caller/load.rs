//! Reads a person with every role they hold.

use std::collections::BTreeMap;

use domain::{
    AuthorityId, PersonId,
    access::{Role, Scope},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use words::Language;

use super::{
    super::{
        Reach,
        announcing::Announcing,
        expand::expand,
        standing::{Held, concerning, held_by, inside, other_zone, own_places, standings},
    },
    Caller,
};
use crate::{
    Error, Result,
    entities::authority,
    ground::{request, sql::sql},
    settings::second_factor_demanded,
};

#[derive(FromQueryResult)]
struct PersonRow {
    first_name: String,
    last_name: String,
    language: Option<String>,
    portal_administrator: Option<bool>,
    protected: bool,
}

impl Caller {
    /// Reads a person with the roles that they hold at this moment.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when the person has left the directory, or was joined to another record.
    pub async fn load(db: &impl ConnectionTrait, id: PersonId) -> Result<Self> {
        let text = "SELECT p.first_name, p.last_name, p.language, a.portal_administrator, \
                    (a.totp_secret IS NOT NULL) AS protected FROM person p \
                    LEFT JOIN account a ON a.person_id = p.id \
                    WHERE p.id = :id AND p.removed_at IS NULL AND p.joined_to IS NULL";
        let row = PersonRow::find_by_statement(sql!(db, text, id)).one(db).await?.ok_or(Error::SignedOut)?;
        let administrator = row.portal_administrator.unwrap_or_default();
        let standings = standings(db, id).await?;
        let Held { roles: mut held, mut announcing } =
            held_by(id, &standings, &concerning(db, id, &standings).await?);
        let concerned = administrator || held.keys().any(|role| role.is_sender());
        let factor_missing = !row.protected && concerned && second_factor_demanded(db).await?;
        let mut suspended = BTreeMap::new();
        if factor_missing {
            (suspended, held) = held.into_iter().partition(|(role, _)| role.is_sender());
            // Only roles of senders let anybody create something.
            announcing = Announcing::default();
        }
        if administrator {
            let authorities = authority::Entity::find().all(db).await?;
            let authorities: Vec<AuthorityId> = authorities.iter().map(|authority| authority.id).collect();
            if factor_missing {
                give_everywhere(&authorities, &mut suspended, &mut Announcing::default());
            } else {
                give_everywhere(&authorities, &mut held, &mut announcing);
            }
        }
        let reaches = held.values_mut().chain(suspended.values_mut()).chain(announcing.reaches());
        expand(db, reaches.collect()).await?;
        let name = format!("{} {}", row.first_name, row.last_name);
        let chosen = row.language.as_deref().and_then(Language::from_code);
        let (schools, authorities) = inside(&standings);
        Ok(Self {
            person: id,
            name,
            first_name: row.first_name,
            school: standings.first().map(|standing| standing.school.clone()),
            other_zone: other_zone(&standings),
            places: own_places(&standings),
            administrator,
            in_advance: false,
            language: chosen.unwrap_or_else(request::language),
            held,
            suspended,
            factor_missing,
            announcing,
            schools,
            authorities,
            cohorts: standings.into_iter().map(|standing| standing.cohort).collect(),
        })
    }
}

/// Gives the roles that the portal's administrator holds on every authority.
fn give_everywhere(
    authorities: &[AuthorityId],
    roles: &mut BTreeMap<Role, Reach>,
    announcing: &mut Announcing,
) {
    for role in Role::HEAD_OF_ESTABLISHMENT {
        roles.entry(role).or_default().authorities.extend(authorities);
        if let Some(highest) = role.highest_severity(None) {
            for authority in authorities {
                announcing.give(highest, Scope::Authority(*authority));
            }
        }
    }
}
