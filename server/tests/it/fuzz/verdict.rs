//! What every answer must satisfy, for any request.

use super::{
    request::Request,
    wire::{Heard, Reply},
};
use crate::pages::html::Html;

/// Words that reveal internal details. No text that is sent contains one of them.
const INTERNAL: [&str; 20] = [
    "eserializ",
    "panicked",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    ".rs:",
    "sqlx",
    "sea_orm",
    "SQLite",
    "Postgre",
    "serde",
    "missing field",
    "invalid type",
    "expected ",
    "Failed to",
    "Invalid ",
    "constraint",
    "syntax error",
    "DbErr",
    "boundary",
];

/// What is wrong with the answer.
pub fn complaint(request: &Request, heard: &Heard) -> Option<String> {
    let reply = match heard {
        Heard::Reply(reply) => reply,
        // It may close the connection of a client that sends more than it reads.
        Heard::HungUp if request.body.len() > 500_000 || request.target.len() > 8_000 || !request.proper => {
            return None;
        }
        Heard::HungUp => return Some("it hung up".to_owned()),
        Heard::Silence => return Some("no answer".to_owned()),
    };
    of_reply(request, reply).map(|what| format!("{}: {} {what}", request.endpoint, reply.status))
}

fn of_reply(request: &Request, reply: &Reply) -> Option<String> {
    if reply.status >= 500 {
        return Some(String::from_utf8_lossy(&reply.body).chars().take(120).collect());
    }
    if refused_by_http(reply) {
        return None;
    }
    if let Some(what) = headers(request, reply) {
        return Some(what);
    }
    let location = reply.header("location").unwrap_or("/");
    if !location.starts_with('/') || location.starts_with("//") || location.starts_with("/\\") {
        return Some(format!("leads to {location}"));
    }
    let archive = reply.header("content-type").is_some_and(|kind| kind == "application/zip");
    let encoded = archive || reply.header("content-encoding").is_some();
    let Ok(text) = std::str::from_utf8(&reply.body) else {
        return (!encoded).then(|| "is no text".to_owned());
    };
    // A nonce has random letters, which sooner or later form every short word.
    let told = text.replace(nonce_of(reply).unwrap_or("'none'"), "");
    if let Some((word, at)) = INTERNAL.into_iter().find_map(|word| Some((word, told.find(word)?))) {
        let around: String = told[..at].chars().rev().take(60).collect();
        let before: String = around.chars().rev().collect();
        return Some(format!("tells {word:?}: {before}{}", told[at..].chars().take(60).collect::<String>()));
    }
    match reply.header("content-type").unwrap_or_default() {
        // The answer to HEAD has the content type without the body.
        "application/json" if !text.is_empty() => {
            serde_json::from_str::<serde_json::Value>(text).err().map(|_| "no JSON".to_owned())
        }
        kind if kind.starts_with("text/html") => scripts(reply, text),
        _ => None,
    }
}

/// Answers that the HTTP library gives by itself, before a request reaches the router.
pub fn refused_by_http(reply: &Reply) -> bool {
    reply.body.is_empty()
        && matches!(reply.status, 400 | 414 | 431 | 505)
        && reply.header("x-content-type-options").is_none()
}

fn headers(request: &Request, reply: &Reply) -> Option<String> {
    if reply.header("x-content-type-options") != Some("nosniff") {
        return Some("without nosniff".to_owned());
    }
    let policy = reply.header("content-security-policy").unwrap_or_default();
    if !policy.starts_with("default-src 'none'") || policy.contains("unsafe-inline") {
        return Some(format!("with the policy {policy:?}"));
    }
    let file =
        [&b"/pkg"[..], b"/favicon.svg", b"/icons.svg"].iter().any(|path| request.target.starts_with(path));
    let stored = reply.header("cache-control");
    let stream = reply.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"));
    if !file && stored != Some("no-store") && !(stream && stored == Some("no-store, no-transform")) {
        return Some(format!("with cache-control {stored:?}"));
    }
    None
}

/// Nothing that was typed runs as a script.
fn scripts(reply: &Reply, text: &str) -> Option<String> {
    reply.header("content-security-policy")?;
    let nonce = nonce_of(reply).unwrap_or_default();
    let html = std::panic::AssertUnwindSafe(Html::of(text));
    let runs = std::panic::catch_unwind(|| html.runs_only(nonce));
    runs.err().map(|_| "runs what was typed".to_owned())
}

fn nonce_of(reply: &Reply) -> Option<&str> {
    let (_, rest) = reply.header("content-security-policy")?.split_once("'nonce-")?;
    rest.split_once('\'').map(|(nonce, _)| nonce)
}
