//! The content of a communication: one file per channel.
//!
//! A file holds everything specific to its channel: the content, the part of the form, the facts from
//! which its status is computed, and the data for lists and pages. A new channel needs a new file, and
//! a line in the lists in this file, in `channel.rs` and in `input.rs`.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub mod announcement;
mod beside;
pub mod message;
pub mod news;
mod part;
pub mod shown;

pub use self::part::{Part, Said};
use self::{
    announcement::{Announcement, AnnouncementDetail, SentAnnouncement},
    message::{MessageDetail, MessageFacts, NewMessage, SentMessage},
    news::{News, NewsDetail, SentNews},
    shown::PeriodFacts,
};
use super::{
    link::Link,
    second::{OtherTitle, SecondVersion},
    spoken::Spoken,
    status::{SchoolCounts, Status},
};
use crate::{
    ArticleId, SpaceId, channel::Channel, fields::FieldProblem, files::NewPicture, severity::Severity,
    time::Millis,
};

/// The content of a communication, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Content {
    Announcement(Announcement),
    Message(NewMessage),
    News(News),
}

/// The data for the page of a communication, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentDetail {
    Announcement(AnnouncementDetail),
    Message(MessageDetail),
    News(NewsDetail),
}

/// The data for a row of *Communications émises*, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SentContent {
    Announcement(SentAnnouncement),
    Message(SentMessage),
    News(SentNews),
}

/// The facts from which the status of a communication is computed, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentFacts {
    Announcement(PeriodFacts),
    Message(MessageFacts),
    News(PeriodFacts),
}

impl Content {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
            Self::News(_) => Channel::News,
        }
    }

    pub const fn announcement(&self) -> Option<&Announcement> {
        if let Self::Announcement(announcement) = self { Some(announcement) } else { None }
    }

    pub const fn message(&self) -> Option<&NewMessage> {
        if let Self::Message(message) = self { Some(message) } else { None }
    }

    pub const fn news(&self) -> Option<&News> {
        if let Self::News(news) = self { Some(news) } else { None }
    }

    /// The picture, on a channel that has one.
    pub const fn picture(&self) -> Option<&NewPicture> {
        match self {
            Self::News(news) => news.picture.as_ref(),
            Self::Announcement(_) | Self::Message(_) => None,
        }
    }

    /// Tokens of the attached files.
    pub fn files(&self) -> &[String] {
        match self {
            Self::Announcement(_) => &[],
            Self::Message(message) => &message.attachments,
            Self::News(news) => &news.attachments,
        }
    }

    /// The severity, on a channel that has severities.
    pub const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Announcement(announcement) => Some(announcement.severity),
            Self::Message(_) | Self::News(_) => None,
        }
    }

    /// Whether anybody may read it, signed in or not.
    pub const fn is_public(&self) -> bool {
        match self {
            Self::Announcement(announcement) => announcement.public,
            Self::Message(_) | Self::News(_) => false,
        }
    }

    /// What goes out beside it on another channel, if its author asks for that. `today` is the civil day
    /// where the schools are.
    ///
    /// # Errors
    /// When it cannot be said on that channel.
    pub fn beside(&self, today: NaiveDate) -> Result<Option<Self>, FieldProblem> {
        match self {
            Self::Announcement(announcement) if announcement.also_message => {
                NewMessage::beside(announcement, today).map(|message| Some(Self::Message(message)))
            }
            Self::Announcement(_) | Self::Message(_) | Self::News(_) => Ok(None),
        }
    }

    /// The message that says the same as an announcement, whenever it goes out.
    ///
    /// # Errors
    /// When it cannot be said in a message.
    pub fn as_message(&self) -> Result<Option<Self>, FieldProblem> {
        match self {
            // The day decides only when it is sent.
            Self::Announcement(announcement) => {
                NewMessage::beside(announcement, NaiveDate::MIN).map(|message| Some(Self::Message(message)))
            }
            Self::Message(_) | Self::News(_) => Ok(None),
        }
    }

    /// The article that *en savoir plus* leads to.
    pub const fn article(&self) -> Option<(SpaceId, ArticleId)> {
        match self {
            Self::Announcement(Announcement { link: Some(Link::Article { space, article }), .. }) => {
                Some((*space, *article))
            }
            _ => None,
        }
    }

    /// What it says in a second language.
    pub const fn second(&self) -> Option<&SecondVersion> {
        match self {
            Self::Announcement(announcement) => announcement.second.as_ref(),
            Self::Message(message) => message.second.as_ref(),
            Self::News(news) => news.second.as_ref(),
        }
    }

    /// In which language it is.
    pub const fn language(&self) -> Spoken {
        match self {
            Self::Announcement(announcement) => announcement.language,
            Self::Message(message) => message.language,
            Self::News(news) => news.language,
        }
    }

    /// The title in lists and in the journal.
    pub fn title(&self) -> &str {
        match self {
            Self::Announcement(announcement) => announcement.text.as_str(),
            Self::Message(message) => message.subject.as_str(),
            Self::News(news) => news.title.as_str(),
        }
    }

    /// The titles of both versions: lists find it by either.
    pub fn titles(&self) -> String {
        match OtherTitle::of(self.language(), self.second()) {
            Some(other) => format!("{} {}", self.title(), other.title),
            None => self.title().to_owned(),
        }
    }
}

