use formats::Problem;

use super::super::{Delivery, FileName, Origin, RefusedRow, RowRefusal};

/// A problem as the report lists it.
pub(in super::super) fn refused(problem: &Problem, delivery: &Delivery) -> RefusedRow {
    let place = &problem.place;
    let file = if place.file.is_empty() { name(delivery) } else { place.file.clone() };
    // The name of an element alone does not say where it is.
    let column = match (&place.record, &place.element) {
        (Some(record), Some(element)) => Some(format!("{element} ({record})")),
        (one, other) => one.clone().or_else(|| other.clone()),
    };
    RefusedRow {
        file: FileName::Delivered(file),
        line: place.line,
        column,
        refusal: RowRefusal::Delivery(problem.reason.clone()),
    }
}

/// What a delivery is called, where no single file of it is meant.
fn name(delivery: &Delivery) -> String {
    match &delivery.from {
        Origin::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        Origin::Uploaded(files) => {
            files.iter().map(|(name, _)| name.as_str()).take(3).collect::<Vec<_>>().join(", ")
        }
    }
}
