//! What a widget shows: the list of the home page, in the widget's own format.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use domain::{
    CommunicationId, PersonId,
    communications::{Severity, view::PublishedAnnouncement},
    directory::ConcernedChild,
};
use serde::Serialize;

use super::of_readers::Personal;
use crate::{
    Backend, Error, Result,
    home::{self, ReaderPage, Rendered},
    token::fingerprint,
};

/// An answer for a widget.
#[derive(Clone, Debug)]
pub struct Announcements {
    /// JSON.
    pub body: Bytes,
    /// Its `ETag`, with quotes.
    pub tag: String,
    /// After how many seconds the widget asks again.
    pub pause: u64,
}

#[derive(Serialize)]
struct Body<'a> {
    announcements: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
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
    /// What it says in a second language; the page chooses which of the two it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<home::Second>,
    /// The reader's own children whom it concerns, for a parent of several.
    concerns: Option<Vec<String>>,
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
    let Rendered { body, tag } = match own {
        Some(own) => own,
        None => page.rendered(|| render(&page, portals.audience(), &BTreeMap::new()))?,
    };
    Ok(Announcements { body, tag, pause })
}

async fn personal(backend: &Backend, person: PersonId, page: &Arc<ReaderPage>) -> Result<Option<Rendered>> {
    let kept = &backend.portals.of_readers.0;
    let directory = backend.revisions().directory;
    if let Some(kept) = kept.get(&person).filter(|kept| kept.is_of(page, directory)) {
        return Ok(kept.rendered);
    }
    let children = home::children_concerned(backend, person, page).await?;
    let rendered =
        if children.is_empty() { None } else { Some(render(page, backend.portals.audience(), &children)?) };
    kept.insert(person, Personal::new(page, directory, rendered.clone()));
    Ok(rendered)
}

fn render(
    page: &ReaderPage,
    base: &str,
    children: &BTreeMap<CommunicationId, Vec<ConcernedChild>>,
) -> Result<Rendered> {
    let shown = page.announcements.iter().map(|shown| {
        let concerns = children.get(&shown.id).map(|children| children.iter().map(named).collect());
        of_widget(shown, page.ends_at(shown.id), base, concerns)
    });
    let body = serde_json::to_vec(&Body { announcements: shown.collect() })
        .map_err(|reason| Error::Inconsistent(format!("announcements as JSON: {reason}")))?;
    let tag = format!("\"{}\"", fingerprint(&body));
    Ok(Rendered { body: body.into(), tag })
}

fn named(child: &ConcernedChild) -> String {
    match child.level.as_str() {
        "" => child.first_name.clone(),
        level => format!("{} ({level})", child.first_name),
    }
}

fn of_widget<'a>(
    shown: &'a PublishedAnnouncement,
    ends_at: Option<String>,
    base: &str,
    concerns: Option<Vec<String>>,
) -> Shown<'a> {
    let link = shown.link.as_deref().map(|href| {
        if href.starts_with('/') {
            Link { href: format!("{base}{href}"), kind: "article" }
        } else {
            Link { href: href.to_owned(), kind: "external" }
        }
    });
    Shown {
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
        second: shown.second.clone().map(home::Second::from),
        concerns,
    }
}
