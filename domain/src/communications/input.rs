use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{
    channels::{
        Content, ContentDetail, Part, Said,
        announcement::{Announcement, AnnouncementInput},
        message::{MAX_SUBJECT_CHARACTERS, MessageInput, NewMessage},
        news::{MAX_TITLE_CHARACTERS, News, NewsInput},
    },
    posted::Posted,
    rich_text::plain_text,
    second::{SecondInput, SecondVersion},
};
use crate::{
    EstablishmentId,
    access::Perimeter,
    channel::Channel,
    fields::{FieldErrors, FieldProblem},
    severity::Severity,
    targets::{Chosen, TargetInput, Targets},
    text::shows_nothing,
};

/// The perimeter of a form that must not take another one by itself.
pub const UNCHOSEN: &str = "aucun";

/// The form *Nouvelle communication* as typed, unchecked. It keeps the input of every channel, so
/// that changing the channel loses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommunicationInput {
    /// Key of the perimeter; [`UNCHOSEN`] while one must be chosen first.
    pub perimeter: String,
    pub targets: Vec<TargetInput>,
    /// Code of a [`Channel`].
    pub channel: String,
    // Stored drafts and requests hold the fields of all channels side by side.
    #[serde(flatten)]
    pub announcement: AnnouncementInput,
    #[serde(flatten)]
    pub message: MessageInput,
    #[serde(flatten)]
    pub news: NewsInput,
    /// The languages and the second version, whatever the channel.
    #[serde(flatten)]
    pub second: SecondInput,
}

/// A checked form, ready to be deployed by an authorised person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCommunication {
    pub targets: Targets,
    pub content: Content,
}

/// The list of the parts: a new channel needs a line in each function.
impl CommunicationInput {
    /// The form as it opens: one target for everybody, and the first channel.
    pub fn blank(today: NaiveDate) -> Self {
        Self {
            perimeter: String::new(),
            targets: vec![TargetInput::default()],
            channel: Channel::COMPOSED[0].code().to_owned(),
            announcement: AnnouncementInput::blank(today),
            message: MessageInput::blank(),
            news: NewsInput::blank(today),
            second: SecondInput::default(),
        }
    }

    /// The posted parts; the caller fills in the rest.
    pub(super) fn posted_parts(form: &Posted<'_>) -> Self {
        Self {
            announcement: AnnouncementInput::posted(form),
            message: MessageInput::posted(form),
            news: NewsInput::posted(form),
            second: SecondInput::posted(form),
            ..Self::default()
        }
    }

    /// A new form that has the content of a communication on every channel, as far as it fits.
    pub fn copied(content: &ContentDetail, today: NaiveDate) -> Self {
        let mut input = Self { second: second_of(content), ..Self::blank(today) };
        for part in input.parts() {
            part.take_over(&content.said());
        }
        match content {
            ContentDetail::Announcement(announcement) => input.announcement = announcement.input(),
            ContentDetail::Message(message) => input.message = message.input(),
            ContentDetail::News(news) => input.news = news.input(),
        }
        input
    }

    /// A form that holds the wording of a communication.
    pub fn worded(content: &ContentDetail) -> Self {
        let mut input = Self { second: second_of(content), ..Self::default() };
        match content {
            ContentDetail::Announcement(announcement) => input.announcement = announcement.input(),
            ContentDetail::Message(message) => input.message = message.input(),
            ContentDetail::News(news) => input.news = news.input(),
        }
        input
    }

    /// The form of a communication with the wording of this one.
    pub(super) fn reworded(&self, content: &ContentDetail) -> Self {
        let mut input = Self { second: self.second.clone(), ..Self::worded(content) };
        match content {
            ContentDetail::Announcement(_) => input.announcement.take_wording(&self.announcement),
            ContentDetail::Message(_) => input.message.take_wording(&self.message),
            ContentDetail::News(_) => input.news.take_wording(&self.news),
        }
        input
    }

    /// Checks the fields of one channel.
    pub(super) fn parse_part(
        &self,
        channel: Channel,
        today: NaiveDate,
        errors: &mut FieldErrors,
    ) -> Option<Content> {
        let language = self.second.first(errors);
        match channel {
            Channel::Announcement => {
                let (first, second) = (self.announcement.parse(today, errors), self.second.short(errors));
                Some(Content::Announcement(Announcement { language: language?, second, ..first? }))
            }
            Channel::Message => {
                let first = self.message.parse(today, errors);
                let second = self.second.titled(MAX_SUBJECT_CHARACTERS, errors);
                Some(Content::Message(NewMessage { language: language?, second, ..first? }))
            }
            Channel::News => {
                let first = self.news.parse(today, errors);
                let second = self.second.titled(MAX_TITLE_CHARACTERS, errors);
                Some(Content::News(News { language: language?, second, ..first? }))
            }
        }
    }

    fn part(&self, channel: Channel) -> &dyn Part {
        match channel {
            Channel::Announcement => &self.announcement,
            Channel::Message => &self.message,
            Channel::News => &self.news,
        }
    }

    fn said(&self, channel: Channel) -> Said {
        match channel {
            Channel::Announcement => self.announcement.said(),
            Channel::Message => self.message.said(),
            Channel::News => self.news.said(),
        }
    }

    fn part_mut(&mut self, channel: Channel) -> &mut dyn Part {
        match channel {
            Channel::Announcement => &mut self.announcement,
            Channel::Message => &mut self.message,
            Channel::News => &mut self.news,
        }
    }

    /// Every part.
    fn parts(&mut self) -> [&mut dyn Part; 3] {
        [&mut self.announcement, &mut self.message, &mut self.news]
    }
}

impl CommunicationInput {
    /// Makes the form of an old communication ready to be sent: past dates are replaced.
    pub(super) fn renew(&mut self, today: NaiveDate) {
        for part in self.parts() {
            part.renew(today);
        }
    }

