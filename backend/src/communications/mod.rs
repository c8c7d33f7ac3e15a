//! Composing, deploying and following communications.

mod article_links;
mod aside;
mod beside;
mod cancel;
mod channels;
mod compare;
mod compose;
mod concerns;
mod copied;
mod correct;
mod deploy;
mod deployment;
mod detail;
mod digest;
mod drafts;
mod duplicate;
mod earlier;
mod facts;
mod form_clock;
mod held;
mod insert;
mod latest;
mod linkable;
mod named;
mod news;
mod perimeter;
mod prepare;
mod publish;
mod question;
mod received;
mod row;
mod save_draft;
mod sent;
mod sightings;
mod sites;
mod survey;
mod take_back;

pub use article_links::{article_links, narrow_to_readers};
pub use cancel::cancel;
pub use channels::message::{MessageStates, answers, export_names, names, remind};
pub(crate) use compare::compare;
pub use compose::{compose, perimeters_for};
pub use copied::{begin_copy, open_picture_of_form};
pub use correct::{correct, correction_form};
pub use deploy::deploy;
pub use detail::{detail, version_of};
pub use drafts::{delete_draft, delete_drafts, discard_draft};
pub(crate) use facts::site_facts;
pub(crate) use held::forget_held;
pub use latest::latest_sent;
pub use named::find_recipients;
pub(crate) use news::{archive, items_of};
pub use news::{follow_news, read_news};
pub(crate) use publish::{give_up, publish, reopen};
pub use question::question;
pub use received::{
    ReceivedCounts, ReceivedSeen, contact_author, exchanges, follow_received, note_received, put_online,
    received, received_detail, store_received, take_offline,
};
pub use save_draft::{save_draft, save_draft_aside, save_draft_from};
pub use sent::sent;
pub(crate) use sightings::first_seen;
pub use sightings::{Shown, Sightings, note_sightings, store_sightings};
pub use sites::{Table as SitesTable, export_sites, sites};
pub use survey::survey;
pub use take_back::{take_back, taken_back};
