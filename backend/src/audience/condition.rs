use domain::{
    directory::Profile,
    targets::{Audience, Criterion, ResolvedTarget},
};
use sea_orm::{ConnectionTrait, Value};

use crate::{Result, database::statement};

/// The audience as an SQL condition on `cohort c`, with the values of its `?` parameters. It must
/// agree with `Audience::matches`: who is named is no part of it.
fn cohort_condition(audience: &Audience) -> (String, Vec<Value>) {
    condition(audience, |target| !target.criteria().names_people())
}

/// The people who are named, as a condition on `membership m` and its `cohort c`.
fn named_condition(audience: &Audience) -> (String, Vec<Value>) {
    condition(audience, |target| target.criteria().names_people())
}

/// The whole audience as a condition on `membership m` and its `cohort c`. It must agree with
/// `Audience::reaches`.
pub(crate) fn membership_condition(audience: &Audience) -> (String, Vec<Value>) {
    condition(audience, |_| true)
}

fn condition(audience: &Audience, of: impl Fn(&ResolvedTarget) -> bool) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let targets = audience.targets().iter().filter(|&target| of(target));
    let targets: Vec<String> = targets.map(|target| target_condition(target, &mut values)).collect();
    if targets.is_empty() {
        ("(1 = 0)".to_owned(), values)
    } else {
        (format!("({})", targets.join(" OR ")), values)
    }
}

fn target_condition(target: &ResolvedTarget, values: &mut Vec<Value>) -> String {
    let criteria = target.criteria();
    let mut conditions = Vec::new();
    let ids: Vec<String> = target.establishments().iter().map(|id| id.0.to_string()).collect();
    conditions.push(if ids.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("c.establishment_id IN ({})", ids.join(","))
    });
    if criteria.names_people() {
        let people: Vec<String> = criteria.people.values().map(|id| id.0.to_string()).collect();
        let people = if people.is_empty() { "NULL".to_owned() } else { people.join(",") };
        conditions.push(format!("m.person_id IN ({people})"));
    }
    one_of("c.profile", &criteria.profiles, |profile| profile.code(), &mut conditions, values);
    one_of("c.level", &criteria.levels, |name| name.as_str(), &mut conditions, values);
    one_of("c.sub_level", &criteria.sub_levels, |name| name.as_str(), &mut conditions, values);
    one_of("c.staff_function", &criteria.functions, |name| name.as_str(), &mut conditions, values);
    one_of("c.subject", &criteria.subjects, |name| name.as_str(), &mut conditions, values);
    one_of("c.school_class", &criteria.classes, |name| name.as_str(), &mut conditions, values);
    one_of("c.school_group", &criteria.groups, |name| name.as_str(), &mut conditions, values);
    format!("({})", conditions.join(" AND "))
}

fn one_of<'a, T: Ord>(
    column: &str,
    criterion: &'a Criterion<T>,
    text: impl Fn(&'a T) -> &'a str,
    conditions: &mut Vec<String>,
    values: &mut Vec<Value>,
) {
    if criterion.is_all() {
        return;
    }
    let names: Vec<&str> = criterion.values().map(text).collect();
    conditions.push(format!("{column} IN ({})", vec!["?"; names.len()].join(",")));
    values.extend(names.into_iter().map(Value::from));
}

/// `SELECT id …` of the cohorts of pupils whose parents the audience reaches through them, with
/// its parameters. A parent has, in each school of a child who is a pupil, the child's level,
/// sub-level, class and group. A parent who is named is reached alone, through no child.
pub(crate) fn children_sql(audience: &Audience) -> (String, Vec<Value>) {
    let (condition, values) = cohort_condition(audience);
    let (pupil, parent) = (Profile::Student.code(), Profile::Parent.code());
    let sql = format!(
        "SELECT pupils.id FROM cohort pupils JOIN cohort c ON c.establishment_id = pupils.establishment_id \
         AND c.level = pupils.level AND c.sub_level = pupils.sub_level \
         AND c.school_class = pupils.school_class AND c.school_group = pupils.school_group \
         WHERE pupils.profile = '{pupil}' AND c.profile = '{parent}' AND {condition}"
    );
    (sql, values)
}

/// `SELECT person_id …`, each once, of everybody the audience reaches, with its parameters.
pub fn people_sql(audience: &Audience) -> (String, Vec<Value>) {
    let (condition, mut values) = cohort_condition(audience);
    let mut sql = format!(
        "SELECT DISTINCT m.person_id AS person_id FROM membership m WHERE m.cohort_id IN \
         (SELECT c.id FROM cohort c WHERE {condition})"
    );
    if audience.names_people() {
        let (named, more) = named_condition(audience);
        sql.push_str(" UNION ");
        sql.push_str(&memberships("m.person_id AS person_id", &named));
        values.extend(more);
    }
    (sql, values)
}

/// `SELECT …` of the memberships `m`, with their cohorts `c`, that meet a condition.
fn memberships(columns: &str, condition: &str) -> String {
    format!("SELECT {columns} FROM membership m JOIN cohort c ON c.id = m.cohort_id WHERE {condition}")
}

/// The rows from which one delivery for each person is inserted, with the parameters: `(person_id,
/// establishment_id, several)` of everybody the audience reaches, ordered by person. The school is
/// the smallest through which the person is reached; `several` says whether there are others.
pub fn recipients_sql(audience: &Audience) -> (String, Vec<Value>) {
    let (condition, mut values) = cohort_condition(audience);
    if audience.names_people() {
        // Two selections, so that each finds its rows by an index.
        let (named, more) = named_condition(audience);
        values.extend(more);
        let columns = "m.person_id AS person_id, c.establishment_id AS establishment_id";
        let (by_cohort, by_name) = (memberships(columns, &condition), memberships(columns, &named));
        let sql = format!(
            "SELECT reached.person_id AS person_id, MIN(reached.establishment_id) AS establishment_id, \
             MIN(reached.establishment_id) <> MAX(reached.establishment_id) AS several \
             FROM ({by_cohort} UNION {by_name}) reached \
             GROUP BY reached.person_id ORDER BY reached.person_id"
        );
        return (sql, values);
    }
    let sql = format!(
        "SELECT m.person_id AS person_id, MIN(c.establishment_id) AS establishment_id, \
         MIN(c.establishment_id) <> MAX(c.establishment_id) AS several \
         FROM membership m JOIN cohort c ON c.id = m.cohort_id WHERE {condition} \
         GROUP BY m.person_id ORDER BY m.person_id"
    );
    (sql, values)
}

/// How many people the audience reaches, counted by the database.
pub async fn person_count(db: &impl ConnectionTrait, audience: &Audience) -> Result<u64> {
    let (people, values) = people_sql(audience);
    let sql = format!("SELECT COUNT(*) AS people FROM ({people}) AS people");
    let row = db.query_one_raw(statement(db, &sql, values)).await?;
    let count: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}
