//! *Conservation des données*: for how long what people leave behind is kept.

mod page;

pub use page::RetentionPage;
