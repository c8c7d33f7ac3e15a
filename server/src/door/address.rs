use std::str::FromStr;

use app::AppError;
use axum::{
    extract::{FromRequestParts, Path, Query as AxumQuery},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// The one parameter of an address, such as `Segment<CommunicationId>`. An address does not exist
/// when its segment cannot be read as `T` or contains a NUL, which `PostgreSQL` does not accept in
/// text.
pub struct Segment<T>(pub T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Segment<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let text = path.ok().map(|Path(text)| text).filter(|text| !text.contains('\0'));
        let value = text.and_then(|text| text.parse().ok());
        value.map(Self).ok_or(Refusal(AppError::NotFound))
    }
}

/// Two segments of an address, such as a space and one of its articles.
pub struct Segments<A, B>(pub A, pub B);

impl<A: FromStr, B: FromStr, S: Send + Sync> FromRequestParts<S> for Segments<A, B> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let both = path.ok().map(|Path(both)| both);
        let both = both.filter(|(first, second)| !first.contains('\0') && !second.contains('\0'));
        let values = both.and_then(|(first, second)| Some((first.parse().ok()?, second.parse().ok()?)));
        values.map(|(first, second)| Self(first, second)).ok_or(Refusal(AppError::NotFound))
    }
}

/// The query of an address; an unreadable query is refused with our own message.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let read = AxumQuery::<T>::from_request_parts(parts, state).await;
        read.map(|AxumQuery(query)| Self(query)).map_err(|_| Refusal(AppError::Malformed))
    }
}
