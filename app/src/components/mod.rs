//! Pieces that several pages use.

mod address;
mod announcement;
mod breadcrumb;
mod criteria;
mod criterion;
mod debounce;
mod dialog;
mod drafts;
mod failure;
mod field_sentence;
mod follow;
mod form_outcome;
mod heard;
mod icon;
mod pagination;
mod reload;
mod status;
mod text_area;

pub use address::address;
pub use announcement::AnnouncementCard;
pub use breadcrumb::Breadcrumb;
pub use criteria::Criteria;
pub use debounce::debounce;
pub use dialog::Dialog;
pub use drafts::DraftList;
pub use failure::Failure;
pub use field_sentence::FieldSentence;
pub use follow::follow;
pub use form_outcome::{FormOutcome, form_outcome};
pub use heard::mark_heard;
pub use icon::{Icon, SeverityIcon};
pub use pagination::Pagination;
pub use reload::ReloadOnNews;
pub use status::{SeverityBadge, StatusBadge};
pub use text_area::TextArea;
