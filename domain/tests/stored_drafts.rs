//! Drafts are stored, and open pages post their forms, as JSON with one level for all channels. This
//! version reads what an earlier one wrote.

mod form;

use domain::communications::{
    CommunicationInput,
    channels::{message::MessageInput, news::NewsInput},
};
use form::filled;

const STORED: &str = r#"{
    "perimeter":"school-1",
    "targets":[{"profiles":["National_TUT"],"levels":["6e"],"sub_levels":[],"functions":[],"subjects":[],
        "custom_establishments":true,"establishments":["1"]}],
    "channel":"announcement","severity":"warning","text":"Réunion de rentrée","with_link":true,
    "link":"https://ecole.example/rentree","first_day":"2026-10-05","last_day":"2026-10-09",
    "send_later":true,"send_day":"2026-10-06","send_time":"16:46","subject":"Sortie","body":"<p>Lundi</p>",
    "copy_to_author":true,"reply_allowed":true,"acknowledgement":"each","attachments":["a1b2"],
    "news_title":"Exposition","news_body":"<p>Venez</p>","news_first_day":"2026-10-07","news_last_day":"2026-10-12",
    "news_attachments":["c3d4"],"news_picture":"e5f6","news_alternative":"Une affiche","news_decorative":true}"#;

fn kept() -> CommunicationInput {
    CommunicationInput {
        message: MessageInput {
            send_later: true,
            send_day: "2026-10-06".to_owned(),
            send_time: "16:46".to_owned(),
            subject: "Sortie".to_owned(),
            body: "<p>Lundi</p>".to_owned(),
            copy_to_author: true,
            reply_allowed: true,
            acknowledgement: "each".to_owned(),
            attachments: vec!["a1b2".to_owned()],
        },
        news: NewsInput {
            title: "Exposition".to_owned(),
            body: "<p>Venez</p>".to_owned(),
            first_day: "2026-10-07".to_owned(),
            last_day: "2026-10-12".to_owned(),
            attachments: vec!["c3d4".to_owned()],
            picture: "e5f6".to_owned(),
            alternative: "Une affiche".to_owned(),
            decorative: true,
        },
        ..filled()
    }
}

#[test]
fn a_stored_draft_has_the_input_of_every_channel() {
    let read: CommunicationInput = serde_json::from_str(STORED).expect("a draft");
    assert_eq!(read, kept());
}

#[test]
fn what_is_written_keeps_its_names() {
    let written = serde_json::to_value(kept()).expect("a draft");
    let mut stored: serde_json::Value = serde_json::from_str(STORED).expect("JSON");
    // What an earlier version did not have.
    stored["with_article"] = false.into();
    stored["article"] = "".into();
    stored["article_search"] = "".into();
    stored["public"] = false.into();
    stored["targets"][0]["classes"] = serde_json::json!([]);
    stored["targets"][0]["groups"] = serde_json::json!([]);
    stored["targets"][0]["named"] = false.into();
    stored["targets"][0]["people"] = serde_json::json!([]);
    stored["targets"][0]["people_search"] = "".into();
    stored["also_message"] = false.into();
    assert_eq!(written, stored);
}

/// From a version without messages and news, and with an unknown field.
#[test]
fn missing_fields_are_empty_and_unknown_fields_are_ignored() {
    let read: CommunicationInput =
        serde_json::from_str(r#"{"text":"Bonjour","colour":"red"}"#).expect("a draft");
    let mut expected = CommunicationInput::default();
    "Bonjour".clone_into(&mut expected.announcement.text);
    assert_eq!(read, expected);
}
