//! The status of a communication, for every combination of facts.

use domain::{
    communications::{
        Bounds, ContentFacts,
        DeliveryState::{self, Cancelled, Ended, Failed, Offline, Online, Waiting},
        SchoolCounts, SiteFacts, Status, StatusFacts,
        channels::announcement::AnnouncementFacts,
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
        schools: SchoolCounts { all: 3, published, failed },
        content: ContentFacts::Announcement(AnnouncementFacts { first_begins_at: BEGIN, last_ends_at: END }),
    }
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
        (facts(0, 0), BEFORE, Status::Deploying { done: 0, of: Some(3) }),
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
        (cancelled, BEFORE, Status::Cancelled),
        (cancelled, END, Status::Cancelled),
    ];
    for (facts, now, expected) in cases {
        assert_eq!(facts.status(now), expected, "{facts:?} at {now:?}");
    }
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

#[derive(Clone, Copy, Debug)]
struct AnyFacts {
    cancelled_at: Option<Millis>,
    schools: SchoolCounts,
    announcement: AnnouncementFacts,
}

impl AnyFacts {
    fn status(self, now: Millis) -> Status {
        let content = ContentFacts::Announcement(self.announcement);
        StatusFacts { cancelled_at: self.cancelled_at, schools: self.schools, content }.status(now)
    }
}

prop_compose! {
    fn any_facts()(
        cancelled_at in perhaps(), sites in 1..5_u32,
    )(
        cancelled_at in Just(cancelled_at), sites in Just(sites), published in 0..=sites,
        rest in 0..=sites, begin in instant(), length in 1..2_000_i64,
    ) -> AnyFacts {
        let failed = rest.min(sites - published);
        let (first_begins_at, last_ends_at) = (begin, Millis(begin.0 + length));
        AnyFacts {
            cancelled_at,
            schools: SchoolCounts { all: sites, published, failed },
            announcement: AnnouncementFacts { first_begins_at, last_ends_at },
        }
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
        Status::Draft | Status::Scheduled => 0,
        Status::Deploying { .. } | Status::Failed | Status::Deployed => 1,
        Status::Ended | Status::Cancelled => 2,
    }
}

proptest! {
    #[test]
    fn cancelled_always_wins(facts in any_facts(), site in any_site(), now in instant()) {
        prop_assert_eq!(facts.cancelled_at.is_some(), facts.status(now) == Status::Cancelled);
        prop_assert_eq!(site.cancelled_at.is_some(), site.state(now) == Cancelled);
    }

    #[test]
    fn deployed_means_published_everywhere_and_running(facts in any_facts(), now in instant()) {
        let AnnouncementFacts { first_begins_at, last_ends_at } = facts.announcement;
        let running = first_begins_at <= now && now < last_ends_at;
        let everywhere = facts.schools.published == facts.schools.all;
        let expected = facts.cancelled_at.is_none() && everywhere && running;
        prop_assert_eq!(facts.status(now) == Status::Deployed, expected);
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
            schools: SchoolCounts {
                all: 1,
                published: u32::from(site.published_at.is_some() && !failed),
                failed: u32::from(failed),
            },
            content: ContentFacts::Announcement(AnnouncementFacts {
                first_begins_at: period.begins_at,
                last_ends_at: period.ends_at,
            }),
        };
        let expected: &[DeliveryState] = match whole.status(now) {
            Status::Draft => &[],
            Status::Scheduled | Status::Deploying { .. } => &[Waiting],
            Status::Deployed => &[Online, Offline],
            Status::Ended => &[Ended],
            Status::Cancelled => &[Cancelled],
            Status::Failed => &[Failed],
        };
        prop_assert!(expected.contains(&site.state(now)), "{:?}", site.state(now));
    }
}
