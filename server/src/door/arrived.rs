use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{At, client_address, said};

/// Where a request comes from, and what its address claims. One layer for both: axum puts the future of
/// each layer into a box of its own, at every request.
pub async fn arrived(State(at): State<At>, mut request: Request, next: Next) -> Response {
    client_address::note(&at, &mut request);
    said::believe(&at, &mut request);
    let mut response = next.run(request).await;
    said::remember(&at, &mut response);
    response
}
