//! Communications as pages show them.

mod announcement;
mod compose;
mod detail;
mod sent;
mod sites;

pub use self::{
    announcement::PublishedAnnouncement,
    compose::{
        ArticleChoice, ArticleLinks, ComposeForm, Deployed, DraftSummary, FormClock, Question, Survey,
    },
    detail::{Beside, CommunicationDetail},
    sent::{LatestSent, SentFilter, SentPage, SentRow},
    sites::{SiteColumns, SiteRow, SitesFilter, SitesPage},
};
