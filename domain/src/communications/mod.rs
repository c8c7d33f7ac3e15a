//! A communication from its draft to the end of its life.

pub mod answers;
pub mod channels;
mod confirmation;
mod duplicate;
mod facts;
pub mod form;
mod input;
mod letter_text;
mod link;
pub mod names;
mod page_order;
mod period;
mod posted;
pub mod received;
mod rewording;
mod rich_text;
mod said;
mod save_mark;
mod second;
mod spoken;
mod start;
mod status;
mod text;
mod typed;
pub mod view;

pub use crate::{
    channel::Channel,
    fields::has_forbidden_control,
    severity::Severity,
    targets::{Concern, NameKind, Outcome},
};
pub use channels::{
    Content, ContentDetail, ContentFacts, Part, SentContent,
    announcement::{Announcement, announcement_wording},
    message::{Acknowledgement, MAX_SUBJECT_CHARACTERS, MessageInput, MessageSubject, NewMessage, SendAt},
    news::{MAX_TITLE_CHARACTERS, News},
    shown::{DEFAULT_PERIOD_DAYS, PeriodFacts},
};
pub use confirmation::{Confirmation, moved_meanwhile, moved_much};
pub use duplicate::DuplicateMode;
pub use facts::StatusFacts;
pub use input::{CommunicationInput, NewCommunication, UNCHOSEN};
pub use letter_text::letter_text;
pub use link::{Link, article_address, space_address};
pub use page_order::in_page_order;
pub use period::{Bounds, MAX_PERIOD_DAYS, PublicationPeriod};
pub use posted::Posted;
pub use rewording::{CorrectionForm, CorrectionQuestion, MessageBeside, RewordingInput};
pub use rich_text::{
    CleanHtml, MAX_RICH_TEXT_CHARACTERS, RichText, RichTextCount, directed, escaped, paragraphs, plain_text,
    unescaped, valid_text,
};
pub use save_mark::SaveMark;
pub use second::{
    FIRST_LANGUAGE, OtherTitle, SECOND_LANGUAGE, SECOND_TEXT, SECOND_TITLE, SecondInput, SecondVersion,
};
pub use spoken::Spoken;
pub use start::Start;
pub use status::{DeliveryState, SchoolCounts, SiteFacts, Status};
pub use text::{AnnouncementText, MAX_ANNOUNCEMENT_CHARACTERS};
