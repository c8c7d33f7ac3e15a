//! Words about a communication, wherever it is shown.

use domain::communications::{
    Acknowledgement, Channel, Concern, DeliveryState, DuplicateMode, NameKind, Severity, Status,
};
use domain::directory::Profile;

use super::criteria::profile_plural;
use crate::rooms::Communications;

pub(super) const COMMUNICATIONS: Communications = Communications {
    channel,
    channel_hint,
    severity,
    severity_hint,
    announcement_kind,
    status: status_in_words,
    deployment_status: status_in_words,
    delivery_state,
    concern,
    concern_briefly,
    further,
    duplicate_mode,
    acknowledgement,
    acknowledgement_hint,
};

pub(super) const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Announcement",
        Channel::Message => "Message",
        Channel::News => "News item",
    }
}

pub(super) const fn channel_hint(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "A short text on the home page",
        Channel::Message => "A message to each person, with formatting and attachments",
        Channel::News => "A formatted text with a picture and attachments, shown for a period",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Information",
        Severity::Warning => "Warning",
        Severity::Alert => "Alert",
    }
}

pub(super) const fn severity_hint(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Useful to know",
        Severity::Warning => "A change, or something that needs attention",
        Severity::Alert => "An emergency; shown above everything else",
    }
}

/// `Announcement (information)`
pub(super) fn announcement_kind(severity_of_it: Severity) -> String {
    format!("{} ({})", channel(Channel::Announcement), severity(severity_of_it).to_lowercase())
}

/// The status of a communication; English has no gender, so it also serves for its sending.
pub(super) const fn status_in_words(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft",
        Status::Pending => "Waiting to be sent",
        Status::Scheduled => "Scheduled",
        Status::Deploying { .. } => "Being sent",
        Status::Deployed => "Sent",
        Status::Unreached => "Sent, 0 people",
        Status::Ended => "Ended",
        Status::Cancelled => "Cancelled",
        Status::Failed => "Failed",
    }
}

pub(super) const fn delivery_state(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "Waiting",
        DeliveryState::Online => "Online",
        DeliveryState::Delivered => "Delivered",
        DeliveryState::Offline => "Offline",
        DeliveryState::Cancelled => "Cancelled",
        DeliveryState::Ended => "Ended",
        DeliveryState::Failed => "Failed",
    }
}

pub(super) const fn duplicate_mode(mode: DuplicateMode) -> &'static str {
    match mode {
        DuplicateMode::Targets => "With the same targets",
        DuplicateMode::Content => "With the same content",
        DuplicateMode::Both => "With the same targets and content",
    }
}

/// Who is asked to confirm reading.
pub(super) const fn acknowledgement(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "None",
        Acknowledgement::AnyGuardian => "One parent per family is enough",
        Acknowledgement::Each => "Every recipient",
    }
}

pub(super) const fn acknowledgement_hint(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "Nobody has to confirm",
        Acknowledgement::AnyGuardian => "All other recipients confirm for themselves",
        Acknowledgement::Each => "Everyone confirms with “I have read this”",
    }
}

/// Why it no longer does what it was meant to, as a sentence.
pub(super) fn concern(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "Nobody matches its targets any more.".to_owned(),
        Concern::AuthorGone => "Its author has left the directory.".to_owned(),
        Concern::RightGone => "Its author no longer has the right to send it.".to_owned(),
        Concern::RightSuspended => {
            "Its author’s right is suspended until they turn on two-step sign-in.".to_owned()
        }
        Concern::SeverityLowered => {
            "Its author may no longer send announcements of this type: their right no longer goes that far."
                .to_owned()
        }
        Concern::TooLate => {
            "Its period was over before it could be published: nobody has seen it.".to_owned()
        }
        Concern::SchoolLeft { school } => {
            format!("Its author no longer has the right to send it in “{school}”.")
        }
        Concern::SeverityLoweredIn { school } => format!(
            "In “{school}” its author may no longer send announcements of this type: their right no longer goes that far there."
        ),
        Concern::NobodyIn { school } => format!("Nobody in “{school}” matches its targets any more."),
        Concern::NameGone { of, name, school } => {
            let place = match school {
                Some(school) => format!("in “{school}”"),
                None => "in the schools concerned".to_owned(),
            };
            format!("The {} no longer exists {place}.", named(*of, name))
        }
    }
}

/// How many further reasons are not named: at least one.
pub(super) fn further(more: usize) -> String {
    match more {
        1 => "One more reason is not listed here.".to_owned(),
        _ => format!("{more} more reasons are not listed here."),
    }
}

/// The same in a few words, to follow a status.
pub(super) fn concern_briefly(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "reaches nobody any more".to_owned(),
        Concern::AuthorGone => "author gone".to_owned(),
        Concern::RightGone => "author’s right removed".to_owned(),
        Concern::RightSuspended => "author’s right suspended".to_owned(),
        Concern::TooLate => "never published".to_owned(),
        Concern::SeverityLowered => "type beyond the author’s right".to_owned(),
        Concern::SchoolLeft { school } => format!("without “{school}”"),
        Concern::SeverityLoweredIn { school } => format!("type beyond the author’s right in “{school}”"),
        Concern::NobodyIn { school } => format!("nobody left in “{school}”"),
        Concern::NameGone { of, name, school: None } => format!("{} no longer exists", named(*of, name)),
        Concern::NameGone { of, name, school: Some(school) } => {
            format!("{} no longer exists in “{school}”", named(*of, name))
        }
    }
}

/// `year group “2de”`
fn named(of: NameKind, name: &str) -> String {
    match of {
        NameKind::Profile => {
            let profile = Profile::from_code(name).map_or(name, |profile| profile_plural(profile));
            format!("profile “{profile}”")
        }
        NameKind::Level => format!("year group “{name}”"),
        NameKind::SubLevel => format!("course “{name}”"),
        NameKind::Function => format!("job “{name}”"),
        NameKind::Subject => format!("subject “{name}”"),
        NameKind::Class => format!("class “{name}”"),
        NameKind::Group => format!("group “{name}”"),
    }
}
