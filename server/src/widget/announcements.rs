use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::portals;

use super::{answer, bearer};
use crate::{
    AppState,
    door::{ClientAddress, is_known},
};

/// After how many seconds the widget asks again.
const NEXT: HeaderName = HeaderName::from_static("portevoix-next");

/// `GET /api/widget/annonces`: what the reader sees now, or 304 when the widget has it.
pub async fn announcements(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
) -> Response {
    let person = match bearer::reader(&state, &headers, address).await {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    let list = match portals::announcements(&state.backend, person).await {
        Ok(list) => list,
        Err(reason) => return answer::failed(&reason),
    };
    let mut response = if is_known(&headers, &list.tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match list.body(&state.backend) {
            Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(reason) => return answer::failed(&reason),
        }
    };
    let own = response.headers_mut();
    own.insert(NEXT, list.pause.into());
    if let Ok(tag) = HeaderValue::from_str(&list.tag) {
        own.insert(header::ETAG, tag);
    }
    response
}
