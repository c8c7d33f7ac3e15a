//! A message in the form: its subject, its text, its sending time and its acknowledgement.

mod form;

use chrono::NaiveDateTime;
use domain::{
    communications::{
        Acknowledgement, CommunicationInput, MAX_RICH_TEXT_CHARACTERS, NewMessage, SendAt,
        channels::message::MessageInput,
    },
    fields::FieldProblem::{self, *},
};
use form::{filled, today};

/// A message that is ready to be sent; it still holds an announcement typed before.
fn written() -> CommunicationInput {
    CommunicationInput {
        channel: "message".to_owned(),
        message: MessageInput {
            subject: "Réunion de rentrée".to_owned(),
            body: "<p>Lundi à <strong>18 h</strong></p>".to_owned(),
            ..MessageInput::blank()
        },
        ..filled()
    }
}

#[track_caller]
fn sent(change: impl FnOnce(&mut CommunicationInput)) -> NewMessage {
    let mut form = written();
    change(&mut form);
    let new = form.parse(today()).unwrap_or_else(|errors| panic!("{errors:?}"));
    new.content.message().expect("a message").clone()
}

/// The marked controls, in alphabetical order.
fn marked(change: impl FnOnce(&mut CommunicationInput)) -> Vec<(String, FieldProblem)> {
    let mut form = written();
    change(&mut form);
    form.parse(today()).err().unwrap_or_default().0.into_iter().collect()
}

#[track_caller]
fn refused(field: &str, problem: FieldProblem, change: impl FnOnce(&mut CommunicationInput)) {
    assert_eq!(marked(change), [(field.to_owned(), problem)]);
}

#[test]
fn the_typed_message_is_what_is_sent() {
    let message = sent(|form| {
        form.message.subject = "  Réunion \n".to_owned();
        form.message.copy_to_author = true;
        form.message.acknowledgement = "any_guardian".to_owned();
    });
    assert_eq!(message.subject.as_str(), "Réunion");
    assert_eq!(message.body.as_str(), "<p>Lundi à <strong>18 h</strong></p>");
    assert_eq!(message.send_at, SendAt::Now);
    assert!(message.copy_to_author && message.reply_allowed);
    assert_eq!(message.acknowledgement, Acknowledgement::AnyGuardian);
    assert_eq!(sent(|form| form.message.acknowledgement.clear()).acknowledgement, Acknowledgement::None);
}

#[test]
fn an_empty_message_is_marked_in_all_its_fields_at_once() {
    let empty = marked(|form| {
        (form.message.subject, form.message.body) = (" ".to_owned(), String::new());
        (form.message.send_later, form.message.send_day, form.message.send_time) =
            (true, String::new(), String::new());
        form.message.acknowledgement = "sometimes".to_owned();
    });
    let expected = [
        ("accuse", UnknownChoice),
        ("corps", Required),
        ("envoi-date", Required),
        ("envoi-heure", Required),
        ("objet", Required),
    ];
    assert_eq!(empty, expected.map(|(field, problem)| (field.to_owned(), problem)));
}

/// The fields of the announcement may be wrong: they are not sent.
#[test]
fn the_other_channel_is_kept_but_not_checked() {
    let spoilt = |form: &mut CommunicationInput| {
        form.announcement.text = "a".repeat(300);
        form.announcement.severity = "fatal".to_owned();
        form.announcement.last_day = "hier".to_owned();
    };
    assert_eq!(marked(spoilt), []);
    let mut announcement = CommunicationInput { channel: "announcement".to_owned(), ..written() };
    (announcement.message.subject, announcement.message.body, announcement.message.send_later) =
        (String::new(), String::new(), true);
    assert!(announcement.parse(today()).is_ok());
}

#[test]
fn a_subject_is_one_line_of_150_characters() {
    assert_eq!(sent(|form| form.message.subject = "é".repeat(150)).subject.as_str().chars().count(), 150);
    refused("objet", TooLong { count: 151, max: 150 }, |form| form.message.subject = "é".repeat(151));
    // Surrounding blanks are removed, so they do not count.
    assert!(marked(|form| form.message.subject = format!("  {}  ", "é".repeat(150))).is_empty());
    refused("objet", SeveralLines, |form| form.message.subject = "a\r\nBcc: b".to_owned());
    for nothing in ["\u{a0}", "\0", "\u{200b}\u{feff}", "\u{b}"] {
        refused("objet", Required, |form| form.message.subject = nothing.to_owned());
    }
    let subject = sent(|form| form.message.subject = "Sortie\u{b}sco\u{ad}laire\0".to_owned()).subject;
    assert_eq!(subject.as_str(), "Sortie scolaire");
}

