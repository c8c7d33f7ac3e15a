//! *Espaces*: what a school says to a part of its people, and who may write there.

mod article;
mod input;
mod kind;
mod settings;
pub mod view;

pub use crate::communications::{article_address, space_address};
pub use article::{ArticleFacts, ArticleState};
pub use input::{ArticleInput, ArticleTitle, MAX_ARTICLES_PER_DAY, MAX_TITLE_CHARACTERS, NewArticle};
pub use kind::{SpaceKind, SpaceRight, ToldKind, readers_in};
pub use settings::{MAX_NAME_CHARACTERS, MAX_NAMED, MAX_SPACES, NamedInput, SpaceInput};
