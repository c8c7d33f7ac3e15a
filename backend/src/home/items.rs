use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono_tz::Tz;
use domain::{
    EstablishmentId, PersonId,
    home::{BoardItem, ItemKind, ShownItem},
    time::Millis,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::readers::Group;
use crate::{Error, Result, agenda, communications, entities::establishment, spaces};

/// How many entries the home page shows; the pages of news, spaces and agendas have the rest.
pub(super) const SHOWN: usize = 12;

/// What an entry takes in memory besides its texts, in bytes, and each person whom it names.
const ITEM_BYTES: usize = 1_024;
const NAMED_BYTES: usize = 16;

/// What stands, or will stand, in *Actualités* of one school. All readers of the school share it.
#[derive(Debug)]
pub(super) struct Items {
    zone: Tz,
    items: Vec<BoardItem>,
}

impl Items {
    fn names_classes(&self) -> bool {
        self.items.iter().any(|entry| entry.audience.names_classes())
    }

    /// What it takes in memory, about.
    pub fn bytes(&self) -> usize {
        let of = |entry: &BoardItem| {
            let BoardItem { item, audience, .. } = entry;
            let second = item.second.as_ref().map_or(0, |(_, title)| title.len());
            let texts = item.title.len() + second + item.source.len() + item.address.len();
            ITEM_BYTES + texts + audience.named().count() * NAMED_BYTES
        };
        self.items.iter().map(of).sum()
    }

    /// The people whom an entry names.
    pub fn named(&self) -> impl Iterator<Item = PersonId> {
        self.items.iter().flat_map(|entry| entry.audience.named())
    }

    pub async fn load(db: &impl ConnectionTrait, school: EstablishmentId, now: Millis) -> Result<Self> {
        let row = establishment::Entity::find_by_id(school).one(db).await?.ok_or(Error::NotFound)?;
        Ok(Self { zone: row.time_zone.0, items: provided(db, school, now).await? })
    }
}

/// Asks each room that has something for *Actualités*: one line for each.
async fn provided(db: &impl ConnectionTrait, school: EstablishmentId, now: Millis) -> Result<Vec<BoardItem>> {
    let mut items = communications::items_of(db, school, now).await?;
    items.extend(spaces::items_of(db, school, now).await?);
    items.extend(agenda::items_of(db, school, now).await?);
    Ok(items)
}

/// What a group of readers sees of the boards of its schools.
pub(super) struct Stream {
    /// The newest first, at most [`SHOWN`].
    pub shown: Vec<ShownItem>,
    /// The event that is next, or runs, whether it is among them or not; one that goes on for days only if
    /// nothing else is to come.
    pub next_event: Option<ShownItem>,
    /// The next instant at which an entry comes or goes, or an event is over.
    pub valid_until: Millis,
    /// The people whom an entry of the boards names.
    pub named: BTreeSet<PersonId>,
    /// An entry of the boards names a class or group.
    pub by_class: bool,
    /// That of the readers' own school.
    pub zone: Tz,
}

impl Stream {
    pub fn of(group: &Group, boards: &BTreeMap<EstablishmentId, Arc<Items>>, now: Millis) -> Self {
        let mut valid_until = Millis(i64::MAX);
        // The clock of the readers' first school, which is their own.
        let zone = boards.values().next().map_or(Tz::Europe__Paris, |board| board.zone);
        let mut found: BTreeMap<(ItemKind, i64), &BoardItem> = BTreeMap::new();
        for cohort in &group.cohorts {
            let Some(board) = boards.get(&cohort.establishment) else { continue };
            for entry in board.items.iter().filter(|entry| group.is_reached(&entry.audience, cohort)) {
                let takes_place = entry.item.takes_place;
                let over = takes_place.map(|span| span.ends_at);
                let goes_on = takes_place.filter(|span| span.is_long()).map(|span| span.begins_at);
                for boundary in [entry.from, entry.until].into_iter().chain(over).chain(goes_on) {
                    if now < boundary {
                        valid_until = valid_until.min(boundary);
                    }
                }
                if (entry.from..entry.until).contains(&now) {
                    // It may come through several schools.
                    found.entry((entry.item.kind, entry.item.id)).or_insert(entry);
                }
            }
        }
        let next = found
            .values()
            .filter_map(|entry| Some((entry.item.takes_place?, entry)))
            .filter(|(span, _)| now < span.ends_at)
            .min_by_key(|(span, _)| (span.is_long() && span.begins_at <= now, span.begins_at));
        let next_event = next.map(|(_, entry)| entry.item.shown(zone));
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(key, entry)| Reverse((entry.item.published_at, *key)));
        found.truncate(SHOWN);
        let shown = found.into_iter().map(|(_, entry)| entry.item.shown(zone)).collect();
        let named = boards.values().flat_map(|board| board.named()).collect();
        let by_class = boards.values().any(|board| board.names_classes());
        Self { shown, next_event, valid_until, named, by_class, zone }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        sync::Arc,
    };

    use chrono_tz::Tz;
    use domain::{
        EstablishmentId,
        communications::Spoken,
        directory::{Cohort, Profile},
        home::{BoardItem, Item, ItemKind},
        targets::{Audience, Criterion, Target, Targets},
        time::Millis,
    };
    use proptest::prelude::*;

    use super::{Group, Items, SHOWN, Stream};

    const SCHOOL: EstablishmentId = EstablishmentId(1);

    fn cohort(profile: Profile) -> Cohort {
        Cohort::of(SCHOOL, profile)
    }

    fn group(profiles: &[Profile]) -> Group {
        let cohorts: Vec<Cohort> = profiles.iter().map(|profile| cohort(*profile)).collect();
        Group {
            number: 0,
            cohorts,
            schools: BTreeSet::from([SCHOOL]),
            alone: None,
            by_class: true,
            plain: None,
        }
    }

    /// For one profile; its title names it.
    fn entry(id: i64, profile: Profile, (from, until): (i64, i64)) -> BoardItem {
        let target = Target { profiles: Criterion::from(vec![profile]), ..Target::everybody() };
        let targets = Targets::new(vec![target]).expect("targets");
        let item = Item {
            kind: ItemKind::Article,
            language: Spoken::FIRST,
            second: None,
            id,
            title: format!("{profile:?}"),
            space: None,
            source: String::new(),
            published_at: Millis(from),
            takes_place: None,
            picture: None,
            corrected_at: None,
            address: String::new(),
        };
        let audience = Audience::resolve(&targets, &BTreeSet::from([SCHOOL])).expect("an audience");
        BoardItem { item, audience, from: Millis(from), until: Millis(until) }
    }

    fn stream(items: Vec<BoardItem>, group: &Group, now: i64) -> Stream {
        let board = Arc::new(Items { zone: Tz::Europe__Paris, items });
        Stream::of(group, &BTreeMap::from([(SCHOOL, board)]), Millis(now))
    }

    #[test]
    fn an_entry_comes_and_goes_at_its_instants() {
        let items = || vec![entry(1, Profile::Parent, (10, 20)), entry(2, Profile::Parent, (15, 30))];
        let reader = group(&[Profile::Parent]);
        for (now, ids, until) in [
            (9, vec![], 10),
            (10, vec![1], 15),
            (15, vec![2, 1], 20),
            (20, vec![2], 30),
            (30, vec![], i64::MAX),
        ] {
            let seen = stream(items(), &reader, now);
            let shown: Vec<i64> = seen.shown.iter().map(|item| item.id).collect();
            assert_eq!((shown, seen.valid_until), (ids, Millis(until)), "at {now}");
        }
    }

    proptest! {
        /// A page that readers share never has what only others may see, and no more than it says.
        #[test]
        fn a_shared_page_has_only_what_its_readers_may_see(
            profiles in prop::collection::btree_set(0..Profile::ALL.len(), 0..4),
            entries in prop::collection::vec((0..Profile::ALL.len(), 0_i64..50, 1_i64..50), 0..60),
            now in 0_i64..100,
        ) {
            let profiles: Vec<Profile> = profiles.into_iter().map(|index| Profile::ALL[index]).collect();
            let items: Vec<BoardItem> = (0..)
                .zip(&entries)
                .map(|(id, (profile, from, lasts))| entry(id, Profile::ALL[*profile], (*from, from + lasts)))
                .collect();
            let expected = entries
                .iter()
                .filter(|(profile, from, lasts)| {
                    profiles.contains(&Profile::ALL[*profile]) && (*from..from + lasts).contains(&now)
                })
                .count();
            let seen = stream(items, &group(&profiles), now);
            prop_assert_eq!(seen.shown.len(), expected.min(SHOWN));
            for item in &seen.shown {
                let own = profiles.iter().any(|profile| item.title == format!("{profile:?}"));
                prop_assert!(own);
            }
            prop_assert!(seen.valid_until > Millis(now));
        }
    }
}
