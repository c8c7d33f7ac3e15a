use super::Role;
use crate::{
    channel::Channel::{self, Announcement, Message, News},
    severity::Severity,
};

values::coded! {
    /// droit, in the order of the rows of the matrix.
    Right {
        CreateCommunication => "create_communication",
        OpenSenderDashboard => "open_sender_dashboard",
        CancelCommunication => "cancel_communication",
        OpenSchoolDashboard => "open_school_dashboard",
        PutOfflineOrOnline => "put_offline_or_online",
        ContactAuthor => "contact_author",
        NotifiedByMessage => "notified_by_message",
    }
}

/// The reach of a right for a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    No,
    All,
    /// Communications of this channel, by any author.
    Of(Channel),
    /// The person's own communications.
    Own,
    /// The person's own communications of this channel.
    OwnOf(Channel),
    /// The event: a *destinataire* put something offline or online.
    StateChangedByRecipient,
    /// The event: something new for the school, or something cancelled.
    NewOnSchoolOrCancelled,
}

/// What the right is to be used on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub channel: Channel,
    /// Whether the person who asks is its author.
    pub own: bool,
}

use Cell::{All, NewOnSchoolOrCancelled, No, Of, Own, OwnOf, StateChangedByRecipient};

/// All rights: rows in the order of [`Right::ALL`], columns in the order of [`Role::ALL`].
pub const MATRIX: [[Cell; 8]; 7] = [
    [Of(News), Of(Announcement), No, Of(Message), No, All, No, No],
    [OwnOf(News), OwnOf(Announcement), All, All, All, All, No, No],
    [OwnOf(News), OwnOf(Announcement), No, All, All, All, No, No],
    [No, No, No, No, No, No, All, All],
    [No, No, No, No, No, No, No, Of(News)],
    [No, No, No, No, No, No, No, All],
    [Own, Own, No, Own, StateChangedByRecipient, StateChangedByRecipient, No, NewOnSchoolOrCancelled],
];

impl Cell {
    pub const fn of(role: Role, right: Right) -> Self {
        MATRIX[right as usize][role as usize]
    }

    /// Whether this cell allows the right on `subject`. Cells that name an event allow nothing:
    /// they say when somebody is notified.
    pub fn allows(self, subject: Subject) -> bool {
        match self {
            Self::No | Self::StateChangedByRecipient | Self::NewOnSchoolOrCancelled => false,
            Self::All => true,
            Self::Of(channel) => channel == subject.channel,
            Self::Own => subject.own,
            Self::OwnOf(channel) => subject.own && channel == subject.channel,
        }
    }
}

impl Role {
    /// Whether a grant of this role says up to which severity: the role for announcements alone. Who
    /// may create everything has no limit.
    pub const fn has_severity(self) -> bool {
        matches!(Cell::of(self, Right::CreateCommunication), Cell::Of(Announcement))
    }

    /// The highest severity of an announcement that the role lets its holder create; `None` where it
    /// lets them create none. `granted` is what the grant says. A grant that should say it but does
    /// not gives the least.
    pub fn highest_severity(self, granted: Option<Severity>) -> Option<Severity> {
        match Cell::of(self, Right::CreateCommunication) {
            Cell::All => Some(Severity::Alert),
            Cell::Of(Announcement) => Some(granted.unwrap_or(Severity::Information)),
            _ => None,
        }
    }
}

/// Whether somebody who holds `roles` on all the schools concerned may use `right` on `subject`.
pub fn decide(roles: impl IntoIterator<Item = Role>, right: Right, subject: Subject) -> bool {
    roles.into_iter().any(|role| Cell::of(role, right).allows(subject))
}
