//! Values for the style sheet and the browser: states that give a colour, icons, instants. No words.

use chrono::{NaiveDateTime, Timelike};
use domain::{
    accounts::view::AccountState,
    audit::Outcome,
    communications::{Channel, DeliveryState, Status},
    home::ItemKind,
};

/// The value of `data-state` that colours a status.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Pending => "pending",
        Status::Scheduled => "scheduled",
        Status::Deploying { .. } => "deploying",
        Status::Deployed => "deployed",
        Status::Ended => "ended",
        Status::Cancelled => "cancelled",
        Status::Failed | Status::Unreached => "failed",
    }
}

/// The value of `data-state` that colours a school's state.
pub const fn delivery_state(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "pending",
        DeliveryState::Online | DeliveryState::Delivered => "online",
        DeliveryState::Offline => "offline",
        DeliveryState::Cancelled => "cancelled",
        DeliveryState::Ended => "ended",
        DeliveryState::Failed => "failed",
    }
}

/// The value of `data-state` that colours the state of an account.
pub const fn account(state: AccountState) -> &'static str {
    match state {
        AccountState::None => "draft",
        AccountState::LinkSent => "pending",
        AccountState::Active => "online",
        AccountState::Joined => "ended",
    }
}

/// The value of `data-state` that gives an outcome its colour and its shape.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Refused => "refused",
        Outcome::Failed => "failed",
    }
}

/// In the sprite `/icons.svg`.
pub const fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "megaphone",
        Channel::Message => "mail",
        Channel::News => "newspaper",
    }
}

/// In the sprite `/icons.svg`: a calendar tells an event from an article.
pub const fn item_icon(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::News => "newspaper",
        ItemKind::Article => "document",
        ItemKind::Event => "calendar",
    }
}

/// `2018-10-04T15:40`, for the `datetime` of `<time>`: smaller in the browser package than a format
/// string that must be parsed.
pub fn machine_time(at: NaiveDateTime) -> String {
    format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
}
