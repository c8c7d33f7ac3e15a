//! The journal.

use domain::{
    access::{Extent, Right, Role},
    agenda::HolidayZone,
    audit::{Action, AuditRow, Outcome},
    communications::{Channel, Severity, Spoken},
    directory::Profile,
    providers::Unmatched,
    retention::Kept,
    text::apostrophes,
};

use super::{
    access,
    agenda::holiday_zone,
    communications::{channel, severity},
    labels,
    numbers::{establishments, number, people},
    retention,
    targets::profile,
};
use crate::{
    rooms::Audit,
    stored::{DIRECTORY, JOURNAL, PORTAL, UNKNOWN_LOGIN},
    visible,
};

pub(super) const AUDIT: Audit = Audit {
    states_by_school: "publication states",
    all_actions: "All",
    all_outcomes: "All",
    title: "Activity log",
    search_hint: "Who, or on what",
    action_label: "Action",
    outcome_label: "Result",
    from: "From",
    to: "To",
    about: "Sign-ins, rights, communications, imports: who did what, and what was refused. Nothing here can be changed, or deleted before the end of its retention period.",
    nothing_older: "There is nothing older",
    see_latest: "See the newest",
    begins_here: "The activity log begins here.",
    empty: "The activity log is still empty",
    empty_hint: "What is done in the portal will appear here by itself.",
    latest: "Newest",
    older: "Older",
    caption: "Activity log, newest first",
    date_and_time: "Date and time",
    who: "Who",
    subject: "On what",
    detail_label: "Detail",
    address: "Address",
    at: "at",
    action,
    outcome,
    actor,
    subject_of,
    detail,
};

/// An action, done or tried.
#[allow(clippy::too_many_lines, reason = "a line for each action")]
pub(super) const fn action(action: Action) -> &'static str {
    match action {
        Action::SignIn => "Sign-in",
        Action::SignOut => "Sign-out",
        Action::SessionsClosed => "Sessions closed",
        Action::PasswordChanged => "Password changed",
        Action::LinkMade => "Password link created",
        Action::LinksMade => "Links requested for a group",
        Action::CouponsPrinted => "Coupons printed",
        Action::LinksStopped => "Links of a group cancelled",
        Action::SecondFactorOn => "Two-step sign-in turned on",
        Action::SecondFactorOff => "Two-step sign-in turned off",
        Action::SecondFactorWithdrawn => "Two-step sign-in turned off by the administrator",
        Action::RecoveryCodesMade => "Recovery codes replaced",
        Action::RecoveryCodeUsed => "Recovery code used",
        Action::SecondFactorDemand => "Two-step sign-in requirement",
        Action::AdministratorNamed => "Administrator appointed",
        Action::AdministratorRemoved => "Administrator removed",
        Action::RightGranted => "Right given",
        Action::RightRemoved => "Right removed",
        Action::RightChanged => "Right changed",
        Action::RightRequested => "Right asked for",
        Action::RightDeclined => "Request for a right declined",
        Action::Access => "Access without the right",
        Action::Deployed => "Communication sent",
        Action::Cancelled => "Communication cancelled",
        Action::TakenBack => "Sending taken back",
        Action::TakenOffline => "Communication taken offline",
        Action::PutOnline => "Communication put back online",
        Action::Corrected => "Communication corrected",
        Action::Imported => "Directory imported",
        Action::ImportUndone => "Directory import undone",
        Action::MatchesDecided => "Matches decided",
        Action::RecordsJoined => "Records joined",
        Action::RecordsSeparated => "Records separated",
        Action::RecordsApart => "Records said to be two people",
        Action::Exported => "Export",
        Action::Reminded => "Reminder",
        Action::NamesSeen => "Names of recipients looked at",
        Action::NamesSetting => "Showing the names of recipients",
        Action::CopiesSetting => "Email copies setting changed",
        Action::ArticleWithdrawn => "Article withdrawn",
        Action::ProviderChanged => "Sign-in provider changed",
        Action::SpaceChanged => "Space changed",
        Action::ArticlePublished => "Article published",
        Action::ArticleCorrected => "Article corrected",
        Action::EventPublished => "Event added",
        Action::EventChanged => "Event changed",
        Action::EventCancelled => "Event cancelled or deleted",
        Action::FeedMade => "Private address created or replaced",
        Action::FeedRevoked => "Private address revoked",
        Action::HolidaysChanged => "School holidays changed",
        Action::PortalRegistered => "Portal registered",
        Action::PortalChanged => "Portal changed",
        Action::PortalKeyAdded => "Portal key added",
        Action::PortalKeyRemoved => "Portal key removed",
        Action::PortalPaused => "Portal paused",
        Action::PortalResumed => "Portal resumed",
        Action::PortalRemoved => "Portal deleted",
        Action::FileRefused => "File refused",
        Action::JobRetried => "Task run again",
        Action::JournalPruned => "Activity log shortened",
        Action::Purged => "Data deleted when due",
        Action::RetentionChanged => "Retention periods changed",
        Action::LegalChanged => "Legal notice or accessibility changed",
    }
}

pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Done",
        Outcome::Refused => "Refused",
        Outcome::Failed => "Failed",
    }
}

/// The actor. Without a name it is a visitor if there is a network address, otherwise the product
/// itself.
pub(super) fn actor(row: &AuditRow) -> String {
    match (row.actor.as_str(), row.address.as_str()) {
        ("", "") => "Porte-voix".to_owned(),
        ("", _) => "Visitor".to_owned(),
        (name, _) if row.apart.is_empty() => visible(name),
        (name, _) => format!("{} ({})", visible(name), labels::apart(&row.apart)),
    }
}

/// The subject. What the product names by itself is in the reader's words.
fn subject_of(row: &AuditRow) -> String {
    match (row.action, row.subject.as_str()) {
        (Action::HolidaysChanged, code) => {
            HolidayZone::from_code(code).map_or_else(|| visible(code), |zone| holiday_zone(zone).to_owned())
        }
        (Action::SecondFactorDemand, PORTAL) => "portal".to_owned(),
        (Action::Imported | Action::ImportUndone, DIRECTORY) => "directory".to_owned(),
        (Action::Exported, JOURNAL) => "activity log".to_owned(),
        (Action::SignIn, UNKNOWN_LOGIN) => "unknown username".to_owned(),
        (_, subject) => visible(subject),
    }
}

/// `role=sender_announcement; schools=3` → `Role: Sender – announcements`, `3 schools`. Unknown parts
/// are shown unchanged.
pub(super) fn detail(detail: &str) -> Vec<String> {
    detail.split("; ").filter(|pair| !pair.trim().is_empty()).map(|pair| visible(&in_words(pair))).collect()
}

fn in_words(pair: &str) -> String {
    pair.split_once('=').and_then(|(key, value)| named(key, value)).unwrap_or_else(|| pair.to_owned())
}

/// How much was deleted of a kind, or for how long it is kept.
fn of_retention(key: &str, value: &str) -> Option<String> {
    let amount = value.parse::<u64>().ok()?;
    if let Some(kind) = key.strip_prefix("purged_").and_then(Kept::from_code) {
        return Some(format!("{}: {}", retention::kept(kind), number(amount)));
    }
    let kind = key.strip_prefix("days_").and_then(Kept::from_code)?;
    Some(format!("{}: {}", retention::kept(kind), counted(amount, "day", "days")))
}

fn named(key: &str, value: &str) -> Option<String> {
    if let Some(said) = of_retention(key, value) {
        return Some(said);
    }
    let count = || value.parse::<u64>().ok();
    Some(match key {
        "role" => format!("Role: {}", known(Role::from_code(value).map(access::role), value)),
        "scope" => format!("For: {value}"),
        "severity" => format!("Up to: {}", known(Severity::from_code(value).map(severity), value)),
        "extent" => access::extent(Extent::from_code(value)?).to_owned(),
        "profiles" => format!("Profile: {}", profiles(value)),
        "levels" => format!("Year group: {value}"),
        "sub_levels" => format!("Course: {value}"),
        "functions" => format!("Job: {}", apostrophes(value)),
        "subjects" => format!("Subject taught: {}", apostrophes(value)),
        "classes" => format!("Class: {}", apostrophes(value)),
        "groups" => format!("Group: {}", apostrophes(value)),
        "right" => format!("Missing right: {}", right(value)),
        "perimeter" => format!("On behalf of: {value}"),
        "channel" => format!("Channel: {}", channel(Channel::from_code(value)?)),
        "communication" => format!("Communication no. {}", count()?),
        "people" => changes(value)?,
        "schools" => establishments(count()?),
        "recipients" => people(count()?),
        "public" if value == "true" => "On the public board too".to_owned(),
        "first_language" => format!("Language of the text: {}", Spoken::from_code(value)?.name()),
        "language" => format!("Other language: {}", Spoken::from_code(value)?.name()),
        "rows" => counted(count()?, "line", "lines"),
        "to_confirm" => counted(count()?, "loss to confirm", "losses to confirm"),
        "confirmed" => format!("Confirmed by the number {}", number(count()?)),
        "refused_lines" => counted(count()?, "line refused", "lines refused"),
        "sessions" => counted(count()?, "session", "sessions"),
        "left" => format!("Recovery codes left: {}", count()?),
        "dry_run" if value == "true" => "Trial that changes nothing".to_owned(),
        "demanded" if value == "true" => "Required of senders".to_owned(),
        "demanded" if value == "false" => "No longer required".to_owned(),
        "by_default" if value == "true" => "To everybody who has not stopped them".to_owned(),
        "by_default" if value == "false" => "Only to those who ask".to_owned(),
        "shown" if value == "true" => "Shown".to_owned(),
        "shown" if value == "false" => "Hidden".to_owned(),
        "login" => format!("Username: {value}"),
        "rights" if value == domain::accounts::batch::WITH_RIGHTS => {
            "Including accounts with rights".to_owned()
        }
        "links" if value == "mail" => "Links by email".to_owned(),
        "links" if value == "print" => "Coupons to print".to_owned(),
        "record" => format!("Record: {value}"),
        "import" => format!("Import no. {}", count()?),
        "reason" => reason(value)?.to_owned(),
        "issuer" => format!("Issuer: {value}"),
        "key" => format!("Key: {value}"),
        "origins" => format!("Page addresses: {value}"),
        "prefixes" => format!("Identifier prefixes: {value}"),
        "keys_address" => format!("Key address: {value}"),
        "why" => format!("Reason: {value}"),
        "virus" => format!("Virus: {value}"),
        "path" => format!("Page: {value}"),
        "method" => format!("Method: {value}"),
        "format" => format!("Format: {}", value.to_uppercase()),
        _ => return of_places(key, value),
    })
}

