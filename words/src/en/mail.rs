//! The text around a copy by email.

use chrono::NaiveDateTime;
use domain::{messages::AlertNews, text::beginning};

use super::dates::date;
use crate::rooms::Mail;

pub(super) const MAIL: Mail = Mail {
    unsubscribed: "You will not get any more copies by email.",
    read_at: "Read this message in Porte-voix:",
    why: "You are getting this copy because you asked for it in “My account”.",
    read: "Read it in Porte-voix",
    no_more: "Stop these copies",
    why_default: "You are getting this copy because your school sends them by email.",
    default_setting: "Copies by email",
    default_about: "If the school sends them, everybody gets a copy of their messages at the address in the directory, unless they have declined. Every email has a link that stops them.",
    default_on: "To everybody, unless refused",
    default_off: "To those who ask",
    default_start: "Send copies to everybody",
    default_stop: "Send them only to those who ask",
    alert_read_at: "Read the alert in Porte-voix:",
    alert_read: "Open Porte-voix",
    access_subject: "Your access to Porte-voix: choose your password",
    access_open: "Choose my password",
    access_lost: "If this link no longer works, ask your school for another one.",
    alert_subject,
    alert_news,
    access_about,
    access_login,
    access_until,
    from,
    unsubscribe_at,
    attachments,
};

fn from(sender: &str) -> String {
    format!("From: {sender}")
}

fn unsubscribe_at(address: &str) -> String {
    format!("Stop these copies: {address}")
}

/// Says which files are only in the portal; there is at least one.
fn attachments(count: usize, names: &str) -> String {
    let files = if count == 1 { "Attachment" } else { "Attachments" };
    format!("{files}, to be opened in Porte-voix: {names}")
}

fn access_about(name: &str, school: &str) -> String {
    format!(
        "Hello {name}, here is how to sign in to Porte-voix, which carries the announcements and messages of {school}."
    )
}

fn access_login(login: &str) -> String {
    format!("Your username: {login}")
}

fn access_until(at: NaiveDateTime) -> String {
    format!("This link is personal and works once, until {}. Do not pass it on to anybody.", date(at.date()))
}

/// How much of its text stands in the subject.
const SUBJECT_CHARACTERS: usize = 60;

fn alert_subject(news: AlertNews, text: &str) -> String {
    let what = match news {
        AlertNews::Published => "Alert",
        AlertNews::Corrected => "Alert corrected",
        AlertNews::Cancelled => "Alert cancelled",
        AlertNews::Over => "Alert over",
    };
    let short = beginning(text, SUBJECT_CHARACTERS);
    let cut = if short.len() < text.len() { "…" } else { "" };
    format!("{what}: {short}{cut}")
}

const fn alert_news(news: AlertNews) -> &'static str {
    match news {
        AlertNews::Published => "An alert concerns you.",
        AlertNews::Corrected => "This alert, which you got by email, was corrected. Here is the new text.",
        AlertNews::Cancelled => "This alert, which you got by email, is cancelled.",
        AlertNews::Over => "This alert, which you got by email, is over.",
    }
}
