use std::time::{Duration, SystemTime};

use domain::{
    MessageId, PersonId,
    communications::{SecondVersion, Spoken},
    messages::Notice,
    time::Millis,
};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use sea_orm::FromQueryResult;
use values::columns::Json;
use words::Language;

use super::{
    Mailer, body,
    wanted::{ADDRESS, WANTED},
};
use crate::{notice::Rendered, rich_text};

/// One copy, with everything that decides whether it is sent and what it contains.
#[derive(Debug, FromQueryResult)]
pub(super) struct Copy {
    pub message_id: MessageId,
    pub person_id: PersonId,
    pub reply_to: Option<MessageId>,
    pub subject: String,
    pub notice: Option<Json<Notice>>,
    pub sender_name: String,
    pub source_name: String,
    pub html: String,
    /// In which language a communication is; that of a letter is not known.
    pub first_language: Option<Spoken>,
    pub second_language: Option<Spoken>,
    pub second_title: Option<String>,
    pub second_text: Option<String>,
    pub cancelled_at: Option<Millis>,
    pub reached: i64,
    /// The person whose inbox it is in: of a message that was on its way when two records were joined, the
    /// record that it was for. `None` when there is no delivery.
    pub delivered_to: Option<PersonId>,
    pub read_at: Option<Millis>,
    /// Of one of their records ([`ADDRESS`]).
    pub email: String,
    pub name: String,
    /// What the recipient chose; the default language as long as they chose none.
    pub language: Option<String>,
    pub removed_at: Option<Millis>,
    pub wanted: bool,
    /// Whether the recipient chose so.
    pub chosen: Option<bool>,
    pub token: Option<String>,
}

const SELECT: &str = "\
    SELECT m.id AS message_id, p.id AS person_id, m.reply_to, m.subject, m.notice, m.sender_name, m.source_name, b.html, \
    (SELECT k.language FROM communication k WHERE k.id = m.communication_id) AS first_language, \
    s.language AS second_language, s.title AS second_title, s.text AS second_text, \
    m.cancelled_at, m.reached, d.person_id AS delivered_to, d.read_at, \
    p.first_name || ' ' || p.last_name AS name, p.language, p.removed_at, w.chosen, w.token, ";
const FROM: &str = " AS wanted \
    FROM message m JOIN message_body b ON b.message_id = m.id JOIN person p ON p.id = :person \
    LEFT JOIN second_version s ON s.communication_id = m.communication_id \
    LEFT JOIN mail_preference w ON w.person_id = p.id \
    LEFT JOIN delivery d ON d.message_id = m.id AND d.person_id = COALESCE((SELECT o.person_id FROM delivery o \
    WHERE o.message_id = :message AND o.person_id = :person), (SELECT o.person_id FROM person_join j \
    JOIN delivery o ON o.message_id = :message AND o.person_id = j.record_id WHERE j.person_id = :person \
    ORDER BY o.person_id LIMIT 1)) WHERE m.id = :message";

/// The copy of a message for a person.
pub(super) fn select() -> String {
    format!("{SELECT}{ADDRESS} AS email, {WANTED}{FROM}")
}

impl Copy {
    /// Why it must not be sent any more, if there is a reason.
    pub fn needless(&self) -> Option<&'static str> {
        if self.cancelled_at.is_some() {
            return Some("withdrawn");
        }
        if self.read_at.is_some() {
            return Some("read already");
        }
        if self.delivered_to.is_none_or(|reader| reader.0 > self.reached) {
            return Some("not in the inbox");
        }
        if self.removed_at.is_some() || self.email.is_empty() {
            return Some("no address");
        }
        if self.wanted { None } else { Some("not wanted any more") }
    }

    /// The whole e-mail.
    ///
    /// # Errors
    /// A reason that no later attempt can change: an invalid address.
    pub fn written(
        &self,
        mailer: &Mailer,
        attachments: &[String],
        now: SystemTime,
    ) -> Result<Message, String> {
        let address: Address = self.email.parse().map_err(|reason| format!("address: {reason}"))?;
        let unsubscribe = format!(
            "{}/courriel/desinscription/{}",
            mailer.public_url,
            self.token.as_deref().unwrap_or_default()
        );
        let chosen = self.language.as_deref().and_then(Language::from_code);
        let words = chosen.unwrap_or_default().words();
        let (subject, html) = match &self.notice {
            Some(notice) => {
                let told = Rendered::of(notice, words);
                (told.subject, told.body)
            }
            None => (self.subject.clone(), rich_text::clean(&self.html)),
        };
        // What the program writes is in the recipient's language; that of a reply is not known.
        let written = self.first_language.unwrap_or_default();
        let mut first = body::Version::of(written, subject, html);
        if self.first_language.is_none() {
            first.language = words.code;
        }
        let (shown, other) = body::in_order(first, written, self.second(), words.code);
        let subject = shown.heading();
        let letter = body::Letter {
            words,
            sender: &self.sender_name,
            source: &self.source_name,
            news: "",
            shown,
            other,
            attachments,
            read_at: words.mail.read_at,
            read: words.mail.read,
            address: &format!("{}/messagerie/{}", mailer.public_url, self.message_id),
            why: if self.chosen == Some(true) { words.mail.why } else { words.mail.why_default },
            unsubscribe: &unsubscribe,
        };
        let mut builder = Message::builder()
            .from(mailer.from.clone())
            .to(Mailbox::new(Some(self.name.clone()), address))
            .date(now)
            .subject(one_line(&subject))
            .message_id(Some(self.identity(mailer, self.message_id)))
            .raw_header(raw("List-Unsubscribe", format!("<{unsubscribe}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(answered) = self.reply_to {
            let before = self.identity(mailer, answered);
            builder = builder.in_reply_to(before.clone()).references(before);
        }
        builder
            .multipart(MultiPart::alternative_plain_html(letter.plain(), letter.page()))
            .map_err(|reason| format!("e-mail: {reason}"))
    }

    /// What it says in a second language.
    fn second(&self) -> Option<SecondVersion> {
        let (language, title) = (self.second_language?, self.second_title.clone()?);
        Some(SecondVersion { language, title, text: self.second_text.clone()? })
    }

    /// A copy has the same `Message-ID` however often it is sent.
    fn identity(&self, mailer: &Mailer, message: MessageId) -> String {
        format!("<portevoix-m{message}-p{}@{}>", self.person_id, mailer.host)
    }
}

/// A subject is one line already; a line break in it could add a header.
pub(super) fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

pub(super) fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// For the header `Date`.
pub(super) fn system_time(now: Millis) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or_default())
}
