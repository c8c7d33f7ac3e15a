use std::collections::BTreeSet;

use domain::{
    CohortId, EstablishmentId,
    access::{Population, Role},
    directory::Cohort,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::populations::given_in;
use crate::{
    Result,
    database::statement,
    entities::cohort::{self, COLUMNS},
    ground::sql::numbers,
};

/// SQL condition on the identity `person`: they hold a sender's role on any school, or administer the
/// portal. `among` is a `SELECT` of the people in question: it costs what their cohorts cost, not what
/// the directory does.
pub(crate) async fn sender_sql(db: &impl ConnectionTrait, person: &str, among: &str) -> Result<String> {
    let roles: Vec<String> = Role::ALL
        .into_iter()
        .filter(|role| role.is_sender())
        .map(|role| format!("'{}'", role.code()))
        .collect();
    let given = format!("SELECT g.person_id FROM access_grant g WHERE g.person_id IN ({among})");
    let mut ways = vec![
        format!("{person} IN ({given} AND g.role IN ({}))", roles.join(", ")),
        format!("{person} IN (SELECT a.person_id FROM account a WHERE a.portal_administrator)"),
    ];
    let cohorts = sender_cohorts(db, among).await?;
    if !cohorts.is_empty() {
        let ids = numbers(cohorts.iter().map(|id| id.0));
        ways.push(format!("{person} IN (SELECT m.person_id FROM membership m WHERE m.cohort_id IN ({ids}))"));
    }
    Ok(ways.join(" OR "))
}

/// The cohorts of these people that a sender's role was given to as a population, and those of heads of
/// school.
async fn sender_cohorts(db: &impl ConnectionTrait, among: &str) -> Result<Vec<CohortId>> {
    let theirs = format!("SELECT m.cohort_id FROM membership m WHERE m.person_id IN ({among})");
    given_cohorts(db, &theirs, Role::is_sender).await
}

/// Of these cohorts those that such a role was given to as a population, and those of heads of school.
/// `among` is a `SELECT` of their numbers.
pub(crate) async fn given_cohorts(
    db: &impl ConnectionTrait,
    among: &str,
    counts: fn(Role) -> bool,
) -> Result<Vec<CohortId>> {
    let sql = format!("SELECT {COLUMNS} FROM cohort c WHERE c.id IN ({among})");
    let rows = cohort::Model::find_by_statement(statement(db, &sql, [])).all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let schools: BTreeSet<EstablishmentId> = rows.iter().map(|row| row.establishment_id).collect();
    let given = given_in(db, &schools, counts).await?;
    let heads = Population::heads();
    let mut found = Vec::new();
    for row in rows {
        let (id, cohort) = (row.id, Cohort::from(row));
        let mut on_school = given.get(&cohort.establishment).into_iter().flatten();
        if heads.matches(&cohort) || on_school.any(|population| population.matches(&cohort)) {
            found.push(id);
        }
    }
    Ok(found)
}
