use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{At, came_from, client_address, said};

/// Where a request comes from, the page of its form, and what its address claims. One layer for all: axum
/// puts the future of each layer into a box of its own, at every request.
pub async fn arrived(State(at): State<At>, mut request: Request, next: Next) -> Response {
    client_address::note(&at, &mut request);
    said::believe(&at, &mut request);
    let page = came_from::page_of(&at, &request);
    let mut response = next.run(request).await;
    came_from::lead_back(page, &mut response);
    said::remember(&at, &mut response);
    response
}
