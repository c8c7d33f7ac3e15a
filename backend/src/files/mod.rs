//! Files: received piece by piece, recognised by their content, scanned for viruses, and kept in a
//! folder or an object store. Each has an owner: a form that is not deployed yet, or a message.

mod adopt;
mod arriving;
mod authorize;
mod copy;
mod copy_token;
mod download;
mod incoming;
mod key;
mod kind;
mod listed;
mod name;
mod owner;
mod owners;
mod ownership;
pub(crate) mod pair;
mod picture;
mod probe;
mod put;
mod receive;
mod release;
mod remove;
mod scan;
mod spool;
mod store;
mod sweep;
mod unknown;
mod withdrawn;

pub(crate) use adopt::adopt;
pub use arriving::Arriving;
pub use authorize::{authorize, authorize_pictures};
pub(crate) use copy::{copies_of, copy};
pub use download::{Download, download};
pub(crate) use listed::of;
pub use listed::of_form;
pub(crate) use owner::Owner;
pub(crate) use owners::{Form, forms_of, give_back, rename};
pub use ownership::{claim, has_not_lost_all};
pub(crate) use picture::{
    adopt_picture, copied_picture, give_picture, open_copied_picture, picture_in_form, pictures_of,
    release_picture,
};
pub use picture::{open_picture, picture_of_form, receive_picture, remove_picture};
pub use probe::FilesFault;
pub(crate) use probe::faults;
pub use receive::{receive, receive_as};
pub(crate) use release::{release, release_all, release_these};
pub use remove::remove;
pub use scan::Scanner;
pub use store::{Files, FilesSettings, NotOurs, S3Settings};
pub use sweep::sweep;
pub use withdrawn::withdraw;
