use app::{RefusedPage, words};
use axum::{extract::Request, response::Response};
use http::{
    HeaderName, StatusCode,
    header::{HOST, REFERER},
};

use super::{At, OwnAddress};

/// The page of ours from which a form was sent. None if it is at the address of the form itself: it may be
/// an earlier answer, which no link opens.
pub(super) fn page_of(at: &At, request: &Request) -> Option<String> {
    if at.reads {
        return None;
    }
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (_, from) = text(REFERER)?.split_once("://")?;
    let (host, path) = from.split_at(from.find('/')?);
    let ours = match &at.state.public_url {
        Some(public) => public.split_once("://")?.1.trim_end_matches('/'),
        None => text(HOST)?,
    };
    let page = OwnAddress::new(path);
    let page = page.in_query();
    let is_form = page.split(['?', '#']).next() == Some(request.uri().path());
    (host.eq_ignore_ascii_case(ours) && !page.is_empty() && !is_form).then(|| page.to_owned())
}

/// Lets a refusal that would lead home lead to the page of the form, where the button can be pressed again.
pub(super) fn lead_back(page: Option<String>, response: &mut Response) {
    const CLOSED: [StatusCode; 4] = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::METHOD_NOT_ALLOWED,
    ];
    // Its reader may not see that page any more, or it is gone too.
    if CLOSED.contains(&response.status()) {
        return;
    }
    if let Some(page) = page
        && let Some(refused) = response.extensions_mut().get_mut::<RefusedPage>()
        && refused.back.1 == "/"
    {
        refused.back = (words().common.back_to_page, page);
    }
}
