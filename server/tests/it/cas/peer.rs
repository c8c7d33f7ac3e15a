//! A CAS server of the tests, which answers as it is told.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tokio::net::TcpListener;

/// What the server answers about a ticket.
#[derive(Clone)]
pub enum Says {
    /// The elements inside of `authenticationSuccess`.
    Success(String),
    /// This text, whatever it is.
    Text(String),
    Status(u16),
    Elsewhere,
    /// A body without an end.
    Endless,
    Nothing,
}

#[derive(Default)]
struct Known {
    /// The tickets that were not used, with the service that each was made for.
    tickets: HashMap<String, (String, Says)>,
    made: usize,
    /// The last part of each address that was asked, with `renew`.
    asked: Vec<String>,
    without_three: bool,
}

#[derive(Clone)]
pub struct Peer {
    pub address: SocketAddr,
    known: Arc<Mutex<Known>>,
}

type Question = HashMap<String, String>;

impl Peer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let peer = Self { address, known: Arc::default() };
        let routes = Router::new()
            .route("/cas/{version}", get(two))
            .route("/cas/p3/{version}", get(three))
            .with_state(peer.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        peer
    }

    pub fn base(&self) -> String {
        format!("http://{}/cas", self.address)
    }

    /// Somebody has signed in here to go to `service`: the ticket that they bring.
    pub fn ticket(&self, service: &str, says: Says) -> String {
        let mut known = self.known.lock().expect("no panic");
        known.made += 1;
        let ticket = format!("ST-{}-cas.example", known.made);
        known.tickets.insert(ticket.clone(), (service.to_owned(), says));
        ticket
    }

    pub fn knows_version_two_alone(&self) {
        self.known.lock().expect("no panic").without_three = true;
    }

    /// What was asked since the last time.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.known.lock().expect("no panic").asked)
    }

    fn answer(&self, address: &str, question: &Question) -> Says {
        let mut known = self.known.lock().expect("no panic");
        let renew = if question.contains_key("renew") { " renew" } else { "" };
        known.asked.push(format!("{address}{renew}"));
        if address.starts_with("p3/") && known.without_three {
            return Says::Status(404);
        }
        let (ticket, service) = (&question["ticket"], &question["service"]);
        match known.tickets.remove(ticket) {
            None => failure("INVALID_TICKET"),
            Some((made_for, _)) if made_for != *service => failure("INVALID_SERVICE"),
            Some((_, says)) => says,
        }
    }
}

async fn two(
    State(peer): State<Peer>,
    Path(path): Path<String>,
    Query(question): Query<Question>,
) -> Response {
    said(peer.answer(&path, &question)).await
}

async fn three(
    State(peer): State<Peer>,
    Path(path): Path<String>,
    Query(question): Query<Question>,
) -> Response {
    said(peer.answer(&format!("p3/{path}"), &question)).await
}

fn document(inner: &str) -> String {
    format!("<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">{inner}</cas:serviceResponse>")
}

fn failure(code: &str) -> Says {
    Says::Text(document(&format!(
        "<cas:authenticationFailure code=\"{code}\">no</cas:authenticationFailure>"
    )))
}

async fn said(says: Says) -> Response {
    match says {
        Says::Success(inner) => {
            document(&format!("<cas:authenticationSuccess>{inner}</cas:authenticationSuccess>"))
                .into_response()
        }
        Says::Text(text) => text.into_response(),
        Says::Status(status) => StatusCode::from_u16(status).expect("a status").into_response(),
        Says::Elsewhere => Redirect::to("/cas/login").into_response(),
        Says::Endless => {
            let pieces = futures::stream::repeat_with(|| Ok::<_, std::io::Error>("x".repeat(1_000)));
            Body::from_stream(pieces).into_response()
        }
        Says::Nothing => std::future::pending().await,
    }
}
