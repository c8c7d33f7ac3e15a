use std::collections::{BTreeSet, HashMap};

use chrono_tz::Tz;
use domain::{
    EstablishmentId, PersonId,
    access::{
        RequestState, Right, Role, Scope, roles_giving,
        view::{OpenRequest, OwnRequest, RequestPage, ScopeChoice},
    },
    time::Stamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};

use super::people::staffed_schools;
use crate::{
    Backend, Result,
    access::{Caller, labels, responsible},
    entities::{access_request, establishment, person},
    ground::school_name::schools_called,
};

/// The latest requests that a person sees of their own.
const OWN_SHOWN: u64 = 20;
/// The open requests of a scope that its page shows, the oldest first.
const OPEN_SHOWN: usize = 100;

/// *Demander un droit*: the roles that give `right` (every role when it names none), the schools for
/// which the caller may ask, and what became of earlier requests.
pub async fn requests(backend: &Backend, caller: &Caller, right: &str) -> Result<RequestPage> {
    let db = &backend.db;
    let roles = match right {
        "administer_rights" => vec![Role::SenderAdministrator],
        code => Right::from_code(code).map_or_else(|| Role::ALL.to_vec(), roles_giving),
    };
    let schools = staffed_schools(db, caller.person).await?;
    let schools = schools.into_iter().map(|school| ScopeChoice {
        scope: Scope::Establishment(school.id),
        place: format!("{} ({})", school.town, school.uai),
        name: school.name,
        schools: 1,
    });
    let rows = access_request::Entity::find()
        .filter(access_request::Column::PersonId.eq(caller.person))
        .order_by_desc(access_request::Column::Id)
        .limit(OWN_SHOWN)
        .all(db)
        .await?;
    let names = school_names(db, &rows).await?;
    let zone = caller.own_zone();
    let deciders = responsible(db, caller.words(), rows.iter().filter_map(|row| row.decided_by)).await?;
    let own = rows.into_iter().map(|row| OwnRequest {
        id: row.id,
        role: row.role,
        severity: row.severity,
        school: names.get(&row.establishment_id).cloned().unwrap_or_default(),
        reason: row.reason,
        asked: Stamp::new(row.asked_at, zone),
        state: row.state,
        decided: row.decided_at.map(|at| Stamp::new(at, zone)),
        by: row.decided_by.and_then(|id| deciders.get(&id).cloned()).unwrap_or_default(),
        answer: row.answer,
    });
    Ok(RequestPage { roles, schools: schools.collect(), own: own.collect() })
}

/// Condition on requests: open, on a school of the scope.
pub(super) fn is_open_on(scope: Scope) -> Condition {
    let column = access_request::Column::EstablishmentId;
    let school = match scope {
        Scope::Establishment(id) => column.eq(id),
        Scope::Authority(id) => {
            let schools = Query::select()
                .column(establishment::Column::Id)
                .from(establishment::Entity)
                .and_where(establishment::Column::AuthorityId.eq(id))
                .to_owned();
            column.in_subquery(schools)
        }
    };
    Condition::all().add(access_request::Column::State.eq(RequestState::Open)).add(school)
}

/// The first open requests on the schools of a scope, of people who are still in the directory; and whether there
/// are more.
pub(in crate::access) async fn open_on(
    db: &impl ConnectionTrait,
    scope: Scope,
    schools: &BTreeSet<EstablishmentId>,
    zone: Tz,
) -> Result<(Vec<OpenRequest>, bool)> {
    // Of each request's person: a list of all who are there would be one of the whole directory.
    let asking =
        person::Column::Id.into_simple_expr().eq(access_request::Column::PersonId.into_simple_expr());
    let there = Query::select()
        .expr(Expr::val(1))
        .from(person::Entity)
        .and_where(asking)
        .and_where(person::Column::RemovedAt.is_null())
        .to_owned();
    let mut rows = access_request::Entity::find()
        .filter(is_open_on(scope))
        .filter(Condition::all().add(Expr::exists(there)))
        .order_by_asc(access_request::Column::Id)
        .limit(OPEN_SHOWN as u64 + 1)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok((Vec::new(), false));
    }
    let cut = rows.len() > OPEN_SHOWN;
    rows.truncate(OPEN_SHOWN);
    let names = school_names(db, &rows).await?;
    let ids: BTreeSet<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let people = labels(db, &ids, schools).await?;
    let open = rows.into_iter().filter_map(|row| {
        Some(OpenRequest {
            id: row.id,
            person: people.get(&row.person_id)?.clone(),
            role: row.role,
            severity: row.severity,
            scope: Scope::Establishment(row.establishment_id),
            school: names.get(&row.establishment_id).cloned().unwrap_or_default(),
            reason: row.reason,
            asked: Stamp::new(row.asked_at, zone),
        })
    });
    Ok((open.collect(), cut))
}

async fn school_names(
    db: &impl ConnectionTrait,
    rows: &[access_request::Model],
) -> Result<HashMap<EstablishmentId, String>> {
    let ids: BTreeSet<EstablishmentId> = rows.iter().map(|row| row.establishment_id).collect();
    schools_called(db, ids).await
}
