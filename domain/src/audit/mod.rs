//! *Journal*: who did what, on what, when, and with what result.

use serde::{Deserialize, Serialize};

use crate::{access::Apart, time::Stamp};

values::coded! {
    /// An action, done or tried. The code is the key in addresses, files and the database.
    Action {
        SignIn => "sign_in",
        SignOut => "sign_out",
        /// Sessions elsewhere were closed.
        SessionsClosed => "sessions_closed",
        PasswordChanged => "password_changed",
        /// A one-time link was created, for a new account or a new password.
        LinkMade => "link_made",
        /// Links or coupons were asked for a whole population.
        LinksMade => "links_made",
        CouponsPrinted => "coupons_printed",
        /// Those of a population that were not used yet were made worthless.
        LinksStopped => "links_stopped",
        /// A provider of sign-on was added, changed, paused, resumed or removed.
        ProviderChanged => "provider_changed",
        SecondFactorOn => "second_factor_on",
        SecondFactorOff => "second_factor_off",
        /// An administrator removed the second factor of somebody else.
        SecondFactorWithdrawn => "second_factor_withdrawn",
        /// Ten new recovery codes replaced the old ones.
        RecoveryCodesMade => "recovery_codes_made",
        RecoveryCodeUsed => "recovery_code_used",
        /// The second factor was made required for senders, or optional again.
        SecondFactorDemand => "second_factor_demand",
        AdministratorNamed => "administrator_named",
        AdministratorRemoved => "administrator_removed",
        RightGranted => "right_granted",
        RightRemoved => "right_removed",
        /// The highest severity of a grant was changed.
        RightChanged => "right_changed",
        /// Somebody asked for a role.
        RightRequested => "right_requested",
        RightDeclined => "right_declined",
        /// An access was refused because a right was missing.
        Access => "access",
        Deployed => "deployed",
        Cancelled => "cancelled",
        /// Its author took it back before it went out.
        TakenBack => "taken_back",
        /// A school put a communication offline, for its own readers.
        TakenOffline => "taken_offline",
        PutOnline => "put_online",
        /// A text that was deployed got another wording.
        Corrected => "corrected",
        Imported => "imported",
        /// The last import of the directory was taken back.
        ImportUndone => "import_undone",
        /// Which pupils files of ONDE mean.
        MatchesDecided => "matches_decided",
        /// Two records of the directory were said to be one person.
        RecordsJoined => "records_joined",
        RecordsSeparated => "records_separated",
        /// Two records of the same name were said to be two people.
        RecordsApart => "records_apart",
        Exported => "exported",
        /// People who had not taken note of a message were reminded.
        Reminded => "reminded",
        /// Somebody looked at the names behind the figures of a message.
        NamesSeen => "names_seen",
        /// A school began or stopped showing names behind figures.
        NamesSetting => "names_setting",
        /// A school began or stopped sending copies by e-mail to those who chose nothing.
        CopiesSetting => "copies_setting",
        /// An article of a space was taken back.
        ArticleWithdrawn => "article_withdrawn",
        /// Who reads, writes or moderates a space was changed, or a space was added.
        SpaceChanged => "space_changed",
        /// An article of a space appeared, at once or when it was due.
        ArticlePublished => "article_published",
        ArticleCorrected => "article_corrected",
        /// An event was added to the agenda of a space.
        EventPublished => "event_published",
        EventChanged => "event_changed",
        /// An event, or one of its days, was cancelled or removed.
        EventCancelled => "event_cancelled",
        /// A private address of a calendar or of articles was made, in place of an earlier one or not.
        FeedMade => "feed_made",
        FeedRevoked => "feed_revoked",
        /// The school holidays of a zone were entered.
        HolidaysChanged => "holidays_changed",
        /// A portal that shows the widget was registered.
        PortalRegistered => "portal_registered",
        /// Its origins, prefixes, name or address of keys.
        PortalChanged => "portal_changed",
        PortalKeyAdded => "portal_key_added",
        PortalKeyRemoved => "portal_key_removed",
        PortalPaused => "portal_paused",
        PortalResumed => "portal_resumed",
        PortalRemoved => "portal_removed",
        /// A file was refused because of its content.
        FileRefused => "file_refused",
        /// A background job was started again by hand.
        JobRetried => "job_retried",
        /// The oldest entries of the journal were deleted. The subject is the last of them, with its
        /// hash.
        JournalPruned => "journal_pruned",
        /// Data were deleted because they were over their time. The detail says how many of each kind.
        Purged => "purged",
        /// The periods were changed for which data are kept.
        RetentionChanged => "retention_changed",
        /// The legal notice, or the declaration of accessibility.
        LegalChanged => "legal_changed",
    }

    /// The result of an action.
    Outcome {
        Done => "done",
        /// Not allowed, or the credentials were wrong.
        Refused => "refused",
        Failed => "failed",
    }
}

/// The filter of entries, unparsed from the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Part of the name of the actor or of the subject.
    pub search: String,
    /// Code of an action; empty for all.
    pub action: String,
    /// Code of an outcome; empty for all.
    pub outcome: String,
    /// Civil days, both included.
    pub from: String,
    pub to: String,
    /// Only entries older than this one; 0 for the latest.
    pub before: i64,
}

/// Entries, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// The value of `before` for the next page; `None` on the last.
    pub older: Option<i64>,
}

pub const ENTRIES_PER_PAGE: u64 = 50;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Counts entries from 1 without a gap.
    pub number: i64,
    pub at: Stamp,
    /// Name at the time; empty for the system itself.
    pub actor: String,
    /// What tells the actor apart from namesakes.
    pub apart: Vec<Apart>,
    /// The network address, for actions without a session, such as signing in.
    pub address: String,
    pub action: Action,
    pub outcome: Outcome,
    /// The subject of the action: a name, a school, a communication.
    pub subject: String,
    /// Details, such as `role=sender_announcement`.
    pub detail: String,
}
