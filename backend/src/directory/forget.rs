//! What is kept of past imports names people, so it is deleted with the data of those who left.

use domain::time::Millis;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use crate::{
    Backend, Result,
    ground::sql::sql,
    stored::{from_json, to_json},
    transaction,
};

#[derive(FromQueryResult)]
struct ReportRow {
    id: i64,
    report: String,
}

/// The parts of a report that list lines of the files; their count is stored beside each list.
const LISTS: [&str; 2] = ["/refusals", "/remarks/listed"];

/// Takes the lines out of the reports of imports before `before`: they say who was refused, and why.
pub(crate) async fn forget_lines(backend: &Backend, before: Millis) -> Result<()> {
    let db = &backend.db;
    // Within a name, quotation marks are escaped.
    let look = "SELECT id, report FROM import_run WHERE started_at < :before AND id > :last \
                AND (report LIKE '%\"refusals\":[{%' OR report LIKE '%\"listed\":[{%') ORDER BY id LIMIT 1";
    let mut last = 0;
    while let Some(ReportRow { id, report }) =
        ReportRow::find_by_statement(sql!(db, look, before, last)).one(db).await?
    {
        last = id;
        let what = format!("report of import {id}");
        let mut report: Value = from_json(&what, &report)?;
        for list in LISTS {
            if let Some(lines) = report.pointer_mut(list) {
                *lines = json!([]);
            }
        }
        let report = to_json(&what, &report)?;
        transaction!(db, |tx| {
            let text = "UPDATE import_run SET report = :report WHERE id = :id";
            tx.execute_raw(sql!(tx, text, report = report.as_str(), id)).await?;
            Ok(())
        })?;
    }
    Ok(())
}
