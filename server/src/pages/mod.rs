//! Pages, their server functions, the announcements as JSON, and the files of the site.

mod announcements;
mod assets;
mod function;
mod hall;
mod home;
mod page;

pub use self::{
    announcements::announcements,
    assets::assets,
    function::{function, unknown_function},
    hall::{hall, public_announcements},
    home::home,
    page::{page, render},
};
