//! Names of schools that stand without their towns. Many schools of a region have the same name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::EstablishmentId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::Result;
use super::sql::{numbers, sql};

/// SQL: the name of a school, of the row `e`: where another school has the same, with its town, and with its
/// code where the town does not tell them apart. As `domain::access::School::called`.
pub(crate) const SCHOOL_CALLED: &str = "CASE WHEN EXISTS (SELECT 1 FROM establishment t WHERE t.name = e.name AND t.id <> e.id) \
    THEN e.name || ' (' || CASE WHEN e.town = '' THEN e.uai \
    WHEN EXISTS (SELECT 1 FROM establishment t WHERE t.name = e.name AND t.town = e.town AND t.id <> e.id) \
    THEN e.town || ', ' || e.uai ELSE e.town END || ')' ELSE e.name END";

#[derive(FromQueryResult)]
struct CalledRow {
    id: EstablishmentId,
    called: String,
}

/// The names of these schools, as [`SCHOOL_CALLED`].
pub(crate) async fn schools_called(
    db: &impl ConnectionTrait,
    schools: impl IntoIterator<Item = EstablishmentId>,
) -> Result<HashMap<EstablishmentId, String>> {
    let list = numbers(schools.into_iter().map(|school| school.0));
    let text = format!("SELECT e.id, {SCHOOL_CALLED} AS called FROM establishment e WHERE e.id IN ({list})");
    let rows = CalledRow::find_by_statement(sql!(db, text)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.called)).collect())
}

/// The same for many schools: an engine would look through all schools for each of them.
pub(crate) async fn many_schools_called(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<BTreeMap<EstablishmentId, String>> {
    if schools.is_empty() {
        return Ok(BTreeMap::new());
    }
    let list = numbers(schools.iter().map(|school| school.0));
    // Only the schools of these names are counted: a region has thousands of others.
    let text = format!(
        "WITH asked AS (SELECT id, name, town, uai FROM establishment WHERE id IN ({list})), \
         alike AS (SELECT name, town, COUNT(*) AS schools FROM establishment \
         WHERE name IN (SELECT name FROM asked) GROUP BY name, town), \
         called AS (SELECT name, SUM(schools) AS schools FROM alike GROUP BY name) \
         SELECT e.id, CASE WHEN n.schools = 1 THEN e.name ELSE e.name || ' (' || CASE WHEN e.town = '' THEN e.uai \
         WHEN t.schools > 1 THEN e.town || ', ' || e.uai ELSE e.town END || ')' END AS called FROM asked e \
         JOIN called n ON n.name = e.name JOIN alike t ON t.name = e.name AND t.town = e.town"
    );
    let rows = CalledRow::find_by_statement(sql!(db, text)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.called)).collect())
}
