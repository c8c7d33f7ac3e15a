//! The articles of a space for programs that read feeds, as Atom (RFC 4287).

use atom_syndication::{Content, Entry, Feed, Link, Person, Text};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::spaces::{self, ArticleFeed, FeedEntry};
use domain::{
    SpaceId,
    communications::directed,
    spaces::{article_address, space_address},
    text::french_spaces,
};

use super::atom::{instant, visible};
use crate::{
    AppState,
    door::{Segments, is_known},
    forms::origin,
    refusal::{self, Refusal},
};

/// `GET /espaces/{id}/flux/{jeton}`: whoever knows the address reads it, so it is kept by the asking
/// program alone, and no search engine lists it.
pub async fn articles(
    State(state): State<AppState>,
    Segments(space, token): Segments<SpaceId, String>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let token = token.strip_suffix(".atom").unwrap_or(&token);
    let Some(feed) = spaces::article_feed(&state.backend, space, token).await.map_err(refusal::of)? else {
        return Ok(refusal::text(StatusCode::GONE, app::words().spaces.feed_gone.to_owned()));
    };
    let ours = origin(&state, &asked);
    let text = feed.written(move |feed| written(feed, &ours)).await.map_err(refusal::of)?;
    let version = format!("\"{}\"", spaces::version_of(&text));
    let same = is_known(&asked, &version);
    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned()),
        (header::ETAG, version),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow".to_owned()),
    ];
    if same {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, text).into_response())
}

/// The whole document; `origin` comes before each address.
fn written(feed: &ArticleFeed, origin: &str) -> String {
    let page = format!("{origin}{}", space_address(feed.space.id));
    let words = feed.language.words();
    let document = Feed {
        title: Text::plain(visible(&words.spaces.source(&feed.space))),
        id: page.clone(),
        updated: instant(feed.updated_at),
        authors: vec![Person { name: visible(&feed.space.school), ..Person::default() }],
        links: vec![Link { href: page, rel: "alternate".to_owned(), ..Link::default() }],
        entries: feed.entries.iter().map(|entry| written_entry(feed, entry, origin)).collect(),
        lang: Some(words.code.to_owned()),
        ..Feed::default()
    };
    document.to_string()
}

fn written_entry(feed: &ArticleFeed, entry: &FeedEntry, origin: &str) -> Entry {
    let page = format!("{origin}{}", article_address(feed.space.id, entry.id));
    Entry {
        title: Text::plain(visible(&french_spaces(&entry.title))),
        id: page.clone(),
        updated: instant(entry.updated_at),
        published: Some(instant(entry.published_at)),
        authors: vec![Person { name: visible(&entry.author), ..Person::default() }],
        links: vec![Link { href: page, rel: "alternate".to_owned(), ..Link::default() }],
        content: Some(Content {
            value: Some(visible(&directed(entry.body.in_french().as_str()))),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}
