//! Messages: delivered to each person once, in batches, even after failures.

mod cancel;
mod failing;
mod fence;
mod generated;
mod reconcile;
mod remind;
mod state;

use backend::{
    delivery::{Run, Step},
    entities::{delivery, delivery_also, job, message as letter, publication},
    queue::Kind,
};
use domain::{CommunicationId, MessageId, communications::Status, directory::Profile, time::Millis};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testing::{Actor, World, both_engines, deliver_next, in_schools, note, of_profile};

/// The lease: how long a process holds a message without completing a batch.
pub const LEASE_MS: i64 = Kind::Deliver.policy().lease_ms;

/// Everything that the engine writes, to be compared as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    messages: Vec<letter::Model>,
    deliveries: Vec<delivery::Model>,
    also: Vec<delivery_also::Model>,
    publications: Vec<publication::Model>,
    jobs: Vec<job::Model>,
}

pub async fn written(world: &World) -> Written {
    let db = &world.backend.db;
    Written {
        messages: letter::Entity::find().order_by_asc(letter::Column::Id).all(db).await.expect("messages"),
        deliveries: delivery::Entity::find()
            .order_by_asc(delivery::Column::MessageId)
            .order_by_asc(delivery::Column::PersonId)
            .all(db)
            .await
            .expect("deliveries"),
        also: delivery_also::Entity::find()
            .order_by_asc(delivery_also::Column::MessageId)
            .order_by_asc(delivery_also::Column::PersonId)
            .order_by_asc(delivery_also::Column::EstablishmentId)
            .all(db)
            .await
            .expect("further schools"),
        publications: publication::Entity::find()
            .order_by_asc(publication::Column::CommunicationId)
            .order_by_asc(publication::Column::EstablishmentId)
            .all(db)
            .await
            .expect("publications"),
        jobs: job::Entity::find().order_by_asc(job::Column::Id).all(db).await.expect("jobs"),
    }
}

/// The message of a communication.
pub async fn letter_of(world: &World, id: CommunicationId) -> letter::Model {
    let of_it = letter::Entity::find().filter(letter::Column::CommunicationId.eq(id));
    of_it.one(&world.backend.db).await.expect("messages").expect("a message")
}

/// The job that delivers a message.
pub async fn job_of(world: &World, message: MessageId) -> job::Model {
    let of_it = job::Entity::find()
        .filter(job::Column::Kind.eq("deliver"))
        .filter(job::Column::SubjectId.eq(message));
    of_it.one(&world.backend.db).await.expect("jobs").expect("a job")
}

/// The names of the people with this message in their inbox.
pub async fn readers(world: &World, message: MessageId) -> Vec<String> {
    let sql = format!(
        "SELECT p.external_id FROM delivery d JOIN message m ON m.id = d.message_id \
         JOIN person p ON p.id = d.person_id WHERE m.id = {message} AND d.person_id <= m.reached \
         AND (m.cancelled_at IS NULL OR d.read_at IS NOT NULL)"
    );
    let mut names = testing::directory::rows(&world.backend.db, &sql).await;
    names.sort();
    names
}

pub async fn take(world: &World) -> Run {
    Run::take(&world.backend).await.expect("work").expect("a message that is due").in_batches_of(1)
}

pub async fn step(world: &World, run: &Run) -> Step {
    run.step(&world.backend).await.expect("a step")
}

fn families() -> [domain::targets::TargetInput; 2] {
    [of_profile(Profile::Parent), of_profile(Profile::Student)]
}

async fn status(sender: Actor<'_>, id: CommunicationId) -> Status {
    sender.detail(id).await.expect("a page").status
}

#[both_engines]
async fn everybody_receives_it_once_and_every_school_counts_its_own(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("Rentrée").to(families())).await;
    assert_eq!(status(sender, id).await, Status::Deploying { done: 0, of: None });
    world.wait(1_500);
    assert!(deliver_next(&world.backend).await);

    // The parent is in two schools: one message, counted in both.
    let row = letter_of(&world, id).await;
    let all = ["collegien", "eleve", "parent", "reunionnais"];
    assert_eq!(readers(&world, row.id).await, all);
    assert_eq!((row.expected, row.delivered, row.reached), (Some(4), 4, i64::MAX));
    let now = Some(world.backend.clock.now());
    assert_eq!((row.sent_at, row.finished_at), (now, now));
    let job = job_of(&world, row.id).await;
    assert_eq!((job.done_at, job.leased_until, job.attempts), (now, None, 0));
    let parent = world.person("parent").await;
    let written = written(&world).await;
    let of_parent: Vec<_> = written.deliveries.iter().filter(|row| row.person_id == parent).collect();
    assert_eq!(of_parent.len(), 1);
    assert_eq!((of_parent[0].establishment_id, of_parent[0].several), (Some(world.curie), true));
    assert_eq!(of_parent[0].sent_at, world.backend.clock.now());
    let also: Vec<_> = written.also.iter().map(|row| (row.person_id, row.establishment_id)).collect();
    assert_eq!(also, [(parent, world.pasteur)]);
    let counts: Vec<_> = written
        .publications
        .iter()
        .map(|row| (row.establishment_id, row.recipients, row.delivered, row.published_at))
        .collect();
    let expected = [(world.curie, 2), (world.pasteur, 2), (world.leconte, 1)];
    assert_eq!(counts, expected.map(|(school, people)| (school, Some(people), Some(people), now)));
    let detail = sender.detail(id).await.expect("a page");
    assert_eq!((detail.status, detail.recipients), (Status::Deployed, Some(4)));
    assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE kind = 'communication'").await, Some(1));
}

