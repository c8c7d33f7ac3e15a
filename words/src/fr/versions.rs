//! Corrected texts.

use chrono::NaiveDateTime;

use super::dates::date_time;
use crate::rooms::Versions;

pub(super) const VERSIONS: Versions = Versions { corrected };

/// `Corrigé le 04/10/2018 à 15:40`
fn corrected(at: NaiveDateTime) -> String {
    format!("Corrigé le {}", date_time(at))
}
