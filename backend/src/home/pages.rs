use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId, PersonId, communications::DeliveryState, directory::Profile,
    home::ReaderClock, time::Millis,
};
use moka::sync::Cache;
use quick_cache::{Weighter, sync::Cache as QuickCache};
use words::Language;

use super::{
    announced::Announced,
    board::{Board, Entry},
    boards::{Boards, KEPT_MS},
    card::{Card, CardFor},
    items::Stream,
    lists::Lists,
    readers::{Group, Readers},
};
use crate::{Result, communications::Shown, revision::Touched};

/// How much memory pages may take in a process.
const REMEMBERED_BYTES: u64 = 32 * 1024 * 1024;
/// The room is split into parts for 32 pages of this number each, so eight: a page must fit into one.
const PAGES: usize = 256;
/// And the events that bring them to open pages.
const EVENT_BYTES: u64 = 8 * 1024 * 1024;
/// And the announcements and lists of *Actualités* that pages are made of.
const CARD_BYTES: u64 = 16 * 1024 * 1024;
const LIST_BYTES: u64 = 8 * 1024 * 1024;

/// After how long a page without *Actualités* is made anew.
const AGAIN_MS: i64 = 5_000;

/// What a page weighs besides its texts, in bytes: itself, each end of an announcement, each named person.
const PAGE_BYTES: usize = 512;
const END_BYTES: usize = 32;
const NAMED_BYTES: usize = 16;
/// What the key of a kept text weighs.
const KEY_BYTES: usize = 128;

/// The version of a page, a language, and a wall clock.
pub(super) type EventKey = (Arc<str>, Language, ReaderClock);

/// What this process keeps for home pages: the boards of the schools, the groups of the readers,
/// the page of each group, and the event that brings it to open pages.
#[derive(Debug)]
pub struct HomePages {
    boards: Boards,
    readers: Readers,
    pages: QuickCache<u64, Kept, Weight>,
    events: Cache<EventKey, Bytes>,
    cards: Cache<(u64, CardFor), Arc<Card>>,
    lists: Cache<EventKey, Arc<str>>,
}

impl Default for HomePages {
    fn default() -> Self {
        let pages = QuickCache::with_weighter(PAGES, REMEMBERED_BYTES, Weight);
        let length = |_: &EventKey, event: &Bytes| u32::try_from(event.len() + KEY_BYTES).unwrap_or(u32::MAX);
        let events = Cache::builder().weigher(length).max_capacity(EVENT_BYTES).build();
        let weigh = |_: &_, card: &Arc<Card>| card.weight();
        let cards = Cache::builder().weigher(weigh).max_capacity(CARD_BYTES).build();
        let length =
            |_: &EventKey, list: &Arc<str>| u32::try_from(list.len() + KEY_BYTES).unwrap_or(u32::MAX);
        let lists = Cache::builder().weigher(length).max_capacity(LIST_BYTES).build();
        Self { boards: Boards::default(), readers: Readers::default(), pages, events, cards, lists }
    }
}

/// A page, and what it weighed in memory when it was kept: it grows by what is asked of it, and the
/// weight of what is kept must stay the same.
#[derive(Clone, Debug)]
struct Kept {
    page: Arc<ReaderPage>,
    bytes: u64,
}

#[derive(Clone, Copy, Debug)]
struct Weight;

impl Weighter<u64, Kept> for Weight {
    fn weight(&self, _: &u64, kept: &Kept) -> u64 {
        kept.bytes
    }
}

impl HomePages {
    /// Forgets the boards of the schools that a change touches.
    pub(crate) fn forget(&self, touched: &Touched) {
        self.boards.forget(touched);
    }

    /// The boards of the schools.
    pub(super) const fn boards(&self) -> &Boards {
        &self.boards
    }

    /// The readers whose group is known.
    pub(super) const fn readers(&self) -> &Readers {
        &self.readers
    }

    /// Forgets who is in which school.
    pub(crate) fn forget_readers(&self) {
        self.readers.forget();
    }

    /// The event that brings a page: as it was kept, or written now. Readers whose pages say the same in
    /// the same language share it, whatever their groups are.
    pub(super) fn event(&self, key: EventKey, write: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
        self.events.optionally_get_with(key, write)
    }

    /// What is shown of an announcement: as it was kept, or written now.
    pub(super) fn card(&self, key: (u64, CardFor), write: impl FnOnce() -> Card) -> Arc<Card> {
        self.cards.get_with(key, || Arc::new(write()))
    }

