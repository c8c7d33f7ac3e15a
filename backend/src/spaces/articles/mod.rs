//! Articles: written, published now or later, corrected, withdrawn.

mod files;
mod follow;
mod form;
mod held;
mod load;
mod made;
mod publish;
mod read;
mod save;
mod stale;
mod tell;
mod withdraw;
mod wording;

pub use follow::follow_article;
pub use form::article_form;
pub(super) use held::hold_scheduled;
pub(crate) use publish::publish_article;
pub use read::article;
pub use save::{Saved, Step, save_article};
pub(crate) use tell::{is_of_article, tell_of_article};
pub use withdraw::{discard_article, withdraw_article};
