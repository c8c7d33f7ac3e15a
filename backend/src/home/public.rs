//! The public board of a school: the announcements that their authors also show to everybody. It holds
//! nothing about a person, and comes from the same board as the home pages of the school.

use std::cmp::Reverse;

use chrono::SecondsFormat;
use chrono_tz::Tz;
use domain::{
    CommunicationId,
    communications::{DeliveryState, Link, SecondVersion, Severity, Spoken, view::PublishedAnnouncement},
    time::Millis,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::board::Entry;
use crate::{Backend, Error, Result, entities::establishment, stored::to_json_bytes, token::fingerprint};

/// At most this many announcements of a school are shown; the most serious and newest ones.
const MOST: usize = 50;

/// What everybody may read of a school at an instant.
#[derive(Debug)]
pub struct PublicBoard {
    /// The number that the education authorities give the school.
    pub uai: String,
    pub school: String,
    pub zone: Tz,
    /// As on the home page: alerts first, then warnings, then information, each newest first.
    pub announcements: Vec<PublicAnnouncement>,
    /// When the newest text was deployed or corrected; the epoch without any.
    pub updated_at: Millis,
    pub now: Millis,
}

/// One announcement, as an element of `GET /api/etablissements/{uai}/annonces`.
#[derive(Debug, Serialize)]
pub struct PublicAnnouncement {
    pub id: CommunicationId,
    pub source: String,
    pub severity: Severity,
    pub text: String,
    /// Only an address that everybody may open: an article asks its readers to sign in.
    pub link: Option<String>,
    pub starts_on: String,
    pub ends_on: String,
    /// When it is over in this school. RFC 3339, UTC.
    pub ends_at: Option<String>,
    pub deployed_at: String,
    pub corrected_at: Option<String>,
    /// In which language it is, where that does not go without saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<First>,
    /// What it says in a second language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Second>,
    #[serde(skip)]
    pub language: Spoken,
    #[serde(skip)]
    pub deployed: Millis,
    #[serde(skip)]
    pub updated: Millis,
}

/// The language of a text, as programs read it.
#[derive(Clone, Debug, Serialize)]
pub struct First {
    /// BCP 47
    pub language: &'static str,
    /// `ltr` or `rtl`
    pub direction: &'static str,
    /// As the language calls itself.
    pub name: &'static str,
}

impl First {
    /// `None` where it goes without saying.
    pub fn of(language: Spoken) -> Option<Self> {
        let (code, direction, name) = (language.code(), language.direction(), language.name());
        (!language.is_usual()).then_some(Self { language: code, direction, name })
    }
}

/// A text in a second language, as programs read it.
#[derive(Clone, Debug, Serialize)]
pub struct Second {
    /// BCP 47
    pub language: &'static str,
    /// `ltr` or `rtl`
    pub direction: &'static str,
    /// As the language calls itself.
    pub name: &'static str,
    pub text: String,
}

impl From<SecondVersion> for Second {
    fn from(SecondVersion { language, text, .. }: SecondVersion) -> Self {
        Self { language: language.code(), direction: language.direction(), name: language.name(), text }
    }
}

/// The public board of the school with this number, as it is now.
///
/// # Errors
/// [`Error::NotFound`] for a number that no school has.
pub async fn public_board(backend: &Backend, uai: &str) -> Result<PublicBoard> {
    // Somebody may type the address by hand.
    let written = [uai.to_owned(), uai.to_ascii_uppercase()];
    let school = establishment::Entity::find()
        .filter(establishment::Column::Uai.is_in(written))
        .one(&backend.db)
        .await?
        .ok_or(Error::NotFound)?;
    let now = backend.clock.now();
    let board = backend.home.boards().of(&backend.db, school.id, now).await?;
    let mut shown: Vec<&Entry> = board
        .entries
        .iter()
        .filter(|entry| entry.public && entry.site.state(now) == DeliveryState::Online)
        .collect();
    shown
        .sort_by_key(|entry| Reverse((entry.announcement.severity, entry.created_at, entry.announcement.id)));
    shown.truncate(MOST);
    let announcements: Vec<_> = shown.into_iter().map(announcement).collect();
    let updated_at = announcements.iter().map(|one| one.updated).max().unwrap_or(Millis(0));
    let zone = school.time_zone.0;
    Ok(PublicBoard { uai: school.uai, school: school.name, zone, announcements, updated_at, now })
}

fn announcement(entry: &Entry) -> PublicAnnouncement {
    let written = |at: Millis| at.to_utc().map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let PublishedAnnouncement {
        id,
        source,
        severity,
        text,
        link,
        starts_on,
        ends_on,
        deployed_at,
        corrected_at,
        language,
        second,
    } = entry.announcement.said.clone();
    let corrected = corrected_at.as_deref().and_then(|at| at.parse::<chrono::DateTime<chrono::Utc>>().ok());
    PublicAnnouncement {
        id,
        source,
        severity,
        text,
        link: link.filter(|link| matches!(Link::of_address(link), Some(Link::External(_)))),
        starts_on: starts_on.to_string(),
        ends_on: ends_on.to_string(),
        ends_at: entry.site.period.and_then(|period| written(period.ends_at)),
        deployed_at,
        corrected_at,
        first: First::of(language),
        second: second.map(Second::from),
        language,
        deployed: entry.created_at,
        updated: corrected.map_or(entry.created_at, Millis::from),
    }
}

impl PublicBoard {
    /// The list as JSON, and its version.
    ///
    /// # Errors
    /// [`Error::Unexpected`] if it cannot be written, which no stored text can cause.
    pub fn json(&self) -> Result<(Vec<u8>, String)> {
        #[derive(Serialize)]
        struct Body<'a> {
            school: &'a str,
            announcements: &'a [PublicAnnouncement],
        }
        let body = Body { school: &self.school, announcements: &self.announcements };
        let json = to_json_bytes("a public board", &body)?;
        let version = fingerprint(&json);
        Ok((json, version))
    }
}
