//! The domain of Porte-voix, without any I/O: the typed values that browser and server share.
//!
//! A value that exists is valid. It is built through its `parse` or `new`, which returns the reason
//! when it refuses. `now` and `today` are always arguments.

pub mod access;
pub mod accounts;
pub mod agenda;
pub mod audit;
pub mod channel;
pub mod civil;
pub mod communications;
mod conflict;
pub mod directory;
pub mod fields;
pub mod files;
pub mod home;
pub mod ids;
pub mod legal;
pub mod messages;
pub mod outbound;
pub mod portals;
pub mod providers;
pub mod retention;
pub mod search;
pub mod session;
pub mod severity;
pub mod spaces;
pub mod targets;
pub mod text;
pub mod time;
pub mod versions;

pub use conflict::Conflict;
pub use ids::{
    ArticleId, AuthorityId, CampusId, CohortId, CommunicationId, DraftId, EstablishmentId, EventId, FileId,
    GrantId, MessageId, PersonId, PictureId, PortalId, PortalKeyId, ProviderId, RequestId, SpaceId,
};
