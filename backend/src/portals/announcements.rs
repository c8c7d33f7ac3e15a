//! What a widget shows: the list of the home page, in the widget's own format.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use domain::{
    CommunicationId, PersonId,
    communications::{Severity, view::PublishedAnnouncement},
    directory::ConcernedChild,
};
use serde::Serialize;

use super::{of_readers::Personal, rendered::Rendered};
use crate::{
    Backend, Result,
    home::{self, ReaderPage},
    stored::to_json_bytes,
    token::fingerprint,
};

/// An answer for a widget.
#[derive(Clone, Debug)]
pub struct Announcements {
    /// JSON.
    pub body: Bytes,
    /// Its `ETag`, with quotes.
    pub tag: Arc<str>,
    /// After how many seconds the widget asks again.
    pub pause: u64,
}

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
    /// The reader's own children whom it concerns, for a parent of several.
    concerns: Option<&'a [ConcernedChild]>,
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
    let page = home::announcements_for(backend, person).await?;
    let own = if page.may_be_personal() {
        // In a box: most readers do not need it.
        Box::pin(personal(backend, person, &page)).await?
    } else {
        None
    };
    if let Some(Rendered { body, tag }) = own {
        return Ok(Announcements { body, tag, pause });
    }
    let body = body_of(&page, portals.audience(), &BTreeMap::new())?;
    let tag = page.widget_tag(|| Ok(tag_of(&body)))?;
    Ok(Announcements { body, tag, pause })
}

async fn personal(backend: &Backend, person: PersonId, page: &Arc<ReaderPage>) -> Result<Option<Rendered>> {
    let kept = &backend.portals.of_readers.0;
    let directory = backend.revisions().directory;
    if let Some(kept) = kept.get(&person).filter(|kept| kept.is_of(page, directory)) {
        return Ok(kept.rendered);
    }
    let children = home::children_concerned(backend, person, page).await?;
    let rendered = if children.is_empty() {
        None
    } else {
        let body = body_of(page, backend.portals.audience(), &children)?;
        let tag = tag_of(&body);
        Some(Rendered { body, tag })
    };
    kept.insert(person, Personal::new(page, directory, rendered.clone()));
    Ok(rendered)
}

/// The announcements of a page as JSON. Most of them are taken as they were made for all readers of
/// their school.
fn body_of(
    page: &ReaderPage,
    base: &str,
    children: &BTreeMap<CommunicationId, Vec<ConcernedChild>>,
) -> Result<Bytes> {
    let mut body = b"{\"announcements\":[".to_vec();
    for (place, announced) in page.announcements.iter().enumerate() {
        if place > 0 {
            body.push(b',');
        }
        let concerned = children.get(&announced.id);
        let make = || {
            let concerns = concerned.map(Vec::as_slice);
            written(&of_widget(announced, page.ends_at(announced), base, concerns))
        };
        let shared = concerned.is_none() && page.is_as_on_board(announced);
        body.extend_from_slice(&if shared { announced.for_widgets(make)? } else { make()? });
    }
    body.extend_from_slice(b"]}");
    Ok(body.into())
}

fn written(shown: &WidgetAnnouncement<'_>) -> Result<Bytes> {
    to_json_bytes("an announcement", shown).map(Bytes::from)
}

fn tag_of(body: &[u8]) -> Arc<str> {
    format!("\"{}\"", fingerprint(body)).into()
}

fn of_widget<'a>(
    shown: &'a PublishedAnnouncement,
    ends_at: Option<String>,
    base: &str,
    concerns: Option<&'a [ConcernedChild]>,
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
        concerns,
    }
}
