//! A method that an address does not have is answered 405 with the methods that it has, to everybody
//! and before anything else is looked at.

use std::collections::{BTreeMap, BTreeSet};

use http::{Method, header};
use testing_server::{Server, both_engines};

/// The methods of each address of the table; an address that can be read also has `HEAD`.
fn table() -> BTreeMap<&'static str, BTreeSet<Method>> {
    let mut table: BTreeMap<&'static str, BTreeSet<Method>> = BTreeMap::new();
    for route in server::routes() {
        let methods = table.entry(route.path).or_default();
        if route.method == Method::GET {
            methods.insert(Method::HEAD);
        }
        if route.policy.cors == server::Cors::Portals {
            methods.insert(Method::OPTIONS);
        }
        methods.insert(route.method);
    }
    table
}

fn address(pattern: &str) -> String {
    pattern
        .replace("{*function}", "nothing")
        .replace("{id}", "1")
        .replace("{personne}", "1")
        .replace("{jeton}", "0")
        .replace("{article}", "1")
        .replace("{largeur}", "480")
        .replace("{cle}", "1")
}

#[both_engines]
async fn a_method_that_an_address_lacks_is_answered_405_to_everybody(server: Server) {
    let (visitor, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let mut checked = 0;
    for (pattern, methods) in table() {
        for method in known.iter().filter(|method| !methods.contains(method)) {
            for browser in [&visitor, &pupil] {
                let request = browser.request(method.clone(), &address(pattern));
                let answer = request.send().await.expect("an answer");
                let said = format!("{method} {pattern}");
                assert_eq!(answer.status(), 405, "{said}");
                let allowed = answer.headers()[header::ALLOW].to_str().expect("text").to_owned();
                let allowed: BTreeSet<&str> = allowed.split(',').map(str::trim).collect();
                assert_eq!(allowed, methods.iter().map(Method::as_str).collect(), "{said}");
                assert!(answer.headers().contains_key(header::X_CONTENT_TYPE_OPTIONS), "{said}");
                assert!(!answer.headers().contains_key(header::SET_COOKIE), "{said}");
                let body = answer.text().await.expect("text");
                assert!(
                    *method == Method::HEAD || body.contains("Rien n’a été enregistré"),
                    "{said}: {body}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
    assert_eq!(pupil.get("/").await.status, 200, "nothing happened to the session");
}
