//! What a widget shows: the list of the home page, in the widget's own format.

use std::sync::Arc;

use bytes::Bytes;
use domain::{
    PersonId,
    communications::{Severity, view::PublishedAnnouncement},
};
use serde::Serialize;

use super::{
    concerns::Concerns,
    of_readers::{Own, Personal},
};
use crate::{
    Backend, Error, Result,
    home::{self, ReaderPage},
    stored::to_json_bytes,
    token::fingerprint,
};

/// What stands before the children whom an announcement concerns, the last of what is said of it.
const CONCERNS: &[u8] = b",\"concerns\":";

/// An answer for a widget. It is written when somebody asks for it: most widgets have it already.
#[derive(Debug)]
pub struct Announcements {
    /// Its `ETag`, with quotes.
    pub tag: Arc<str>,
    /// After how many seconds the widget asks again.
    pub pause: u64,
    page: Arc<ReaderPage>,
    own: Option<Arc<Own>>,
}

impl Announcements {
    /// The list as JSON.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn body(&self, backend: &Backend) -> Result<Bytes> {
        let concerns = self.own.as_ref().map(|own| &own.concerns);
        body_of(&self.page, backend.portals.audience(), concerns)
    }
}

/// What is said of an announcement to all readers, in this order; then follow the children whom it
/// concerns, for a parent of several.
#[derive(Serialize)]
struct WidgetAnnouncement<'a> {
    id: String,
    source: &'a str,
    severity: Severity,
    text: &'a str,
    link: Option<Link<'a>>,
    starts_on: String,
    ends_on: String,
    /// The instant after which it is over for these readers. RFC 3339, UTC.
    ends_at: Option<String>,
    deployed_at: &'a str,
    corrected_at: Option<&'a str>,
    /// In which language it is, where that does not go without saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<home::First>,
    /// What it says in a second language; the page chooses which of the two it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<home::Second>,
}

#[derive(Serialize)]
struct Link<'a> {
    href: String,
    kind: &'a str,
}

/// What the widget of a reader shows now: the same list in the same order as the home page.
pub async fn announcements(backend: &Backend, person: PersonId) -> Result<Announcements> {
    let portals = &backend.portals;
    let pause = portals.pace.next(backend.clock.now(), portals.carried());
    let (page, names_children) = home::page_for_widget(backend, person).await?;
    let own = if names_children {
        // In a box: most readers do not need it.
        Box::pin(personal(backend, person, &page)).await?
    } else {
        None
    };
    let tag = match &own {
        Some(own) => Arc::clone(&own.tag),
        None => page.widget_tag(|| Ok(tag_of(&body_of(&page, portals.audience(), None)?)))?,
    };
    Ok(Announcements { tag, pause, page, own })
}

async fn personal(backend: &Backend, person: PersonId, page: &Arc<ReaderPage>) -> Result<Option<Arc<Own>>> {
    let kept = &backend.portals.of_readers.0;
    let directory = backend.revisions().directory;
    if let Some(kept) = kept.get(&person).filter(|kept| kept.is_of(page, directory)) {
        return Ok(kept.own);
    }
    let children = home::children_concerned(backend, person, page).await?;
    let own = if children.is_empty() {
        None
    } else {
        let concerns = Concerns::new(page, &children)?;
        let tag = tag_of(&body_of(page, backend.portals.audience(), Some(&concerns))?);
        Some(Arc::new(Own { concerns, tag }))
    };
    kept.insert(person, Personal::new(page, directory, own.clone()));
    Ok(own)
}

/// The announcements of a page as JSON. Most of them are taken as they were made for all readers of
/// their school.
fn body_of(page: &ReaderPage, base: &str, concerns: Option<&Concerns>) -> Result<Bytes> {
    let mut body = Vec::with_capacity(page.widget_bytes(64) + 64);
    body.extend_from_slice(b"{\"announcements\":[");
    for (place, announced) in page.announcements.iter().enumerate() {
        if place > 0 {
            body.push(b',');
        }
        let make = || written(&of_widget(announced, page.ends_at(announced), base));
        if page.is_as_on_board(announced) {
            body.extend_from_slice(announced.for_widgets(make)?);
        } else {
            body.extend_from_slice(&make()?);
        }
        let named = concerns.and_then(|concerns| concerns.at(place));
        body.extend_from_slice(CONCERNS);
        body.extend_from_slice(named.map_or(b"null".as_slice(), |named| &named[..]));
        body.push(b'}');
    }
    body.extend_from_slice(b"]}");
    Ok(body.into())
}

/// Without its last brace: more may follow.
fn written(shown: &WidgetAnnouncement<'_>) -> Result<Bytes> {
    let mut json = to_json_bytes("an announcement", shown)?;
    match json.pop() {
        Some(b'}') => Ok(json.into()),
        _ => Err(Error::Inconsistent("an announcement that is no object".to_owned())),
    }
}

fn tag_of(body: &[u8]) -> Arc<str> {
    format!("\"{}\"", fingerprint(body)).into()
}

fn of_widget<'a>(
    shown: &'a PublishedAnnouncement,
    ends_at: Option<String>,
    base: &str,
) -> WidgetAnnouncement<'a> {
    let link = shown.link.as_deref().map(|href| {
        if href.starts_with('/') {
            Link { href: format!("{base}{href}"), kind: "article" }
        } else {
            Link { href: href.to_owned(), kind: "external" }
        }
    });
    WidgetAnnouncement {
        id: shown.id.to_string(),
        source: &shown.source,
        severity: shown.severity,
        text: &shown.text,
        link,
        starts_on: shown.starts_on.to_string(),
        ends_on: shown.ends_on.to_string(),
        ends_at,
        deployed_at: &shown.deployed_at,
        corrected_at: shown.corrected_at.as_deref(),
        first: home::First::of(shown.language),
        second: shown.second.clone().map(home::Second::from),
    }
}
