//! Parts of a request that answer in our words when they cannot be read.

use app::AppError;
use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// The one parameter of an address, as text. What is no text names nothing, and neither does what
/// `PostgreSQL` takes for none: with a NUL in it.
pub struct Segment(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let found = Path::<String>::from_request_parts(parts, state).await;
        match found {
            Ok(Path(text)) if !text.contains('\0') => Ok(Self(text)),
            _ => Err(Refusal(AppError::NotFound)),
        }
    }
}

/// What stands behind `?`.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|Query(asked)| Self(asked)).map_err(|_| Refusal(AppError::Malformed))
    }
}
