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
