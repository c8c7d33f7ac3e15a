use domain::{
    directory::Profile,
    targets::{Audience, Criterion, ResolvedTarget},
};
use sea_orm::ConnectionTrait;

use crate::{
    Result,
    ground::sql::{Sql, numbers},
};

/// The audience as an SQL condition on `cohort c`. It must agree with `Audience::matches`: who is named
/// is no part of it.
fn cohort_condition(audience: &Audience) -> Sql {
    condition(audience, |target| !target.criteria().names_people())
}

/// The people who are named, as a condition on `membership m` and its `cohort c`.
fn named_condition(audience: &Audience) -> Sql {
    condition(audience, |target| target.criteria().names_people())
}

/// The whole audience as a condition on `membership m` and its `cohort c`. It must agree with
/// `Audience::reaches`.
pub(crate) fn membership_condition(audience: &Audience) -> Sql {
    condition(audience, |_| true)
}

fn condition(audience: &Audience, of: impl Fn(&ResolvedTarget) -> bool) -> Sql {
    let targets = audience.targets().iter().filter(|&target| of(target));
    let any = targets.fold(Sql::default(), |any, target| {
        let before = if any.is_empty() { "(" } else { " OR " };
        target_condition(any.then(before), target)
    });
    if any.is_empty() { Sql::new("(1 = 0)") } else { any.then(")") }
}

/// Appends the condition of one target.
fn target_condition(sql: Sql, target: &ResolvedTarget) -> Sql {
    let criteria = target.criteria();
    let ids: Vec<String> = target.establishments().iter().map(|id| id.0.to_string()).collect();
    let mut sql = if ids.is_empty() {
        sql.then("(1 = 0")
    } else {
        sql.then(&format!("(c.establishment_id IN ({})", ids.join(",")))
    };
    if criteria.names_people() {
        let people = numbers(criteria.people.values().map(|id| id.0));
        sql = sql.then(&format!(" AND m.person_id IN ({people})"));
    }
    sql = one_of(sql, "c.profile", &criteria.profiles, |profile| profile.code());
    sql = one_of(sql, "c.level", &criteria.levels, |name| name.as_str());
    sql = one_of(sql, "c.sub_level", &criteria.sub_levels, |name| name.as_str());
    sql = one_of(sql, "c.staff_function", &criteria.functions, |name| name.as_str());
    sql = one_of(sql, "c.subject", &criteria.subjects, |name| name.as_str());
    sql = one_of(sql, "c.school_class", &criteria.classes, |name| name.as_str());
    sql = one_of(sql, "c.school_group", &criteria.groups, |name| name.as_str());
    sql.then(")")
}

/// Appends the condition of one criterion, unless it accepts everything.
fn one_of<'a, T: Ord>(
    sql: Sql,
    column: &str,
    criterion: &'a Criterion<T>,
    text: impl Fn(&'a T) -> &'a str,
) -> Sql {
    if criterion.is_all() {
        return sql;
    }
    sql.then(&format!(" AND {column} IN (")).listed(criterion.values().map(text)).then(")")
}

/// `SELECT id …` of the cohorts of pupils whose parents the audience reaches through them. A parent
/// has, in each school of a child who is a pupil, the child's level, sub-level, class and group. A
/// parent who is named is reached alone, through no child.
pub(crate) fn children_sql(audience: &Audience) -> Sql {
    let (pupil, parent) = (Profile::Student.code(), Profile::Parent.code());
    Sql::new(format!(
        "SELECT pupils.id FROM cohort pupils JOIN cohort c ON c.establishment_id = pupils.establishment_id \
         AND c.level = pupils.level AND c.sub_level = pupils.sub_level \
         AND c.school_class = pupils.school_class AND c.school_group = pupils.school_group \
         WHERE pupils.profile = '{pupil}' AND c.profile = '{parent}' AND "
    ))
    .nest(cohort_condition(audience))
}

/// `SELECT person_id …`, each once, of everybody the audience reaches.
pub fn people_sql(audience: &Audience) -> Sql {
    let sql = Sql::new(
        "SELECT DISTINCT m.person_id AS person_id FROM membership m WHERE m.cohort_id IN \
         (SELECT c.id FROM cohort c WHERE ",
    );
    let sql = sql.nest(cohort_condition(audience)).then(")");
    if !audience.names_people() {
        return sql;
    }
    sql.then(" UNION ").nest(memberships("m.person_id AS person_id", named_condition(audience)))
}

/// `SELECT …` of the memberships `m`, with their cohorts `c`, that meet a condition.
fn memberships(columns: &str, condition: Sql) -> Sql {
    let head = format!("SELECT {columns} FROM membership m JOIN cohort c ON c.id = m.cohort_id WHERE ");
    Sql::new(head).nest(condition)
}

/// The rows from which one delivery for each person is inserted: `(person_id, establishment_id,
/// several)` of everybody the audience reaches, ordered by person. Of the schools through which the person is
/// reached it is the one with the lowest number; `several` says whether there are others.
pub fn recipients_sql(audience: &Audience) -> Sql {
    if audience.names_people() {
        // Two selections, so that each finds its rows by an index.
        let columns = "m.person_id AS person_id, c.establishment_id AS establishment_id";
        return Sql::new(
            "SELECT reached.person_id AS person_id, MIN(reached.establishment_id) AS establishment_id, \
             MIN(reached.establishment_id) <> MAX(reached.establishment_id) AS several FROM (",
        )
        .nest(memberships(columns, cohort_condition(audience)))
        .then(" UNION ")
        .nest(memberships(columns, named_condition(audience)))
        .then(") reached GROUP BY reached.person_id ORDER BY reached.person_id");
    }
    Sql::new(
        "SELECT m.person_id AS person_id, MIN(c.establishment_id) AS establishment_id, \
         MIN(c.establishment_id) <> MAX(c.establishment_id) AS several \
         FROM membership m JOIN cohort c ON c.id = m.cohort_id WHERE ",
    )
    .nest(cohort_condition(audience))
    .then(" GROUP BY m.person_id ORDER BY m.person_id")
}

/// How many people the audience reaches, counted by the database.
pub async fn person_count(db: &impl ConnectionTrait, audience: &Audience) -> Result<u64> {
    let sql = Sql::new("SELECT COUNT(*) AS people FROM (").nest(people_sql(audience)).then(") AS people");
    let row = db.query_one_raw(sql.on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}
