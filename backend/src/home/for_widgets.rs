use chrono::SecondsFormat;
use domain::CommunicationId;

use super::{ReaderPage, Rendered};
use crate::Result;

impl ReaderPage {
    /// The page in the format of the widget, made once for its group.
    pub fn rendered(&self, make: impl FnOnce() -> Result<Rendered>) -> Result<Rendered> {
        if let Some(known) = self.for_widgets.get() {
            return Ok(known.clone());
        }
        let new = make()?;
        Ok(self.for_widgets.get_or_init(|| new).clone())
    }

    /// Whether a reader of the group may have to be told which of several children is meant.
    pub fn may_be_personal(&self) -> bool {
        !self.to_parents.is_empty()
    }

    /// When an announcement ends for the readers of the group. RFC 3339, UTC.
    pub fn ends_at(&self, id: CommunicationId) -> Option<String> {
        let ends = self.ends.get(&id)?.to_utc()?;
        Some(ends.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}