#[test]
fn a_text_must_contain_something_to_read() {
    for nothing in [
        "",
        " \n",
        "<p></p>",
        "<p><br></p>",
        "<p>&nbsp; \u{a0}</p>",
        "<ul><li></li></ul>",
        "<p",
        "<p>\u{200b}\u{1b}</p>",
        "<p>&#8203;&#x200B;&shy;</p>",
        "<p>\u{b}</p>",
        "<a href=\"x\">",
    ] {
        refused("corps", Required, |form| form.message.body = nothing.to_owned());
    }
    assert!(marked(|form| form.message.body = "sans balise".to_owned()).is_empty());
    assert_eq!(
        sent(|form| form.message.body = "<p>a\u{b}b\u{1b}\u{200b}</p>".to_owned()).body.as_str(),
        "<p>a<br>b</p>"
    );
    assert_eq!(
        sent(|form| form.message.body = "<p>a</p>\r\n<p>b</p>".to_owned()).body.as_str(),
        "<p>a</p>\n<p>b</p>"
    );
}

#[test]
fn a_text_has_100_000_characters_of_html_at_most() {
    let text = |count: usize| format!("<p>{}</p>", "é".repeat(count - 7));
    assert!(marked(|form| form.message.body = text(MAX_RICH_TEXT_CHARACTERS)).is_empty());
    let problem = TooLong { count: MAX_RICH_TEXT_CHARACTERS + 1, max: MAX_RICH_TEXT_CHARACTERS };
    refused("corps", problem, |form| form.message.body = text(MAX_RICH_TEXT_CHARACTERS + 1));
}

fn at(day: &str, time: &str) -> impl FnOnce(&mut CommunicationInput) {
    let (day, time) = (day.to_owned(), time.to_owned());
    move |form| (form.message.send_later, form.message.send_day, form.message.send_time) = (true, day, time)
}

#[test]
fn sending_later_needs_a_day_and_a_time() {
    let moment = |text: &str| SendAt::Later(text.parse::<NaiveDateTime>().expect("a moment"));
    assert_eq!(sent(at("2026-10-06", "16:46")).send_at, moment("2026-10-06T16:46:00"));
    // Some browsers add the seconds.
    assert_eq!(sent(at(" 2026-10-05 ", "00:00:00")).send_at, moment("2026-10-05T00:00:00"));
    // Today is accepted at any time of day: only the server knows the time.
    assert!(marked(at("2026-10-05", "00:00")).is_empty());
    for wrong in ["24:00", "7:30", "07:60", "07.30", "07:30:15", "7h30", "-1:00", "+7:30"] {
        assert_eq!(marked(at("2026-10-06", wrong)), [("envoi-heure".to_owned(), NotATime)], "{wrong}");
    }
    for wrong in ["2026-02-30", "06/10/2026", "demain", "+2026-10-06"] {
        assert_eq!(marked(at(wrong, "07:30")), [("envoi-date".to_owned(), NotADate)], "{wrong}");
    }
}

/// On the clock of the form, which may be a day behind that of another school.
#[test]
fn a_past_time_is_marked_from_the_next_minute() {
    let now: NaiveDateTime = "2026-10-05T10:01:30".parse().expect("a moment");
    let over = |day: &str, time: &str| {
        let mut form = written();
        at(day, time)(&mut form);
        form.over_at(now)
    };
    assert_eq!(over("2026-10-04", "23:59"), Some("envoi-date"));
    assert_eq!(over("2026-10-05", "10:00"), Some("envoi-heure"));
    assert_eq!(over("2026-10-05", "10:01"), None, "the current minute is not past");
    assert_eq!(over("2026-10-06", "00:00"), None);
    assert_eq!(over("demain", "00:00"), None, "an invalid day is a different error");
    let mut kept = written();
    kept.message.send_day = "2020-01-01".to_owned();
    assert_eq!(kept.over_at(now), None, "it is ignored while the message is sent now");
}

/// The day is kept but ignored while *Maintenant* is chosen.
#[test]
fn sending_now_ignores_the_kept_day() {
    let message = sent(|form| {
        (form.message.send_day, form.message.send_time) = ("2020-01-01".to_owned(), "nonsense".to_owned());
    });
    assert_eq!(message.send_at, SendAt::Now);
}
