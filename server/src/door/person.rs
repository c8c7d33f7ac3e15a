use std::convert::Infallible;

use app::{
    AppError,
    server_side::{SessionToken, SignedInPerson},
};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use backend::access::Caller;
use domain::PersonId;

use crate::{
    AppState,
    refusal::{self, Refusal},
};

/// The person who is signed in; anybody else is refused.
#[derive(Clone, Copy, Debug)]
pub struct Person(pub PersonId);

impl<S: Send + Sync> FromRequestParts<S> for Person {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let person = parts.extensions.get::<SignedInPerson>();
        person.map(|SignedInPerson(person)| Self(*person)).ok_or(Refusal(AppError::SignedOut))
    }
}

/// `Option<Person>`: for handlers that also answer who is not signed in.
impl<S: Send + Sync> OptionalFromRequestParts<S> for Person {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<SignedInPerson>().map(|SignedInPerson(person)| Self(*person)))
    }
}

/// The person who is signed in, with their roles.
pub struct CallerOf(pub Caller);

impl FromRequestParts<AppState> for CallerOf {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let Person(person) = <Person as FromRequestParts<_>>::from_request_parts(parts, state).await?;
        Caller::load(&state.backend.db, person).await.map(Self).map_err(refusal::of)
    }
}

/// The token of the current session; empty if nobody is signed in.
#[derive(Clone)]
pub struct SessionInUse(pub String);

impl<S: Send + Sync> FromRequestParts<S> for SessionInUse {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let token = parts.extensions.get::<SessionToken>();
        Ok(Self(token.map(|SessionToken(token)| token.clone()).unwrap_or_default()))
    }
}
