use chrono::{Days as Count, NaiveDate};
use chrono_tz::Tz;
use domain::time::start_of_day;
use sea_orm::{ConnectionTrait, FromQueryResult};
use values::columns::Zone;

use crate::{Result, database::statement};

/// The days that a list is filtered by, in the local time of each communication's schools.
pub(in crate::communications) struct Days {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    zones: Vec<Tz>,
}

#[derive(FromQueryResult)]
struct InUse {
    time_zone: Zone,
}

impl Days {
    /// `None` when no day was requested.
    pub async fn of(
        db: &impl ConnectionTrait,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Option<Self>> {
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        let sql = "SELECT DISTINCT time_zone FROM establishment";
        let rows = InUse::find_by_statement(statement(db, sql, [])).all(db).await?;
        let zones = rows.iter().map(|row| row.time_zone.0).collect();
        Ok(Some(Self { from, to, zones }))
    }

    /// SQL conditions on the instant in `column`, in the zone of the first school.
    pub fn instants_sql(&self, column: &str) -> Vec<String> {
        let after = self.to.and_then(|to| to.checked_add_days(Count::new(1)));
        let from = self.from.map(|from| format!("{column} >= {}", self.start_sql(from)));
        let to = after.map(|after| format!("{column} < {}", self.start_sql(after)));
        from.into_iter().chain(to).collect()
    }

    /// The instant at which a day begins in the zone of the first school.
    fn start_sql(&self, day: NaiveDate) -> String {
        let starts: Vec<String> = self
            .zones
            .iter()
            .map(|zone| format!("WHEN '{}' THEN {}", zone.name(), start_of_day(day, *zone).0))
            .collect();
        format!(
            "CASE (SELECT z.time_zone FROM establishment z WHERE z.id = f.first_school) {} END",
            starts.join(" ")
        )
    }
}
