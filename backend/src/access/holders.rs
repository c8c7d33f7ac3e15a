use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId, PersonId,
    access::{
        Role,
        view::{HOLDERS_PER_PAGE, Held, HolderRow, HoldersFilter, HoldersPage},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    Caller,
    administered::{authorized, schools_of},
    labels::labels,
    selected::{holds_any, sources_of},
    sources::{Source, sources},
};
use crate::{
    Backend, Result,
    ground::sql::Sql,
    search::{in_name, name_words},
};

#[derive(FromQueryResult)]
struct PersonRow {
    id: PersonId,
}

/// Who holds a role on a scope, and why; by name.
///
/// # Errors
/// As [`Caller::authorize_rights`]. An unknown role finds nobody.
pub async fn holders(backend: &Backend, caller: &Caller, filter: &HoldersFilter) -> Result<HoldersPage> {
    let scope = authorized(caller, &filter.scope)?;
    let db = &backend.db;
    let of = schools_of(db, scope).await?;
    let mut sources = sources(db, scope, &of).await?;
    if !filter.role.is_empty() {
        let role = Role::from_code(&filter.role);
        sources.retain(|source| Some(source.role) == role);
    }
    if sources.is_empty() {
        return Ok(HoldersPage { page: 1, pages: 1, ..HoldersPage::default() });
    }
    let holds = holds_any(db, &sources).await?;
    // In the order of the index: by the names as they are stored.
    let from = Sql::new(format!("FROM person_row f JOIN person p ON p.id = f.id WHERE {holds}"))
        .nest(searched(&filter.search));
    let total = count(db, from.clone()).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(HOLDERS_PER_PAGE))).unwrap_or(u32::MAX).max(1);
    let page = filter.page.clamp(1, pages);
    let skipped = u64::from(page - 1) * u64::from(HOLDERS_PER_PAGE);
    let order = format!(" ORDER BY f.search_last, f.id LIMIT {HOLDERS_PER_PAGE} OFFSET {skipped}");
    let sql = Sql::new("SELECT p.id ").nest(from).then(&order);
    let people = PersonRow::find_by_statement(sql.on(db)).all(db).await?;
    let rows = explained(db, people, &sources, &of.schools).await?;
    Ok(HoldersPage { rows, total, page, pages })
}

/// The name contains each word of a search.
fn searched(search: &str) -> Sql {
    name_words(search).into_iter().fold(Sql::default(), |sql, word| {
        let named = format!(" AND {}", in_name(&word, "word"));
        sql.nest(Sql::new(named).bind("word", format!("%{word}%")))
    })
}

async fn count(db: &impl ConnectionTrait, from: Sql) -> Result<u64> {
    let row = db.query_one_raw(Sql::new("SELECT COUNT(*) AS holders ").nest(from).on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "holders")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Finds, for each person of a page, every source of their role.
async fn explained(
    db: &impl ConnectionTrait,
    people: Vec<PersonRow>,
    sources: &[Source],
    schools: &BTreeSet<EstablishmentId>,
) -> Result<Vec<HolderRow>> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut held: BTreeMap<PersonId, BTreeMap<Role, Vec<Held>>> = BTreeMap::new();
    for (person, positions) in sources_of(db, &ids, sources).await? {
        let roles = held.entry(person).or_default();
        for source in positions.into_iter().filter_map(|position| sources.get(position)) {
            let reason = Held { reason: source.reason.clone(), severity: source.severity };
            roles.entry(source.role).or_default().push(reason);
        }
    }
    let mut labels = labels(db, &ids, schools).await?;
    let row = |id: PersonId| {
        Some(HolderRow {
            person: labels.remove(&id)?,
            held: held.remove(&id).unwrap_or_default().into_iter().collect(),
        })
    };
    Ok(ids.iter().copied().filter_map(row).collect())
}
