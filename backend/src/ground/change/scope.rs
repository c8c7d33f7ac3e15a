use domain::{CommunicationId, EstablishmentId, MessageId, PersonId, PortalId};

/// What a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    Everything,
    School(EstablishmentId),
    Person(PersonId),
    Communication(CommunicationId),
    /// A portal, with its keys and the tokens of its readers.
    Portal(PortalId),
    /// The inboxes of the people to whom this message goes and whose number is greater than `after`
    /// and at most `up_to`.
    Inboxes {
        message: MessageId,
        after: PersonId,
        up_to: PersonId,
    },
}

impl Scope {
    /// As the database stores it: a letter and numbers.
    pub(super) fn code(self) -> String {
        match self {
            Self::Everything => "*".to_owned(),
            Self::School(id) => format!("s{}", id.0),
            Self::Person(id) => format!("p{}", id.0),
            Self::Communication(id) => format!("c{}", id.0),
            Self::Portal(id) => format!("w{}", id.0),
            Self::Inboxes { message, after, up_to } => format!("m{}:{}:{}", message.0, after.0, up_to.0),
        }
    }

    /// A scope that a later version has written is read as everything.
    pub(super) fn from_code(code: &str) -> Self {
        Self::known(code).unwrap_or(Self::Everything)
    }

    fn known(code: &str) -> Option<Self> {
        let rest = code.get(1..)?;
        let mut numbers = rest.split(':').map(str::parse::<i64>);
        let first = numbers.next()?.ok()?;
        match code.get(..1)? {
            "s" => Some(Self::School(EstablishmentId(first))),
            "p" => Some(Self::Person(PersonId(first))),
            "c" => Some(Self::Communication(CommunicationId(first))),
            "w" => Some(Self::Portal(PortalId(first))),
            "m" => Some(Self::Inboxes {
                message: MessageId(first),
                after: PersonId(numbers.next()?.ok()?),
                up_to: PersonId(numbers.next()?.ok()?),
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_read_as_it_was_written() {
        let inboxes = Scope::Inboxes { message: MessageId(4), after: PersonId(0), up_to: PersonId(i64::MAX) };
        let all = [
            Scope::Everything,
            Scope::School(EstablishmentId(7)),
            Scope::Person(PersonId(8)),
            Scope::Communication(CommunicationId(9)),
            Scope::Portal(PortalId(3)),
            inboxes,
        ];
        for scope in all {
            assert_eq!(Scope::from_code(&scope.code()), scope);
        }
    }

    #[test]
    fn an_unknown_scope_is_everything() {
        for code in ["", "x1", "s", "sé", "p1x", "m1:2"] {
            assert_eq!(Scope::from_code(code), Scope::Everything, "{code}");
        }
    }
}
