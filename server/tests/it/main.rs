//! The server over HTTP, on both engines. One program for all tests: each more would be linked anew.

mod announcements;
mod attachments;
mod attachments_load;
mod config;
mod connections;
mod cookies;
mod downloads;
mod fuzz;
mod headers;
mod health;
mod mail;
mod malformed;
mod matrix;
mod messages;
mod origin;
mod pages;
mod policy;
mod sign_in;
mod upgrade;
