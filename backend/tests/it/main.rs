//! The backend on both engines. One program for all tests, because each further
//! program would be linked separately.

mod access_administration;
mod accounts;
mod accounts_administration;
mod accounts_guessing;
mod accounts_links;
mod accounts_passwords;
mod accounts_second_factor;
mod accounts_sessions;
mod attachments;
mod attachments_rights;
mod attachments_store;
mod audience;
mod audit;
mod audit_chain;
mod communications_deploy;
mod communications_message;
mod communications_publish;
mod communications_rights;
mod communications_sent;
mod delivery;
mod directory_generate;
mod directory_import;
mod directory_large;
mod directory_refusals;
mod home;
mod mail;
mod messages;
mod messages_acknowledge;
mod messages_pages;
mod messages_reply;
mod migrations;
mod notifications;
mod queue;
mod transactions;
mod workers;
