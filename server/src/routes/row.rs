use axum::{
    handler::Handler,
    routing::{MethodRouter, get, post},
};
use http::Method;

use crate::{AppState, pages, policy::Policy};

/// One address.
pub struct Route {
    pub method: Method,
    /// As the router matches it, with parameters in braces.
    pub path: &'static str,
    pub policy: Policy,
    /// The page of a form, where that is not the nearest one above its address.
    pub(super) form_on: Option<&'static str>,
    pub(super) handler: MethodRouter<AppState>,
}

impl Route {
    /// Its form stands on this page.
    pub(super) fn on(self, page: &'static str) -> Self {
        Self { form_on: Some(page), ..self }
    }
}

/// A page, rendered by the one handler of all pages.
pub(super) fn page(path: &'static str, policy: Policy) -> Route {
    read(path, policy, pages::page)
}

/// A `GET`.
pub(super) fn read<H, T>(path: &'static str, policy: Policy, handler: H) -> Route
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Route { method: Method::GET, path, policy, form_on: None, handler: get(handler) }
}

/// A `POST`.
pub(super) fn send<H, T>(path: &'static str, policy: Policy, handler: H) -> Route
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Route { method: Method::POST, path, policy, form_on: None, handler: post(handler) }
}
