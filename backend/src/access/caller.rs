use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Cell, Right, Role, Subject},
    communications::Channel,
    directory::HEAD_OF_ESTABLISHMENT,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Reach;
use crate::{
    Error, Result,
    communications::stored,
    database::statement,
    entities::{access_grant, account, authority, establishment, person},
};

/// The signed-in person with every role held, read afresh for each request: a right that was
/// taken away is gone at the next one.
#[derive(Clone, Debug)]
pub struct Caller {
    pub person: PersonId,
    pub name: String,
    pub administrator: bool,
    held: BTreeMap<Role, Reach>,
}

/// Where a right is asked for: all these schools, and the authority that speaks if one does.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub establishments: &'a BTreeSet<EstablishmentId>,
    pub authority: Option<AuthorityId>,
}

impl Caller {
    /// # Errors
    /// [`Error::SignedOut`] when the person has left the directory.
    pub async fn load(db: &impl ConnectionTrait, id: PersonId) -> Result<Self> {
        let person = person::Entity::find_by_id(id.0)
            .one(db)
            .await?
            .filter(|person| person.removed_at.is_none())
            .ok_or(Error::SignedOut)?;
        let administrator = account::Entity::find_by_id(id.0)
            .one(db)
            .await?
            .is_some_and(|account| account.portal_administrator);
        let mut held: BTreeMap<Role, Reach> = BTreeMap::new();
        for grant in
            access_grant::Entity::find().filter(access_grant::Column::PersonId.eq(id.0)).all(db).await?
        {
            let role = Role::from_code(&grant.role)
                .ok_or_else(|| Error::Inconsistent(format!("role {:?} of grant {}", grant.role, grant.id)))?;
            let reach = held.entry(role).or_default();
            reach.direct.extend(grant.establishment_id.map(EstablishmentId));
            reach.authorities.extend(grant.authority_id.map(AuthorityId));
        }
        for establishment in headed_by(db, id).await? {
            for role in Role::HEAD_OF_ESTABLISHMENT {
                held.entry(role).or_default().direct.insert(establishment);
            }
        }
        if administrator {
            let all: Vec<_> = authority::Entity::find().all(db).await?;
            for role in Role::HEAD_OF_ESTABLISHMENT {
                held.entry(role).or_default().authorities.extend(all.iter().map(|a| AuthorityId(a.id)));
            }
        }
        expand(db, &mut held).await?;
        let name = format!("{} {}", person.first_name, person.last_name);
        Ok(Self { person: id, name, administrator, held })
    }

    /// The wall clock of the caller's school; Paris for somebody without one.
    pub async fn zone(&self, db: &impl ConnectionTrait) -> Result<Tz> {
        let sql = "SELECT e.time_zone FROM establishment e JOIN cohort c ON c.establishment_id = e.id \
                   JOIN membership m ON m.cohort_id = c.id WHERE m.person_id = ? ORDER BY e.id LIMIT 1";
        match db.query_one_raw(statement(db, sql, [self.person.0.into()])).await? {
            Some(row) => stored::zone(&row.try_get_by_index::<String>(0)?),
            None => Ok(Tz::Europe__Paris),
        }
    }

    /// Whether the right is held anywhere at all on communications of this channel: what a menu shows.
    pub fn may_anywhere(&self, right: Right, subject: Subject) -> bool {
        domain::access::decide(self.held.keys().copied(), right, subject)
    }

    /// The schools and authorities on which the right is held for this subject.
    pub fn reach_for(&self, right: Right, subject: Subject) -> Reach {
        let mut reach = Reach::default();
        for (role, held) in &self.held {
            if Cell::of(*role, right).allows(subject) {
                reach.merge(held);
            }
        }
        reach
    }

    /// The first line of every use case.
    ///
    /// # Errors
    /// [`Error::Forbidden`] naming the right, unless one single role gives it on the whole place.
    pub fn authorize(&self, right: Right, subject: Subject, place: Place<'_>) -> Result<()> {
        let covers = |reach: &Reach| {
            place.authority.is_none_or(|authority| reach.authorities.contains(&authority))
                && place.establishments.is_subset(&reach.establishments)
        };
        let roles = self.held.iter().filter(|(_, reach)| covers(reach)).map(|(role, _)| *role);
        if domain::access::decide(roles, right, subject) { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// # Errors
    /// [`Error::Forbidden`] unless the right is held somewhere for one of the channels.
    pub fn authorize_somewhere(&self, right: Right, channels: &[Channel]) -> Result<()> {
        let held = channels.iter().any(|&channel| self.may_anywhere(right, Subject { channel, own: true }));
        if held { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// # Errors
    /// [`Error::AdministratorOnly`].
    pub fn authorize_administrator(&self) -> Result<()> {
        if self.administrator { Ok(()) } else { Err(Error::AdministratorOnly) }
    }

    /// SQL condition on a communication `c`: this caller may use `right` on it. Lists start from
    /// it, and a single row is loaded through it.
    pub fn visible_sql(&self, right: Right) -> String {
        let me = self.person.0;
        let mut conditions = Vec::new();
        for (role, reach) in &self.held {
            match Cell::of(*role, right) {
                Cell::All => conditions.push(reach.covers_sql()),
                Cell::Of(channel) => {
                    conditions.push(format!("(c.channel = '{}' AND {})", channel.code(), reach.covers_sql()));
                }
                Cell::Own => conditions.push(format!("c.author_id = {me}")),
                Cell::OwnOf(channel) => {
                    conditions.push(format!("(c.author_id = {me} AND c.channel = '{}')", channel.code()));
                }
                Cell::No | Cell::StateChangedByRecipient | Cell::NewOnSchoolOrCancelled => {}
            }
        }
        if conditions.is_empty() { "(1 = 0)".to_owned() } else { format!("({})", conditions.join(" OR ")) }
    }
}

/// The schools of which somebody is the head, by the function that the directory gives.
async fn headed_by(db: &impl ConnectionTrait, id: PersonId) -> Result<Vec<EstablishmentId>> {
    let sql = "SELECT DISTINCT c.establishment_id FROM membership m JOIN cohort c ON c.id = m.cohort_id \
               WHERE m.person_id = ? AND c.staff_function = ?";
    let rows = db.query_all_raw(statement(db, sql, [id.0.into(), HEAD_OF_ESTABLISHMENT.into()])).await?;
    rows.iter().map(|row| Ok(EstablishmentId(row.try_get_by_index(0)?))).collect()
}

/// Names the schools of every authority that is held.
async fn expand(db: &impl ConnectionTrait, held: &mut BTreeMap<Role, Reach>) -> Result<()> {
    let authorities: BTreeSet<i64> =
        held.values().flat_map(|reach| reach.authorities.iter().map(|id| id.0)).collect();
    let mut schools: BTreeMap<AuthorityId, Vec<EstablishmentId>> = BTreeMap::new();
    if !authorities.is_empty() {
        let rows = establishment::Entity::find()
            .filter(establishment::Column::AuthorityId.is_in(authorities))
            .all(db)
            .await?;
        for row in rows {
            schools.entry(AuthorityId(row.authority_id)).or_default().push(EstablishmentId(row.id));
        }
    }
    for reach in held.values_mut() {
        let of_authorities = reach.authorities.iter().filter_map(|id| schools.get(id)).flatten().copied();
        reach.establishments = of_authorities.chain(reach.direct.iter().copied()).collect();
    }
    Ok(())
}
