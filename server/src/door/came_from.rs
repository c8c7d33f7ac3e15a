use app::{RefusedPage, words};
use axum::{extract::Request, response::Response};
use http::{
    HeaderName, StatusCode,
    header::{HOST, REFERER},
};

use super::{At, OwnAddress};

const DOOR: &str = "/connexion";

/// The page of ours from which a form was sent.
pub(super) struct Page {
    address: String,
    /// It is at the address of the form itself: it may be an earlier answer.
    is_form: bool,
    /// A link opens it.
    opens: bool,
}

pub(super) fn page_of(at: &At, request: &Request) -> Option<Page> {
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
    let address = (host.eq_ignore_ascii_case(ours) && !page.is_empty()).then(|| page.to_owned())?;
    Some(Page { address, is_form, opens: !is_form || at.opens })
}

/// Lets a refusal that would lead home lead to the page of the form, where the button can be pressed again;
/// and one that leads to the door, there and back: what was typed may be kept on that page.
pub(super) fn lead_back(page: Option<Page>, response: &mut Response) {
    const CLOSED: [StatusCode; 3] =
        [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
    let status = response.status();
    let Some(Page { address, is_form, opens }) = page else { return };
    let Some(refused) = response.extensions_mut().get_mut::<RefusedPage>() else { return };
    if status == StatusCode::UNAUTHORIZED {
        if opens && refused.back.1 == DOOR {
            refused.back.1 = app::address(DOOR, &[("suite", &address)]);
        }
    // Otherwise its reader may not see that page any more, or it is gone too.
    } else if !is_form && !CLOSED.contains(&status) && refused.back.1 == "/" {
        refused.back = (words().common.back_to_page, address);
    }
}
