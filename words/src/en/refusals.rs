//! Refusals and their reasons.

use domain::{Conflict, access::Right, communications::Severity};

use super::{
    access::right,
    communications::severity,
    dates::duration,
    numbers::{number, people},
};
use crate::rooms::Refusals;

pub(super) const REFUSALS: Refusals = Refusals {
    foreign_origin: "This request does not come from a page of Porte-voix. Nothing was saved.",
    foreign_origin_title: "The request was not accepted",
    foreign_host: "This is not the address of Porte-voix.",
    other_person_title: "Another account is signed in",
    typed_text: "This is the text that the form contained. Copy it before you leave this page:",
    signed_out_title: "Your session has ended",
    forbidden_title: "Access refused",
    second_factor_title: "Two-step sign-in needed",
    too_many_attempts_title: "Too many attempts",
    busy_title: "The server is very busy",
    too_many_pages_title: "Too many pages are open",
    unwritable_title: "Nothing can be saved",
    away_title: "The portal is not answering at the moment",
    late_title: "The answer took too long",
    scanner_title: "No file can be checked",
    store_title: "Attachments are not available",
    not_found_title: "This page does not exist",
    conflict_title: "The situation has changed",
    malformed_title: "The request was not understood",
    too_large_title: "What you typed is too large",
    unreachable_title: "The server is not answering",
    intercepted_title: "Something else answered in place of the portal",
    internal_title: "Something went wrong",
    signed_out: "Your session has ended. Sign in again; your drafts are kept.",
    administrator_only: "This page is for the portal administrator only.",
    rights_administrator_only: "You need the right “Manage access rights” for this school. Nothing was saved. Ask the head teacher for it.",
    second_factor_missing: "This needs two-step sign-in on your account. Nothing was saved. Turn it on in “My account”, then come back here.",
    busy: "The server is very busy. Nothing was changed. Try again in a moment.",
    too_many_pages: "Too many pages of the portal are open with your account: this one does not update by itself. \
                 Close a few of them; it will then catch up in less than a minute.",
    no_place: "The server is very busy. Try again in a few seconds.",
    unwritable: "Nothing can be saved at the moment: nothing was changed. What is already there can still be read. \
                 Keep your text, then try again in a few minutes.",
    away: "The portal’s database is not answering. Try again in a moment; if you had just sent something, first check \
                 whether it was saved.",
    scanner_unavailable: "Attachments cannot be checked at the moment. The file was not attached; try again in a few minutes.",
    store_unavailable: "Attachments are not available at the moment. Nothing was changed; try again in a few minutes.",
    not_found: "This page does not exist, or it is not meant for you.",
    gone: "What this page showed was withdrawn, or is no longer meant for you.",
    fields: "Some fields need correcting. Nothing was sent, and what you typed is kept.",
    malformed: "The request was not understood. Nothing was saved. Reload the page.",
    wrong_method: "This address does not take this kind of request. Nothing was saved. Go back to the previous page.",
    too_large: "What you typed is too large. Nothing was saved. Shorten it, then try again.",
    unreachable: "The server is not answering. What you typed is kept here; try again in a moment.",
    unanswered: "The server is not answering: nobody knows yet whether the communication has gone out. Try again: it will not go \
                 out twice.",
    internal: "Something went wrong on our side. Nothing was changed. Try again in a few minutes.",
    internal_numbered,
    late,
    intercepted,
    conflict,
    other_person,
    forbidden,
    severity_forbidden,
    too_many_attempts,
};

const OWN_ACCOUNT: &str = "This is your own account: nothing was changed. Go to “My account”, where you will be asked for your password.";
const NO_SECRET_KEY: &str = "This portal cannot keep two-step sign-in yet: a setting of the server is missing (secret_keys). Nothing was saved.";
const NO_PUBLIC_ADDRESS: &str = "This portal has no public address: a setting of the server is missing (public_url). The provider stays paused.";
const TOO_MANY_CHANGES: &str = "Too many changes at once. Nothing was saved; make them in several steps.";
const ACCESS_CHANGED: &str = "Someone else has changed these rights in the meantime. What you added is kept; check the list, then confirm again.";
const ALERT_NOT_READ: &str = "First confirm that you have read this alert. It stays on the page.";
const NOTHING_CHANGED: &str = "The text has not changed: there is nothing to correct.";
const TOO_MANY_CORRECTIONS: &str =
    "This text has already been corrected 100 times. It cannot be corrected again.";
const AUTHOR_GONE: &str = "The author of this message has left the directory. Your reply was not sent.";
const NO_ACKNOWLEDGEMENT: &str = "This message does not ask you to confirm reading it. Nothing was saved.";
const TOO_MANY_DRAFTS: &str =
    "You already have 100 drafts. This one is not kept: delete some old ones, then try again.";
const NOT_THE_LAST_IMPORT: &str = "Only the last import can be undone, only once, and not after anything else has changed the directory: records joined or separated, data deleted. Nothing was changed.";
const CANNOT_JOIN: &str = "These two records cannot be joined like this. Nothing was changed.";
const JOIN_TURNED: &str = "The account that would stay is no longer the one that the page showed. Nothing was changed; reload the page, \
    then decide.";
