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
    /// The body of `GET /api/announcements`.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn json(&self) -> Result<Bytes> {
        once(&self.json, || written(&self.body()).map(Bytes::from)).cloned()
    }

    /// Changes whenever the announcements or *Actualités* do.
    ///
    /// # Errors
    /// If they cannot be written as JSON.
    pub fn version(&self) -> Result<Arc<str>> {
        let version = once(&self.version, || {
            let both = [written(&self.body())?, written(&self.items)?].concat();
            Ok(fingerprint(&both).into())
        });
        version.cloned()
    }

    fn body(&self) -> Body<'_> {
        Body { announcements: self.announcements.iter().map(|announced| &announced.said).collect() }
    }
}

fn written(what: &impl Serialize) -> Result<Vec<u8>> {
    to_json_bytes("a home page", what)
}
