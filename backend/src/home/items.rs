use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use chrono_tz::Tz;
use domain::{
    EstablishmentId,
    home::{BoardItem, ItemKind, ShownItem},
    time::Millis,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::readers::Group;
use crate::{Error, Result, communications, entities::establishment};

/// How many entries the home page shows; the pages of news, spaces and agendas have the rest.
pub(super) const SHOWN: usize = 12;

/// What stands, or will stand, in *Actualités* of one school. All readers of the school share it.
#[derive(Debug)]
pub(super) struct Items {
    zone: Tz,
    items: Vec<BoardItem>,
}

impl Items {
    pub async fn load(db: &impl ConnectionTrait, school: EstablishmentId, now: Millis) -> Result<Self> {
        let row = establishment::Entity::find_by_id(school).one(db).await?.ok_or(Error::NotFound)?;
        Ok(Self { zone: row.time_zone.0, items: provided(db, school, now).await? })
    }
}

/// Asks each room that has something for *Actualités*: one line for each.
async fn provided(db: &impl ConnectionTrait, school: EstablishmentId, now: Millis) -> Result<Vec<BoardItem>> {
    communications::items_of(db, school, now).await
}

/// What a group of readers sees of the boards of its schools.
pub(super) struct Stream {
    /// The newest first, at most [`SHOWN`].
    pub shown: Vec<ShownItem>,
    /// The next instant at which an entry comes or goes.
    pub valid_until: Millis,
}

impl Stream {
    pub fn of(group: &Group, boards: &BTreeMap<EstablishmentId, Arc<Items>>, now: Millis) -> Self {
        let mut valid_until = Millis(i64::MAX);
        let mut found: BTreeMap<(ItemKind, i64), (&BoardItem, Tz)> = BTreeMap::new();
        for cohort in &group.cohorts {
            let Some(board) = boards.get(&cohort.establishment) else { continue };
            for entry in board.items.iter().filter(|entry| entry.audience.matches(cohort)) {
                for boundary in [entry.from, entry.until] {
                    if now < boundary {
                        valid_until = valid_until.min(boundary);
                    }
                }
                if (entry.from..entry.until).contains(&now) {
                    // It may come through several schools: the first one's clock is shown.
                    found.entry((entry.item.kind, entry.item.id)).or_insert((entry, board.zone));
                }
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(key, (entry, _))| Reverse((entry.item.published_at, *key)));
        found.truncate(SHOWN);
        let shown = found.into_iter().map(|(_, (entry, zone))| entry.item.shown(zone)).collect();
        Self { shown, valid_until }
    }
}