impl ContentDetail {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
            Self::News(_) => Channel::News,
        }
    }

    pub const fn announcement(&self) -> Option<&AnnouncementDetail> {
        if let Self::Announcement(announcement) = self { Some(announcement) } else { None }
    }

    pub const fn message(&self) -> Option<&MessageDetail> {
        if let Self::Message(message) = self { Some(message) } else { None }
    }

    pub const fn news(&self) -> Option<&NewsDetail> {
        if let Self::News(news) = self { Some(news) } else { None }
    }

    /// What it says in a second language.
    pub const fn second(&self) -> Option<&SecondVersion> {
        match self {
            Self::Announcement(announcement) => announcement.second.as_ref(),
            Self::Message(message) => message.second.as_ref(),
            Self::News(news) => news.second.as_ref(),
        }
    }

    /// In which language it is.
    pub const fn language(&self) -> Spoken {
        match self {
            Self::Announcement(announcement) => announcement.language,
            Self::Message(message) => message.language,
            Self::News(news) => news.language,
        }
    }

    /// The same in this language, with this second version.
    #[must_use]
    pub fn with_versions(mut self, of: Spoken, other: Option<SecondVersion>) -> Self {
        let (language, second) = match &mut self {
            Self::Announcement(announcement) => (&mut announcement.language, &mut announcement.second),
            Self::Message(message) => (&mut message.language, &mut message.second),
            Self::News(news) => (&mut news.language, &mut news.second),
        };
        (*language, *second) = (of, other);
        self
    }

    /// Whether its channel has titles.
    pub const fn has_title(&self) -> bool {
        !matches!(self, Self::Announcement(_))
    }

    /// Whether it may link to an article.
    pub const fn takes_link(&self) -> bool {
        matches!(self, Self::Announcement(_))
    }

    /// Whether it stands on the public boards of its schools.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Announcement(AnnouncementDetail { public: true, .. }))
    }

    /// The article that *en savoir plus* leads to.
    pub fn article(&self) -> Option<(SpaceId, ArticleId)> {
        let Self::Announcement(AnnouncementDetail { link: Some(link), .. }) = self else { return None };
        match Link::of_address(link) {
            Some(Link::Article { space, article }) => Some((space, article)),
            _ => None,
        }
    }
}

impl ContentDetail {
    /// For a reader whose school is in this zone: the zone of a time that is another school's is named,
    /// and what is only an instant is on the reader's clock.
    #[must_use]
    pub fn for_reader(self, zone: Tz) -> Self {
        match self {
            Self::Message(message) => Self::Message(message.for_reader(zone)),
            Self::Announcement(_) | Self::News(_) => self,
        }
    }

    /// What a list calls it: the text of an announcement, the subject of a message.
    pub fn title(&self) -> &str {
        match self {
            Self::Announcement(announcement) => &announcement.text,
            Self::Message(message) => &message.subject,
            Self::News(news) => &news.title,
        }
    }

    pub fn said(&self) -> Said {
        match self {
            Self::Announcement(announcement) => announcement.said(),
            Self::Message(message) => message.said(),
            Self::News(news) => news.said(),
        }
    }
}

impl SentContent {
    /// As [`ContentDetail::for_reader`].
    #[must_use]
    pub fn for_reader(self, zone: Tz) -> Self {
        match self {
            Self::Message(message) => Self::Message(message.for_reader(zone)),
            Self::Announcement(_) | Self::News(_) => self,
        }
    }

    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
            Self::News(_) => Channel::News,
        }
    }
}

impl ContentFacts {
    /// The status at `now`, cancellation aside.
    pub fn status(&self, schools: SchoolCounts, now: Millis) -> Status {
        match self {
            Self::Announcement(facts) | Self::News(facts) => facts.status(schools, now),
            Self::Message(facts) => facts.status(now),
        }
    }

    /// When its status may change by itself after `now`.
    pub fn next_change(&self, now: Millis) -> Option<Millis> {
        match self {
            Self::Announcement(facts) | Self::News(facts) => facts.next_change(now),
            Self::Message(facts) => Some(facts.due_at).filter(|at| *at > now),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{
        Content,
        announcement::AnnouncementInput,
        message::{NewMessage, SendAt},
    };
    use crate::fields::FieldErrors;

    fn beside(change: impl FnOnce(&mut AnnouncementInput)) -> Option<NewMessage> {
        let today = NaiveDate::from_ymd_opt(2026, 10, 5).expect("a day");
        let mut input = AnnouncementInput::blank(today);
        "Sortie <lundi>\nDépart à 8 h".clone_into(&mut input.text);
        change(&mut input);
        let announcement = input.parse(today, &mut FieldErrors::default()).expect("an announcement");
        let other = Content::Announcement(announcement).beside(today).expect("a message");
        other.and_then(|other| other.message().cloned())
    }

    #[test]
    fn a_message_says_the_same_beside_an_announcement() {
        assert_eq!(beside(|_| ()), None, "only if that is asked for");
        let now = beside(|input| input.also_message = true).expect("a message");
        assert_eq!(now.subject.as_str(), "Sortie <lundi>");
        assert_eq!(now.body.as_str(), "<p>Sortie &lt;lundi&gt;</p><p>Départ à 8 h</p>");
        assert_eq!(now.send_at, SendAt::Now);
        let later = beside(|input| {
            input.also_message = true;
            "2026-10-07".clone_into(&mut input.first_day);
            (input.with_link, input.link) = (true, "https://exemple.fr/a?b=1".to_owned());
        });
        let later = later.expect("a message");
        let morning = NaiveDate::from_ymd_opt(2026, 10, 7).and_then(|day| day.and_hms_opt(8, 0, 0));
        assert_eq!(later.send_at, SendAt::Later(morning.expect("a time")));
        assert!(later.body.as_str().contains("<a href=\"https://exemple.fr/a?b=1\">"), "{later:?}");
    }
}
