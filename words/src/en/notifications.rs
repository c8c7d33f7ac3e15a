//! The messages that the program itself writes into inboxes.

use domain::{
    access::{Population, Role},
    communications::{Channel, Concern, OtherTitle, Outcome, Severity, Spoken},
    directory::RefusedFile,
    messages::{Notice, OwnChange, OwnWork},
    spaces::view::SpaceName,
    text::beginning,
};

use super::{
    access::{role, role_up_to},
    batches::links_stopped,
    communications::{concern, further},
    directory::refusal,
    events::about_event,
    numbers::{number, people as count_of},
    population::population,
    spaces::{space_concerned, space_name},
};
use crate::rooms::{NoticeText, Notifications};

pub(super) const NOTIFICATIONS: Notifications = Notifications { sender: "Porte-voix", text };

/// How many characters of a communication's text a subject quotes.
const QUOTED_CHARACTERS: usize = 80;

fn text(notice: &Notice) -> NoticeText {
    match notice {
        Notice::Reminder { subject, sender, acknowledgement_asked, other } => {
            reminder(OtherTitle::or(other.as_ref(), subject, Spoken::English), sender, *acknowledgement_asked)
        }
        Notice::Deployed { channel, text } => about(text, "Communication sent", &[deployed(*channel)]),
        Notice::Failed { text } => failed(text),
        Notice::AudienceMoved { text, confirmed, people } => moved(text, *confirmed, *people),
        Notice::Cancelled { text, by } => {
            about(text, "Communication cancelled", &[&format!("Your communication was cancelled by {by}.")])
        }
        Notice::TextCorrected { channel, text, source, other, .. } => {
            text_corrected(*channel, OtherTitle::or(other.as_ref(), text, Spoken::English), source)
        }
        Notice::NewOnSchool { channel, text, author, source } => appeared(*channel, text, author, source),
        Notice::Withdrawn { text, author, source, by } => withdrawn(text, author, source, by),
        Notice::StateChanged { text, author, school, by, online, reason } => {
            state_changed(text, author, school, by, (*online, reason.as_deref()))
        }
        Notice::Corrected { text, by } => {
            about(text, "Communication corrected", &[&format!("Your communication was corrected by {by}.")])
        }
        Notice::Concerned { text, author, outcome, concerns, more } => {
            concerned(text, author, *outcome, concerns, *more)
        }
        Notice::GrantConcerned { role, population, scope, concerns } => {
            grant_concerned(*role, population, scope, concerns)
        }
        Notice::RecoveryCodeUsed { left } => recovery_code_used(*left),
        Notice::SecondFactorWithdrawn { by } => second_factor_withdrawn(by),
        Notice::ImportHeld { refused, confirmation, file, .. } => {
            import_held(*refused, *confirmation, file.as_ref())
        }
        Notice::NightFailed { unreadable, .. } => night_failed(*unreadable),
        Notice::RoleAsked { person, school, role, severity, reason, .. } => {
            asked(person, school, *role, *severity, reason)
        }
        Notice::EventPublished { .. }
        | Notice::EventCorrected { .. }
        | Notice::EventEnded { .. }
        | Notice::EventDateChanged { .. }
        | Notice::EventDateEnded { .. }
        | Notice::EventHolidays { .. } => about_event(notice),
        Notice::LinksStopped { school, by, .. } => links_stopped(school, by),
        Notice::OwnChanged { title, space, work, change, by } => {
            own_changed(title, space, (*work, *change), by)
        }
        Notice::RoleGranted { role, school, by } => granted(*role, school, by),
        Notice::RoleDeclined { role, school, by, answer } => declined(*role, school, by, answer),
        Notice::ArticlePublished { title, author, space, .. } => article_published(title, author, space),
        Notice::SpaceConcerned { space, concerns } => space_concerned(space, concerns),
        Notice::ArticleCorrected { title, space, .. } => article_corrected(title, space),
        Notice::ArticleRefused { title, space, author, .. } => {
            article_refused(title, space, author.as_deref())
        }
    }
}

fn appeared(channel: Channel, text: &str, author: &str, source: &str) -> NoticeText {
    let what =
        format!("{author} has published {} in your school, on behalf of “{source}”.", of_kind(channel));
    about(text, "New communication", &[&what])
}

fn withdrawn(text: &str, author: &str, source: &str, by: &str) -> NoticeText {
    let what = format!(
        "A communication by {author} (“{source}”) is no longer published in your school: {by} cancelled it."
    );
    about(text, "Publication cancelled", &[&what])
}

fn state_changed(
    text: &str,
    author: &str,
    school: &str,
    by: &str,
    (online, reason): (bool, Option<&str>),
) -> NoticeText {
    let (subject, state) =
        if online { ("Put back online", "put back online") } else { ("Taken offline", "taken offline") };
    let what = format!("{by} has {state} the communication by {author} in “{school}”.");
    let why = reason.map(|reason| format!("Reason: {reason}"));
    let told: Vec<&str> = std::iter::once(what.as_str()).chain(why.as_deref()).collect();
    about(text, subject, &told)
}