    /// Checks every field; `today` is the civil day where the schools are.
    pub fn parse(&self, today: NaiveDate) -> Result<NewCommunication, FieldErrors> {
        let mut errors = FieldErrors::default();
        let targets = self.parse_targets(&mut errors);
        // Checks the input even when the channel is wrong, so that all errors show at once.
        let channel = errors.keep("canal", self.parse_channel()).unwrap_or(Channel::COMPOSED[0]);
        let content = self.parse_part(channel, today, &mut errors);
        match (targets, content) {
            (Some(targets), Some(content)) if errors.is_empty() => {
                if content.is_public() && !targets.reach_everybody() {
                    errors.add("tableau-public", FieldProblem::NotForEverybody);
                    return Err(errors);
                }
                Ok(NewCommunication { targets, content })
            }
            _ => Err(errors),
        }
    }

    /// Only the targets, for the live count.
    pub fn parse_targets(&self, errors: &mut FieldErrors) -> Option<Targets> {
        let targets: Vec<_> = (0..).zip(&self.targets).map(|(i, target)| target.parse(i, errors)).collect();
        errors.keep("cibles", Targets::new(targets.into_iter().collect::<Option<Vec<_>>>()?))
    }

    /// Goes on on another channel, which takes over the text unless it has one of its own. Returns whether it
    /// took it over.
    pub fn move_to(&mut self, channel: Channel) -> bool {
        let before = self.parse_channel();
        channel.code().clone_into(&mut self.channel);
        let Some(before) = before.ok().filter(|before| *before != channel) else { return false };
        let said = self.said(before);
        if is_blank(&said) || !is_blank(&self.said(channel)) {
            return false;
        }
        self.part_mut(channel).take_over(&said);
        true
    }

    /// What a list of drafts calls the form: the title or the text of its channel, or else what was
    /// written for another one, or in a second language alone. Empty if nothing was written.
    pub fn summary(&self) -> String {
        let first = self.parse_channel().unwrap_or(Channel::COMPOSED[0]);
        let others = Channel::COMPOSED.into_iter().filter(|channel| *channel != first);
        let texts = [first].into_iter().chain(others).flat_map(|channel| {
            let part = self.part(channel);
            [part.title().to_owned(), part.body().map(plain_text).unwrap_or_default()]
        });
        let texts = texts.chain([self.second.title.clone(), self.second.text.clone()]);
        let mut written = texts.filter(|text| !shows_nothing(text));
        written.next().map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    /// The control to mark when a typed time is past; `now` is the clock that the form shows.
    pub fn over_at(&self, now: NaiveDateTime) -> Option<&'static str> {
        self.part(self.parse_channel().ok()?).over_at(now)
    }

    /// What is wrong with the chosen severity: it is above what the sender's rights allow on the
    /// chosen schools of the perimeter.
    pub fn severity_problem(&self, perimeter: &Perimeter) -> Option<FieldProblem> {
        let chosen = self.part(self.parse_channel().ok()?).severity()?;
        let most = self.severity_limit(perimeter)?;
        (chosen > most).then_some(FieldProblem::SeverityTooHigh { most })
    }

    /// The highest severity that the sender's rights allow on the chosen schools of the perimeter;
    /// on all its schools while none is chosen. `None` on a channel without severities.
    pub fn severity_limit(&self, perimeter: &Perimeter) -> Option<Severity> {
        let named = self.targets.iter().flat_map(|target| &target.establishments);
        let named: Chosen<EstablishmentId> = named.filter_map(|id| id.parse().ok()).collect();
        let is_custom = self.targets.iter().all(|target| target.custom_establishments);
        if is_custom && !named.is_empty() {
            perimeter.severity_limit(&named)
        } else {
            perimeter.severity_limit(perimeter.schools.iter().map(|school| &school.id))
        }
    }

    /// Whether files can be attached to the form's channel.
    pub fn takes_files(&self) -> bool {
        self.parse_channel().is_ok_and(|channel| self.part(channel).takes_files())
    }

    /// Whether the form's channel takes a picture.
    pub fn takes_picture(&self) -> bool {
        self.parse_channel().is_ok_and(|channel| Channel::WITH_PICTURES.contains(&channel))
    }

    /// The form with the files that it shows.
    #[must_use]
    pub fn with_files(mut self, tokens: &[String]) -> Self {
        for part in self.parts() {
            part.attach(tokens);
        }
        self
    }

    /// The form with the picture that waits in it, by its token.
    #[must_use]
    pub fn with_picture(mut self, token: &str) -> Self {
        for part in self.parts() {
            part.show_picture(token);
        }
        self
    }

    /// Whether a perimeter was chosen.
    pub fn names_perimeter(&self) -> bool {
        !self.perimeter.is_empty() && self.perimeter != UNCHOSEN
    }

    /// Reduces the form to what a draft stores; `clean` cleans the HTML.
    pub fn keep(&mut self, clean: impl Fn(&str) -> String) {
        for part in self.parts() {
            part.keep(&clean);
        }
    }

    /// Whether some of a second version was typed.
    pub fn has_second(&self) -> bool {
        !self.second.is_blank()
    }

    fn parse_channel(&self) -> Result<Channel, FieldProblem> {
        Channel::from_code(&self.channel)
            .filter(|channel| Channel::COMPOSED.contains(channel))
            .ok_or(FieldProblem::UnknownChoice)
    }
}

fn is_blank(said: &Said) -> bool {
    shows_nothing(&said.title) && shows_nothing(&said.text)
}

/// The languages of a communication and its second version, as a form holds them.
fn second_of(content: &ContentDetail) -> SecondInput {
    SecondVersion::input(content.language(), content.second())
}