/// What the rest of an entry is about: where it happened, and what it says.
fn of_places(key: &str, value: &str) -> Option<String> {
    let count = || value.parse::<u64>().ok();
    Some(match key {
        "space" => format!("Space no. {}", count()?),
        "article" => format!("Article no. {}", count()?),
        "job" => format!("Task no. {}", count()?),
        "feed" if value == "calendar" => "Address of a calendar".to_owned(),
        "feed" if value == "articles" => "Address of a space’s articles".to_owned(),
        "correction" => format!("Correction no. {}", count()?),
        "before" => format!("Text before: {value}"),
        "provider" => format!("Provider: {value}"),
        "address" => format!("Address: {value}"),
        "what" => done(value)?.to_owned(),
        "holidays" => counted(count()?, "period", "periods"),
        "entries" => counted(count()?, "entry", "entries"),
        "count" => counted(count()?, "time", "times"),
        _ => return None,
    })
}

/// What became of a provider.
fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "added" => "Added",
        "changed" => "Settings changed",
        "paused" => "Paused",
        "resumed" => "In service",
        "removed" => "Deleted",
        _ => return None,
    })
}

/// The name of a known code, otherwise the code itself.
fn known<'c>(name: Option<&'static str>, code: &'c str) -> &'c str {
    name.unwrap_or(code)
}

/// `National_ENS, National_ELV`
fn profiles(codes: &str) -> String {
    let names = codes.split(", ").map(|code| known(Profile::from_code(code).map(profile), code));
    names.collect::<Vec<_>>().join(", ")
}

/// The name of a right, of the matrix or outside it, by its code.
fn right(code: &str) -> &str {
    match code {
        "administer_portal" => "Administer the portal",
        "administer_rights" => "Manage access rights",
        "second_factor" => "Two-step sign-in required",
        _ => known(Right::ALL.into_iter().find(|right| right.code() == code).map(access::right), code),
    }
}

/// `12`, or the counts of an import: `+1 ~2 -3`
fn changes(value: &str) -> Option<String> {
    if let Ok(count) = value.parse() {
        return Some(people(count));
    }
    let numbers: Vec<u64> = value.split(' ').filter_map(|part| part.get(1..)?.parse().ok()).collect();
    let [added, changed, removed] = numbers.as_slice() else { return None };
    let [added, changed, removed] = [*added, *changed, *removed].map(number);
    Some(format!("People added: {added}, changed: {changed}, removed: {removed}"))
}

fn reason(code: &str) -> Option<&'static str> {
    Some(match code {
        "password" => "Wrong username or password",
        "code" => "Wrong code",
        "link" => "With a password link",
        "joined" => "Account joined to another",
        "command line" => "On the command line",
        _ => unmatched(Unmatched::from_code(code)?),
    })
}

/// Why somebody whom a provider vouches for was not let in.
const fn unmatched(why: Unmatched) -> &'static str {
    match why {
        Unmatched::NoClaim => "The provider did not say who the person is",
        Unmatched::Unknown => "Nobody in the directory matches",
        Unmatched::Several => "Several people in the directory match",
        Unmatched::Left => "The person has left the directory",
        Unmatched::OtherAuthority => "The provider is not for this person",
        Unmatched::Unverified => "Email address not verified",
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}
