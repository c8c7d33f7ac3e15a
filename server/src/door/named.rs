use app::{
    AppError,
    named::{HEADER, QUERY},
    server_side::SignedInPerson,
};
use axum::{
    Json,
    extract::{Request, State},
    http::{Method, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::access::Caller;
use domain::PersonId;

use super::{
    At,
    body::counted,
    typed::{fields_in, texts},
};
use crate::{
    policy::{Answer, Body, Page},
    refusal::{wants_json, with_typed},
};

/// Compares the person that a page was made for with the person of the session: the same computer
/// may have another user since the page was opened. What differs is refused before anything is
/// read or stored. A request that may change something must name its person.
pub async fn named(State(at): State<At>, request: Request, next: Next) -> Response {
    let signed_in = request.extensions().get::<SignedInPerson>().copied();
    let (Page::Named, Some(SignedInPerson(person))) = (at.policy.page, signed_in) else {
        return next.run(request).await;
    };
    match names(&request, person) {
        Some(true) => next.run(request).await,
        None if matches!(*request.method(), Method::GET | Method::HEAD) => next.run(request).await,
        None => Box::pin(refused(&at, request, AppError::Malformed)).await,
        Some(false) => {
            let now = Box::pin(Caller::load(&at.state.backend.db, person)).await;
            let now = now.map(|caller| caller.name).unwrap_or_default();
            Box::pin(refused(&at, request, AppError::OtherPerson { now })).await
        }
    }
}

/// Whether the request names this person, and nobody else; `None` if it names nobody.
fn names(request: &Request, person: PersonId) -> Option<bool> {
    let person = person.to_string();
    let header = request.headers().get_all(HEADER).iter().map(|named| named.as_bytes() == person.as_bytes());
    let query = in_query(request.uri()).map(|named| named == person);
    header.chain(query).reduce(|all, one| all && one)
}

/// The number that stands in the query for the person of a page; nobody knows yet whose it is.
pub fn named_in(uri: &Uri) -> Option<String> {
    let named = in_query(uri).next()?;
    let is_number = !named.is_empty() && named.bytes().all(|sign| sign.is_ascii_digit());
    is_number.then(|| named.to_owned())
}

/// The persons named in the query. They are numbers, so they need no decoding.
fn in_query(uri: &Uri) -> impl Iterator<Item = &str> {
    let pairs = uri.query().unwrap_or_default().split('&');
    pairs.filter_map(|pair| pair.split_once('=')).filter(|(name, _)| *name == QUERY).map(|(_, named)| named)
}

/// The refusal in the format of the address. A plain form leaves its page: the answer shows what
/// was typed, so that the person can copy it.
pub(super) async fn refused(at: &At, request: Request, reason: AppError) -> Response {
    let answer = at.policy.answer;
    if answer == Answer::Function || (answer == Answer::FormOrJson && wants_json(request.headers())) {
        let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::CONFLICT);
        return (status, Json(reason)).into_response();
    }
    let fields = tokio::time::timeout(at.state.patience, fields_of(at, request)).await.unwrap_or_default();
    with_typed(&reason, texts(fields))
}

/// The text fields of a form, as far as they fit; its files are not read.
async fn fields_of(at: &At, request: Request) -> Vec<(String, String)> {
    match at.policy.body {
        Body::Form => fields_in(request).await,
        Body::Upload => fields_in(counted(at, request).0).await,
        Body::None | Body::Json => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn named(header: Option<&str>, address: &str) -> Option<bool> {
        let mut request = Request::post(address);
        if let Some(header) = header {
            request = request.header(HEADER, header);
        }
        names(&request.body(Body::empty()).expect("a request"), PersonId(7))
    }

    #[test]
    fn every_name_must_be_that_of_the_person() {
        for (header, address, expected) in [
            (None, "/a", None),
            (None, "/a?q=pour&pourquoi=8", None),
            (Some("7"), "/a", Some(true)),
            (None, "/a?q=1&pour=7", Some(true)),
            (Some("8"), "/a", Some(false)),
            (Some(""), "/a", Some(false)),
            (None, "/a?pour=07", Some(false)),
            (Some("7"), "/a?pour=8", Some(false)),
            (None, "/a?pour=7&pour=8", Some(false)),
        ] {
            assert_eq!(named(header, address), expected, "{header:?} {address}");
        }
    }
}
