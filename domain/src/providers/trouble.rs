use serde::{Deserialize, Serialize};

use crate::outbound::OutboundError;

values::coded! {
    /// What happens between the door and the provider, in this order.
    Step {
        /// Reading what the provider says about itself.
        Discovery => "discovery",
        Keys => "keys",
        /// The person signs in there, and comes back.
        Authorization => "authorization",
        /// The code, or the ticket, is exchanged.
        Exchange => "exchange",
        /// What came is checked.
        Token => "token",
        Userinfo => "userinfo",
        /// One person of the directory is meant.
        Person => "person",
    }
}

/// Why a provider's answer is of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// There was no answer.
    NoAnswer(OutboundError),
    /// It answered with this status.
    Status(u16),
    /// It is not what was asked for: a page instead of data, for example.
    Unreadable,
    /// The provider says that it is somebody else.
    OtherIssuer,
    /// The provider refused, with this code.
    Refused(String),
    /// The signature is wrong.
    Signature,
    /// It was signed with a key that the provider does not publish.
    UnknownKey,
    /// It was signed in a way that is not accepted.
    Algorithm,
    /// It belongs to another sign-in.
    Nonce,
    /// It is meant for another service.
    Audience,
    /// It is over, or from the future.
    Expired,
    /// It is about another person than the token.
    OtherSubject,
    /// This portal has no public address to come back to.
    NoPublicAddress,
    /// Something is missing from the answer.
    Missing(String),
}

/// What went wrong between the door and a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub step: Step,
    pub problem: Problem,
}

impl Step {
    pub const fn because(self, problem: Problem) -> Trouble {
        Trouble { step: self, problem }
    }
}

impl Trouble {
    /// Whether the provider gave no answer at all: it may be there again in a minute.
    pub const fn may_pass(&self) -> bool {
        matches!(self.problem, Problem::NoAnswer(_) | Problem::Status(500..))
    }
}
