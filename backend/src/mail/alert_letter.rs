use domain::{
    CommunicationId, PersonId,
    communications::{SecondVersion, Spoken, paragraphs},
    messages::AlertNews,
    time::Millis,
};
use lettre::{
    Address, AsyncTransport as _, Message,
    message::{Mailbox, MultiPart},
};
use sea_orm::FromQueryResult;
use words::{Language, Words};

use super::{
    Mailer,
    alert::{note_correction, note_letter},
    body,
    copy::{one_line, raw, system_time},
    outcome::ended,
    preference::token_of,
    wanted::{ADDRESS, WANTED},
};
use crate::{
    Backend, Result,
    ground::sql::sql,
    queue::{Ended, Lease},
    rich_text, transaction,
};

/// One letter, with everything that decides whether it is sent and what it contains.
#[derive(Debug, FromQueryResult)]
struct LetterRow {
    text: String,
    first_language: Spoken,
    second_language: Option<Spoken>,
    second_text: Option<String>,
    source_name: String,
    cancelled_at: Option<Millis>,
    /// When it ends in the last school that shows it.
    ends_at: Option<Millis>,
    corrections: i64,
    /// How many of them the person has been told of by e-mail; `None` for somebody who had no letter
    /// yet.
    heard: Option<i64>,
    email: String,
    name: String,
    language: Option<String>,
    removed_at: Option<Millis>,
    wanted: bool,
    chosen: Option<bool>,
}

const SELECT: &str = "SELECT a.text, k.language AS first_language, s.language AS second_language, s.text AS second_text, k.source_name, k.cancelled_at, (SELECT MAX(x.ends_at) FROM publication x \
    WHERE x.communication_id = a.communication_id AND x.published_at IS NOT NULL AND x.offline_at IS NULL) AS ends_at, \
    (SELECT COUNT(*) FROM version v WHERE v.subject_kind = 'announcement' AND v.subject_id = a.communication_id) AS corrections, \
    (SELECT l.corrections FROM alert_letter l WHERE l.communication_id = a.communication_id AND l.person_id = p.id) AS heard, \
    p.first_name || ' ' || p.last_name AS name, p.language, p.removed_at, w.chosen, ";
const FROM: &str = " AS wanted FROM announcement a JOIN communication k ON k.id = a.communication_id \
    LEFT JOIN second_version s ON s.communication_id = k.id \
    JOIN person p ON p.id = :person LEFT JOIN mail_preference w ON w.person_id = p.id \
    WHERE a.communication_id = :id";

/// Sends somebody a letter about an alert, unless it is no longer needed.
pub(super) async fn send_alert(
    backend: &Backend,
    mailer: &Mailer,
    lease: &Lease,
    (news, person): (AlertNews, PersonId),
) -> Result<Ended> {
    let id = CommunicationId(lease.subject()?);
    let found = sql!(&backend.db, format!("{SELECT}{ADDRESS} AS email, {WANTED}{FROM}"), person, id);
    let Some(row) = LetterRow::find_by_statement(found).one(&backend.db).await? else {
        return Ok(Ended::Needless("nobody to send it to".to_owned()));
    };
    let now = backend.clock.now();
    if let Some(reason) = row.needless(news, now) {
        return Ok(Ended::Needless(reason.to_owned()));
    }
    let token = token_of(backend, person).await?;
    let identity = format!("<portevoix-a{id}-j{}-p{person}@{}>", lease.id, mailer.host);
    let letter = match row.written(mailer, news, &token, (identity, now)) {
        Ok(letter) => letter,
        Err(reason) => return Ok(Ended::Refused(reason)),
    };
    let sent = tokio::time::timeout(mailer.patience, mailer.transport.send(letter)).await;
    let outcome = ended(lease, sent);
    if !matches!(outcome, Ended::Done) {
        return Ok(outcome);
    }
    if news == AlertNews::Published {
        backend.failpoint.between("alert-letter").await;
        transaction!(&backend.db, |tx| { note_letter(tx, now, (id, person), row.corrections).await })?;
    } else if news == AlertNews::Corrected {
        transaction!(&backend.db, |tx| { note_correction(tx, (id, person), row.corrections).await })?;
    }
    Ok(outcome)
}

impl LetterRow {
    /// Why it must not be sent any more, if there is a reason.
    fn needless(&self, news: AlertNews, now: Millis) -> Option<&'static str> {
        if self.removed_at.is_some() || self.email.is_empty() {
            return Some("no address");
        }
        if !self.wanted {
            return Some("not wanted any more");
        }
        if news == AlertNews::Over && self.cancelled_at.is_some() {
            return Some("cancelled");
        }
        // Two corrections, one soon after the other: the letter about the first had both.
        if news == AlertNews::Corrected && self.heard.is_some_and(|heard| heard >= self.corrections) {
            return Some("heard of it already");
        }
        let over = self.cancelled_at.is_some() || self.ends_at.is_none_or(|ends_at| ends_at <= now);
        let about_text = matches!(news, AlertNews::Published | AlertNews::Corrected);
        (about_text && over).then_some("over")
    }

    /// What the alert says in a second language.
    fn second(&self, words: &Words, news: AlertNews) -> Option<SecondVersion> {
        let (language, text) = (self.second_language?, self.second_text.clone()?);
        let title = words.mail.alert_subject(news, &text);
        Some(SecondVersion { language, title, text })
    }

    fn written(
        &self,
        mailer: &Mailer,
        news: AlertNews,
        token: &str,
        (identity, now): (String, Millis),
    ) -> std::result::Result<Message, String> {
        let address: Address = self.email.parse().map_err(|reason| format!("address: {reason}"))?;
        let unsubscribe = format!("{}/courriel/desinscription/{token}", mailer.public_url);
        let words = self.language.as_deref().and_then(Language::from_code).unwrap_or_default().words();
        let subject = words.mail.alert_subject(news, &self.text);
        // Each line has its own direction.
        let html = rich_text::clean(&paragraphs(&self.text));
        let first = body::Version::of(self.first_language, subject, html);
        let second = self.second(words, news);
        let (shown, other) = body::in_order(first, self.first_language, second, words.code);
        let subject = shown.heading();
        let letter = body::Letter {
            words,
            sender: &self.source_name,
            source: "",
            news: words.mail.alert_news(news),
            shown,
            other,
            attachments: &[],
            read_at: words.mail.alert_read_at,
            read: words.mail.alert_read,
            address: &format!("{}/", mailer.public_url),
            why: if self.chosen == Some(true) { words.mail.why } else { words.mail.why_default },
            unsubscribe: &unsubscribe,
        };
        Message::builder()
            .from(mailer.from.clone())
            .to(Mailbox::new(Some(self.name.clone()), address))
            .date(system_time(now))
            .subject(one_line(&subject))
            .message_id(Some(identity))
            .raw_header(raw("List-Unsubscribe", format!("<{unsubscribe}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(letter.plain(), letter.page()))
            .map_err(|reason| format!("e-mail: {reason}"))
    }
}
