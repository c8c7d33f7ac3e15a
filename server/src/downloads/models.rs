//! The files of the directory to start from.

use axum::response::{IntoResponse, Response};
use backend::directory::{generate::model, import::FileKind};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::cells::BYTE_ORDER_MARK;

/// One of our four tables, as spreadsheets open it.
pub fn file(kind: FileKind) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{kind}\"")),
    ];
    let lines = model(kind).replace('\n', "\r\n");
    (headers, format!("{BYTE_ORDER_MARK}{lines}")).into_response()
}
