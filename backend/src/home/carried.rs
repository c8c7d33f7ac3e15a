use bytes::Bytes;
use domain::{communications::view::PublishedAnnouncement, home::ShownItem};
use serde::Serialize;

use crate::{Error, Result};

/// What an event carries to every open page of a group, so that they need not ask for it. It holds
/// nothing about a person.
#[derive(Serialize)]
pub(super) struct Carried<'a> {
    pub announcements: &'a [PublishedAnnouncement],
    pub items: Option<&'a [ShownItem]>,
    pub version: &'a str,
}

impl Carried<'_> {
    /// As a server-sent event. JSON has no line breaks, so it is one line of data.
    pub fn event(&self) -> Result<Bytes> {
        let json = serde_json::to_string(self)
            .map_err(|reason| Error::Inconsistent(format!("an event as JSON: {reason}")))?;
        Ok(format!("event: annonces\nid: {}\ndata: {json}\n\n", self.version).into())
    }
}
