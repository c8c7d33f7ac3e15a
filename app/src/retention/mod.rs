//! *Conservation des données*: for how long what people leave behind is kept.

mod page;
mod record;

pub use page::RetentionPage;
pub use record::RecordPage;
