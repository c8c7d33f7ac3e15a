//! A page that updates by itself. The module of `browser/portal` does it: the one line to the server,
//! and the regions that the server renders. Here is what it reads in a page, and the way by which
//! islands follow through it.

mod asking;
mod bridge;
mod counted;
mod notice;
mod pause;
mod reload;

pub use self::{
    asking::Asking,
    bridge::{Topic, follow, on_served},
    counted::counted,
    notice::OutOfDate,
    reload::ReloadOnNews,
};
