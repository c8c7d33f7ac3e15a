//! Database identities, one type each so that they cannot be mistaken for one another.

use std::{fmt, num::ParseIntError, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A school (établissement).
    EstablishmentId
);
id!(
    /// A region, department or academy that runs schools (collectivité).
    AuthorityId
);
id!(
    /// Several schools on one site (cité scolaire).
    CampusId
);
id!(
    /// Somebody of the directory (usager).
    PersonId
);
id!(
    /// A deployed communication.
    CommunicationId
);
id!(
    /// A communication in the making.
    DraftId
);
id!(
    /// What stands in an inbox: a communication, a reply, a reminder or a notification.
    MessageId
);
id!(
    /// A file that goes with a message.
    AttachmentId
);
