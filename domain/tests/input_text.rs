//! *Texte de l'annonce*: 255 characters, the same count in browser and server.

mod form;

use domain::{communications::AnnouncementText, fields::FieldProblem};
use form::{filled, today};
use proptest::prelude::*;

/// The text as it would be deployed, or why the control `texte`, and only this one, is marked.
fn text(raw: &str) -> Result<String, FieldProblem> {
    let mut form = filled();
    raw.clone_into(&mut form.announcement.text);
    form.parse(today())
        .map(|new| new.content.announcement().expect("an announcement").text.to_string())
        .map_err(|mut errors| {
            let problem = errors.0.remove("texte").expect("the text is marked");
            assert!(errors.is_empty(), "{errors:?}");
            problem
        })
}

fn too_long(count: usize) -> Result<String, FieldProblem> {
    Err(FieldProblem::TooLong { count, max: 255 })
}

#[test]
fn at_most_255_characters() {
    assert!(text(&"a".repeat(255)).is_ok());
    assert_eq!(text(&"a".repeat(256)), too_long(256));
}

#[test]
fn an_accent_is_one_character() {
    assert!(text(&"é".repeat(255)).is_ok());
    assert_eq!(text(&"é".repeat(256)), too_long(256));
}

/// Neither bytes nor UTF-16 units: the characters that the emoji is composed of.
#[test]
fn an_emoji_counts_its_parts() {
    let family = "👩‍👩‍👧";
    assert_eq!(AnnouncementText::count(family), 5);
    assert!(text(&family.repeat(51)).is_ok());
    assert_eq!(text(&family.repeat(52)), too_long(260));
}

/// Browsers show one line end but send two bytes for it.
#[test]
fn a_line_end_is_one_character() {
    let browser = |line_end: &str| ["a"; 128].join(line_end);
    assert_eq!(AnnouncementText::count(&browser("\r\n")), 255);
    assert_eq!(text(&browser("\r\n")), Ok(browser("\n")));
    assert_eq!(text(&format!("{}b", browser("\r\n"))), too_long(256));
}

/// The page counts before trimming, so the server must do so too.
#[test]
fn surrounding_blanks_count_but_are_removed() {
    assert_eq!(text("  Bonjour\r\n"), Ok("Bonjour".to_owned()));
    assert_eq!(text(&format!("{} ", "a".repeat(255))), too_long(256));
}

#[test]
fn a_text_of_blanks_is_no_text() {
    for blank in ["", " ", "\r\n\t", "\u{a0}", "\u{200b}", "\0\u{feff}", "\u{b}\u{200d}", "\u{2800}"] {
        assert_eq!(text(blank), Err(FieldProblem::Required), "{blank:?}");
    }
}

/// Nobody could find them, and take them away.
#[test]
fn signs_that_show_nothing_go() {
    for sign in ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{200b}', '\u{ad}', '\u{feff}'] {
        assert_eq!(text(&format!("avant{sign}après")), Ok("avantaprès".to_owned()), "{sign:?}");
    }
    assert_eq!(text(&format!("{}{}", "a".repeat(255), "\u{200b}".repeat(50))), Ok("a".repeat(255)));
}

/// Word and `PowerPoint` have line breaks of their own.
#[test]
fn line_breaks_of_other_programs_become_line_breaks() {
    for sign in ['\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}'] {
        assert_eq!(text(&format!("avant{sign}après")), Ok("avant\naprès".to_owned()), "{sign:?}");
    }
}

#[test]
fn lines_and_tabs_are_kept() {
    assert_eq!(text("a\tb\n\nc"), Ok("a\tb\n\nc".to_owned()));
}

/// The page escapes the text: it may contain `<script>`.
#[test]
fn markup_is_plain_text() {
    let markup = "</textarea><script>alert(1)</script> & \"é\"";
    assert_eq!(text(markup), Ok(markup.to_owned()));
}

proptest! {
    /// An accepted text is accepted again unchanged: *Dupliquer* relies on it.
    #[test]
    fn an_accepted_text_is_accepted_again_unchanged(raw in any::<String>()) {
        if let Ok(kept) = AnnouncementText::parse(&raw) {
            prop_assert!(kept.as_str().chars().count() <= AnnouncementText::count(&raw));
            prop_assert_eq!(AnnouncementText::parse(kept.as_str()), Ok(kept));
        }
    }
}
