use std::sync::Arc;

use chrono::SecondsFormat;
use domain::{PersonId, time::Millis};

use super::{
    ReaderPage,
    announced::Announced,
    for_reader::{page_in, reader_of},
    once::once,
};
use crate::{Backend, Result};

/// What `reader` sees now, and whether they have to be told which of several children something there
/// concerns.
pub async fn page_for_widget(backend: &Backend, reader: PersonId) -> Result<(Arc<ReaderPage>, bool)> {
    let known = reader_of(backend, reader).await?;
    let page = page_in(backend, &known.group, reader).await?;
    let names_children = known.several_children && !page.to_parents.is_empty();
    Ok((page, names_children))
}

impl ReaderPage {
    /// The tag of what widgets are answered, made once for the group.
    pub fn widget_tag(&self, make: impl FnOnce() -> Result<Arc<str>>) -> Result<Arc<str>> {
        once(&self.for_widgets, make).cloned()
    }

    /// The room for what widgets are answered, as far as it was written before; `beside` is for what
    /// stands beside each announcement.
    pub fn widget_bytes(&self, beside: usize) -> usize {
        self.announcements.iter().map(|announced| announced.widget_bytes() + beside).sum()
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
