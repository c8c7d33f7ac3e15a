use domain::{AuthorityId, CampusId};
use sea_orm::ConnectionTrait;

use super::{
    super::{
        compare::{SchoolDiff, StoredSchools},
        progress::Meter,
        read::{EstablishmentRow, Wanted},
    },
    bulk::Bulk,
};
use crate::{Required, Result, directory::add_standard_spaces};

const AUTHORITIES: Bulk =
    Bulk { head: "INSERT INTO authority (name) VALUES ", row: "?", columns: 1, tail: "" };
const CAMPUSES: Bulk = Bulk { head: "INSERT INTO campus (name) VALUES ", row: "?", columns: 1, tail: "" };
pub(super) const ESTABLISHMENTS: Bulk = Bulk {
    head: "INSERT INTO establishment (uai, name, town, time_zone, authority_id, campus_id) VALUES ",
    row: "?, ?, ?, ?, ?, ?",
    columns: 6,
    tail: " ON CONFLICT (uai) DO UPDATE SET name = excluded.name, town = excluded.town, \
           time_zone = excluded.time_zone, authority_id = excluded.authority_id, \
           campus_id = excluded.campus_id",
};

/// Writes them, and returns those that the database then has.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    diff: &SchoolDiff,
    meter: &mut Meter<'_>,
) -> Result<StoredSchools> {
    let authorities: Vec<&String> = diff.authorities.iter().collect();
    AUTHORITIES.run(db, &authorities, meter, |name, values| values.push(name.as_str().into())).await?;
    let campuses: Vec<&String> = diff.campuses.iter().collect();
    CAMPUSES.run(db, &campuses, meter, |name, values| values.push(name.as_str().into())).await?;
    let stored = StoredSchools::load(db).await?;
    let rows: Vec<Ready<'_>> = diff
        .rows
        .iter()
        .filter_map(|position| wanted.establishments.get(*position))
        .map(|row| ready(row, &stored))
        .collect::<Result<_>>()?;
    ESTABLISHMENTS
        .run(db, &rows, meter, |(row, authority, campus), values| {
            values.extend([
                row.uai.as_str().into(),
                row.name.as_str().into(),
                row.town.as_str().into(),
                row.time_zone.into(),
                (*authority).into(),
                (*campus).into(),
            ]);
        })
        .await?;
    add_standard_spaces(db).await?;
    StoredSchools::load(db).await
}

type Ready<'r> = (&'r EstablishmentRow, AuthorityId, Option<CampusId>);

fn ready<'r>(row: &'r EstablishmentRow, stored: &StoredSchools) -> Result<Ready<'r>> {
    let authority = stored.authorities.get(&row.authority);
    let authority = authority.required(format_args!("authority {:?}", row.authority))?;
    let campus = match &row.campus {
        Some(name) => Some(*stored.campuses.get(name).required(format_args!("campus {name:?}"))?),
        None => None,
    };
    Ok((row, *authority, campus))
}
