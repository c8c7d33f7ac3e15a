//! Files that go with a message: received piece by piece, told by their content, looked through for
//! viruses, and kept in a folder or an object store. A file in a form belongs to whoever chose it;
//! a file of a message to whoever has the message.

mod adopt;
mod copy;
mod download;
mod files;
mod kind;
mod listed;
mod name;
mod put;
mod receive;
mod remove;
mod scan;
mod spool;
mod sweep;

pub(crate) use adopt::adopt;
pub(crate) use copy::copy;
pub use download::{Download, download};
pub use files::{Files, FilesSettings, S3Settings};
pub use listed::of_form;
pub(crate) use listed::of_message;
pub use receive::{authorize, receive};
pub use remove::remove;
pub use scan::Scanner;
pub use sweep::sweep;