    /// *Actualités* as HTML: as it was kept, or written now.
    pub(super) fn list(&self, key: EventKey, write: impl FnOnce() -> String) -> Arc<str> {
        self.lists.get_with(key, || write().into())
    }

    /// The page of a group, if nothing has changed since it was made: that of the larger group, if its
    /// classes did not matter then.
    pub(super) fn kept(&self, group: &Group, now: Millis) -> Option<Arc<ReaderPage>> {
        let plain = group.plain.as_ref().and_then(|plain| self.kept_of(plain, now));
        plain.or_else(|| self.kept_of(group, now))
    }

    /// Keeps the page of its group.
    pub(super) fn keep(&self, page: &Arc<ReaderPage>) {
        let bytes = page.json.get().map_or(0, Bytes::len)
            + page.lists.bytes_for(page.group.number)
            + page.ends.len() * END_BYTES
            + page.named.len() * NAMED_BYTES
            + PAGE_BYTES;
        let kept = Kept { page: Arc::clone(page), bytes: bytes as u64 };
        self.pages.insert(page.group.number, kept);
    }

    /// The body of `GET /api/announcements`. The page weighs more once it is written, and what is kept must
    /// not change its weight: the page is kept anew.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn json_of(&self, page: &Arc<ReaderPage>) -> Result<Bytes> {
        let was_written = page.json.get().is_some();
        let json = page.json()?;
        let kept = self.pages.peek(&page.group.number).filter(|_| !was_written);
        if kept.is_some_and(|kept| Arc::ptr_eq(&kept.page, page)) {
            self.keep(page);
        }
        Ok(json)
    }

    fn kept_of(&self, group: &Group, now: Millis) -> Option<Arc<ReaderPage>> {
        let page = self.pages.get(&group.number)?.page;
        let fresh = (page.made_at..page.valid_until).contains(&now)
            && group.schools.iter().all(|school| self.boards.is_fresh(*school, page.at));
        fresh.then_some(page)
    }
}

/// The announcements and *Actualités* of a group of readers, valid until the board of one of their
/// schools changes or `valid_until` is reached. What is sent of it holds nothing about a person: all
/// readers who are in the same cohorts share it, except those whom something names.
#[derive(Debug)]
pub struct ReaderPage {
    /// What it shows; other groups may see the same.
    lists: Arc<Lists>,
    pub(super) group: Arc<Group>,
    /// When an announcement ends for readers of several schools, where that is not what its board says.
    pub(super) ends: BTreeMap<CommunicationId, Millis>,
    /// The people whom something on the boards of the schools names: each has a page of their own.
    named: BTreeSet<PersonId>,
    /// The tag of the answer to widgets, and what else is sent, once somebody asked for it.
    pub(super) for_widgets: OnceLock<Arc<str>>,
    pub(super) json: OnceLock<Bytes>,
    pub(super) version: OnceLock<Arc<str>>,
    /// The time zone of the readers' own school; unknown without *Actualités*.
    pub(super) zone: Option<Tz>,
    /// The next instant at which a period begins or ends in one of the readers' schools.
    pub valid_until: Millis,
    made_at: Millis,
    /// The moment before the boards were read.
    at: u64,
}

impl Deref for ReaderPage {
    type Target = Lists;

    fn deref(&self) -> &Lists {
        &self.lists
    }
}

impl ReaderPage {
    /// Whether something on the boards names this person: then they have a page of their own.
    pub(super) fn names(&self, person: PersonId) -> bool {
        self.named.contains(&person)
    }

    /// How often the text of an announcement had been corrected.
    pub(super) fn version_of(&self, id: CommunicationId) -> i32 {
        self.came_by.iter().find(|shown| shown.communication == id).map_or(0, |shown| shown.version)
    }
}

