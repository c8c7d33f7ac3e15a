use std::collections::{BTreeSet, HashMap};

use chrono_tz::Tz;
use domain::{
    EstablishmentId, GrantId, PersonId,
    access::{
        Extent, Grantee, Population, Role, Scope,
        view::{AccessPage, Given, GrantRow, GranteeView, PersonLabel, ScopeChoice},
    },
    targets::Concern,
    time::Stamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use words::Words;

use super::{
    Caller,
    administered::{ScopeSchools, administered, authorized, schools_of},
    labels::labels,
    requests,
    school_choices::{sends_copies, shows_names},
    sources::{authority_schools, grants_on, population_schools},
    stored::StoredGrant,
};
use crate::{
    Backend, Error, Result,
    audience::Index,
    entities::{access_version, concern},
    settings::second_factor_demanded,
};

/// *Administration › Services › Communication ciblée* of one scope; of the first when none is named.
///
/// # Errors
/// [`Error::RightsAdministratorOnly`] when the caller administers no rights at all, otherwise as
/// [`Caller::authorize_rights`].
pub async fn page(backend: &Backend, caller: &Caller, scope: &str) -> Result<AccessPage> {
    let db = &backend.db;
    let scope = if scope.is_empty() { None } else { Some(authorized(caller, scope)?) };
    let scopes = administered(db, caller).await?;
    let chosen = match scope {
        Some(scope) => scopes.iter().find(|choice| choice.scope == scope).ok_or(Error::NotFound)?,
        None if caller.lacks_second_factor() => return Err(Error::SecondFactorMissing),
        None => scopes.first().ok_or(Error::RightsAdministratorOnly)?,
    }
    .clone();
    list(backend, caller, scopes, chosen).await
}

/// The list after a change. A caller who has just given up their own right still sees it this one
/// time.
pub(super) async fn after_change(backend: &Backend, caller: &Caller, scope: Scope) -> Result<AccessPage> {
    let of = schools_of(&backend.db, scope).await?;
    let schools = of.schools.len() as u64;
    let chosen = ScopeChoice { scope, name: of.name, place: String::new(), schools };
    list(backend, caller, Vec::new(), chosen).await
}

async fn list(
    backend: &Backend,
    caller: &Caller,
    scopes: Vec<ScopeChoice>,
    chosen: ScopeChoice,
) -> Result<AccessPage> {
    let db = &backend.db;
    let of = schools_of(db, chosen.scope).await?;
    let grants = grants_on(db, chosen.scope, &of).await?;
    let names = Names::of(db, &grants, &of.schools, caller.words()).await?;
    let index = backend.audience.current(db).await?;
    let whole = authority_schools(db, chosen.scope, &of, &grants).await?;
    let zone = caller.own_zone();
    let mut rows = heads(&index, chosen.scope, &of);
    for grant in &grants {
        rows.push(row(grant, chosen.scope, &of, &whole, &index, &names, zone));
    }
    let (requests, requests_cut) = requests::open_on(db, chosen.scope, &of.schools, zone).await?;
    let second_factor_demanded =
        if caller.administrator { Some(second_factor_demanded(db).await?) } else { None };
    let version = version(db, chosen.scope).await?;
    let (names_shown, copies_by_default) = match chosen.scope {
        Scope::Establishment(school) => {
            (Some(shows_names(db, school).await?), Some(sends_copies(db, school).await?))
        }
        Scope::Authority(_) => (None, None),
    };
    Ok(AccessPage {
        scopes,
        scope: chosen,
        version,
        grants: rows,
        requests,
        requests_cut,
        second_factor_demanded,
        names_shown,
        copies_by_default,
    })
}

/// How often the rights of a scope have been changed.
pub(super) async fn version(db: &impl ConnectionTrait, scope: Scope) -> Result<i64> {
    let row = access_version::Entity::find_by_id(scope).one(db).await?;
    Ok(row.map_or(0, |row| row.version))
}

fn heads(index: &Index, scope: Scope, of: &ScopeSchools) -> Vec<GrantRow> {
    let people = index.count(&Population::heads().in_schools(&of.schools)).total;
    let extent = match scope {
        Scope::Establishment(_) => Extent::Whole,
        Scope::Authority(_) => Extent::OwnSchools,
    };
    let row = |role| GrantRow {
        id: None,
        role,
        grantee: GranteeView::Head,
        extent,
        severity: None,
        inherited_from: None,
        people,
        concerns: Vec::new(),
        given: None,
    };
    Role::HEAD_OF_ESTABLISHMENT.into_iter().map(row).collect()
}

fn row(
    grant: &StoredGrant,
    scope: Scope,
    of: &ScopeSchools,
    whole: &BTreeSet<EstablishmentId>,
    index: &Index,
    names: &Names,
    zone: Tz,
) -> GrantRow {
    let own = grant.scope == scope;
    let (grantee, people) = match &grant.grantee {
        Grantee::Person(id) => (GranteeView::Person(names.choice(*id)), 1),
        Grantee::Population(population) => {
            let schools = population_schools(grant, of, whole);
            let people = index.count(&population.in_schools(schools)).total;
            (GranteeView::Population(population.clone()), people)
        }
    };
    GrantRow {
        id: own.then_some(grant.id.0),
        role: grant.role,
        grantee,
        extent: grant.extent,
        severity: grant.severity,
        inherited_from: (!own).then(|| of.authority_name.clone()),
        people,
        concerns: names.concerns.get(&grant.id).cloned().unwrap_or_default(),
        given: grant.given.map(|(at, by)| Given { at: Stamp::new(at, zone), by: names.text(by) }),
    }
}

/// All the people named by a list of grants, and what was noted about the grants.
struct Names {
    known: HashMap<PersonId, PersonLabel>,
    words: &'static Words,
    concerns: HashMap<GrantId, Vec<Concern>>,
}

/// What populations have lost, by grant.
async fn concerns_of(
    db: &impl ConnectionTrait,
    grants: &[StoredGrant],
) -> Result<HashMap<GrantId, Vec<Concern>>> {
    let mut concerns: HashMap<GrantId, Vec<Concern>> = HashMap::new();
    let ids: Vec<GrantId> = grants.iter().map(|grant| grant.id).collect();
    for some in ids.chunks(1_000) {
        let those = concern::Column::GrantId.is_in(some.iter().copied());
        for row in concern::Entity::find().filter(those).order_by_asc(concern::Column::Id).all(db).await? {
            if let Some(id) = row.grant_id {
                concerns.entry(id).or_default().push(row.detail.into_inner());
            }
        }
    }
    Ok(concerns)
}

impl Names {
    async fn of(
        db: &impl ConnectionTrait,
        grants: &[StoredGrant],
        schools: &BTreeSet<EstablishmentId>,
        words: &'static Words,
    ) -> Result<Self> {
        let named: BTreeSet<PersonId> = grants
            .iter()
            .flat_map(|grant| {
                let holder = match &grant.grantee {
                    Grantee::Person(id) => Some(*id),
                    Grantee::Population(_) => None,
                };
                holder.into_iter().chain(grant.given.map(|(_, by)| by))
            })
            .collect();
        let named: Vec<PersonId> = named.into_iter().collect();
        let known = labels(db, &named, schools).await?;
        Ok(Self { known, words, concerns: concerns_of(db, grants).await? })
    }

    /// The name, with what tells the person apart if somebody else has the same.
    fn text(&self, id: PersonId) -> String {
        self.words.access.person_text(&self.choice(id))
    }

    fn choice(&self, id: PersonId) -> PersonLabel {
        let unknown = || PersonLabel { id, name: String::new(), place: None, apart: Vec::new() };
        self.known.get(&id).cloned().unwrap_or_else(unknown)
    }
}
