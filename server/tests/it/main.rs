//! The server over HTTP, on both engines. One program holds all tests, because linking each
//! separately takes long.

mod agenda;
mod announcements;
mod attachments;
mod attachments_load;
mod backup;
mod bounds;
mod config;
mod connections;
mod cookies;
mod corrections;
mod downloads;
mod fuzz;
mod headers;
mod health;
mod keys;
mod mail;
mod malformed;
mod matrix;
mod messages;
mod methods;
mod named;
mod operator;
mod origin;
mod pages;
mod pictures;
mod policy;
mod process;
mod program;
mod proof;
mod received;
mod severity;
mod sign_in;
mod spaces;
mod store;
mod upgrade;
