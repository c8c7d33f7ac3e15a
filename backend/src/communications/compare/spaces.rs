//! Spaces whose readers or writers a school has chosen by a name that is no longer in the directory.

use std::collections::BTreeSet;

use domain::{EstablishmentId, communications::NameKind, spaces::SpaceKind, targets::Target, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{known::Known, names::has};
use crate::{
    Result,
    access::{Space, Who, spaces_by_names},
    audience::used_by,
    notifications::space_concerned,
};

/// The names that a space has lost since the last comparison.
pub(super) struct SpaceReasons {
    space: Space,
    gone: BTreeSet<(NameKind, String)>,
}

pub(super) async fn reasons(db: &impl ConnectionTrait, known: &Known) -> Result<Vec<SpaceReasons>> {
    let mut changed = Vec::new();
    for space in spaces_by_names(db).await? {
        let gone = gone(&space, known);
        if !gone.is_empty() {
            changed.push(SpaceReasons { space, gone });
        }
    }
    Ok(changed)
}

/// Only what was there before can be lost, so each loss is found once.
fn gone(space: &Space, known: &Known) -> BTreeSet<(NameKind, String)> {
    // The readers of a standard space are whoever has its profile.
    let readers = if space.kind == SpaceKind::Other { space.readers.targets() } else { &[] };
    let mut gone = BTreeSet::new();
    for target in readers {
        gone.extend(lost(target.criteria(), space.school, known));
    }
    for named in &space.named {
        if let Who::Population(population) = &named.who {
            gone.extend(lost(population.criteria(), space.school, known));
        }
    }
    gone
}

fn lost(criteria: &Target, school: EstablishmentId, known: &Known) -> Vec<(NameKind, String)> {
    let is_lost = |of: NameKind, name: &str| {
        has(&known.before, school, &criteria.profiles, of, name)
            && !has(&known.present, school, &criteria.profiles, of, name)
    };
    let lost = used_by(criteria).into_iter().filter(|(of, name)| is_lost(*of, name));
    lost.map(|(of, name)| (of, name.to_owned())).collect()
}

/// Tells those who administer the schools, once for each state `directory`. Call it in the transaction
/// that stores the present names.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    now: Millis,
    directory: i64,
    changed: &[SpaceReasons],
) -> Result<()> {
    for SpaceReasons { space, gone } in changed {
        space_concerned(tx, (now, directory), space, gone).await?;
    }
    Ok(())
}
