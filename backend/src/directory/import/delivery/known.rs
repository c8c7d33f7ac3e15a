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
        .filter(import_run::Column::UndoneAt.is_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(db)
        .await?;
    let mut last = HashMap::new();
    let reports = rows.iter().filter_map(|row| serde_json::from_str::<Report>(row.report.as_deref()?).ok());
    for report in reports.filter(|report| report.applied) {
        for dated in report.delivered {
            last.entry(dated.prefix).or_insert(dated.date);
        }
    }
    Ok(last)
}
