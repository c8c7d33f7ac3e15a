//! Walking through all pages, forwards and backwards, shows the sorted list, each message once.

use domain::{
    MessageId,
    messages::view::{InboxFilter, InboxPage},
    time::Millis,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, TestCaseError, TestRunner},
};

use testing::{Actor, World, both_engines};

#[derive(Clone, Copy, Debug)]
struct Delivery {
    /// Few different instants, so that many messages have the same one.
    sent_at: i64,
    folder: i32,
    arrived: bool,
    cancelled: bool,
    read: bool,
}

impl Delivery {
    fn is_seen(self, folder: i32) -> bool {
        self.folder == folder && self.arrived && (!self.cancelled || self.read)
    }
}

fn deliveries() -> impl Strategy<Value = Vec<Delivery>> {
    let folder = select(&[0, 0, 0, 1, 2][..]);
    let mostly = || prop::bool::weighted(0.9);
    let one = (0..6_i64, folder, mostly(), mostly(), prop::bool::ANY).prop_map(
        |(sent_at, folder, arrived, valid, read)| Delivery {
            sent_at,
            folder,
            arrived,
            cancelled: !valid,
            read,
        },
    );
    vec(one, 0..120)
}

#[both_engines(flavor = "multi_thread")]
async fn pages_are_the_sorted_list(world: World) {
    let reader = world.actor("eleve").await;
    let mut runner = TestRunner::new(Config { max_shrink_iters: 100, ..Config::with_cases(16) });
    let runtime = tokio::runtime::Handle::current();
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&deliveries(), |some| runtime.block_on(walk_agrees(reader, &some)))
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn store(reader: Actor<'_>, some: &[Delivery]) -> Vec<MessageId> {
    let world = reader.world;
    for table in ["delivery", "message_body", "message"] {
        world.sql(&format!("DELETE FROM {table}")).await;
    }
    let other = world.person("professeur").await;
    let mut ids = Vec::new();
    for one in some {
        let mut letter = world.letter("Un message").sent_at(Millis(one.sent_at));
        if !one.arrived {
            letter = letter.reached(domain::PersonId(reader.person.0 - 1));
        }
        let id = letter.to(&[reader.person, other]).await;
        if one.cancelled {
            world.withdraw(id).await;
        }
        let read = if one.read { "1" } else { "NULL" };
        let (folder, me) = (one.folder, reader.person);
        let sql = format!(
            "UPDATE delivery SET folder = {folder}, read_at = {read} WHERE message_id = {id} AND person_id = {me}"
        );
        world.sql(&sql).await;
        ids.push(id);
    }
    ids
}

async fn walk_agrees(reader: Actor<'_>, some: &[Delivery]) -> Result<(), TestCaseError> {
    let ids = store(reader, some).await;
    for (folder, name) in [(0, "reception"), (1, "archives")] {
        let mut expected: Vec<(i64, MessageId)> = some
            .iter()
            .zip(&ids)
            .filter(|(one, _)| one.is_seen(folder))
            .map(|(one, id)| (one.sent_at, *id))
            .collect();
        expected.sort_unstable();
        expected.reverse();
        let expected: Vec<MessageId> = expected.into_iter().map(|(_, id)| id).collect();
        let ask = async |before: Option<String>, after: Option<String>| {
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            reader.inbox(&InboxFilter { folder: name.to_owned(), before, after, ..Default::default() }).await
        };
        let ids = |page: &InboxPage| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let mut pages = vec![ask(None, None).await];
        while let Some(older) = pages.last().and_then(|page| page.older.clone()) {
            pages.push(ask(Some(older), None).await);
        }
        prop_assert_eq!(pages.iter().flat_map(ids).collect::<Vec<_>>(), expected.clone());
        prop_assert!(pages.iter().rev().skip(1).all(|page| page.rows.len() == 25));
        prop_assert!(pages[0].newer.is_none());
        // Back again, page by page, to the first one.
        let mut back = pages.pop().expect("a page");
        while let Some(newer) = back.newer.clone() {
            let page = ask(None, Some(newer)).await;
            let expected = pages.pop().expect("as many pages backwards as forwards");
            prop_assert_eq!(ids(&page), ids(&expected));
            back = page;
            if pages.is_empty() {
                break;
            }
        }
        prop_assert!(pages.is_empty());
    }
    let unread = some.iter().filter(|one| one.is_seen(0) && !one.read).count() as u64;
    prop_assert_eq!(reader.unread().await, unread.min(100));
    Ok(())
}

#[both_engines]
async fn an_invalid_position_shows_the_first_page(world: World) {
    let reader = world.actor("eleve").await;
    world.letter("Sortie").to(&[reader.person]).await;
    for place in ["", "x", "1", "-", "1-", "-1", "1-2-3", "99999999999999999999-1", "\0"] {
        for (before, after) in [(place, ""), ("", place)] {
            let filter =
                InboxFilter { before: before.to_owned(), after: after.to_owned(), ..Default::default() };
            let page = reader.inbox(&filter).await;
            assert_eq!(page.rows.len(), 1, "{filter:?}");
            assert_eq!((page.older, page.newer), (None, None));
        }
    }
    let past = InboxFilter { before: "0-0".to_owned(), ..Default::default() };
    let page = reader.inbox(&past).await;
    assert!(page.rows.is_empty() && page.older.is_none());
}
