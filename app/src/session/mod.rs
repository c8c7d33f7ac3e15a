//! Who is signed in, and the page to sign in.

mod api;
mod sign_in;

use domain::session::SignedIn;
use leptos::prelude::*;
pub use sign_in::SignInPage;

use crate::AppError;

/// The signed-in person; loaded once, since signing in and out load a new document.
pub type SessionResource = Resource<Result<SignedIn, AppError>>;

pub fn provide_session() -> SessionResource {
    let session = Resource::new_blocking(|| (), |()| api::session());
    provide_context(session);
    session
}
