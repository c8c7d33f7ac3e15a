//! annonce: a short text on home pages, for a period.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    part::{Part, Said},
    shown::{parse_days, proposed_days, renew_days},
};
use crate::{
    civil::parse_day,
    communications::{
        link::Link, period::PublicationPeriod, posted::Posted, rich_text::paragraphs, second::SecondVersion,
        spoken::Spoken, text::AnnouncementText,
    },
    fields::{FieldErrors, FieldProblem},
    severity::Severity,
    text::shows_nothing,
    versions::Wording,
};

/// The content of an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Announcement {
    pub severity: Severity,
    pub text: AnnouncementText,
    pub link: Option<Link>,
    pub period: PublicationPeriod,
    /// Anybody may read it, on the public board of its schools. Left out of digests when it is not, as
    /// in those that were made before there was a board.
    #[serde(skip_serializing_if = "is_not")]
    pub public: bool,
    /// *Envoyer aussi par messagerie*: a message says the same to the same people. Left out of digests
    /// like `public`.
    #[serde(skip_serializing_if = "is_not")]
    pub also_message: bool,
    /// In which language it is. Left out of digests where it goes without saying.
    #[serde(skip_serializing_if = "Spoken::is_usual")]
    pub language: Spoken,
    /// In another language. Left out of digests when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<SecondVersion>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_not(asked: &bool) -> bool {
    !*asked
}

/// The part of the form for an announcement, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "boxes of a form, each checked or not")]
pub struct AnnouncementInput {
    /// Code of a [`Severity`].
    pub severity: String,
    pub text: String,
    /// *URL externe*
    pub with_link: bool,
    pub link: String,
    /// *Article ENT*
    pub with_article: bool,
    /// The chosen article, as [`Link::choice`] writes it.
    pub article: String,
    /// What is typed to find one.
    pub article_search: String,
    /// `yyyy-mm-dd`, as date inputs send it.
    pub first_day: String,
    pub last_day: String,
    /// *Afficher aussi sur le tableau public de l'établissement*
    pub public: bool,
    /// *Envoyer aussi par messagerie*
    pub also_message: bool,
}

impl AnnouncementInput {
    /// An information, shown for a week.
    pub fn blank(today: NaiveDate) -> Self {
        let (first_day, last_day) = proposed_days(today);
        Self { severity: Severity::Information.code().to_owned(), first_day, last_day, ..Self::default() }
    }

    /// Chooses the severity. An alert is for its first day, not for the week that a new form proposes;
    /// `shortened` remembers that it was this that changed the last day. `today` is the civil day where the
    /// schools are, the latest one: in a school far away the first day may be over already.
    pub fn choose_severity(&mut self, code: String, today: NaiveDate, shortened: &mut bool) {
        let alert = code == Severity::Alert.code();
        self.severity = code;
        let Some(first) = parse_day(&self.first_day) else { return };
        let (day, (_, week)) = (first.max(today).to_string(), proposed_days(first));
        if alert && self.last_day == week {
            (self.last_day, *shortened) = (day, true);
        } else if !alert && *shortened {
            if self.last_day == day {
                self.last_day = week;
            }
            *shortened = false;
        }
    }

    pub fn posted(form: &Posted<'_>) -> Self {
        Self {
            severity: form.value("type"),
            text: form.value("texte"),
            with_link: form.is("lien", "externe"),
            link: form.value("lien-url"),
            with_article: form.is("lien", "article"),
            article: form.value("article"),
            article_search: form.value("article-recherche"),
            first_day: form.value("periode-debut"),
            last_day: form.value("periode-fin"),
            public: form.is("tableau-public", "oui"),
            also_message: form.is("aussi-message", "oui"),
        }
    }

    /// What was typed, for another channel to take over.
    pub fn said(&self) -> Said {
        Said { title: String::new(), text: self.text.clone(), html: paragraphs(&self.text) }
    }

    /// Takes over what a correction may change: the text and the link.
    pub fn take_wording(&mut self, typed: &Self) {
        self.text.clone_from(&typed.text);
        self.with_link = typed.with_link;
        self.link.clone_from(&typed.link);
        self.with_article = typed.with_article;
        // Without another choice it leads where it did, even to an article that was withdrawn.
        if !typed.article.is_empty() {
            self.article.clone_from(&typed.article);
        }
        self.article_search.clone_from(&typed.article_search);
    }

    /// Checks every field and adds each problem to `errors`; `today` is the civil day where the
    /// schools are. The second version is a part of the form of its own.
    pub fn parse(&self, today: NaiveDate, errors: &mut FieldErrors) -> Option<Announcement> {
        let severity =
            errors.keep("type", Severity::from_code(&self.severity).ok_or(FieldProblem::UnknownChoice));
        let text = errors.keep("texte", AnnouncementText::parse(&self.text));
        let link = if self.with_link {
            errors.keep("lien-url", Link::parse_external(&self.link)).map(Some)
        } else if self.with_article {
            errors.keep("article", Link::parse_article(&self.article)).map(Some)
        } else {
            Some(None)
        };
        let (first, last) = (("periode-debut", &*self.first_day), ("periode-fin", &*self.last_day));
        let period = parse_days(first, last, today, errors);
        Some(Announcement {
            severity: severity?,
            text: text?,
            link: link?,
            period: period?,
            public: self.public,
            also_message: self.also_message,
            language: Spoken::FIRST,
            second: None,
        })
    }
}

impl Part for AnnouncementInput {
    fn title(&self) -> &str {
        &self.text
    }

    fn severity(&self) -> Option<Severity> {
        Severity::from_code(&self.severity)
    }

