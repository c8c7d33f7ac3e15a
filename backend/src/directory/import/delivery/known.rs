use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{directory::Profile, time::Millis};
use formats::onde::Before;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::super::{Report, prefixes::begins, report::Dated};
use crate::{
    Result,
    database::statement,
    directory::{joins::OWNED, matches},
    entities::import_run,
    ground::sql::{Sql, sql},
};

/// Among how many of the latest imports with deliveries those of a feed are searched for.
const LOOKED_BACK: u64 = 200;

/// What the database says before a delivery is read.
#[derive(Debug, Default)]
pub(in super::super) struct Known {
    pub(super) uais: Vec<String>,
    /// Levels, sub-levels, functions and subjects as they are spelled now.
    pub(super) names: [Vec<String>; 4],
    /// The same of the classes and groups of each school, by UAI.
    pub(super) of_schools: BTreeMap<String, [Vec<String>; 2]>,
    /// Those of the pupils alone.
    pub(super) of_pupils: BTreeMap<String, [Vec<String>; 2]>,
    pub(super) today: NaiveDate,
    /// The deliveries that the directory has, the last one first.
    pub(super) delivered: Vec<Dated>,
    /// By the beginning of the identifiers of a OneRoster package, the schools where its people are.
    pub(super) packages: BTreeMap<String, BTreeSet<String>>,
    /// Whom ONDE has brought to this delivery's school.
    pub(super) onde: Before,
    /// What was decided about the children of this delivery's school, by question.
    pub(super) decided: BTreeMap<String, String>,
}

impl Known {
    pub(in super::super) async fn load(
        db: &DatabaseConnection,
        uais: Vec<String>,
        school: Option<&str>,
        now: Millis,
    ) -> Result<Self> {
        let mut names: [Vec<String>; 4] = Default::default();
        for (known, column) in names.iter_mut().zip(["level", "sub_level", "staff_function", "subject"]) {
            *known = spellings(db, column).await?;
        }
        let of_schools = spellings_of_schools(db, "").await?;
        let is_pupil = format!(" AND c.profile = '{}'", Profile::Student.code());
        let of_pupils = spellings_of_schools(db, &is_pupil).await?;
        let today = now.day(Tz::Europe__Paris).unwrap_or_default();
        let (decided, onde) = match school.map(code) {
            Some(uai) => (matches::decided(db, &uai).await?, before(db, &uai).await?),
            None => (BTreeMap::new(), Before::default()),
        };
        let (delivered, packages) = (delivered(db).await?, packages(db).await?);
        Ok(Self { uais, names, of_schools, of_pupils, today, delivered, packages, onde, decided })
    }
}

/// The names in a column of cohorts, each once: there are many cohorts, and few names.
async fn spellings(db: &DatabaseConnection, column: &str) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT {column} AS name FROM cohort WHERE {column} <> '' GROUP BY {column} ORDER BY MIN(id)"
    );
    let rows = db.query_all_raw(statement(db, &sql, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

/// Separates names, which have no control characters.
const END: &str = "\u{1f}";

/// The classes and groups of each school, in their order: where two differ only in their spelling, always the
/// same one is known. One row for each school, because there are many classes. `of` is SQL about the cohort `c`.
async fn spellings_of_schools(
    db: &DatabaseConnection,
    of: &str,
) -> Result<BTreeMap<String, [Vec<String>; 2]>> {
    let mut found: BTreeMap<String, [Vec<String>; 2]> = BTreeMap::new();
    for (at, column) in ["school_class", "school_group"].into_iter().enumerate() {
        let sql = format!(
            "SELECT uai, string_agg(name, :end) AS names FROM (SELECT DISTINCT e.uai AS uai, c.{column} AS name \
             FROM cohort c JOIN establishment e ON e.id = c.establishment_id WHERE c.{column} <> ''{of}) AS found \
             GROUP BY uai"
        );
        for row in db.query_all_raw(sql!(db, sql, end = END)).await? {
            let names: String = row.try_get("", "names")?;
            let mut names: Vec<String> = names.split(END).map(str::to_owned).collect();
            names.sort_unstable();
            found.entry(row.try_get("", "uai")?).or_default()[at] = names;
        }
    }
    Ok(found)
}

async fn before(db: &DatabaseConnection, uai: &str) -> Result<Before> {
    let (pupils, guardians) = (pupils(db, uai).await?, guardians(db, uai).await?);
    Ok(Before { pupils, guardians, teachers: teachers(db, uai).await? })
}

/// What records that are joined own stands apart from what their people have.
async fn guardians(db: &DatabaseConnection, uai: &str) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut guardians: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for links in ["family_link", "record_link"] {
        let sql = Sql::new(format!(
            "SELECT p.external_id AS guardian, c.external_id AS child FROM person p \
             JOIN {links} l ON l.parent_id = p.id JOIN person c ON c.id = l.child_id \
             WHERE p.removed_at IS NULL AND ("
        ));
        let sql = sql.nest(begins("p", &[format!("{uai}-resp-")])).then(")");
        for row in db.query_all_raw(sql.on(db)).await? {
            guardians.entry(row.try_get("", "guardian")?).or_default().insert(row.try_get("", "child")?);
        }
    }
    Ok(guardians)
}

/// Labels that are not of one class alone have its code behind them.
async fn teachers(db: &DatabaseConnection, uai: &str) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut teachers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for owned in OWNED {
        let sql = Sql::new(format!(
            "SELECT p.external_id AS teacher, c.school_class, c.staff_function FROM person p \
             JOIN {owned} ON m.person_id = p.id JOIN cohort c ON c.id = m.cohort_id \
             WHERE p.removed_at IS NULL AND ("
        ));
        let sql = sql.nest(begins("p", &[format!("{uai}-ens-")])).then(")");
        for row in db.query_all_raw(sql.on(db)).await? {
            let known = teachers.entry(row.try_get("", "teacher")?).or_default();
            let class: String = row.try_get("", "school_class")?;
            let function: String = row.try_get("", "staff_function")?;
            let label = class.split(" (").next().unwrap_or_default().to_owned();
            known.extend([class, label, function].into_iter().filter(|sign| !sign.is_empty()));
        }
    }
    Ok(teachers)
}

