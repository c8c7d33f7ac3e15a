use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::time::Millis;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::Report;
use crate::{
    Result,
    entities::{cohort, import_run},
};

/// Among how many of the latest imports the last delivery of a feed is searched for.
const LOOKED_BACK: u64 = 200;

/// What the database says before a delivery is read.
#[derive(Debug, Default)]
pub(in super::super) struct Known {
    pub(super) uais: Vec<String>,
    /// Levels, sub-levels, functions and subjects as they are spelled now.
    pub(super) names: [Vec<String>; 4],
    pub(super) today: NaiveDate,
    /// The date of the last delivery, by the beginning of its identifiers.
    pub(super) last: HashMap<String, NaiveDate>,
}

impl Known {
    pub(in super::super) async fn load(
        db: &DatabaseConnection,
        uais: Vec<String>,
        now: Millis,
    ) -> Result<Self> {
        let mut names: [Vec<String>; 4] = Default::default();
        for row in cohort::Entity::find().order_by_asc(cohort::Column::Id).all(db).await? {
            let texts = [row.level, row.sub_level, row.staff_function, row.subject];
            for (known, text) in names.iter_mut().zip(texts) {
                if !text.is_empty() {
                    known.push(text);
                }
            }
        }
        let today = now.day(Tz::Europe__Paris).unwrap_or_default();
        Ok(Self { uais, names, today, last: last(db).await? })
    }
}

/// A report of an older version that cannot be read says nothing.
async fn last(db: &DatabaseConnection) -> Result<HashMap<String, NaiveDate>> {
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Report.is_not_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(db)
        .await?;
    let mut last = HashMap::new();
    for row in &rows {
        let report = row.report.as_deref().and_then(|json| serde_json::from_str::<Report>(json).ok());
        let Some(report) = report.filter(|report| report.applied && !is_void(row, report, &rows)) else {
            continue;
        };
        for dated in report.delivered {
            last.entry(dated.prefix).or_insert(dated.date);
        }
    }
    Ok(last)
}

/// Whether an import was undone, or changed nothing because one that was undone later had left the
/// directory so.
fn is_void(row: &import_run::Model, report: &Report, all: &[import_run::Model]) -> bool {
    let confirmed = |other: &import_run::Model| {
        other.undone_at.is_some() && row.id > other.id && row.finished_at <= other.undone_at
    };
    row.undone_at.is_some() || report.change.is_none() && all.iter().any(confirmed)
}
