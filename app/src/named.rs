//! A page names its person: each of its requests carries the number of the person it was made for.
//!
//! On a shared computer somebody else may sign in while the page is open. The browser then sends
//! the other person's session with the page's requests. The server compares both, refuses what
//! differs, and nothing is sent or stored in the other person's name.

use futures::{Sink, Stream};
use leptos::{
    prelude::*,
    server_fn::{
        Bytes,
        client::{Client, browser::BrowserClient},
        error::FromServerFnError,
        request::browser::BrowserRequest,
        response::browser::BrowserResponse,
    },
};

/// The session layer puts this into the request of a signed-in person.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug)]
pub struct SignedInPerson(pub domain::PersonId);

/// The header that names the person.
pub const HEADER: &str = "x-portevoix-personne";
/// The same in the query of an address, for forms without scripts, event streams and beacons.
pub const QUERY: &str = "pour";
/// The header by which an open page asks again by itself: it does not count as use of the session. Its
/// value is the topic that the page asks for, or `tout`.
pub const FOLLOWS: &str = "x-portevoix-suit";
/// The name of the `<meta>` element that holds it in a page.
pub const META: &str = "portevoix-personne";
/// The same for the address at which a page that answers a form follows what it shows.
pub const PAGE: &str = "portevoix-page";

/// The number of the person that this page is made for; empty on a page for nobody.
#[cfg(feature = "ssr")]
pub fn person() -> String {
    let person =
        with_context(|parts: &http::request::Parts| parts.extensions.get::<SignedInPerson>().copied());
    person.flatten().map(|SignedInPerson(person)| person.to_string()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
pub fn person() -> String {
    let named = document().query_selector("meta[name=\"portevoix-personne\"]").ok().flatten();
    named.and_then(|named| named.get_attribute("content")).unwrap_or_default()
}

/// The address, with the person of this page in its query.
pub fn named(address: &str) -> String {
    with_person(address, &person())
}

/// The address of a form that came back, with whoever it was made for; else as [`named`].
pub fn named_as(address: &str, writer: Option<String>) -> String {
    writer.map_or_else(|| named(address), |writer| with_person(address, &writer))
}

/// The address, with this person in its query.
pub fn with_person(address: &str, person: &str) -> String {
    if person.is_empty() {
        return address.to_owned();
    }
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}{QUERY}={person}")
}

/// Sends the calls of server functions, each with the person of the page.
pub struct NamedClient;

impl<E, I, O> Client<E, I, O> for NamedClient
where
    E: FromServerFnError,
    I: FromServerFnError,
    O: FromServerFnError,
{
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: Self::Request) -> impl Future<Output = Result<Self::Response, E>> + Send {
        request.headers().set(HEADER, &person());
        <BrowserClient as Client<E, I, O>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static),
            E,
        >,
    > + Send {
        <BrowserClient as Client<E, I, O>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<E, I, O>>::spawn(future);
    }
}

#[cfg(test)]
mod tests {
    use super::with_person;

    #[test]
    fn an_address_names_the_person_of_its_page() {
        assert_eq!(with_person("/a/flux", "7"), "/a/flux?pour=7");
        assert_eq!(with_person("/a/flux?version=1", "7"), "/a/flux?version=1&pour=7");
        assert_eq!(with_person("/connexion", ""), "/connexion");
    }
}
