use std::sync::Arc;

use chrono::SecondsFormat;
use domain::time::Millis;

use super::{ReaderPage, announced::Announced, once::once};
use crate::Result;

impl ReaderPage {
    /// The tag of what widgets are answered, made once for the group.
    pub fn widget_tag(&self, make: impl FnOnce() -> Result<Arc<str>>) -> Result<Arc<str>> {
        once(&self.for_widgets, make)
    }

    /// Whether a reader of the group may have to be told which of several children is meant.
    pub fn may_be_personal(&self) -> bool {
        !self.to_parents.is_empty()
    }

    /// Whether the readers see it exactly as it stands on the board of its school.
    pub fn is_as_on_board(&self, announced: &Announced) -> bool {
        self.ends.get(&announced.id).is_none_or(|ends| Some(*ends) == announced.ends)
    }

    /// When an announcement ends for the readers of the group. RFC 3339, UTC.
    pub fn ends_at(&self, announced: &Announced) -> Option<String> {
        let ends: Millis = self.ends.get(&announced.id).copied().or(announced.ends)?;
        Some(ends.to_utc()?.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}
