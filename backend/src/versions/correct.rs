use domain::{
    Conflict, PersonId,
    time::Millis,
    versions::{MAX_CORRECTIONS, Versioned, Wording},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use values::columns::Json;

use super::number_of;
use crate::{Error, Result, entities::version};

/// Keeps what a text said until now, and returns the number of the correction. Call it under the
/// lock of the text's row, with what that row says. `seen` is the number of corrections that the
/// person who corrects had before their eyes.
///
/// # Errors
/// [`Error::Conflict`] when somebody corrected it meanwhile, when nothing changes, or when it was
/// corrected too often.
pub async fn correct(
    tx: &DatabaseTransaction,
    of: Versioned,
    seen: i32,
    (before, after): (&Wording, &Wording),
    by: PersonId,
    now: Millis,
) -> Result<i32> {
    let corrections = number_of(tx, of).await?;
    if corrections != seen {
        return Err(Error::Conflict(Conflict::CorrectedMeanwhile));
    }
    if before == after {
        return Err(Error::Conflict(Conflict::NothingChanged));
    }
    if corrections >= MAX_CORRECTIONS {
        return Err(Error::Conflict(Conflict::TooManyCorrections));
    }
    let row = version::ActiveModel {
        subject_kind: Set(of.kind),
        subject_id: Set(of.id),
        number: Set(corrections + 1),
        title: Set(before.title.clone()),
        text: Set(before.text.clone()),
        formats: Set(Some(Json::new(before.formats.clone())?)),
        corrected_at: Set(now),
        corrected_by: Set(by),
        ..Default::default()
    };
    version::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(corrections + 1)
}
