//! The demonstration's directory.

use domain::{Conflict, time::Millis};
use sea_orm::{DatabaseConnection, EntityTrait, QuerySelect};

use super::{
    generate,
    import::{self, Options, Watch},
};
use crate::{Error, Required, Result, entities::person};

/// The person of the generated directory behind each demonstration account: (login, identifier in
/// the files).
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

/// Fills an empty database; [`Error::Conflict`] when it contains people already.
pub async fn fill(db: &DatabaseConnection, now: Millis, progress: Watch<'_>) -> Result<()> {
    if person::Entity::find().limit(1).one(db).await?.is_some() {
        return Err(Error::Conflict(Conflict::DirectoryNotEmpty));
    }
    let files = generate::files(&generate::Plan::default()).required("the demonstration's files")?;
    let report = import::run(db, &files, Options::default(), now, progress).await?;
    match report.refusals.first() {
        None if report.applied => Ok(()),
        first => Err(Error::Inconsistent(format!("the demonstration's directory is refused: {first:?}"))),
    }
}
