//! The status of a communication, for every combination of facts.

use std::collections::BTreeMap;

use domain::{
    communications::{
        Bounds, ContentFacts,
        DeliveryState::{self, Cancelled, Ended, Failed, Offline, Online, Waiting},
        PeriodFacts, SchoolCounts, SiteFacts, Status, StatusFacts,
    },
    time::Millis,
};
use proptest::prelude::*;

const BEFORE: Millis = Millis(999);
const BEGIN: Millis = Millis(1_000);
const DURING: Millis = Millis(1_500);
const LAST: Millis = Millis(1_999);
const END: Millis = Millis(2_000);
const SOME: Option<Millis> = Some(Millis(500));

/// A communication to three schools: `published` have it, and `failed` will never have it.
fn facts(published: u32, failed: u32) -> StatusFacts {
    StatusFacts {
        cancelled_at: None,
        held_until: None,
        schools: SchoolCounts { all: 3, published, failed, offline: 0 },
        content: ContentFacts::Announcement(PeriodFacts {
            begins: vec![(BEGIN, 3)],
            last_ends_at: END,
            nobody: false,
        }),
    }
}

/// Published in three schools; the period has not begun in two of them when it begins in the first.
fn in_two_zones(nobody: bool) -> StatusFacts {
    let begins = vec![(BEGIN, 1), (DURING, 2)];
    let content = ContentFacts::Announcement(PeriodFacts { begins, last_ends_at: END, nobody });
    StatusFacts { content, ..facts(3, 0) }
}

fn site(published: bool) -> SiteFacts {
    SiteFacts {
        cancelled_at: None,
        published_at: SOME.filter(|_| published),
        offline_at: None,
        failed_at: None,
        period: Some(Bounds { begins_at: BEGIN, ends_at: END }),
    }
}

#[test]
fn statuses_case_by_case() {
    let cancelled = StatusFacts { cancelled_at: SOME, ..facts(3, 0) };
    let cases = [
        (facts(0, 0), BEFORE, Status::Scheduled),
        (facts(0, 0), BEGIN, Status::Deploying { done: 0, of: Some(3) }),
        (facts(2, 0), DURING, Status::Deploying { done: 2, of: Some(3) }),
        // A failed school is not "done", and the others are still pending.
        (facts(1, 1), DURING, Status::Deploying { done: 1, of: Some(3) }),
        (facts(3, 0), BEFORE, Status::Scheduled),
        (facts(3, 0), BEGIN, Status::Deployed),
        (facts(3, 0), LAST, Status::Deployed),
        (facts(3, 0), END, Status::Ended),
        (facts(2, 1), BEFORE, Status::Failed),
        (facts(2, 1), DURING, Status::Failed),
        (facts(0, 3), DURING, Status::Failed),
        (facts(0, 0), END, Status::Ended),
        (facts(0, 3), END, Status::Ended),
        (in_two_zones(false), BEFORE, Status::Scheduled),
        (in_two_zones(false), BEGIN, Status::Deploying { done: 1, of: Some(3) }),
        (in_two_zones(false), DURING, Status::Deployed),
        (in_two_zones(true), BEGIN, Status::Deploying { done: 1, of: Some(3) }),
        (in_two_zones(true), DURING, Status::Unreached),
        (in_two_zones(true), END, Status::Ended),
        (cancelled.clone(), BEFORE, Status::Cancelled),
        (cancelled, END, Status::Cancelled),
    ];
    for (facts, now, expected) in cases {
        assert_eq!(facts.status(now), expected, "{facts:?} at {now:?}");
    }
}

#[test]
fn it_waits_to_be_sent_until_its_author_can_no_longer_take_it_back() {
    let held = StatusFacts { held_until: Some(DURING), ..facts(0, 0) };
    assert_eq!(held.status(BEFORE), Status::Pending, "also before its period begins");
    assert_eq!(held.status(BEGIN), Status::Pending);
    assert_eq!(held.next_change(BEGIN), Some(DURING));
    assert_eq!(held.status(DURING), Status::Deploying { done: 0, of: Some(3) });
    assert_eq!(held.next_change(DURING), Some(END));
    let begun = StatusFacts { held_until: Some(DURING), ..facts(1, 0) };
    assert_eq!(begun.status(BEGIN), Status::Deploying { done: 1, of: Some(3) }, "a school has it");
    let cancelled = StatusFacts { cancelled_at: SOME, ..held };
    assert_eq!(cancelled.status(BEGIN), Status::Cancelled);
}

