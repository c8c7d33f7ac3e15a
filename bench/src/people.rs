//! Searching a person by name while it is typed, among a million people.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend,
    access::{Caller, find_people, grant::grant, holders, page},
    entities::{cohort, establishment, membership, person},
};
use domain::{
    PersonId,
    access::{Role, Scope, view::HoldersFilter},
    directory::HEAD_OF_ESTABLISHMENT,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::report;

/// Typed texts: few letters, many letters, common names, unknown names, both orders.
const TYPED: [&str; 8] = ["ma", "martin", "martin ca", "le", "camille du", "zzzz", "jean-marc", "d"];
const RUNS: usize = 11;

/// Measures for the portal's administrator, an administrator of an authority, and the head of one
/// school.
pub async fn measure(engine: &str, backend: &Arc<Backend>) -> Result<(), String> {
    let text = |reason: backend::Error| reason.to_string();
    let (head, school, other) = somebody(backend).await.map_err(|reason| reason.to_string())?;
    let authority = Scope::Authority(school.authority_id);
    let own = Scope::Establishment(school.id);
    grant(&backend.db, other, Role::SenderAdministrator, authority).await.map_err(text)?;
    for (who, person, scope) in [("of one school", head, own), ("of an authority", other, authority)] {
        let caller = Caller::load(&backend.db, person).await.map_err(text)?;
        let scope = scope.to_string();
        let mut times = Vec::new();
        for typed in TYPED {
            for _ in 0..RUNS {
                let started = Instant::now();
                find_people(backend, &caller, &scope, typed).await.map_err(text)?;
                times.push(started.elapsed());
            }
        }
        let worst = times.iter().max().copied().unwrap_or_default();
        report::line(
            &format!("{engine}: people by name, administrator {who}"),
            &report::milliseconds(report::median(times)),
            &format!("slowest of all {}", report::milliseconds(worst)),
            "aim: a blink, 100 ms",
        );
        let started = Instant::now();
        page(backend, &caller, &scope).await.map_err(text)?;
        let shown = started.elapsed();
        let filter = HoldersFilter { scope, ..HoldersFilter::default() };
        let started = Instant::now();
        holders(backend, &caller, &filter).await.map_err(text)?;
        print_line(engine, who, shown, started.elapsed());
    }
    Ok(())
}

fn print_line(engine: &str, who: &str, page: Duration, holders: Duration) {
    report::line(
        &format!("{engine}: page of rights {who}"),
        &report::milliseconds(page),
        &format!("who holds what, and why {}", report::milliseconds(holders)),
        "",
    );
}

/// A head of a school, that school, and another person.
async fn somebody(backend: &Backend) -> Result<(PersonId, establishment::Model, PersonId), sea_orm::DbErr> {
    let nobody = || sea_orm::DbErr::RecordNotFound("a head of school".to_owned());
    let db = &backend.db;
    let heads = cohort::Entity::find()
        .filter(cohort::Column::StaffFunction.eq(HEAD_OF_ESTABLISHMENT))
        .order_by_asc(cohort::Column::Id)
        .one(db)
        .await?
        .ok_or_else(nobody)?;
    let head = membership::Entity::find()
        .filter(membership::Column::CohortId.eq(heads.id))
        .one(db)
        .await?
        .ok_or_else(nobody)?;
    let school =
        establishment::Entity::find_by_id(heads.establishment_id).one(db).await?.ok_or_else(nobody)?;
    let other = person::Entity::find()
        .filter(person::Column::Id.ne(head.person_id))
        .order_by_desc(person::Column::Id)
        .limit(1)
        .one(db)
        .await?
        .ok_or_else(nobody)?;
    Ok((head.person_id, school, other.id))
}
