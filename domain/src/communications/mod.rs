//! A communication from its draft to the end of its life.

mod announcement;
mod channel;
mod duplicate;
pub mod form;
mod input;
mod link;
mod message;
mod period;
mod rich_text;
mod severity;
mod status;
mod text;
pub mod view;

pub use announcement::{Announcement, Content, NewCommunication};
pub use channel::Channel;
pub use duplicate::DuplicateMode;
pub use input::{CommunicationInput, DEFAULT_PERIOD_DAYS};
pub use link::Link;
pub use message::{Acknowledgement, MAX_SUBJECT_CHARACTERS, MessageSubject, NewMessage, SendAt};
pub use period::{Bounds, MAX_PERIOD_DAYS, PublicationPeriod};
pub use rich_text::{
    CleanHtml, MAX_RICH_TEXT_CHARACTERS, RichText, RichTextCount, escaped, paragraphs, plain_text,
};
pub use severity::Severity;
pub use status::{DeliveryState, RunFacts, SiteFacts, Status, StatusFacts};
pub use text::{AnnouncementText, MAX_ANNOUNCEMENT_CHARACTERS, has_forbidden_control};
