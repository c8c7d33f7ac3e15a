use domain::{CommunicationId, Conflict, DraftId};
use serde::{Deserialize, Serialize};

/// The step of a form without JavaScript: the server renders the next question itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    #[default]
    Edit,
    /// Show the errors.
    Check,
    /// Show that a file was chosen but not attached.
    Join,
    /// Ask whether to deploy.
    Confirm,
    /// Ask whether to empty the form.
    Reset,
}

impl Step {
    pub fn from_code(code: &str) -> Self {
        match code {
            "verifier" => Self::Check,
            "joindre" => Self::Join,
            "confirmer" => Self::Confirm,
            "reinitialiser" => Self::Reset,
            _ => Self::Edit,
        }
    }
}

/// Why a form without JavaScript was not deployed: in the address of the page that asks anew.
pub fn refused(get: impl Fn(&str) -> Option<String>) -> Option<Conflict> {
    let number = |name: &str| get(name)?.parse().ok();
    if let (Some(id), Some(draft)) = (number("deja"), number("brouillon")) {
        let (id, draft) = (CommunicationId(id), DraftId(draft));
        return Some(Conflict::DeployedOtherwise { id, draft });
    }
    Some(match get("refus")?.as_str() {
        "question" => Conflict::NotConfirmed,
        "ailleurs" => Conflict::DraftChanged { draft: DraftId(0) },
        "perimetre" => Conflict::PerimeterChanged,
        "ecoles" => Conflict::SchoolsChanged,
        "contenu" => Conflict::ContentChanged,
        _ => return None,
    })
}
