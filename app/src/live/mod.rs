//! A page that updates by itself. Everything that it follows comes in one event stream, whichever
//! islands follow it: browsers open six connections to a server at most. A hidden page closes its
//! stream, and catches up when it is shown. When the line is lost, the page comes back by itself, and
//! meanwhile it says that it is not up to date.

mod asking;
mod line;
mod notice;
mod pause;
mod reload;
mod request;
mod stream;
mod told;

pub use self::{
    asking::Asking,
    line::{Topic, follow, when_refused},
    notice::OutOfDate,
    pause::some_time,
    reload::ReloadOnNews,
};
