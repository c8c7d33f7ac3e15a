use serde::{Deserialize, Serialize};

use crate::communications::Channel;

/// What the program tells somebody by itself, without any sentence: its kind and what it speaks of.
/// Stored as JSON with a message and put into words for whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// To those who have not taken note of a message, or not opened it where nothing is asked.
    Reminder { subject: String, sender: String, acknowledgement_asked: bool },
    /// To the author: everybody can see it now. `text` is the announcement, or the subject of the
    /// message; so it is below.
    Deployed { channel: Channel, text: String },
    /// To the author: it could not be carried out, or not everywhere.
    Failed { text: String },
    /// To the author: somebody else cancelled it.
    Cancelled { text: String, by: String },
    /// To whoever receives for a school. `source` is the school or the authority that speaks.
    NewOnSchool { channel: Channel, text: String, author: String, source: String },
    /// To whoever receives for a school: what was published there is withdrawn.
    Withdrawn { text: String, author: String, source: String, by: String },
    /// To the author, and to those who manage what is sent: a school changed its state.
    StateChanged { text: String, author: String, school: String, by: String, online: bool },
}

#[cfg(test)]
mod tests {
    use super::Notice;

    #[test]
    fn what_is_stored_is_read_again() {
        let notice = Notice::Cancelled { text: "Sortie « nature »".into(), by: "Hélène".into() };
        let stored = r#"{"kind":"cancelled","text":"Sortie « nature »","by":"Hélène"}"#;
        assert_eq!(serde_json::to_string(&notice).expect("JSON"), stored);
        assert_eq!(serde_json::from_str::<Notice>(stored).expect("a notice"), notice);
    }
}
