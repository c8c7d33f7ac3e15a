use crate::rooms::{
    Access, Accounts, Agenda, Audit, Common, Communications, Compose, Dates, Detail, Directory, Door, Drafts,
    Editor, Fields, Files, Home, Mail, Messages, Notifications, Numbers, Operation, Outbound, PublicBoard,
    Received, Refusals, Sent, Shell, Spaces, Targets, Upload, Versions, Widget,
};

/// All words of one language.
#[derive(Debug)]
pub struct Words {
    pub access: &'static Access,
    pub accounts: &'static Accounts,
    pub agenda: &'static Agenda,
    pub audit: &'static Audit,
    /// The value of the page's `lang` attribute.
    pub code: &'static str,
    pub common: &'static Common,
    pub communications: &'static Communications,
    pub compose: &'static Compose,
    pub dates: &'static Dates,
    pub detail: &'static Detail,
    pub directory: &'static Directory,
    pub door: &'static Door,
    pub drafts: &'static Drafts,
    pub editor: &'static Editor,
    pub fields: &'static Fields,
    pub files: &'static Files,
    pub home: &'static Home,
    pub mail: &'static Mail,
    pub messages: &'static Messages,
    pub notifications: &'static Notifications,
    pub numbers: &'static Numbers,
    pub operation: &'static Operation,
    pub outbound: &'static Outbound,
    pub public_board: &'static PublicBoard,
    pub received: &'static Received,
    pub refusals: &'static Refusals,
    pub sent: &'static Sent,
    pub shell: &'static Shell,
    pub spaces: &'static Spaces,
    pub targets: &'static Targets,
    pub upload: &'static Upload,
    pub versions: &'static Versions,
    pub widget: &'static Widget,
}
