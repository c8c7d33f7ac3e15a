//! The letter with a link to choose a password.

use chrono::NaiveDateTime;
use domain::{communications::escaped, time::Millis};
use lettre::{
    Address, AsyncTransport as _, Message,
    message::{Mailbox, MultiPart},
};
use words::{Language, Words};

use super::{
    Mailer,
    copy::{one_line, raw, system_time},
    outcome::{is_ours, reason_with_cause},
};
use crate::token::token_hash;

/// What such a letter says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AccessLetter<'a> {
    pub name: &'a str,
    pub email: &'a str,
    /// What the recipient chose; the default language as long as they chose none.
    pub language: Option<&'a str>,
    pub login: &'a str,
    pub token: &'a str,
    pub school: &'a str,
    /// When the link expires, by the clock of the school.
    pub until: NaiveDateTime,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Taken,
    /// No later attempt can change it.
    Refused(String),
    Later(String),
}

/// Sends it. Its link was stored before.
pub(crate) async fn send_access(mailer: &Mailer, letter: &AccessLetter<'_>, now: Millis) -> Sent {
    let message = match written(mailer, letter, now) {
        Ok(message) => message,
        Err(reason) => return Sent::Refused(reason),
    };
    match tokio::time::timeout(mailer.patience, mailer.transport.send(message)).await {
        Err(_) => Sent::Later("no answer in time".to_owned()),
        Ok(Ok(_)) => Sent::Taken,
        Ok(Err(reason)) if reason.is_permanent() && !is_ours(&reason) => {
            Sent::Refused(reason_with_cause(&reason))
        }
        Ok(Err(reason)) => Sent::Later(reason_with_cause(&reason)),
    }
}

fn written(mailer: &Mailer, letter: &AccessLetter<'_>, now: Millis) -> Result<Message, String> {
    let address: Address = letter.email.parse().map_err(|reason| format!("address: {reason}"))?;
    let words = letter.language.and_then(Language::from_code).unwrap_or_default().words();
    let link = format!("{}/mot-de-passe/{}", mailer.public_url, letter.token);
    Message::builder()
        .from(mailer.from.clone())
        .to(Mailbox::new(Some(letter.name.to_owned()), address))
        .date(system_time(now))
        .subject(one_line(words.mail.access_subject))
        // Another one for each link, and not the link itself.
        .message_id(Some(format!("<portevoix-{}@{}>", &token_hash(letter.token)[..24], mailer.host)))
        .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(plain(letter, words, &link), page(letter, words, &link)))
        .map_err(|reason| format!("e-mail: {reason}"))
}

fn plain(letter: &AccessLetter<'_>, words: &Words, link: &str) -> String {
    let said = words.mail;
    format!(
        "{}\n\n{}\n\n{}\n{link}\n\n{}\n{}\n",
        said.access_about(letter.name, letter.school),
        said.access_login(letter.login),
        said.access_open,
        said.access_until(letter.until),
        said.access_lost,
    )
}

/// Styles are set on the elements, because mail programs remove style sheets.
fn page(letter: &AccessLetter<'_>, words: &Words, link: &str) -> String {
    let said = words.mail;
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{subject}</title></head>\
         <body style=\"margin:0;padding:24px 12px;background:#f4f4f6;color:#1b1b1f\">\
         <div style=\"max-width:640px;margin:0 auto;overflow-wrap:anywhere;padding:24px;background:#fff;border:1px solid #d9d9de;\
         border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\
         <p>{about}</p><p><strong>{login}</strong></p>\
         <p style=\"margin:24px 0\"><a href=\"{link}\" style=\"display:inline-block;\
         padding:10px 16px;background:#0b57a4;color:#fff;border-radius:6px;text-decoration:none\">\
         {open}</a></p><p>{until}</p><p style=\"color:#55555f\">{lost}</p></div></body></html>",
        lang = words.code,
        subject = escaped(said.access_subject),
        about = escaped(&said.access_about(letter.name, letter.school)),
        login = escaped(&said.access_login(letter.login)),
        link = escaped(link),
        open = escaped(said.access_open),
        until = escaped(&said.access_until(letter.until)),
        lost = escaped(said.access_lost),
    )
}