    /// A title alone is the text: it has no other place here, and would be lost.
    fn take_over(&mut self, said: &Said) {
        self.text.clone_from(if shows_nothing(&said.text) { &said.title } else { &said.text });
    }

    /// A past period is replaced, so that a copy does not start with an error: by this day for an alert. A
    /// copy is not public, nor sent as a message, because the original was.
    fn renew(&mut self, today: NaiveDate) {
        let renewed = renew_days(&mut self.first_day, &mut self.last_day, today);
        if renewed && self.severity() == Some(Severity::Alert) {
            self.last_day.clone_from(&self.first_day);
        }
        self.public = false;
        self.also_message = false;
    }
}

/// The announcement as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementDetail {
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
    /// It stands on the public board of its schools too.
    #[serde(default)]
    pub public: bool,
    #[serde(default)]
    pub language: Spoken,
    #[serde(default)]
    pub second: Option<SecondVersion>,
}

impl AnnouncementDetail {
    pub fn said(&self) -> Said {
        Said { title: String::new(), text: self.text.clone(), html: paragraphs(&self.text) }
    }

    /// The part of a form that says the same.
    pub fn input(&self) -> AnnouncementInput {
        let link = self.link.as_deref().and_then(Link::of_address);
        let (external, article) = match link {
            Some(Link::External(address)) => (address, String::new()),
            Some(Link::Article { space, article }) => (String::new(), Link::choice(space, article)),
            None => (String::new(), String::new()),
        };
        AnnouncementInput {
            severity: self.severity.code().to_owned(),
            text: self.text.clone(),
            with_link: !external.is_empty(),
            link: external,
            with_article: !article.is_empty(),
            article,
            article_search: String::new(),
            first_day: self.first_day.to_string(),
            last_day: self.last_day.to_string(),
            public: self.public,
            also_message: false,
        }
    }
}

/// What readers read of an announcement: its text, and the address of its link.
pub fn announcement_wording(text: &str, link: Option<&str>) -> Wording {
    let text = link.map_or_else(|| text.to_owned(), |link| format!("{text}\n{link}"));
    Wording { text, ..Wording::default() }
}

/// An announcement in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentAnnouncement {
    pub severity: Severity,
    #[serde(deserialize_with = "crate::civil::day")]
    pub first_day: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub last_day: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_confirmed_and_what_is_not_public_is_written_as_ever() {
        let today = NaiveDate::from_ymd_opt(2026, 10, 5).expect("a day");
        let written = |public: bool| {
            let input =
                AnnouncementInput { text: "Forum".to_owned(), public, ..AnnouncementInput::blank(today) };
            let parsed = input.parse(today, &mut FieldErrors::default()).expect("an announcement");
            serde_json::to_string(&parsed).expect("JSON")
        };
        assert!(!written(false).contains("public"), "digests of earlier deployments stay the same");
        assert!(written(true).contains(r#""public":true"#));
        let mut copy =
            AnnouncementInput { public: true, also_message: true, ..AnnouncementInput::blank(today) };
        copy.renew(today);
        assert!(!copy.public && !copy.also_message, "a copy does neither by itself");
    }

    #[test]
    fn an_alert_is_for_today_unless_somebody_chose_otherwise() {
        let today = NaiveDate::from_ymd_opt(2026, 10, 5).expect("a day");
        let mut input = AnnouncementInput::blank(today);
        let mut shortened = false;
        let mut choose = |input: &mut AnnouncementInput, severity: Severity| {
            input.choose_severity(severity.code().to_owned(), today, &mut shortened);
            input.last_day.clone()
        };
        assert_eq!(choose(&mut input, Severity::Warning), "2026-10-12");
        assert_eq!(choose(&mut input, Severity::Alert), "2026-10-05");
        assert_eq!(choose(&mut input, Severity::Information), "2026-10-12");
        "2026-10-05".clone_into(&mut input.last_day);
        assert_eq!(choose(&mut input, Severity::Alert), "2026-10-05");
        assert_eq!(choose(&mut input, Severity::Information), "2026-10-05", "typed, so it stays");
        "2026-10-09".clone_into(&mut input.last_day);
        assert_eq!(choose(&mut input, Severity::Alert), "2026-10-09");
    }

    #[test]
    fn an_alert_is_over_nowhere_before_it_is_sent() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let alert = |today: NaiveDate| {
            let (mut input, mut shortened) = (AnnouncementInput::blank(day(5)), false);
            input.choose_severity(Severity::Alert.code().to_owned(), today, &mut shortened);
            "Évacuation".clone_into(&mut input.text);
            let mut errors = FieldErrors::default();
            let parsed = input.parse(today, &mut errors).expect("an alert");
            let period = parsed.period;
            input.choose_severity(Severity::Warning.code().to_owned(), today, &mut shortened);
            assert_eq!(input.last_day, "2026-10-12", "as it was proposed");
            (period.first(), period.last())
        };
        assert_eq!(alert(day(5)), (day(5), day(5)));
        assert_eq!(alert(day(6)), (day(5), day(6)), "late in the evening, with a school in another zone");
    }

    #[test]
    fn a_copy_of_an_alert_that_is_over_is_for_today() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).expect("a day");
        let copied = |severity: Severity| {
            let mut copy = AnnouncementInput {
                severity: severity.code().to_owned(),
                last_day: "2026-10-08".to_owned(),
                ..AnnouncementInput::blank(day(5))
            };
            copy.renew(day(20));
            (copy.first_day, copy.last_day)
        };
        let days = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(copied(Severity::Alert), days("2026-10-20", "2026-10-20"));
        assert_eq!(copied(Severity::Warning), days("2026-10-20", "2026-10-27"));
    }
}
