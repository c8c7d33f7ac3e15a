use domain::{
    EstablishmentId,
    access::School,
    search::{finds, fold},
    spaces::view::{SpaceRow, SpacesPage},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    names::{names_of, rights},
    show::latest_of,
    subscribe::subscribed,
};
use crate::{
    Backend, Result,
    access::{Caller, readable_spaces, readable_spaces_of, school},
    entities::establishment,
    search::by_name,
};

/// How many schools of a perimeter the page offers.
const SCHOOLS_SHOWN: usize = 50;
/// How many schools a search looks through.
const SCHOOLS_SEARCHED: u64 = 20_000;
/// How many spaces the page shows.
const SPACES_SHOWN: usize = 60;

/// *Espaces*: those of the reader's schools, or those of one school that they may read. `search` looks
/// among the schools that they administer, in name, town and UAI; the chosen one stays among them.
pub async fn spaces_page(
    backend: &Backend,
    caller: &Caller,
    school: Option<EstablishmentId>,
    search: &str,
) -> Result<SpacesPage> {
    let db = &backend.db;
    let mut spaces = match school {
        Some(school) => readable_spaces_of(db, caller, school).await?,
        None => readable_spaces(db, caller).await?,
    };
    // First those of which the reader is one of the readers.
    spaces.sort_by_key(|space| (!space.is_for(caller), space.school, space.id));
    let cut = spaces.len() > SPACES_SHOWN;
    spaces.truncate(SPACES_SHOWN);
    let names = names_of(db, &spaces).await?;
    let subscribed = subscribed(db, caller, &spaces).await?;
    let zone = caller.own_zone();
    let mut latest = latest_of(db, caller, &spaces, zone).await?;
    let rows = spaces.iter().filter_map(|space| {
        Some(SpaceRow {
            space: names.get(&space.id)?.clone(),
            rights: rights(space, caller),
            reads: space.is_for(caller),
            subscribed: subscribed.contains(&space.id),
            latest: latest.remove(&space.id),
        })
    });
    let mut rows: Vec<SpaceRow> = rows.collect();
    by_name(&mut rows, |row| &row.space.school);
    rows.sort_by_key(|row| !row.reads);
    let (administered, more_schools) = schools_administered(db, caller, &fold(search), school).await?;
    Ok(SpacesPage { rows, administered, more_schools, cut })
}

/// The schools whose spaces the caller administers, by name, and whether there are more.
async fn schools_administered(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &str,
    chosen: Option<EstablishmentId>,
) -> Result<(Vec<(EstablishmentId, String)>, bool)> {
    let reach = caller.administered();
    if reach.is_empty() {
        return Ok((Vec::new(), false));
    }
    let mut rows = establishment::Entity::find()
        .filter(establishment::Column::Id.in_subquery(reach.schools()))
        .order_by_asc(establishment::Column::Id)
        .limit(SCHOOLS_SEARCHED)
        .all(db)
        .await?;
    let all: Vec<School> = rows.iter().map(school).collect();
    let chosen = rows.iter().find(|row| Some(row.id) == chosen).cloned();
    // Names are compared and sorted without their accents.
    rows.retain(|row| finds(wanted, &fold(&format!("{} {} {}", row.name, row.town, row.uai))));
    by_name(&mut rows, |school| &school.name);
    let more = rows.len() > SCHOOLS_SHOWN;
    rows.truncate(SCHOOLS_SHOWN);
    // Without it the list would name another school than the page shows, and a space would be added there.
    let left_out = chosen.filter(|chosen| rows.iter().all(|row| row.id != chosen.id));
    rows.extend(left_out);
    let apart = |row: &establishment::Model| (row.id, school(row).called(&all));
    Ok((rows.iter().map(apart).collect(), more))
}
