//! The form as a browser without JavaScript posts it: a list of names and values.

use super::{CommunicationInput, paragraphs, plain_text};
use crate::targets::{CriterionKind, MAX_TARGETS, TargetInput, target_field};

/// The parts of a target's controls, as in `cible-1-niveaux`.
pub const PROFILES: &str = "profils";
pub const ESTABLISHMENTS: &str = "etablissements";
/// *Tous* (`tous`) or *Liste personnalisée* (`liste`).
pub const ESTABLISHMENTS_CHOICE: &str = "etablissements-choix";

impl CriterionKind {
    /// The part of the control's name, as in `cible-1-niveaux`.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Level => "niveaux",
            Self::SubLevel => "sous-niveaux",
            Self::Function => "fonctions",
            Self::Subject => "disciplines",
        }
    }
}

/// The body of a message. Without JavaScript there is no editor: the page has its text in a field
/// of its own (`corps-texte`), and its HTML (`corps`) out of sight. As long as the text says the
/// same, or there is no such field, the HTML with its formatting stays.
fn body(html: &str, text: Option<&str>) -> String {
    let Some(text) = text else { return html.to_owned() };
    let lines =
        |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let (typed, known): (Vec<String>, Vec<String>) = (lines(text), lines(&plain_text(html)));
    if typed == known {
        return html.to_owned();
    }
    paragraphs(text)
}

impl CommunicationInput {
    /// Reads the posted names and values; what is not part of the form is left out.
    /// Each target names its number (from 1) in a `cible` field, so that a gap between them does
    /// not turn into a target without criteria, which would reach everybody.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let values = |name: &str| -> Vec<String> {
            pairs
                .iter()
                .filter(|(key, value)| key == name && !value.is_empty())
                .map(|(_, value)| value.clone())
                .collect()
        };
        let value = |name: &str| values(name).into_iter().next().unwrap_or_default();
        let mut positions: Vec<usize> = values("cible")
            .iter()
            .filter_map(|number| number.parse::<usize>().ok()?.checked_sub(1))
            .collect();
        positions.dedup();
        // One too many is enough to be told so.
        positions.truncate(MAX_TARGETS + 1);
        let target = |position: usize| {
            let of = |part: &str| values(&target_field(position, part));
            let (choice, establishments) = (of(ESTABLISHMENTS_CHOICE), of(ESTABLISHMENTS));
            // Schools without a choice are a list too: leaving the choice out must not widen.
            let is_list = if choice.is_empty() {
                !establishments.is_empty()
            } else {
                choice.iter().any(|c| c == "liste")
            };
            TargetInput {
                profiles: of(PROFILES),
                levels: of(CriterionKind::Level.part()),
                sub_levels: of(CriterionKind::SubLevel.part()),
                functions: of(CriterionKind::Function.part()),
                subjects: of(CriterionKind::Subject.part()),
                custom_establishments: is_list,
                establishments,
            }
        };
        let text = pairs.iter().find(|(key, _)| key == "corps-texte").map(|(_, text)| text.as_str());
        Self {
            perimeter: value("perimetre"),
            targets: positions.into_iter().map(target).collect(),
            channel: value("canal"),
            severity: value("type"),
            text: value("texte"),
            with_link: value("lien") == "externe",
            link: value("lien-url"),
            first_day: value("periode-debut"),
            last_day: value("periode-fin"),
            send_later: value("envoi") == "plus-tard",
            send_day: value("envoi-date"),
            send_time: value("envoi-heure"),
            subject: value("objet"),
            body: body(&value("corps"), text),
            copy_to_author: value("copie") == "oui",
            reply_allowed: value("reponse") == "oui",
            acknowledgement: value("accuse"),
            attachments: values("piece"),
        }
    }
}