const ACCOUNT_JOINED: &str = "This account is closed: it was joined to another account of the same person. Sign in with that one, or ask the administrator of the portal.";
const IMPORT_IN_USE: &str = "A school that this import added is already in use: a communication, a right or something in a space \
    belongs to it. The import can no longer be undone; nothing was changed.";
const IMPORT_RUNNING: &str =
    "An import is already running. Nothing was changed; wait until it has finished, then try again.";
const CORRECTED_MEANWHILE: &str = "Someone else has corrected this text in the meantime. Nothing was changed, and what you typed is kept; \
    read the current text, then confirm again.";
const SAVED_MEANWHILE: &str = "Someone else has saved this form in the meantime. Nothing was changed, and what you typed is kept; \
    read in another tab what is saved, then confirm again.";
const NOTHING_TO_CORRECT: &str = "There is nothing left to correct: publication is over or cancelled, or the message has already been sent. \
    Nothing was changed.";
const ARTICLE_WITHDRAWN: &str = "This article has been withdrawn in the meantime. Nothing was changed.";
const EVENT_CANCELLED: &str =
    "This event has been cancelled: it can no longer be changed. Nothing was changed.";
const ARTICLE_PUBLISHED: &str = "This article is already published: it cannot become a draft again. Nothing was changed, and what you typed \
    is kept; read it again, then choose “Correct”.";
const NOBODY_LEFT: &str = "There is nobody left to remind: everyone you can remind has read or confirmed it.";
const REMINDED: &str =
    "A reminder for this message has already been sent today. You can send another one tomorrow.";
const UNDELIVERED: &str =
    "The message has not been delivered to all its recipients yet. Send the reminder later.";
const TOO_MANY_REPLIES: &str = "You have already replied to this message many times. Your reply was not sent and stays here; \
    send it again in an hour.";
const NOT_SHOWN: &str = "This communication is not shown in this school at the moment: it is cancelled, ended or failed. \
    Nothing was changed.";
const NOBODY_TO_CONTACT: &str = "The author of this communication has left the directory: nobody would get your message. Nothing was sent; \
    contact the authority.";
const TOO_MANY_CONTACTS: &str = "You have already written to authors 20 times in an hour. Your message was not sent and stays here; \
    send it again later.";
const AGENDA_FULL: &str =
    "Your calendar holds as many events as it can. Nothing was added; remove some of them first.";
const LAST_ADMINISTRATOR: &str =
    "There must always be an administrator. Give this role to another person first; nothing was changed.";
const FILES_CHANGED: &str = "An attachment is no longer there: it was removed in another tab. Nothing was sent, and what you typed is kept. \
    Reload the page, check the attachments, then send again.";
const DEPLOYED_OTHERWISE: &str =
    "This form has already been sent. What is on this page was not sent; it is kept in a new draft.";
const NOT_CONFIRMED: &str =
    "The confirmation question was not asked. Nothing was sent, and what you typed is kept; send it again.";
const SENDER_CHANGED: &str = "The confirmation question was asked to another person. Nothing was sent. Sign in again with the account \
    that wrote this communication.";
const PERIMETER_CHANGED: &str = "On whose behalf it is sent has changed since the question was asked. Nothing was sent, and what you typed is kept; \
    check “On behalf of”, then send again.";
const DRAFT_CHANGED: &str = "This draft was changed on another page. Nothing was overwritten: what you typed is kept in a separate draft, \
    without the attachments of the other one.";
const SCHOOLS_CHANGED: &str = "The list of schools has changed since the question was asked. Nothing was sent, and what you typed is kept; \
    check the schools, then send again.";
const CONTENT_CHANGED: &str = "The targets or the content have changed since the question was asked. Nothing was sent, and what you typed \
    is kept; read it again, then send again.";
const DEPLOYED: &str = "This form has already been sent. To do it again, duplicate the communication.";
const NO_ADDRESS: &str =
    "The directory has no email address for you. Nothing was saved; please ask your school.";
const TAKEN_BACK: &str =
    "The sending of this form was taken back: nobody has received it. What you typed is kept in your drafts.";
const TOO_LATE: &str = "It is too late: the communication has gone out. You can still cancel it on its page.";

