//! A method that an address does not have is answered 405 with the methods that it has, to everybody
//! and before anything else is looked at; but who comes back to the address of a form is led to its page.

use std::collections::{BTreeMap, BTreeSet};

use http::{Method, header};
use server::{Answer as Format, form_pages};
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
    for (address, _) in form_pages() {
        table.entry(address).or_default().extend([Method::GET, Method::HEAD]);
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

/// Forms in the frame of every page: no page is theirs.
const EVERYWHERE: [&str; 2] = ["/deconnexion", "/langue"];

#[test]
fn every_form_at_an_address_of_its_own_has_a_page() {
    let (mut forms, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for route in server::routes() {
        if route.method == Method::GET {
            shown.insert(route.path);
        } else if matches!(route.policy.answer, Format::Form | Format::FormOrJson) {
            forms.insert(route.path);
        }
    }
    let led: BTreeSet<&str> = form_pages().into_iter().map(|(address, _)| address).collect();
    let alone: BTreeSet<&str> = forms.difference(&shown).copied().collect();
    let left: Vec<_> = alone.difference(&led).copied().collect();
    assert_eq!(left, EVERYWHERE);
    assert!(led.is_subset(&alone), "{led:?}");
    for (address, page) in form_pages() {
        assert!(shown.contains(page), "{address}: {page}");
    }
}

/// *Précédent* after a refusal asks for the address of the form: so does whoever loads the page again.
#[both_engines]
async fn who_comes_back_to_the_address_of_a_form_is_led_to_its_page(server: Server) {
    let (visitor, pupil) = (server.anonymous(), server.browser_of("eleve").await);
    let pages = form_pages();
    for (pattern, page) in &pages {
        for browser in [&visitor, &pupil] {
            for method in [Method::GET, Method::HEAD] {
                let asked = format!("{}?pour=14&fait=repondu", address(pattern));
                let request = browser.request(method.clone(), &asked);
                let answer = request.send().await.expect("an answer");
                let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                assert_eq!(
                    (answer.status().as_u16(), to),
                    (303, Some(&*address(page))),
                    "{method} {pattern}"
                );
                assert!(!answer.headers().contains_key(header::SET_COOKIE), "{pattern}");
            }
        }
    }
    assert!(pages.len() > 40, "{}", pages.len());
}
