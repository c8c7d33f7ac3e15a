//! What runs between a request and its handler: where the request comes from, who sends it, what it
//! may contain. Also the parts of a request that handlers extract.

mod address;
mod arrived;
mod at;
mod body;
mod came_from;
mod client_address;
mod cookies;
mod cors;
mod headers;
mod host;
mod json;
mod known;
mod language;
mod named;
mod numbered;
mod origin;
mod own_address;
mod person;
mod rate;
mod said;
mod session;
mod streams;
mod tab;
mod timed;
mod typed;
mod visitor;
mod who;

pub use self::{
    address::{Query, Segment, Segments},
    arrived::arrived,
    at::At,
    body::body,
    client_address::ClientAddress,
    cookies::Cookie,
    cors::cors,
    headers::{Framed, panicked},
    host::host,
    json::json,
    known::is_known,
    language::language,
    named::{named, named_in},
    numbered::{Chosen, numbered},
    origin::origin,
    own_address::OwnAddress,
    person::{CallerOf, Person, SessionInUse},
    rate::rate,
    session::session,
    streams::{Lasts, streams},
    tab::{Tab, crowded},
    timed::timed,
    typed::{is_text, texts},
    visitor::Visitor,
    who::who,
};
