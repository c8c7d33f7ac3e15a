//! *Espaces*: the spaces of the reader's schools and their articles. Nothing here needs a script,
//! except the editor of an article.

mod api;
mod article;
mod feed;
mod form;
mod heading;
mod list;
mod picture;
mod problem;
mod settings;
mod show;

pub use article::ArticlePage;
pub use form::{EditArticlePage, NewArticlePage};
pub use list::SpacesPage;
pub use settings::{NewSpacePage, SpaceSettingsPage};
pub use show::SpacePage;
