use app::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, header::ACCEPT};

use super::At;
use crate::refusal::refuse;

/// Gives an answer up that takes longer than the patience of the server, and says so in the format of
/// the address. Also leaves the policy for the handlers of pages: a layer of its own would be one more
/// box at every request.
pub async fn timed(State(at): State<At>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(at.policy);
    // All that the format of a refusal depends on.
    let accepted = request.headers().get(ACCEPT).cloned();
    let Ok(response) = tokio::time::timeout(at.state.patience, next.run(request)).await else {
        let headers: HeaderMap = accepted.map(|accepted| (ACCEPT, accepted)).into_iter().collect();
        return refuse(AppError::late(), at.policy.answer, &headers);
    };
    response
}
