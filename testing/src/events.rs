//! Forms of events, and spaces by their kind.

use domain::{EstablishmentId, SpaceId, agenda::EventInput, spaces::SpaceKind};

use crate::World;

/// A lesson on Thursday 8 October 2026, from ten to half past eleven, that is not repeated.
pub fn event(title: &str) -> EventInput {
    EventInput {
        title: title.to_owned(),
        first_day: "2026-10-08".to_owned(),
        starts: "10:00".to_owned(),
        ends: "11:30".to_owned(),
        interval: "1".to_owned(),
        ..EventInput::default()
    }
}

/// The same, every week, so many times.
pub fn weekly(title: &str, times: u16) -> EventInput {
    EventInput {
        frequency: "weekly".to_owned(),
        end: "nombre".to_owned(),
        count: times.to_string(),
        ..event(title)
    }
}

impl World {
    /// A standard space of a school.
    pub async fn space(&self, school: EstablishmentId, kind: SpaceKind) -> SpaceId {
        let sql =
            format!("SELECT id FROM space WHERE establishment_id = {school} AND kind = '{}'", kind.code());
        SpaceId(self.number(&sql).await.expect("a standard space"))
    }
}