#[both_engines]
async fn a_school_without_recipients_is_done_at_once(world: World) {
    let sender = world.actor("collectivite").await;
    let schools = [world.curie, world.leconte];
    let teachers = in_schools(&schools, of_profile(Profile::Teacher));
    let id = sender.sends(&note("Conseil").to([teachers])).await;
    let run = take(&world).await;
    assert_eq!(step(&world, &run).await, Step::Went);
    let rows = written(&world).await.publications;
    let leconte = rows.iter().find(|row| row.establishment_id == world.leconte).expect("a school");
    assert_eq!((leconte.recipients, leconte.delivered), (Some(0), Some(0)));
    assert!(leconte.published_at.is_some());
    let curie = rows.iter().find(|row| row.establishment_id == world.curie).expect("a school");
    assert_eq!((curie.recipients, curie.delivered, curie.published_at), (Some(2), Some(0), None));
    assert_eq!(readers(&world, letter_of(&world, id).await.id).await, Vec::<String>::new());
    assert_eq!(status(sender, id).await, Status::Deploying { done: 0, of: Some(2) });
    assert_eq!(step(&world, &run).await, Step::Went);
    assert_eq!(status(sender, id).await, Status::Deploying { done: 1, of: Some(2) });
}

#[both_engines]
async fn a_scheduled_message_waits_for_its_time(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Demain").to(families()).later("2026-10-06", "07:30")).await;
    world.publish().await;
    assert_eq!(status(sender, id).await, Status::Scheduled);
    world.set_clock("2026-10-06T05:29:59.999Z");
    assert!(!deliver_next(&world.backend).await);
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery").await, Some(0));
    world.set_clock("2026-10-06T05:30:00Z");
    // People who joined meanwhile receive it, people who left do not.
    world.leaves(world.person("eleve").await).await;
    world.add("nouveau").stands_in(testing::pupil(world.curie, "2de")).save().await;
    world.publish().await;
    assert_eq!(status(sender, id).await, Status::Deployed);
    assert_eq!(readers(&world, letter_of(&world, id).await.id).await, ["nouveau", "parent"]);
}

#[both_engines]
async fn the_author_gets_a_copy_on_request(world: World) {
    let sender = world.actor("cpe").await;
    let without = sender.publishes(&note("Sans copie").to(families())).await;
    let with = sender.publishes(&note("Avec copie").to(families()).copy_to_author()).await;
    let school_life = [of_profile(Profile::SchoolLife)];
    let own = sender.publishes(&note("À moi").to(school_life).copy_to_author()).await;
    for (id, names, expected) in [
        (without, &["eleve", "parent"][..], 2),
        (with, &["cpe", "eleve", "parent"], 2),
        // The author is a recipient like the others: one message, and it counts.
        (own, &["cpe"], 1),
    ] {
        let row = letter_of(&world, id).await;
        assert_eq!(readers(&world, row.id).await, names);
        assert_eq!((row.expected, row.delivered), (Some(expected), expected));
    }
    let copy = written(&world).await.deliveries;
    let with = letter_of(&world, with).await.id;
    let copy = copy.iter().find(|row| row.message_id == with && row.person_id == sender.person);
    assert_eq!(copy.expect("a copy").establishment_id, None);
}

#[both_engines]
async fn nobody_sees_a_message_before_it_is_delivered(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("Peu à peu").to(families())).await;
    let run = take(&world).await;
    assert_eq!(step(&world, &run).await, Step::Went);
    for done in 0..4_i64 {
        let row = letter_of(&world, id).await;
        assert_eq!(readers(&world, row.id).await.len(), usize::try_from(done).expect("few"));
        assert_eq!(row.delivered, done);
        world.wait(1_000);
        assert_eq!(step(&world, &run).await, Step::Went);
        // Each batch renews the lease.
        let until = job_of(&world, row.id).await.leased_until;
        assert_eq!(until, Some(world.backend.clock.now().plus(LEASE_MS)));
    }
    assert_eq!(step(&world, &run).await, Step::Finished);
    assert_eq!(step(&world, &run).await, Step::Lost, "what is finished stays");
    assert_eq!(letter_of(&world, id).await.reached, i64::MAX);
}

#[both_engines]
async fn each_batch_is_announced_to_open_pages(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("En direct").to(families())).await;
    let caller = sender.caller().await;
    let version = async || {
        let found = backend::communications::version_of(&world.backend, &caller, id).await;
        found.expect("a version").0
    };
    let run = take(&world).await;
    let mut versions = vec![version().await];
    for _ in 0..6 {
        let before = *world.backend.watch().borrow();
        step(&world, &run).await;
        world.backend.refresh().await.expect("revisions");
        let after = *world.backend.watch().borrow();
        assert_ne!(after.messages, before.messages, "open pages are told to look");
        assert_eq!(after.board, before.board, "home pages are not");
        versions.push(version().await);
    }
    let different: std::collections::BTreeSet<_> = versions.iter().collect();
    assert_eq!(different.len(), 7, "each step shows something new");
    assert_eq!(world.backend.clock.now(), Millis(testing::at(testing::NOW).0));
}

/// The index in memory may lag behind the directory: counters say what was written.
#[both_engines]
async fn counters_match_the_written_rows(world: World) {
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("Rentrée").to(families())).await;
    // The index does not know of the change.
    world.add("nouveau").stands_in(testing::pupil(world.leconte, "2de")).save().await;
    world.publish().await;
    let counts: Vec<_> = written(&world)
        .await
        .publications
        .iter()
        .map(|row| (row.establishment_id, row.recipients, row.delivered))
        .collect();
    let expected = [(world.curie, 2), (world.pasteur, 2), (world.leconte, 2)];
    assert_eq!(counts, expected.map(|(school, people)| (school, Some(people), Some(people))));
    assert_eq!(sender.detail(id).await.expect("a page").recipients, Some(5));
}
