use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CommunicationInput, Posted,
    channels::{Content, ContentDetail},
    view::ArticleLinks,
};
use crate::{CommunicationId, fields::FieldErrors, versions::Marked};

/// A correction as typed: the new text, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RewordingInput {
    /// How often the text had been corrected when the form was opened.
    pub version: i32,
    /// *Prévenir les personnes qui avaient vu l'ancien texte*
    pub tell: bool,
    /// Only the wording counts; the rest stays as it was deployed.
    pub input: CommunicationInput,
}

impl RewordingInput {
    /// A plain form.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let form = Posted::new(pairs);
        Self {
            version: form.value("version").parse().unwrap_or_default(),
            tell: form.is("prevenir", "oui"),
            input: CommunicationInput::from_pairs(pairs),
        }
    }

    /// The content of a communication with this wording in place of its own.
    ///
    /// # Errors
    /// The refused fields.
    pub fn applied_to(&self, content: &ContentDetail) -> Result<Content, FieldErrors> {
        let mut errors = FieldErrors::default();
        // The period was checked when it was deployed, and may have begun since.
        let changed = self.input.reworded(content);
        let content = changed.parse_part(content.channel(), NaiveDate::MIN, &mut errors);
        content.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

/// *Corriger*: the page as it opens, or with the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionForm {
    pub id: CommunicationId,
    pub content: ContentDetail,
    /// How often the text has been corrected.
    pub version: i32,
    /// How many people saw the present text.
    pub people: u64,
    /// They are told in any case, because it is an alert.
    pub always_told: bool,
    /// What becomes of the message of the same form, if there is one.
    pub beside: Option<MessageBeside>,
    /// The articles that it may link to, and what the chosen one means for its audience.
    pub articles: ArticleLinks,
    /// What the fields hold.
    pub typed: RewordingInput,
    pub question: Option<CorrectionQuestion>,
    pub refused: FieldErrors,
}

/// What a correction of an announcement makes of the message that was sent with it (*Envoyer aussi par
/// messagerie*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageBeside {
    /// It has not gone out yet and says the same: it gets the new text.
    Follows,
    /// It is in the inboxes, or was corrected by itself.
    Stays,
}

/// *Souhaitez-vous corriger ce texte ?*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionQuestion {
    pub changes: Marked,
    /// How many people will be told; 0 when nobody is.
    pub told: u64,
    /// The article that it will lead to, with its space, and how many of its readers cannot open it.
    pub article: Option<(String, u64)>,
}
