//! The public board of a school for programs that read feeds, as Atom (RFC 4287).

use atom_syndication::{Content, Entry, Feed, Link, Person, Text};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    home::{PublicAnnouncement, PublicBoard, public_board},
    request::reads_first,
    spaces::version_of,
};
use domain::communications::Spoken;

use super::atom::{instant, visible};
use crate::{
    AppState,
    door::{Segment, is_known},
    forms::origin,
    refusal::{self, Refusal},
};

/// `GET /etablissements/{uai}/annonces.atom`: what the authors made public, for everybody. What is
/// cancelled or over is not in it; programs compare versions, so nothing old is kept on the way.
pub async fn board(
    State(state): State<AppState>,
    Segment(uai): Segment<String>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let board = public_board(&state.backend, &uai).await.map_err(refusal::of)?;
    let text = written(&board, &origin(&state, &asked));
    let version = format!("\"{}\"", version_of(&text));
    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned()),
        (header::ETAG, version.clone()),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        // Its words are in the language of whoever asks.
        (header::VARY, "accept-language, cookie".to_owned()),
    ];
    if is_known(&asked, &version) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, text).into_response())
}

/// The whole document; `origin` comes before each address.
fn written(board: &PublicBoard, origin: &str) -> String {
    let place = format!("{origin}/etablissements/{}", board.uai);
    let address = format!("{place}/annonces.atom");
    let link = |href: String, rel: &str| Link { href, rel: rel.to_owned(), ..Link::default() };
    let document = Feed {
        title: Text::plain(visible(&app::words().public_board.title(&board.school))),
        id: address.clone(),
        updated: instant(board.updated_at),
        authors: vec![Person { name: visible(&board.school), ..Person::default() }],
        links: vec![link(address.clone(), "self"), link(format!("{place}/affichage"), "alternate")],
        entries: board.announcements.iter().map(|one| entry(one, &address)).collect(),
        lang: Some(app::words().code.to_owned()),
        ..Feed::default()
    };
    document.to_string()
}

fn entry(one: &PublicAnnouncement, feed: &str) -> Entry {
    let link = one.link.iter().map(|href| Link {
        href: visible(href),
        rel: "alternate".to_owned(),
        ..Link::default()
    });
    // The version of whoever asks, and the other one below it.
    let (first, whole, in_one) = match &one.second {
        None => {
            let text = one.language.spaced(&one.text);
            (text.clone(), text, Some(one.language))
        }
        Some(second) => {
            let language = Spoken::from_code(second.language).unwrap_or_default();
            let own = language.comes_before(one.language, &reads_first());
            let (text, other) = (one.language.spaced(&one.text), language.spaced(&second.text));
            let (first, below) = if own { (other, text) } else { (text, other) };
            let whole = format!("{first}\n\n{below}");
            (first, whole, None)
        }
    };
    // That of the feed goes without saying.
    let lang = in_one.map(Spoken::code).filter(|code| *code != app::words().code);
    Entry {
        title: Text::plain(visible(&app::words().public_board.entry(one.severity, &first))),
        id: format!("{feed}#annonce-{}", one.id),
        updated: instant(one.updated),
        published: Some(instant(one.deployed)),
        authors: vec![Person { name: visible(&one.source), ..Person::default() }],
        links: link.collect(),
        // An entry without a link must have its content (RFC 4287, 4.1.2).
        content: Some(Content {
            value: Some(visible(&whole)),
            lang: lang.map(str::to_owned),
            ..Content::default()
        }),
        ..Entry::default()
    }
}