/// The sentence for a change that the current state does not allow.
pub(super) fn conflict(what: Conflict) -> String {
    let sentence = match what {
        Conflict::RecipientsMoved { before, now } => return recipients_moved(before, now),
        Conflict::Ended => "The publication period is over: there is nothing left to cancel.",
        Conflict::Reminded => REMINDED,
        Conflict::NobodyLeft => NOBODY_LEFT,
        Conflict::Undelivered => UNDELIVERED,
        Conflict::Withdrawn => "This message was cancelled: there is nobody left to remind.",
        Conflict::FilesChanged => FILES_CHANGED,
        Conflict::Deployed(_) => DEPLOYED,
        Conflict::DeployedOtherwise { .. } => DEPLOYED_OTHERWISE,
        Conflict::TakenBack { .. } => TAKEN_BACK,
        Conflict::TooLate => TOO_LATE,
        Conflict::DraftChanged { .. } => DRAFT_CHANGED,
        Conflict::NotConfirmed => NOT_CONFIRMED,
        Conflict::SenderChanged => SENDER_CHANGED,
        Conflict::PerimeterChanged => PERIMETER_CHANGED,
        Conflict::SchoolsChanged => SCHOOLS_CHANGED,
        Conflict::ContentChanged => CONTENT_CHANGED,
        Conflict::AlertNotRead => ALERT_NOT_READ,
        Conflict::CorrectedMeanwhile => CORRECTED_MEANWHILE,
        Conflict::SavedMeanwhile => SAVED_MEANWHILE,
        Conflict::NothingToCorrect => NOTHING_TO_CORRECT,
        Conflict::ArticleWithdrawn => ARTICLE_WITHDRAWN,
        Conflict::ArticlePublished => ARTICLE_PUBLISHED,
        Conflict::EventCancelled => EVENT_CANCELLED,
        Conflict::AgendaFull => AGENDA_FULL,
        Conflict::NothingChanged => NOTHING_CHANGED,
        Conflict::TooManyCorrections => TOO_MANY_CORRECTIONS,
        Conflict::AccessChanged => ACCESS_CHANGED,
        Conflict::LastAdministrator => LAST_ADMINISTRATOR,
        Conflict::OwnAccount => OWN_ACCOUNT,
        Conflict::NoSecretKey => NO_SECRET_KEY,
        Conflict::NoPublicAddress => NO_PUBLIC_ADDRESS,
        Conflict::TooManyChanges => TOO_MANY_CHANGES,
        Conflict::ImportRunning => IMPORT_RUNNING,
        Conflict::NotTheLastImport => NOT_THE_LAST_IMPORT,
        Conflict::ImportInUse => IMPORT_IN_USE,
        Conflict::CannotJoin => CANNOT_JOIN,
        Conflict::JoinTurned => JOIN_TURNED,
        Conflict::AccountJoined => ACCOUNT_JOINED,
        Conflict::NoEmail => "This portal does not send emails. Nothing was saved.",
        Conflict::NoAddress => NO_ADDRESS,
        Conflict::NoReply => "This message does not take replies. Nothing was sent.",
        Conflict::TooManyReplies => TOO_MANY_REPLIES,
        Conflict::NotShown => NOT_SHOWN,
        Conflict::NobodyToContact => NOBODY_TO_CONTACT,
        Conflict::OwnCommunication => "You are the author of this communication. Nothing was sent.",
        Conflict::TooManyContacts => TOO_MANY_CONTACTS,
        Conflict::TooManyDrafts => TOO_MANY_DRAFTS,
        Conflict::AuthorGone => AUTHOR_GONE,
        Conflict::NoAcknowledgement => NO_ACKNOWLEDGEMENT,
        Conflict::MessageCancelled => "This message was cancelled: there is nothing left to confirm.",
        Conflict::DraftTooLarge => "The draft is too long to be kept. Please shorten it.",
        Conflict::DirectoryKeepsChanging | Conflict::DirectoryNotEmpty => {
            "The situation has changed in the meantime. Reload the page; nothing was saved."
        }
    };
    sentence.to_owned()
}

fn recipients_moved(before: u64, now: u64) -> String {
    format!(
        "The number of recipients has changed since the question was asked: {} → {}. Nothing was sent; confirm the new number.",
        number(before),
        people(now)
    )
}

fn forbidden(missing: Right) -> String {
    format!("You need the right “{}”. Nothing was saved. Ask the head teacher for it.", right(missing))
}

fn severity_forbidden(most: Severity) -> String {
    format!(
        "Your right “{}” goes up to “{}” in these schools. Nothing was sent, and what you typed is kept. Choose another \
         type of announcement, or ask the head teacher for this right.",
        right(Right::CreateCommunication),
        severity(most)
    )
}

fn too_many_attempts(seconds: u64) -> String {
    format!("Too many attempts. Try again in {}.", duration(seconds))
}

fn intercepted(status: u16) -> String {
    format!(
        "A filter or a server between this page and the portal answered in its place (code {status}). Keep this page \
         open: what you typed stays here. Try again in a moment; if it goes on, tell your support this code."
    )
}

fn other_person(now: &str) -> String {
    format!(
        "This page was opened with another account: this browser is now signed in to the account of {now}. \
         Nothing was sent or saved, and nothing will be as long as the other account is signed in. To continue, \
         sign in, in another tab, with the account that opened this page."
    )
}

fn internal_numbered(number: &str) -> String {
    format!(
        "Something went wrong on our side. Nothing was changed. Try again in a few minutes. If it happens again, \
         give your administrator this number: {number}."
    )
}

fn late(number: Option<&str>) -> String {
    let sentence = "The portal could not answer in time. Try again in a moment; if you had just sent something, first \
         check whether it was saved.";
    let told = |number: &str| format!(" If it happens again, give your administrator this number: {number}.");
    format!("{sentence}{}", number.map(told).unwrap_or_default())
}
