//! Plain forms, which work without JavaScript. Each answers with a redirect, or with its own page
//! again, with the reason of the refusal and what was typed.

mod access;
mod account;
mod accounts;
mod agenda;
mod batches;
mod communications;
mod correction;
mod fold;
mod holidays;
mod imports;
mod language;
mod legal;
mod messages;
mod portals;
mod posted;
mod providers;
mod received;
mod records;
mod retention;
mod session;
mod sign_out;
mod spaces;
mod unsubscribe;

pub use self::{
    access::{ask_for_role, copies_setting, decline_request, names_setting, withdraw_request},
    account::{change_password, close_other_sessions, close_session, email_copies, second_factor},
    accounts::{administrator, close_all_sessions, demand, make_link, use_link, withdraw_second_factor},
    agenda::{
        add_event, add_event_to_space, cancel_event, change_event, copy_event, own_feed, remove_event,
        space_calendar,
    },
    batches::{begin_batch, coupon, print_coupons, stop_batch},
    communications::{cancel, compose, delete_draft, delete_drafts, remind, take_back},
    correction::correct,
    fold::{fold, unfold},
    holidays::holidays,
    imports::{decide_matches, import_folder, import_kept, undo_import},
    language::choose_language,
    legal::keep_legal_texts,
    messages::{acknowledge, archive, delete_message, reply, restore_message, unarchive},
    portals::{
        add_portal_key, change_portal, portal_state, register_portal, remove_portal, remove_portal_key,
        try_statement,
    },
    providers::{add_provider, change_provider, provider_state},
    received::{contact_author, put_online, take_offline},
    records::{join_records, keep_records_apart, separate_record},
    retention::keep_periods,
    session::{finish_sign_in, sign_in},
    sign_out::sign_out,
    spaces::{add_space, article_feed, discard_article, space_settings, subscribe, withdraw_article},
    unsubscribe::unsubscribe,
};
pub(crate) use self::{
    accounts::origin,
    posted::{page, unshown},
    session::{at_the_door, opened_at},
};
