//! The backend on both engines. One program for all tests: each more would be linked anew.

mod access_administration;
mod accounts;
mod accounts_administration;
mod accounts_guessing;
mod accounts_links;
mod accounts_passwords;
mod accounts_second_factor;
mod accounts_sessions;
mod audience;
mod audit;
mod audit_chain;
mod communications_deploy;
mod communications_publish;
mod communications_rights;
mod communications_sent;
mod delivery;
mod directory_generate;
mod directory_import;
mod directory_large;
mod directory_refusals;
mod home;
mod migrations;
mod notifications;
mod support;