#[test]
fn states_case_by_case() {
    let offline = SiteFacts { offline_at: SOME, ..site(true) };
    let failed = SiteFacts { failed_at: SOME, ..site(false) };
    let cancelled = SiteFacts { cancelled_at: SOME, ..offline };
    let cases = [
        (site(false), DURING, Waiting),
        (site(true), BEFORE, Waiting),
        (site(true), BEGIN, Online),
        (site(true), LAST, Online),
        (site(true), END, Ended),
        (offline, DURING, Offline),
        (offline, END, Ended),
        (failed, DURING, Failed),
        (failed, END, Ended),
        (cancelled, DURING, Cancelled),
        (cancelled, END, Cancelled),
    ];
    for (facts, now, expected) in cases {
        assert_eq!(facts.state(now), expected, "{facts:?} at {now:?}");
    }
}

fn instant() -> impl Strategy<Value = Millis> {
    (0..3_000_i64).prop_map(Millis)
}

fn perhaps() -> impl Strategy<Value = Option<Millis>> {
    proptest::option::of(instant())
}

/// An announcement in one to four schools, each with its own period.
#[derive(Clone, Debug)]
struct AnyFacts {
    cancelled_at: Option<Millis>,
    sites: Vec<SiteFacts>,
    nobody: bool,
}

impl AnyFacts {
    /// As the database counts them.
    fn facts(&self) -> StatusFacts {
        let count = |is: fn(&SiteFacts) -> bool| {
            u32::try_from(self.sites.iter().filter(|site| is(site)).count()).expect("few schools")
        };
        let mut begins: BTreeMap<Millis, u32> = BTreeMap::new();
        for period in self.sites.iter().filter_map(|site| site.period) {
            *begins.entry(period.begins_at).or_default() += 1;
        }
        let ends = self.sites.iter().filter_map(|site| site.period).map(|period| period.ends_at);
        StatusFacts {
            cancelled_at: self.cancelled_at,
            held_until: None,
            schools: SchoolCounts {
                all: count(|_| true),
                published: count(|site| site.published_at.is_some()),
                failed: count(|site| site.failed_at.is_some()),
                offline: count(|site| site.offline_at.is_some()),
            },
            content: ContentFacts::Announcement(PeriodFacts {
                begins: begins.into_iter().collect(),
                last_ends_at: ends.max().expect("a school"),
                nobody: self.nobody,
            }),
        }
    }

    fn status(&self, now: Millis) -> Status {
        self.facts().status(now)
    }

    fn states(&self, now: Millis) -> Vec<DeliveryState> {
        self.sites.iter().map(|site| site.state(now)).collect()
    }
}

prop_compose! {
    fn any_facts()(
        cancelled_at in proptest::option::weighted(0.2, instant()),
        sites in proptest::collection::vec(any_site(), 1..5), nobody in proptest::bool::weighted(0.2),
    ) -> AnyFacts {
        // A school has it or failed, never both; most have it.
        let sites = sites.into_iter().map(|site| SiteFacts {
            cancelled_at,
            failed_at: site.failed_at.filter(|at| site.published_at.is_none() && at.0 % 3 == 0),
            ..site
        });
        AnyFacts { cancelled_at, sites: sites.collect(), nobody }
    }
}

prop_compose! {
    fn any_site()(
        cancelled_at in perhaps(), published_at in perhaps(), offline_at in perhaps(),
        failed_at in perhaps(), begins_at in instant(), length in 1..2_000_i64,
    ) -> SiteFacts {
        let ends_at = Millis(begins_at.0 + length);
        let period = Some(Bounds { begins_at, ends_at });
        SiteFacts { cancelled_at, published_at, offline_at, failed_at, period }
    }
}

