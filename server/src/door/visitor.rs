use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use backend::door::From;

use super::{ClientAddress, Cookie};
use crate::AppState;

/// Where a request from somebody who is not signed in comes from.
pub struct Visitor {
    address: String,
    user_agent: String,
    session: Option<String>,
    device: Option<String>,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let cookie = |which: Cookie| which.of(&parts.headers, state.secure).map(str::to_owned);
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        let address = parts.extensions.get::<ClientAddress>();
        Ok(Self {
            address: address.map_or_else(String::new, |at| at.counted()),
            user_agent: user_agent.unwrap_or_default().to_owned(),
            session: cookie(Cookie::Session),
            device: cookie(Cookie::Device),
        })
    }
}

impl Visitor {
    pub fn origin(&self) -> From<'_> {
        From {
            address: &self.address,
            user_agent: &self.user_agent,
            session: self.session.as_deref(),
            device: self.device.as_deref(),
            keep: false,
        }
    }
}
