use std::{convert::Infallible, net::SocketAddr};

use axum::{
    Json, Router,
    response::{Sse, sse::Event},
    routing::get,
};
use futures::{StreamExt, stream};
use tokio::net::TcpListener;

/// Serves a route that answers a few bytes of JSON, and a stream with one event that stays open, in
/// a process of its own.
pub async fn serve(address: &str) -> Result<(), String> {
    let address: SocketAddr = address.parse().map_err(|_| format!("{address} is no address"))?;
    let listener = TcpListener::bind(address).await.map_err(|reason| reason.to_string())?;
    let bare = || async { Json(serde_json::json!({ "announcements": [] })) };
    let event = || stream::iter([Ok::<_, Infallible>(Event::default().data("0"))]).chain(stream::pending());
    let router =
        Router::new().route("/bare", get(bare)).route("/flux", get(move || async move { Sse::new(event()) }));
    axum::serve(listener, router).await.map_err(|reason| reason.to_string())
}
