//! On generated directories, the recipients of a message agree with the pure rule.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::audience::{
    generated::{Case, Stored, any_case},
    reach,
};
use backend::{
    Backend,
    clock::Clock,
    entities::{account, communication, delivery, delivery_also, message, person_row, publication, target},
    queue::{self, Kind, New},
};
use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId,
    communications::{Acknowledgement, Channel},
    messages::MessageKind,
    targets::Target,
};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use testing::{NOW, at, both_engines, deliver_next};
use values::columns::Json;

const CASES: u32 = 24;

#[both_engines(flavor = "multi_thread")]
async fn the_recipients_match_the_rule(url: &str) {
    let backend = Backend::open(url, 4, Clock::fixed(at(NOW))).await.expect("a backend");
    let mut runner = TestRunner::new(Config { max_shrink_iters: 100, ..Config::with_cases(CASES) });
    let runtime = tokio::runtime::Handle::current();
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&any_case(), |case| runtime.block_on(holds(&backend, &case)))
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn holds(backend: &Arc<Backend>, case: &Case) -> Result<(), TestCaseError> {
    let db = &backend.db;
    for table in [
        "job",
        "delivery_also",
        "delivery",
        "message_body",
        "message",
        "target",
        "publication",
        "communication",
        "account",
    ] {
        db.execute_unprepared(&format!("DELETE FROM {table}")).await.expect("an empty table");
    }
    let directory = case.directory.store(db).await;
    let author = author(backend).await;
    for (number, targets) in case.audiences.iter().enumerate() {
        let id = send(backend, &directory, author, number, targets).await;
        while deliver_next(backend).await {}
        let audience = directory.audience(targets);
        let mut expected = BTreeMap::new();
        for (person, cohorts) in &directory.people {
            let schools: BTreeSet<EstablishmentId> =
                cohorts.iter().filter(|c| audience.reaches(*person, c)).map(|c| c.establishment).collect();
            if !schools.is_empty() {
                expected.insert(*person, schools);
            }
        }
        proptest::prop_assert_eq!(delivered(backend, id).await, expected, "{:?}", targets);
        let row = message::Entity::find_by_id(id).one(db).await.expect("messages").expect("a message");
        let count = reach::count(&directory, &audience);
        let total = i64::try_from(count.total).expect("few");
        if total == 0 {
            proptest::prop_assert!(row.failed_at.is_some(), "a message to nobody fails");
            continue;
        }
        proptest::prop_assert_eq!((row.expected, row.delivered), (Some(total), total));
        let per_school: BTreeMap<EstablishmentId, i64> = count
            .per_establishment
            .iter()
            .map(|row| (row.establishment, i64::try_from(row.people).expect("few")))
            .collect();
        for row in publication::Entity::find().all(db).await.expect("publications") {
            if row.communication_id == expected_communication(backend, id).await {
                let people = per_school.get(&row.establishment_id).copied().unwrap_or_default();
                proptest::prop_assert_eq!((row.recipients, row.delivered), (Some(people), Some(people)));
                proptest::prop_assert!(row.published_at.is_some());
            }
        }
    }
    Ok(())
}

async fn expected_communication(backend: &Backend, message: MessageId) -> CommunicationId {
    let row = message::Entity::find_by_id(message).one(&backend.db).await.expect("messages");
    row.and_then(|row| row.communication_id).expect("a communication")
}

/// Everybody who has received it, with all their schools.
async fn delivered(backend: &Backend, id: MessageId) -> BTreeMap<PersonId, BTreeSet<EstablishmentId>> {
    let mut people: BTreeMap<PersonId, BTreeSet<EstablishmentId>> = BTreeMap::new();
    for row in delivery::Entity::find().all(&backend.db).await.expect("deliveries") {
        if row.message_id == id {
            let first = row.establishment_id.expect("a recipient of a school");
            assert!(people.insert(row.person_id, [first].into()).is_none());
        }
    }
    for row in delivery_also::Entity::find().all(&backend.db).await.expect("further schools") {
        if row.message_id == id {
            let schools = people.get_mut(&row.person_id).expect("a first school");
            assert!(*schools.first().expect("one") < row.establishment_id, "the smallest comes first");
            assert!(schools.insert(row.establishment_id));
        }
    }
    people
}

/// A person who may send anything to everybody.
async fn author(backend: &Backend) -> PersonId {
    let row = person_row::ActiveModel {
        external_id: Set("auteur".to_owned()),
        last_name: Set("Martin".to_owned()),
        first_name: Set("Camille".to_owned()),
        email: Set(String::new()),
        ..Default::default()
    };
    let id = row.insert(&backend.db).await.expect("a person").id;
    let row = account::ActiveModel {
        person_id: Set(id),
        login: Set("auteur".to_owned()),
        password_hash: Set(String::new()),
        portal_administrator: Set(true),
        ..Default::default()
    };
    account::Entity::insert(row).exec_without_returning(&backend.db).await.expect("an account");
    id
}

async fn send(
    backend: &Backend,
    directory: &Stored,
    author: PersonId,
    number: usize,
    targets: &[Target],
) -> MessageId {
    let db = &backend.db;
    let now = backend.clock.now();
    let row = communication::ActiveModel {
        author_id: Set(author),
        form_key: Set(format!("key-{number}")),
        channel: Set(Channel::Message),
        title: Set("Objet".to_owned()),
        perimeter_key: Set(String::new()),
        source_name: Set("Lycée".to_owned()),
        search_text: Set(String::new()),
        created_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(db).await.expect("a communication").id;
    for (position, criteria) in (0..).zip(directory.targets(targets).as_slice()) {
        let criteria = Json::new(criteria.clone()).expect("JSON");
        let row = target::ActiveModel {
            communication_id: Set(id),
            position: Set(position),
            criteria: Set(criteria),
        };
        target::Entity::insert(row).exec_without_returning(db).await.expect("a target");
    }
    for school in &directory.ids {
        let row = publication::ActiveModel {
            communication_id: Set(id),
            establishment_id: Set(*school),
            begins_at: Set(now),
            ends_at: Set(now),
            changed_at: Set(now),
            ..Default::default()
        };
        publication::Entity::insert(row).exec_without_returning(db).await.expect("a publication");
    }
    let row = message::ActiveModel {
        kind: Set(MessageKind::Communication),
        communication_id: Set(Some(id)),
        author_id: Set(Some(author)),
        sender_name: Set("Camille".to_owned()),
        source_name: Set("Lycée".to_owned()),
        subject: Set("Objet".to_owned()),
        excerpt: Set(String::new()),
        copy_to_author: Set(false),
        reply_allowed: Set(false),
        acknowledgement: Set(Acknowledgement::None),
        attachments: Set(0),
        dedup: Set(Some(format!("communication-{id}"))),
        created_at: Set(now),
        due_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(db).await.expect("a message").id;
    let (key, now) = (id.to_string(), backend.clock.now());
    queue::enqueue(db, now, &New::about(Kind::Deliver, &key, id.0, now)).await.expect("a job");
    id
}