async fn pupils(db: &DatabaseConnection, uai: &str) -> Result<BTreeSet<String>> {
    let prefixes = ["eleve", "ine"].map(|kind| format!("{uai}-{kind}-"));
    let sql = Sql::new("SELECT p.external_id AS name FROM person p WHERE ").nest(begins("p", &prefixes));
    let rows = db.query_all_raw(sql.on(db)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

/// The UAI that was typed for a delivery.
pub(super) fn code(typed: &str) -> String {
    typed.trim().to_ascii_uppercase()
}

/// Identifiers of OneRoster begin with `UAI-or-`, and with `or-` where a package was imported by an
/// earlier version of the program.
async fn packages(db: &DatabaseConnection) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for owned in OWNED {
        let sql = format!(
            "SELECT DISTINCT CASE WHEN substr(p.external_id, 1, 3) = 'or-' THEN 'or-' \
             ELSE substr(p.external_id, 1, 12) END AS begins, e.uai FROM person p \
             JOIN {owned} ON m.person_id = p.id JOIN cohort c ON c.id = m.cohort_id \
             JOIN establishment e ON e.id = c.establishment_id WHERE p.removed_at IS NULL \
             AND (substr(p.external_id, 1, 3) = 'or-' OR substr(p.external_id, 9, 4) = '-or-')"
        );
        for row in db.query_all_raw(statement(db, &sql, [])).await? {
            packages.entry(row.try_get("", "begins")?).or_default().insert(row.try_get("", "uai")?);
        }
    }
    Ok(packages)
}

/// A report of an older version that cannot be read is ignored.
async fn delivered(db: &DatabaseConnection) -> Result<Vec<Dated>> {
    // Imports of other formats do not use up the limit, however many schools are imported in a night.
    let telling = Condition::any()
        .add(import_run::Column::Report.contains("\"delivered\":[{"))
        .add(import_run::Column::UndoneAt.is_not_null());
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Report.is_not_null())
        .filter(telling)
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(db)
        .await?;
    let mut delivered = Vec::new();
    for row in &rows {
        let report = row.report.as_deref().and_then(|json| serde_json::from_str::<Report>(json).ok());
        let Some(report) = report.filter(|report| report.applied && !is_void(row, report, &rows)) else {
            continue;
        };
        delivered.extend(report.delivered);
    }
    Ok(delivered)
}

/// Whether an import was undone, or changed nothing because one that was undone later had left the
/// directory so.
fn is_void(row: &import_run::Model, report: &Report, all: &[import_run::Model]) -> bool {
    let confirmed = |other: &import_run::Model| {
        other.undone_at.is_some() && row.id > other.id && row.finished_at <= other.undone_at
    };
    row.undone_at.is_some() || report.change.is_none() && all.iter().any(confirmed)
}
