//! Articles: written, published now or later, corrected, withdrawn.

mod files;
mod form;
mod load;
mod publish;
mod read;
mod save;
mod tell;
mod withdraw;

pub use form::article_form;
pub(crate) use publish::publish_article;
pub use read::article;
pub use save::{Saved, Step, save_article};
pub(crate) use tell::{ARTICLE_PUBLISHED, about_article};
pub use withdraw::{discard_article, withdraw_article};
