//! Who is signed in, and the pages to sign in.

mod api;
mod code;
mod code_field;
mod door;
mod providers;
mod sign_in;

#[cfg(feature = "ssr")]
pub use api::session;
pub use code::CodePage;
pub use code_field::CodeField;
use domain::session::SignedIn;
pub use door::Door;
#[cfg(feature = "ssr")]
pub use door::is_at_the_door;
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
