//! Asking for a role: who lacks a right asks those who administer the rights of the school.

use serde::{Deserialize, Serialize};

use super::{Right, Role, Scope, Subject, decide};
use crate::{
    EstablishmentId, RequestId,
    channel::Channel,
    fields::{FieldErrors, FieldProblem, parse_text},
    severity::Severity,
};

/// Reasons and answers are a few sentences.
pub const MAX_REASON_CHARACTERS: usize = 500;
/// How many requests a person makes within a day.
pub const MAX_REQUESTS_PER_DAY: usize = 5;

/// The page *Demander un droit*.
pub const REQUESTS: &str = "/communications/droits";

/// The page of rights of a school, with its form filled in as somebody asked.
pub fn request_address(scope: Scope, request: RequestId) -> String {
    format!(
        "/administration/services/communication-ciblee?perimetre={scope}&onglet=utilisateur&demande={request}"
    )
}

values::coded! {
    /// What became of a request.
    RequestState {
        Open => "open",
        Granted => "granted",
        Declined => "declined",
        /// The person asks no longer.
        Withdrawn => "withdrawn",
    }

    /// What people are told about a request. The code is the detail of the job that tells them.
    RequestEvent {
        Asked => "request-asked",
        Granted => "request-granted",
        Declined => "request-declined",
    }
}

/// The roles that give a right on something that can be done today, in the order of the table.
pub fn roles_giving(right: Right) -> Vec<Role> {
    let gives = |role: &Role| {
        Channel::ALL.into_iter().any(|channel| decide([*role], right, Subject { channel, own: true }))
    };
    Role::ALL.into_iter().filter(gives).collect()
}

/// The form *Demander un droit* as typed, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestInput {
    /// Code of a [`Role`].
    pub role: String,
    /// Code of a [`Severity`]; used only for a role that has severities.
    pub severity: String,
    /// A [`Scope`] as text; only a school.
    pub school: String,
    pub reason: String,
}

/// A checked request of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    pub role: Role,
    /// Set exactly for a role that has severities.
    pub severity: Option<Severity>,
    pub school: EstablishmentId,
    pub reason: String,
}

impl RequestInput {
    /// # Errors
    /// The refused controls: `role`, `jusqua`, `etablissement`, `raison`.
    pub fn parse(&self) -> Result<NewRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let role = match self.role.as_str() {
            "" => Err(FieldProblem::Required),
            code => Role::from_code(code).ok_or(FieldProblem::UnknownChoice),
        };
        let role = errors.keep("role", role);
        let severity = match (role.is_some_and(Role::has_severity), self.severity.as_str()) {
            (false, _) => Ok(None),
            (true, "") => Err(FieldProblem::Required),
            (true, code) => Severity::from_code(code).map(Some).ok_or(FieldProblem::UnknownChoice),
        };
        let severity = errors.keep("jusqua", severity);
        let school = match (self.school.as_str(), self.school.parse()) {
            ("", _) => Err(FieldProblem::Required),
            (_, Ok(Scope::Establishment(id))) => Ok(id),
            _ => Err(FieldProblem::UnknownChoice),
        };
        let school = errors.keep("etablissement", school);
        let reason = errors.keep("raison", parse_sentences(&self.reason));
        match (role, severity, school, reason) {
            (Some(role), Some(severity), Some(school), Some(reason)) => {
                Ok(NewRequest { role, severity, school, reason })
            }
            _ => Err(errors),
        }
    }
}

/// A few sentences that somebody else will read.
///
/// # Errors
/// When there are none to see, or too many characters.
pub fn parse_sentences(text: &str) -> Result<String, FieldProblem> {
    parse_text(text, MAX_REASON_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::{MAX_REASON_CHARACTERS, RequestInput, Right, Role, parse_sentences, roles_giving};
    use crate::fields::FieldProblem;

    #[test]
    fn only_roles_that_give_the_right_are_offered() {
        assert_eq!(
            roles_giving(Right::CreateCommunication),
            [Role::SenderNews, Role::SenderAnnouncement, Role::SenderMessage, Role::SenderAdministrator]
        );
        assert_eq!(roles_giving(Right::PutOfflineOrOnline), [Role::RecipientManager]);
        assert_eq!(
            roles_giving(Right::NotifiedByMessage),
            [Role::SenderNews, Role::SenderAnnouncement, Role::SenderMessage]
        );
    }

    #[test]
    fn every_wrong_control_is_named() {
        let refused = RequestInput::default().parse().expect_err("nothing typed");
        let named: Vec<_> = refused.0.keys().map(String::as_str).collect();
        assert_eq!(named, ["etablissement", "raison", "role"]);
        let typed = RequestInput {
            role: "sender_announcement".into(),
            school: "collectivite-1".into(),
            reason: "\u{0}\u{200b}".into(),
            ..RequestInput::default()
        };
        let refused = typed.parse().expect_err("wrong");
        assert_eq!(refused.get("jusqua"), Some(&FieldProblem::Required));
        assert_eq!(refused.get("etablissement"), Some(&FieldProblem::UnknownChoice));
        assert_eq!(refused.get("raison"), Some(&FieldProblem::Required));
    }

    #[test]
    fn sentences_have_a_bound() {
        let (max, long) = ("é".repeat(MAX_REASON_CHARACTERS), "é".repeat(MAX_REASON_CHARACTERS + 1));
        assert_eq!(parse_sentences(&format!("  {max}\r\n")), Ok(max));
        assert_eq!(
            parse_sentences(&long),
            Err(FieldProblem::TooLong { count: MAX_REASON_CHARACTERS + 1, max: MAX_REASON_CHARACTERS })
        );
    }
}
