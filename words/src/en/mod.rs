//! English, for families and staff in French schools. The names of French institutions stay French,
//! with a gloss.

mod access;
mod accounts;
mod agenda;
mod audit;
mod common;
mod communications;
mod compose;
mod criteria;
mod dates;
mod deliveries;
mod detail;
mod directory;
mod door;
mod drafts;
mod editor;
mod fields;
mod files;
mod home;
mod labels;
mod mail;
mod messages;
mod notifications;
mod numbers;
mod operation;
mod outbound;
mod population;
mod portals;
mod providers;
mod public_board;
mod received;
mod recipients;
mod refusals;
mod retention;
mod sent;
mod shell;
mod spaces;
mod targets;
mod upload;
mod versions;
mod whom;
mod widget;

use crate::Words;

// A constant, not a static: only then are unused words left out of the browser package.
pub(crate) const WORDS: Words = Words {
    code: "en",
    access: &access::ACCESS,
    accounts: &accounts::ACCOUNTS,
    agenda: &agenda::AGENDA,
    audit: &audit::AUDIT,
    common: &common::COMMON,
    communications: &communications::COMMUNICATIONS,
    compose: &compose::COMPOSE,
    dates: &dates::DATES,
    detail: &detail::DETAIL,
    directory: &directory::DIRECTORY,
    door: &door::DOOR,
    drafts: &drafts::DRAFTS,
    editor: &editor::EDITOR,
    fields: &fields::FIELDS,
    files: &files::FILES,
    home: &home::HOME,
    mail: &mail::MAIL,
    messages: &messages::MESSAGES,
    notifications: &notifications::NOTIFICATIONS,
    numbers: &numbers::NUMBERS,
    operation: &operation::OPERATION,
    outbound: &outbound::OUTBOUND,
    providers: &providers::PROVIDERS,
    portals: &portals::PORTALS,
    public_board: &public_board::PUBLIC_BOARD,
    received: &received::RECEIVED,
    recipients: &recipients::RECIPIENTS,
    refusals: &refusals::REFUSALS,
    retention: &retention::RETENTION,
    sent: &sent::SENT,
    shell: &shell::SHELL,
    spaces: &spaces::SPACES,
    targets: &targets::TARGETS,
    upload: &upload::UPLOAD,
    versions: &versions::VERSIONS,
    widget: &widget::WIDGET,
};