/// The stage in the life of a communication, as far as the calendar alone decides it.
fn stage(status: Status) -> u8 {
    match status {
        Status::Draft | Status::Pending | Status::Scheduled => 0,
        Status::Deploying { .. } | Status::Failed | Status::Deployed | Status::Unreached => 1,
        Status::Ended | Status::Cancelled => 2,
    }
}

proptest! {
    #[test]
    fn cancelled_always_wins(facts in any_facts(), site in any_site(), now in instant()) {
        prop_assert_eq!(facts.cancelled_at.is_some(), facts.status(now) == Status::Cancelled);
        prop_assert_eq!(site.cancelled_at.is_some(), site.state(now) == Cancelled);
    }

    /// Nothing is called deployed while a school still waits for it, or if nobody gets it.
    #[test]
    fn deployed_means_that_every_school_is_settled(facts in any_facts(), now in instant()) {
        let states = facts.states(now);
        let settled = states.iter().all(|state| matches!(state, Online | Offline | Ended));
        let running = states.iter().any(|state| matches!(state, Online | Offline));
        let failed = facts.sites.iter().any(|site| site.failed_at.is_some());
        let unpublished = facts.sites.iter().any(|site| site.published_at.is_none());
        let everywhere = settled && running && !failed && !unpublished;
        let status = facts.status(now);
        prop_assert_eq!(status == Status::Deployed, everywhere && !facts.nobody, "{:?}", states);
        prop_assert_eq!(status == Status::Unreached, everywhere && facts.nobody, "{:?}", states);
    }

    /// A school that waits is never hidden behind a finished status.
    #[test]
    fn a_waiting_school_shows_in_the_status(facts in any_facts(), now in instant()) {
        if facts.states(now).contains(&Waiting) {
            let status = facts.status(now);
            let says_so = matches!(status, Status::Scheduled | Status::Deploying { .. } | Status::Failed);
            prop_assert!(says_so, "{status:?}");
        }
    }

    #[test]
    fn time_only_moves_a_status_forward(facts in any_facts(), a in instant(), b in instant()) {
        let (earlier, later) = (a.min(b), a.max(b));
        prop_assert!(stage(facts.status(earlier)) <= stage(facts.status(later)));
    }

    #[test]
    fn nothing_deployed_is_called_a_draft(facts in any_facts(), now in instant()) {
        prop_assert_ne!(facts.status(now), Status::Draft);
    }

    #[test]
    fn people_see_it_only_while_nothing_hides_it(site in any_site(), now in instant()) {
        let running = site.period.is_some_and(|period| period.contains(now));
        let free = site.cancelled_at.or(site.failed_at).or(site.offline_at).is_none();
        let expected = site.published_at.is_some() && running && free;
        prop_assert_eq!(site.state(now) == Online, expected);
    }

    /// The page of a communication and its row *États de publication* never contradict each other.
    #[test]
    fn a_single_school_and_the_whole_agree(site in any_site(), now in instant()) {
        let failed = site.failed_at.is_some();
        let period = site.period.expect("an announcement has one");
        let whole = StatusFacts {
            cancelled_at: site.cancelled_at,
            held_until: None,
            schools: SchoolCounts {
                all: 1,
                published: u32::from(site.published_at.is_some() && !failed),
                failed: u32::from(failed),
                offline: 0,
            },
            content: ContentFacts::Announcement(PeriodFacts {
                begins: vec![(period.begins_at, 1)],
                last_ends_at: period.ends_at,
                nobody: false,
            }),
        };
        let expected: &[DeliveryState] = match whole.status(now) {
            Status::Draft => &[],
            Status::Pending | Status::Scheduled | Status::Deploying { .. } => &[Waiting],
            Status::Deployed | Status::Unreached => &[Online, Offline],
            Status::Ended => &[Ended],
            Status::Cancelled => &[Cancelled],
            Status::Failed => &[Failed],
        };
        prop_assert!(expected.contains(&site.state(now)), "{:?}", site.state(now));
    }
}
