//! Tables as spreadsheets really write them: any separator, `sep=`, titles above the header, empty
//! cells left out at the end of a row, UTF-16, and workbooks.

mod cells;
mod layout;
mod rows;
mod workbook;

pub use layout::{Layout, layout};
pub use rows::{Column, Line, for_each_line};
pub use workbook::{as_text, each_sheet, is_workbook};
