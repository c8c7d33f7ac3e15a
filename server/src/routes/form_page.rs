//! The page of a form that is sent to an address of its own. Its refusal stands at that address, and a browser
//! that comes back to it, loads it again or keeps it as a bookmark asks for it with `GET`.

use axum::{
    response::Redirect,
    routing::{MethodRouter, get},
};
use http::{Method, Uri};

use super::{row::Route, table::routes};
use crate::{
    AppState,
    policy::{Answer, Policy},
};

/// The addresses that take a form and show nothing themselves, each with the page where the form stands: the one
/// that its row names, else the nearest one above it.
pub fn form_pages() -> Vec<(&'static str, &'static str)> {
    led_back(&routes()).into_iter().map(|(route, page)| (route.path, page)).collect()
}

/// The same as rows that lead there, whoever asks: what a page shows to whom is its own affair.
pub(super) fn ways_back() -> Vec<Route> {
    led_back(&routes())
        .into_iter()
        .map(|(route, page)| Route {
            method: Method::GET,
            path: route.path,
            policy: Policy { log: route.policy.log, ..Policy::OPEN },
            form_on: None,
            handler: leads_to(page),
        })
        .collect()
}

fn led_back(routes: &[Route]) -> Vec<(&Route, &'static str)> {
    let reads = |path: &str| routes.iter().any(|route| route.path == path && route.method == Method::GET);
    let is_form = |route: &Route| matches!(route.policy.answer, Answer::Form | Answer::FormOrJson);
    let alone = routes.iter().filter(|route| is_form(route) && !reads(route.path));
    alone.filter_map(|route| Some((route, route.form_on.or_else(|| nearest(routes, route.path))?))).collect()
}

fn nearest(routes: &[Route], path: &str) -> Option<&'static str> {
    let mut above = path;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        let page = routes.iter().find(|route| route.path == shorter && route.policy.answer == Answer::Page);
        if let Some(page) = page {
            return Some(page.path);
        }
        above = shorter;
    }
    None
}

fn leads_to(page: &'static str) -> MethodRouter<AppState> {
    get(move |uri: Uri| async move { Redirect::to(filled(page, uri.path())) })
}

/// The address of a page: its parameters are those of the form, which begins as its page does.
fn filled<'a>(page: &'a str, form: &'a str) -> &'a str {
    if !page.contains('{') {
        return page;
    }
    let end = form.match_indices('/').nth(page.matches('/').count());
    form.split_at(end.map_or(form.len(), |(at, _)| at)).0
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_page_has_the_parameters_of_its_form() {
        for (page, form, expected) in [
            ("/messagerie/{id}", "/messagerie/42/repondre", "/messagerie/42"),
            ("/espaces/{id}/agenda", "/espaces/7/agenda/flux", "/espaces/7/agenda"),
            ("/mon-compte", "/mon-compte/sessions/7/fermer", "/mon-compte"),
            ("/", "/annonces/7/replier", "/"),
        ] {
            assert_eq!(filled(page, form), expected);
        }
    }
}
