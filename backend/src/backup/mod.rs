//! Backups: the database and its attachments as one pair, made while the portal is served, and
//! restored into an empty database and an empty store.
//!
//! A backup is a folder: `manifest.json`, `database/` and `attachments/`. SQLite writes a copy of its
//! file itself (`VACUUM INTO`), PostgreSQL each table (`COPY`) of one snapshot; both need nothing but
//! this program. The manifest is written last, and the folder has its name only when it is whole.

mod folder;
mod make;
mod manifest;
mod postgres;
mod restore;
mod sqlite;
mod verify;

pub use folder::Step;
pub use make::make;
pub use manifest::Manifest;
pub use restore::{Restored, restore, was_interrupted};
