//! A communication from its draft to the end of its life.

mod announcement;
mod channel;
mod duplicate;
pub mod form;
mod input;
mod link;
mod period;
mod severity;
mod status;
mod text;
pub mod view;

pub use announcement::{Announcement, NewCommunication};
pub use channel::Channel;
pub use duplicate::DuplicateMode;
pub use input::{CommunicationInput, DEFAULT_PERIOD_DAYS};
pub use link::Link;
pub use period::{Bounds, MAX_PERIOD_DAYS, PublicationPeriod};
pub use severity::Severity;
pub use status::{DeliveryState, SiteFacts, Status, StatusFacts};
pub use text::{AnnouncementText, MAX_ANNOUNCEMENT_CHARACTERS, has_forbidden_control};