fn failed(text: &str) -> NoticeText {
    about(
        text,
        "Communication failed",
        &[
            "Your communication could not be sent, or not everywhere.",
            "Its page lists, under “Publication states”, the schools that were not reached. You can duplicate it to \
                 try again.",
        ],
    )
}

fn text_corrected(channel: Channel, text: &str, source: &str) -> NoticeText {
    let what = format!("“{source}” has corrected {} since you saw it.", of_kind(channel));
    about(text, "Text corrected", &[&what, "Please read the current text: what changed is marked in it."])
}

fn recovery_code_used(left: u64) -> NoticeText {
    let what = format!("A recovery code was used instead of your authenticator app. {}", codes_left(left));
    let then = "If this was not you: change your password and replace your codes in “My account”, then tell the \
                portal administrator.";
    NoticeText {
        subject: "One of your recovery codes was used".to_owned(),
        paragraphs: vec![what, then.to_owned()],
    }
}

fn import_held(refused: u64, confirmation: Option<u64>, file: Option<&RefusedFile>) -> NoticeText {
    let why = match (confirmation, file) {
        (Some(confirmation), _) => format!(
            "The directory import would remove more than a tenth of what is in the directory, or is only about unknown \
             schools. It has changed nothing. If this is intended, run it again with the number {}.",
            number(confirmation)
        ),
        (None, Some(RefusedFile { name, why })) => {
            format!("The directory import has changed nothing. Refused, “{name}”: {}.", refusal(why))
        }
        (None, None) => {
            format!("The directory import has changed nothing. Lines refused: {}.", number(refused))
        }
    };
    let then = "The directory stays as the last successful import left it until the files are corrected or confirmed.";
    NoticeText { subject: "Directory import on hold".to_owned(), paragraphs: vec![why, then.to_owned()] }
}

fn night_failed(unreadable: bool) -> NoticeText {
    let why = if unreadable {
        "The automatic import of the directory did not take place: the folder that it was given cannot be read."
    } else {
        "The automatic import of the directory stopped because of an error. It has changed nothing; the server’s log says why."
    };
    let then = "The directory stays as the last successful import left it. A nightly import will be tried again next night.";
    NoticeText {
        subject: "Automatic import of the directory failed".to_owned(),
        paragraphs: vec![why.to_owned(), then.to_owned()],
    }
}

fn second_factor_withdrawn(by: &str) -> NoticeText {
    let what =
        format!("{by} has turned off two-step sign-in for your account. Your password is enough to sign in.");
    let then = "You can turn it on again in “My account”. If you did not ask for this, change your password and tell \
                your school.";
    NoticeText {
        subject: "Two-step sign-in was turned off for your account".to_owned(),
        paragraphs: vec![what, then.to_owned()],
    }
}

/// How many recovery codes are left, as a sentence.
pub(super) fn codes_left(left: u64) -> String {
    match left {
        0 => "There are none left.".to_owned(),
        1 => "There is 1 left.".to_owned(),
        left => format!("There are {left} left."),
    }
}

/// `“Parents’ space”, Lycée Curie`
fn in_space(space: &SpaceName) -> String {
    format!("“{}” ({})", space_name(space), space.school)
}

fn article_published(title: &str, author: &str, space: &SpaceName) -> NoticeText {
    let what = format!("{author} has published an article in {}.", in_space(space));
    let then = "“Open the page” leads to the article. To stop these messages, unsubscribe from this space on the page \
                “Spaces”.";
    about(title, "New article", &[&what, then])
}

fn article_corrected(title: &str, space: &SpaceName) -> NoticeText {
    let what = format!("An article that you have read in {} was corrected.", in_space(space));
    about(title, "Article corrected", &[&what, "Its page shows what has changed."])
}

fn article_refused(title: &str, space: &SpaceName, author: Option<&str>) -> NoticeText {
    let space = space_name(space);
    let what = match author {
        None => format!(
            "Your article was not published on the planned date in “{space}”: you no longer have the right to write there."
        ),
        Some(author) => format!(
            "The article by {author} was not published on the planned date in “{space}”: this person no longer has the \
             right to write there."
        ),
    };
    about(title, "Article not published", &[&what, "It is still saved in this space."])
}

fn own_changed(title: &str, space: &SpaceName, (work, change): (OwnWork, OwnChange), by: &str) -> NoticeText {
    use OwnChange::{Corrected, Held, Prepared, Published, Removed, Withdrawn};
    use OwnWork::{Article, Event};

    let (event, done) = match (work, change) {
        (Article(_), Corrected) => ("Article corrected", "corrected your article"),
        (Article(_), Withdrawn | Removed) => ("Article withdrawn", "withdrew your article"),
        (Article(_), Held) => {
            ("Article to confirm", "changed the readers: your scheduled article waits for you to publish it")
        }
        (Article(_), Prepared) => ("Scheduled article changed", "changed your scheduled article"),
        (Article(_), Published) => ("Article published", "published your article"),
        (Event(_), Withdrawn) => ("Event cancelled", "cancelled your event"),
        (Event(_), Removed) => ("Event removed", "removed your event"),
        (Event(_), _) => ("Event changed", "changed your event"),
    };
    let what = format!("{by} {done} in “{}”, school “{}”.", space_name(space), space.school);
    about(title, event, &[&what])
}

