//! Spaces and articles as pages show them.

use serde::{Deserialize, Serialize};

use super::{ArticleState, SpaceKind, SpaceRight};
use crate::{
    ArticleId, EstablishmentId, SpaceId,
    access::PersonLabel,
    communications::CleanHtml,
    directory::Profile,
    files::{AttachmentView, PictureView},
    time::Stamp,
    versions::Corrected,
};

/// A space as its heading names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceName {
    pub id: SpaceId,
    pub kind: SpaceKind,
    /// Empty for a standard space: its name is a word.
    pub name: String,
    pub establishment: EstablishmentId,
    pub school: String,
}

impl SpaceName {
    /// The name as an entry of *Actualités* has it, which readers of all languages share: the kind of a
    /// standard space, and what is no word.
    pub fn as_source(&self) -> (Option<SpaceKind>, String) {
        match self.kind {
            SpaceKind::Other => (None, format!("{} – {}", self.name, self.school)),
            kind => (Some(kind), self.school.clone()),
        }
    }
}

/// What the reader may do in a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceRights {
    pub writes: bool,
    pub moderates: bool,
    /// Names writers and moderators, and adds spaces.
    pub administers: bool,
}

/// *Espaces*: a space in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceRow {
    pub space: SpaceName,
    pub rights: SpaceRights,
    /// Whether the reader is one of its population, and so can subscribe.
    pub reads: bool,
    pub subscribed: bool,
    pub latest: Option<ArticleRow>,
}

/// *Espaces*
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpacesPage {
    pub rows: Vec<SpaceRow>,
    /// Schools to which the reader may add a space.
    pub administered: Vec<(EstablishmentId, String)>,
    /// There are more of them than are listed: they can be searched for.
    pub more_schools: bool,
    /// There are more schools; only these are shown.
    pub cut: bool,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleRow {
    pub id: ArticleId,
    pub title: String,
    pub excerpt: String,
    pub author: String,
    /// When it was published, or else last changed.
    pub at: Stamp,
    pub corrected: Option<Stamp>,
    pub files: u32,
}

/// A page of a space: its articles, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "facts about the page, each or not")]
pub struct SpacePage {
    pub space: SpaceName,
    pub rights: SpaceRights,
    pub reads: bool,
    pub subscribed: bool,
    pub rows: Vec<ArticleRow>,
    /// The reader's own drafts, and what is scheduled or was refused.
    pub unpublished: Vec<Unpublished>,
    /// There are more of them; only the latest are shown.
    #[serde(default)]
    pub unpublished_cut: bool,
    /// The places to continue from.
    pub older: Option<String>,
    pub newer: Option<String>,
    /// Whether the reader has a private address of the feed.
    pub has_feed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublished {
    pub id: ArticleId,
    pub title: String,
    pub author: String,
    pub state: ArticleState,
    /// When it will be published, or was last changed.
    pub at: Stamp,
    /// As [`ArticleView::clock`].
    pub clock: Option<String>,
}

/// An article that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleView {
    pub id: ArticleId,
    pub space: SpaceName,
    pub title: String,
    /// Empty when it was withdrawn.
    pub body: CleanHtml,
    pub author: String,
    pub state: ArticleState,
    /// The instant of its state.
    pub at: Stamp,
    /// Of what will be published: whose clock `at` is on, where that has to be said.
    pub clock: Option<String>,
    pub corrected: Option<Corrected>,
    /// Who withdrew it.
    pub withdrawn_by: String,
    pub picture: Option<PictureView>,
    pub files: Vec<AttachmentView>,
    pub may_edit: bool,
    pub may_withdraw: bool,
}

/// The form of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleForm {
    pub space: SpaceName,
    /// `None` for a new one.
    pub id: Option<ArticleId>,
    pub state: ArticleState,
    pub form_key: String,
    pub input: super::ArticleInput,
    pub files: Vec<AttachmentView>,
    /// The picture that waits in the form, or that the article has.
    pub picture: Option<PictureView>,
    /// How many people *Prévenir les abonnés* tells who were not told yet.
    pub subscribers: u64,
    /// How many people have read it.
    pub readers: u64,
    /// IANA name of the zone in which the moment of publication is read, where it is not the writer's own.
    pub elsewhere: Option<String>,
    /// Whether it may become a draft, which its author alone sees.
    #[serde(default)]
    pub keeps: bool,
}

/// *Réglages de l'espace*, or *Ajouter un espace* without a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceSettings {
    pub space: Option<SpaceName>,
    pub school: String,
    pub input: super::SpaceInput,
    /// Of the name and the readers.
    pub version: String,
    /// What exists in the school.
    pub profiles: Vec<Profile>,
    pub levels: Vec<String>,
    pub functions: Vec<String>,
    pub named: Vec<NamedRow>,
    /// How many articles and events its readers find there.
    #[serde(default)]
    pub published: u64,
    /// The people whom the search finds.
    pub found: Vec<PersonLabel>,
}

/// Somebody who was named as writer or moderator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// Identifies the line.
    pub row: i64,
    pub what: SpaceRight,
    /// The person or the population, in words.
    pub who: String,
    /// A person who has left the school has the right no more.
    pub gone: bool,
}
