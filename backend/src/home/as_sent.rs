//! What is sent of a page. It is made once somebody asks for it: most pages of a region serve a few
//! readers in one format.

use std::sync::Arc;

use bytes::Bytes;
use domain::communications::view::PublishedAnnouncement;
use serde::Serialize;

use super::{ReaderPage, once::once};
use crate::{Result, stored::to_json_bytes, token::fingerprint};

#[derive(Serialize)]
struct Body<'a> {
    announcements: Vec<&'a PublishedAnnouncement>,
}

impl ReaderPage {
    /// The body of `GET /api/announcements`, for [`HomePages::json_of`](super::HomePages::json_of), which counts it.
    pub(super) fn json(&self) -> Result<Bytes> {
        once(&self.json, || written(&self.body()).map(Bytes::from)).cloned()
    }

    /// Changes whenever the announcements, *Actualités* or the next event do.
    ///
    /// # Errors
    /// If they cannot be written as JSON.
    pub fn version(&self) -> Result<Arc<str>> {
        let version = once(&self.version, || {
            // The next event need not be among the newest entries.
            let all = [written(&self.body())?, written(&self.items)?, written(&self.next_event)?].concat();
            Ok(fingerprint(&all).into())
        });
        version.cloned()
    }

    /// Names the next event and what is said of it, for a page that shows it elsewhere; `None` without one.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn next_mark(&self) -> Result<Option<String>> {
        self.next_event.as_ref().map(|event| Ok(fingerprint(&written(event)?))).transpose()
    }

    fn body(&self) -> Body<'_> {
        Body { announcements: self.announcements.iter().map(|announced| &announced.said).collect() }
    }
}

fn written(what: &impl Serialize) -> Result<Vec<u8>> {
    to_json_bytes("a home page", what)
}