fn granted(role: Role, school: &str, by: &str) -> NoticeText {
    let role = self::role(role);
    NoticeText {
        subject: format!("Right granted: {role}"),
        paragraphs: vec![format!(
            "{by} has given you the role “{role}” in “{school}”. It applies from now on."
        )],
    }
}

fn declined(role: Role, school: &str, by: &str, answer: &str) -> NoticeText {
    let role = self::role(role);
    NoticeText {
        subject: format!("Request for a right declined: {role}"),
        paragraphs: vec![
            format!("{by} has declined your request for the role “{role}” in “{school}”."),
            format!("“{answer}”"),
        ],
    }
}

/// Somebody asks for a role.
fn asked(person: &str, school: &str, role: Role, severity: Option<Severity>, reason: &str) -> NoticeText {
    let role = role_up_to(role, severity);
    NoticeText {
        subject: format!("Request for a right: {person}"),
        paragraphs: vec![
            format!("{person} asks for the role “{role}” in “{school}”, for this reason:"),
            format!("“{reason}”"),
            "“See the request” opens the form for rights, already filled in. Nothing is given until you confirm; you can \
             also decline, with a sentence that says why."
                .to_owned(),
        ],
    }
}

fn concerned(text: &str, author: &str, outcome: Outcome, concerns: &[Concern], more: usize) -> NoticeText {
    let (event, state, next) = match outcome {
        Outcome::Failed => (
            "Communication failed",
            format!("The communication by {author} was not sent."),
            "It can be duplicated, then sent again.",
        ),
        Outcome::GoesOn => (
            "Communication to check",
            format!("The communication by {author} no longer does what was planned."),
            "It can be cancelled, or duplicated with other targets.",
        ),
    };
    let mut told = vec![state];
    told.extend(concerns.iter().map(concern));
    told.extend((more > 0).then(|| further(more)));
    told.push(next.to_owned());
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    about(text, event, &told)
}

fn grant_concerned(given: Role, to: &Population, scope: &str, concerns: &[Concern]) -> NoticeText {
    let held_by_nobody = concerns.contains(&Concern::Nobody);
    let state =
        if held_by_nobody { "is no longer held by anyone" } else { "no longer applies to all of them" };
    let mut paragraphs = vec![format!(
        "In “{scope}”, the role “{}” given to the group “{}” {state}.",
        role(given),
        population(to)
    )];
    let names = concerns.iter().filter(|reason| matches!(reason, Concern::NameGone { .. }));
    paragraphs.extend(names.map(concern));
    paragraphs
        .push("Access rights can be changed under “Administration”, “Targeted communication”.".to_owned());
    NoticeText { subject: format!("Rights to check: {scope}"), paragraphs }
}

fn moved(text: &str, confirmed: u64, people: u64) -> NoticeText {
    let what = format!(
        "The number of recipients of your scheduled communication has changed since you confirmed it: {} → {}.",
        number(confirmed),
        count_of(people)
    );
    let to_do = "If this is not intended, cancel it on its page before it is sent.";
    about(text, "Recipients changed", &[&what, to_do])
}

fn reminder(subject: &str, sender: &str, acknowledgement_asked: bool) -> NoticeText {
    let (state, asked) = if acknowledgement_asked {
        (
            "you have not yet confirmed that you have read",
            "Please open this message, then choose “I have read this”.",
        )
    } else {
        ("you have not yet opened", "Please open it and read it.")
    };
    let what = format!("It seems that {state} the message “{subject}” sent by {sender}.");
    NoticeText { subject: format!("Reminder: {subject}"), paragraphs: vec![what, asked.to_owned()] }
}

const fn deployed(channel: Channel) -> &'static str {
    match channel {
        Channel::Message => "Your message has been delivered to all its recipients.",
        Channel::Announcement => "Your announcement has been published in all its schools.",
        Channel::News => "Your news item has been published in all its schools.",
    }
}

const fn of_kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "an announcement",
        Channel::Message => "a message",
        Channel::News => "a news item",
    }
}

/// A notice: the event, some sentences about it, and the communication.
fn about(text: &str, event: &str, told: &[&str]) -> NoticeText {
    let mut paragraphs: Vec<String> = told.iter().map(ToString::to_string).collect();
    paragraphs.push(format!("“{text}”"));
    NoticeText { subject: format!("{event}: {}", shortened(text)), paragraphs }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED_CHARACTERS {
        return line;
    }
    format!("{}…", beginning(&line, QUOTED_CHARACTERS - 1).trim_end())
}