/// The page of a group, made of the boards of its schools. Without a `stream` it has no *Actualités*. `at`
/// is the moment before the boards were read.
pub(super) fn page_of(
    group: &Arc<Group>,
    boards: &BTreeMap<EstablishmentId, Arc<Board>>,
    stream: Option<Stream>,
    now: Millis,
    at: u64,
) -> ReaderPage {
    let mut came_by = Vec::new();
    let mut to_parents = Vec::new();
    let mut ends: BTreeMap<CommunicationId, Millis> = BTreeMap::new();
    let mut shown: BTreeMap<CommunicationId, &Entry> = BTreeMap::new();
    let named = named_by(boards, stream.as_ref());
    let mut valid_until = stream.as_ref().map_or(Millis(now.0 + AGAIN_MS), |stream| stream.valid_until);
    valid_until = valid_until.min(now.plus(KEPT_MS));
    let several_schools = group.schools.len() > 1;
    for (place, cohort) in group.cohorts.iter().enumerate() {
        let Some(board) = boards.get(&cohort.establishment) else { continue };
        for entry in &board.entries {
            valid_until = entry.boundary_after(now).map_or(valid_until, |next| valid_until.min(next));
            if entry.site.state(now) == DeliveryState::Online && group.is_reached(&entry.audience, cohort) {
                shown.insert(entry.announcement.id, entry);
                if let Some(period) = entry.site.period.filter(|_| several_schools) {
                    let latest = ends.entry(entry.announcement.id).or_insert(period.ends_at);
                    *latest = period.ends_at.max(*latest);
                }
                came_by.push(Shown {
                    communication: entry.announcement.id,
                    establishment: cohort.establishment,
                    version: entry.version,
                });
                // A parent who is named is reached through no child.
                if cohort.profile == Profile::Parent && entry.audience.matches(cohort) {
                    to_parents.push((entry.announcement.id, place));
                }
            }
        }
    }
    came_by.sort_unstable();
    came_by.dedup();
    ends.retain(|id, latest| shown.get(id).is_some_and(|entry| entry.announcement.ends != Some(*latest)));
    let announcements = in_order(shown.into_values().collect());
    let zone = stream.as_ref().map(|stream| stream.zone);
    let (items, next_event) = stream.map_or((None, None), |stream| (Some(stream.shown), stream.next_event));
    let (came_by, to_parents, brought_by) = (came_by.into(), to_parents.into(), group.number);
    let lists = Lists { announcements, items, next_event, came_by, to_parents, brought_by };
    ReaderPage {
        lists: shared(boards, lists),
        group: Arc::clone(group),
        ends,
        named,
        for_widgets: OnceLock::new(),
        json: OnceLock::new(),
        version: OnceLock::new(),
        zone,
        valid_until,
        made_at: now,
        at,
    }
}

/// The same lists as another page has that was made of these boards; else `lists`.
fn shared(boards: &BTreeMap<EstablishmentId, Arc<Board>>, lists: Lists) -> Arc<Lists> {
    match boards.values().next() {
        Some(board) => board.lists.of(lists),
        None => Arc::new(lists),
    }
}

/// First alerts, then warnings, then information, each newest first.
fn in_order(mut entries: Vec<&Entry>) -> Box<[Arc<Announced>]> {
    entries
        .sort_by_key(|entry| Reverse((entry.announcement.severity, entry.created_at, entry.announcement.id)));
    entries.into_iter().map(|entry| Arc::clone(&entry.announcement)).collect()
}

/// The people whom something that is, or will be, on these boards names.
fn named_by(boards: &BTreeMap<EstablishmentId, Arc<Board>>, stream: Option<&Stream>) -> BTreeSet<PersonId> {
    let entries = boards.values().flat_map(|board| &board.entries);
    let mut named: BTreeSet<PersonId> = entries.flat_map(|entry| entry.audience.named()).collect();
    named.extend(stream.iter().flat_map(|stream| &stream.named));
    named
}

#[cfg(test)]
mod tests {
    use super::{Arc, BTreeMap, BTreeSet, Group, HomePages, Millis, page_of};

    #[test]
    fn what_was_written_of_a_page_counts() {
        let home = HomePages::default();
        let group = Arc::new(Group {
            number: 1,
            cohorts: Vec::new(),
            schools: BTreeSet::new(),
            alone: None,
            by_class: false,
            plain: None,
        });
        let page = || Arc::new(page_of(&group, &BTreeMap::new(), None, Millis(0), home.boards().now()));
        let kept = page();
        home.keep(&kept);
        let before = home.pages.weight();
        for _ in 0..2 {
            let json = home.json_of(&kept).expect("JSON");
            assert_eq!(home.pages.weight(), before + json.len() as u64, "once");
        }
        let weight = home.pages.weight();
        home.json_of(&page()).expect("JSON");
        assert_eq!(home.pages.weight(), weight, "a page that is not kept");
        assert!(home.kept(&group, Millis(0)).is_some_and(|page| Arc::ptr_eq(&page, &kept)));
    }
}
