//! A message as a browser without JavaScript posts it: its HTML in a hidden field, its text in a
//! visible one.

use domain::communications::{CommunicationInput, channels::message::MessageInput};

const HTML: &str = "<h2>Sortie</h2><p>Lundi <strong>matin</strong></p>";

fn posted(pairs: &[(&str, &str)]) -> CommunicationInput {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    CommunicationInput::from_pairs(&pairs)
}

fn body(html: &str, text: &str) -> String {
    posted(&[("corps", html), ("corps-texte", text)]).message.body
}

#[test]
fn every_control_is_read() {
    let form = posted(&[
        ("canal", "message"),
        ("envoi", "plus-tard"),
        ("envoi-date", "2026-10-06"),
        ("envoi-heure", "16:46"),
        ("objet", "Sortie"),
        ("corps", HTML),
        ("copie", "oui"),
        ("reponse", "oui"),
        ("accuse", "each"),
    ]);
    let expected = CommunicationInput {
        channel: "message".to_owned(),
        message: MessageInput {
            send_later: true,
            send_day: "2026-10-06".to_owned(),
            send_time: "16:46".to_owned(),
            subject: "Sortie".to_owned(),
            body: HTML.to_owned(),
            copy_to_author: true,
            reply_allowed: true,
            acknowledgement: "each".to_owned(),
            attachments: vec![],
        },
        ..CommunicationInput::default()
    };
    assert_eq!(form, expected);
}

#[test]
fn boxes_that_are_not_ticked_are_not_posted() {
    let form = posted(&[("canal", "message"), ("envoi", "maintenant"), ("envoi-date", "2026-10-06")]);
    assert!(!form.message.send_later && !form.message.copy_to_author && !form.message.reply_allowed);
    assert_eq!(form.message.send_day, "2026-10-06");
}

#[test]
fn a_text_that_says_the_same_keeps_its_formatting() {
    for same in ["Sortie\nLundi matin", "Sortie\r\nLundi matin\r\n", "\r\nSortie\r\n\r\n  Lundi matin"] {
        assert_eq!(body(HTML, same), HTML, "{same:?}");
    }
}

#[test]
fn a_text_that_was_changed_becomes_paragraphs() {
    assert_eq!(body(HTML, "Sortie\r\nMardi"), "<p>Sortie</p><p>Mardi</p>");
    assert_eq!(body("", "a < b & <script>"), "<p>a &lt; b &amp; &lt;script&gt;</p>");
}

#[test]
fn a_text_that_was_emptied_is_empty() {
    assert_eq!(body(HTML, ""), "");
    assert_eq!(body(HTML, " \r\n "), "");
}

/// Without the text field, the text was not emptied.
#[test]
fn without_the_field_the_html_stays() {
    assert_eq!(posted(&[("corps", HTML)]).message.body, HTML);
}
