//! *Espaces*: their articles, who is subscribed, and who administers them.
//!
//! Who may read, write and moderate is decided by [`Space`], which is loaded only for somebody who may
//! read it.

mod archive;
mod articles;
mod author;
mod board;
mod feed;
mod follow;
mod list;
mod names;
mod place;
mod settings;
mod show;
mod subscribe;
mod subscribers;

pub use crate::access::{Named, Space, Who, readable_spaces, readable_spaces_of, space};
pub(crate) use archive::archive;
pub use articles::{
    Saved, Step, article, article_form, discard_article, follow_article, save_article, withdraw_article,
};
pub(crate) use articles::{is_of_article, publish_article, tell_of_article};
pub(crate) use author::{Own, tell_author};
pub(crate) use board::items_of;
pub(crate) use feed::ARTICLE_FEEDS;
pub use feed::{
    ArticleFeed, FeedEntry, article_feed, make_article_feed, renew_article_feed, revoke_article_feed,
    version_of,
};
pub use follow::follow_space;
pub use list::spaces_page;
pub use settings::{add_space, change_space, name_for_space, new_space, remove_named, space_settings};
pub use show::space_page;
pub use subscribe::subscribe;
pub(crate) use subscribers::newly_told;
pub use subscribers::{Subject, subscriber_count};
