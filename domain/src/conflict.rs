//! Why a state does not allow what was asked.

use serde::{Deserialize, Serialize};

use crate::{CommunicationId, DraftId};

/// A change that came too late, or that the current state does not allow. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// The period of the communication is over: nothing is left to cancel.
    Ended,
    /// The form was deployed already, as this communication.
    Deployed(CommunicationId),
    /// The form was deployed already, with another content. What is in it now was kept as `draft`.
    DeployedOtherwise { id: CommunicationId, draft: DraftId },
    /// Its sending was taken back. What is in the form now is kept as `draft`.
    TakenBack { draft: DraftId },
    /// It has gone out: its sending cannot be taken back any more.
    TooLate,
    /// Nobody was asked whether to deploy.
    NotConfirmed,
    /// Another person was asked whether to deploy.
    SenderChanged,
    /// The perimeter is no longer the one that was confirmed.
    PerimeterChanged,
    /// A school was added or is gone since the question.
    SchoolsChanged,
    /// The criteria or the content are not those that were confirmed.
    ContentChanged,
    /// The number of recipients is no longer the one that was confirmed.
    RecipientsMoved { before: u64, now: u64 },
    /// A file that the form shows is no longer there.
    FilesChanged,
    /// Another page of the same draft has saved a state that this page does not know. The stored draft
    /// is this one.
    DraftChanged { draft: DraftId },
    /// The draft is too long to be stored.
    DraftTooLarge,
    /// The author already has the maximum number of drafts.
    TooManyDrafts,
    /// A reminder was already sent today.
    Reminded,
    /// Everybody answered: nobody is left to remind.
    NobodyLeft,
    /// The message has not reached everybody yet.
    Undelivered,
    /// The message was cancelled: there is nothing to remind of.
    Withdrawn,
    /// The message asks for no acknowledgement.
    NoAcknowledgement,
    /// The message was cancelled: there is nothing to acknowledge.
    MessageCancelled,
    /// The message takes no reply.
    NoReply,
    /// The author has left the directory.
    AuthorGone,
    /// Too many replies to one message within an hour.
    TooManyReplies,
    /// What a school puts offline or online must be shown there at the moment.
    NotShown,
    /// The author of a communication has left the directory: nobody would get a message.
    NobodyToContact,
    /// One's own communication: there is nobody else to write to.
    OwnCommunication,
    /// Too many messages to authors within an hour.
    TooManyContacts,
    /// An alert was to be put away without *J'ai lu cette alerte*.
    AlertNotRead,
    /// Somebody else corrected the same text meanwhile.
    CorrectedMeanwhile,
    /// It is over, cancelled or gone: there is nothing left to correct.
    NothingToCorrect,
    /// An article was withdrawn: it is neither changed nor withdrawn once more.
    ArticleWithdrawn,
    /// An article is public by now: it is corrected, and no draft any more.
    ArticlePublished,
    /// An event was cancelled: it is not changed any more.
    EventCancelled,
    /// One's own agenda holds as many events as it can.
    AgendaFull,
    /// The new text is the old one.
    NothingChanged,
    /// It was corrected too often.
    TooManyCorrections,
    /// Somebody else saved the same form meanwhile.
    SavedMeanwhile,
    /// Somebody else changed the same rights meanwhile.
    AccessChanged,
    /// Nobody would be left to administer.
    LastAdministrator,
    /// An administrator's own account is changed on its own page, which asks for the password.
    OwnAccount,
    /// The configuration has no key to keep the secrets of second factors with.
    NoSecretKey,
    /// The configuration names no public address, which signing in with a provider needs.
    NoPublicAddress,
    /// More changes at once than one request may hold.
    TooManyChanges,
    /// This portal sends no e-mail.
    NoEmail,
    /// The directory has no e-mail address of the person.
    NoAddress,
    /// Another import is running.
    ImportRunning,
    /// Other imports kept changing the directory.
    DirectoryKeepsChanging,
    /// Only the last import that changed the directory can be undone, and only once.
    NotTheLastImport,
    /// A school that the import added is in use by now.
    ImportInUse,
    /// The directory has people already.
    DirectoryNotEmpty,
    /// These two records cannot be joined as they are.
    CannotJoin,
    /// The account that would stay is no longer the one that the page showed.
    JoinTurned,
    /// The account is closed: its record is joined to another one of the same person.
    AccountJoined,
}
