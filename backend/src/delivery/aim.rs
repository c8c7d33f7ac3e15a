//! Whom a deployed communication is for at the moment when it goes out.

use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId,
    access::Right,
    audit::{Action, Outcome},
    communications::Concern,
    targets::Audience,
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::concern::{Found, concerned};
use crate::{
    Error, Result,
    access::{Left, author, left_to, severity_of},
    audience::{audience_of, targets_of},
    audit::Entry,
    entities::{communication, publication},
    ground::school_name::many_schools_called,
    ground::sql::{numbers, sql},
};

/// Schools that one statement marks.
const AT_ONCE: usize = 500;

pub(crate) enum Aim {
    At(Aimed),
    /// The author may not send it anywhere any more.
    Refused(Concern),
}

/// The schools in which the author may still send it, and the people there.
pub(crate) struct Aimed {
    pub audience: Audience,
    /// The other schools it was deployed to, as reasons.
    pub gone: Vec<Found>,
}

/// Reads the author's right and the targets again. A school in which the right is gone is left out;
/// the others are not affected.
pub(crate) async fn aim(db: &impl ConnectionTrait, id: CommunicationId) -> Result<Aim> {
    let row = communication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let sites = publication::Entity::of(id).all(db).await?;
    let schools: BTreeSet<_> = sites.iter().map(|site| site.establishment_id).collect();
    let author = author(db, row.author_id).await?;
    let severity = severity_of(db, id, row.channel).await?;
    let left = left_to(author.as_ref(), row.channel, row.source_authority_id, &schools, severity);
    let (kept, lowered) = match left {
        Left::Schools { kept, lowered } => (kept, lowered),
        Left::Nothing(reason) => return Ok(Aim::Refused(reason)),
    };
    let gone = left_out(db, &(&schools - &kept), &lowered).await?;
    let targets = targets_of(db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    Ok(Aim::At(Aimed { audience: audience_of(&targets, &kept), gone }))
}

/// One reason for each school in which the author may not send it any more. In those of `lowered` only
/// the severity is beyond the right.
pub(crate) async fn left_out(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
    lowered: &BTreeSet<EstablishmentId>,
) -> Result<Vec<Found>> {
    let names = many_schools_called(db, schools).await?;
    let left = |id: &EstablishmentId| {
        let school = names.get(id).cloned().unwrap_or_default();
        let concern = if lowered.contains(id) {
            Concern::SeverityLoweredIn { school }
        } else {
            Concern::SchoolLeft { school }
        };
        Found::in_school(*id, concern)
    };
    Ok(schools.iter().map(left).collect())
}

impl Aimed {
    /// Marks the schools that are left out as failed, and notes the reasons.
    pub async fn leave_out(&self, tx: &DatabaseTransaction, id: CommunicationId, now: Millis) -> Result<()> {
        let schools: Vec<EstablishmentId> = self.gone.iter().filter_map(|found| found.school).collect();
        for some in schools.chunks(AT_ONCE) {
            let sql = format!(
                "UPDATE publication SET failed_at = :now, changed_at = :now WHERE communication_id = :id \
                 AND published_at IS NULL AND establishment_id IN ({})",
                numbers(some.iter().map(|school| school.0))
            );
            tx.execute_raw(sql!(tx, sql.as_str(), now, id)).await?;
        }
        concerned(tx, now, id, &self.gone).await?;
        Ok(())
    }
}

/// The entry of the journal for a communication whose author lost the right before it went out.
pub(crate) fn refusal(id: CommunicationId) -> Entry {
    Entry::by_the_system(Action::Deployed, "")
        .ended(Outcome::Refused)
        .with("communication", id)
        .with("right", Right::CreateCommunication.code())
}
