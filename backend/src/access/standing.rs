use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Extent, Grantee, Role, Scope},
    communications::Severity,
    directory::{Cohort, HEAD_OF_ESTABLISHMENT, Profile},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult};
use values::columns::Zone;

use super::{
    Reach,
    announcing::Announcing,
    stored::{StoredGrant, grants},
};
use crate::{
    Result,
    entities::{
        access_grant,
        cohort::{self, COLUMNS},
    },
    ground::{school_name::SCHOOL_CALLED, sql::sql},
};

/// The roles of a person, and how severe their announcements may be.
#[derive(Default)]
pub(super) struct Held {
    pub roles: BTreeMap<Role, Reach>,
    pub announcing: Announcing,
}

impl Held {
    /// `granted` is the highest severity that a grant says.
    pub fn give(&mut self, role: Role, granted: Option<Severity>, scope: Scope) {
        self.roles.entry(role).or_default().give(scope);
        if let Some(highest) = role.highest_severity(granted) {
            self.announcing.give(highest, scope);
        }
    }
}

/// One membership of a person, with its school.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub cohort: Cohort,
    pub authority: AuthorityId,
    pub authority_name: String,
    pub school: OwnSchool,
}

/// Name and time zone of a school. Where another one has the same name, it stands with its town.
#[derive(Clone, Debug)]
pub struct OwnSchool {
    pub name: String,
    pub zone: Tz,
}

#[derive(FromQueryResult)]
struct StandingRow {
    #[sea_orm(nested)]
    cohort: cohort::Model,
    authority_id: AuthorityId,
    authority_name: String,
    name: String,
    time_zone: Zone,
}

/// All memberships of a person, in every school.
pub(super) async fn standings(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Standing>> {
    let sql = format!(
        "SELECT {COLUMNS}, e.authority_id, a.name AS authority_name, {SCHOOL_CALLED} AS name, e.time_zone \
         FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         JOIN establishment e ON e.id = c.establishment_id JOIN authority a ON a.id = e.authority_id \
         WHERE m.person_id = :person ORDER BY e.id, c.id"
    );
    let rows = StandingRow::find_by_statement(sql!(db, sql, person)).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Standing {
            cohort: row.cohort.into(),
            authority: row.authority_id,
            authority_name: row.authority_name,
            school: OwnSchool { name: row.name, zone: row.time_zone.0 },
        })
        .collect())
}

/// The zone of the first school that is in another one than the person's first.
pub(super) fn other_zone(standings: &[Standing]) -> Option<Tz> {
    let mut zones = standings.iter().map(|standing| standing.school.zone);
    let first = zones.next()?;
    zones.find(|zone| *zone != first)
}

/// The roles that `grants` give to a person with these memberships, and those of a head of school
/// by function. The schools of authorities are not added yet.
pub(super) fn held_by(person: PersonId, standings: &[Standing], grants: &[StoredGrant]) -> Held {
    let mut held = Held::default();
    for grant in grants {
        match &grant.grantee {
            Grantee::Person(holder) if *holder == person => {
                held.give(grant.role, grant.severity, grant.scope);
            }
            Grantee::Person(_) => {}
            Grantee::Population(population) => {
                for standing in standings.iter().filter(|standing| is_in(standing, grant.scope)) {
                    if population.matches(&standing.cohort) {
                        held.give(grant.role, grant.severity, reached(grant, standing));
                    }
                }
            }
        }
    }
    for standing in standings {
        if standing.cohort.function.as_ref().is_some_and(|name| name.as_str() == HEAD_OF_ESTABLISHMENT) {
            for role in Role::HEAD_OF_ESTABLISHMENT {
                held.give(role, None, Scope::Establishment(standing.cohort.establishment));
            }
        }
    }
    held
}

fn is_in(standing: &Standing, scope: Scope) -> bool {
    match scope {
        Scope::Establishment(id) => standing.cohort.establishment == id,
        Scope::Authority(id) => standing.authority == id,
    }
}

fn reached(grant: &StoredGrant, standing: &Standing) -> Scope {
    match grant.extent {
        Extent::Whole => grant.scope,
        Extent::OwnSchools => Scope::Establishment(standing.cohort.establishment),
    }
}

/// The names of the places that a person belongs to: schools, and for the staff of an authority the
/// authority itself, whichever school they are written down in.
pub(super) fn own_places(standings: &[Standing]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let place = |standing: &Standing| match standing.cohort.profile {
        Profile::Academy | Profile::LocalAuthority => {
            (Scope::Authority(standing.authority), standing.authority_name.clone())
        }
        _ => (Scope::Establishment(standing.cohort.establishment), standing.school.name.clone()),
    };
    let places = standings.iter().map(place);
    places.filter(|(scope, _)| known.insert(*scope)).map(|(_, name)| name).collect()
}

/// The schools and authorities that a person is a member of.
pub(super) fn inside(standings: &[Standing]) -> (BTreeSet<EstablishmentId>, BTreeSet<AuthorityId>) {
    let schools = standings.iter().map(|standing| standing.cohort.establishment).collect();
    (schools, standings.iter().map(|standing| standing.authority).collect())
}

/// Every grant that may apply to a person with these memberships.
pub(super) async fn concerning(
    db: &impl ConnectionTrait,
    person: PersonId,
    standings: &[Standing],
) -> Result<Vec<StoredGrant>> {
    let mine = Condition::any().add(access_grant::Column::PersonId.eq(person));
    if standings.is_empty() {
        // A list of no schools beside the person would have every grant read.
        return grants(db, mine).await;
    }
    let (schools, authorities) = inside(standings);
    let somewhere = Condition::any()
        .add(access_grant::Column::EstablishmentId.is_in(schools.iter().map(|id| id.0)))
        .add(access_grant::Column::AuthorityId.is_in(authorities.iter().map(|id| id.0)));
    let to_populations = Condition::all().add(access_grant::Column::Population.is_not_null());
    grants(db, mine.add(to_populations.add(somewhere))).await
}
