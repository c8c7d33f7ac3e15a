use domain::{CommunicationId, EstablishmentId, time::Millis};

use crate::ground::sql::Sql;

/// A place in the list, newest first: a communication in a school, and since when it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivedPosition {
    pub since: Millis,
    pub communication: CommunicationId,
    pub school: EstablishmentId,
}

impl ReceivedPosition {
    /// Binds `:since`, `:communication` and `:school`.
    pub fn bound(self, sql: Sql) -> Sql {
        sql.bind("since", self.since).bind("communication", self.communication).bind("school", self.school)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let place = Self {
            since: Millis(parts.next()?.parse().ok()?),
            communication: parts.next()?.parse().ok()?,
            school: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(place)
    }
}

impl std::fmt::Display for ReceivedPosition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.since, self.communication, self.school)
    }
}

#[cfg(test)]
mod tests {
    use super::ReceivedPosition;

    #[test]
    fn a_place_is_read_back_and_nothing_else_is() {
        let place = ReceivedPosition::parse("1795820400000-12-3").expect("a place");
        assert_eq!(place.to_string(), "1795820400000-12-3");
        for wrong in ["", "1-2", "1-2-3-4", "a-2-3", "1-2-99999999999999999999"] {
            assert_eq!(ReceivedPosition::parse(wrong), None, "{wrong}");
        }
    }
}
