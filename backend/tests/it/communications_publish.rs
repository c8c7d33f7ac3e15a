//! The worker that publishes announcements: everything exactly once, even after failures.

use std::sync::Arc;

use backend::entities::{job, publication};
use domain::{
    CommunicationId, Conflict,
    communications::{Concern, Status, view::SentFilter},
    directory::Profile,
    time::Millis,
};
use sea_orm::{EntityTrait, QueryOrder};
use testing::{NOW, World, announcement, at, both_engines, everybody, in_schools, of_profile, publish_next};

const LEASE_MS: i64 = 30_000;

async fn publications(world: &World) -> Vec<publication::Model> {
    let rows = publication::Entity::find().order_by_asc(publication::Column::EstablishmentId);
    rows.all(&world.backend.db).await.expect("publications")
}

async fn job(world: &World) -> job::Model {
    let first = job::Entity::find().order_by_asc(job::Column::Id);
    first.one(&world.backend.db).await.expect("jobs").expect("a job")
}

async fn status(world: &World, id: CommunicationId) -> Status {
    world.actor("collectivite").await.detail(id).await.expect("a page").status
}

#[both_engines]
async fn every_school_is_published_with_its_recipients(world: World) {
    let sender = world.actor("collectivite").await;
    // The parent is in two of the schools: a recipient in each, but only one in total.
    let form = announcement("Rentrée").to([of_profile(Profile::Parent), of_profile(Profile::Student)]);
    let id = sender.sends(&form).await;
    assert_eq!(status(&world, id).await, Status::Deploying { done: 0, of: Some(3) });
    assert_eq!(sender.detail(id).await.expect("a page").recipients, None);

    world.wait(1_500);
    assert!(publish_next(&world.backend).await);
    let rows = publications(&world).await;
    let recipients: Vec<_> = rows.iter().map(|row| (row.establishment_id, row.recipients)).collect();
    let (curie, pasteur, leconte) = (world.curie, world.pasteur, world.leconte);
    assert_eq!(recipients, [(curie, Some(2)), (pasteur, Some(2)), (leconte, Some(1))]);
    let now = Some(at(NOW).plus(1_500));
    assert!(rows.iter().all(|row| row.published_at == now && row.failed_at.is_none()), "{rows:?}");
    let detail = sender.detail(id).await.expect("a page");
    assert_eq!((detail.recipients, detail.status), (Some(4), Status::Deployed));
    assert_eq!(job(&world).await.done_at, now);
    assert!(!publish_next(&world.backend).await);
}

#[both_engines]
async fn publishing_again_changes_nothing(world: World) {
    world.actor("enseignant").await.publishes(&announcement("Réunion")).await;
    let before = publications(&world).await;
    // As if a process had died between its last school and the end of its job.
    world.sql("UPDATE job SET done_at = NULL, leased_until = NULL").await;
    world.wait(60_000);
    assert!(publish_next(&world.backend).await);
    assert_eq!(publications(&world).await, before);
    assert!(job(&world).await.done_at.is_some());
}

#[both_engines(flavor = "multi_thread")]
async fn two_processes_share_the_work(world: World) {
    let sender = world.actor("collectivite").await;
    for number in 0..6 {
        sender.sends(&announcement(&format!("Annonce {number}"))).await;
    }
    let second = world.second_process().await;
    let workers: Vec<_> = [&world.backend, &second, &world.backend, &second]
        .into_iter()
        .map(|backend| {
            let backend = Arc::clone(backend);
            tokio::spawn(async move { while publish_next(&backend).await {} })
        })
        .collect();
    for worker in workers {
        worker.await.expect("no panic");
    }
    let jobs = job::Entity::find().all(&world.backend.db).await.expect("jobs");
    let jobs: Vec<_> = jobs.into_iter().filter(|job| job.kind == "publish").collect();
    assert_eq!(jobs.len(), 6);
    assert!(jobs.iter().all(|job| job.attempts == 1 && job.done_at.is_some()), "{jobs:?}");
    assert!(publications(&world).await.iter().all(|row| row.published_at.is_some()));
}

#[both_engines]
async fn an_expired_lease_is_taken_over(world: World) {
    let id = world.actor("enseignant").await.sends(&announcement("Réunion")).await;
    // Another process took the job, and died.
    let until = at(NOW).0 + LEASE_MS;
    world.sql(&format!("UPDATE job SET leased_until = {until}, attempts = 1")).await;
    assert!(!publish_next(&world.backend).await);
    world.wait(LEASE_MS);
    assert!(!publish_next(&world.backend).await);
    world.wait(1);
    assert!(publish_next(&world.backend).await);
    assert_eq!(status(&world, id).await, Status::Deployed);
    assert_eq!(job(&world).await.attempts, 2);
}

#[both_engines]
async fn publishing_fails_after_five_attempts(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.sends(&announcement("Réunion")).await;
    let other = sender.sends(&announcement("Une autre")).await;
    let criteria = "UPDATE target SET criteria";
    world.sql(&format!("{criteria} = '{{broken' || criteria WHERE communication_id = {id}")).await;
    // Each attempt waits longer than the one before, and does not delay others.
    for (attempt, pause) in (1..).zip([2_000, 4_000, 8_000, 16_000]) {
        assert!(publish_next(&world.backend).await);
        world.publish().await;
        let next = job(&world).await;
        assert_eq!((next.failures, next.done_at), (attempt, None));
        assert_eq!(next.due_at, world.backend.clock.now().plus(pause));
        world.wait(pause);
    }
    let before = world.number("SELECT value FROM revision WHERE name = 'board'").await;
    assert!(publish_next(&world.backend).await);
    assert!(job(&world).await.failed_at.is_some(), "given up");
    assert_ne!(world.number("SELECT value FROM revision WHERE name = 'board'").await, before);
    let failed = publications(&world).await;
    let failed = failed.iter().find(|row| row.communication_id == id).expect("a publication");
    assert!(failed.failed_at.is_some() && failed.published_at.is_none());
    assert!(!publish_next(&world.backend).await);
    assert_eq!(status(&world, other).await, Status::Deployed);
    let list = sender.sent(&SentFilter::default()).await.expect("one broken row spoils no list");
    let row = list.rows.iter().find(|row| row.id == id).expect("the row");
    assert_eq!(row.status, Status::Failed);
    assert_eq!(world.actor("eleve").await.sees().await, ["Une autre"]);
}

#[both_engines]
async fn what_nobody_saw_because_its_period_was_over_is_not_said_to_be_published(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.sends(&announcement("Réunion").days("2026-10-05", "2026-10-06")).await;
    // The server stood still for the whole period.
    world.set_clock("2026-10-06T22:00:00Z");
    world.publish().await;
    assert_eq!(publications(&world).await[0].published_at, None);
    let detail = sender.detail(id).await.expect("a page");
    assert_eq!((detail.status, detail.concerns), (Status::Ended, vec![Concern::TooLate]));
    for name in ["enseignant", "direction"] {
        let letters = world.actor(name).await.finds_letters("", "").await;
        let failed = letters.iter().filter(|subject| subject.starts_with("Communication en échec")).count();
        assert_eq!((letters.len(), failed), (1, 1), "{name}: {letters:?}");
    }
}

#[both_engines]
async fn a_cancelled_communication_is_never_published(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.sends(&announcement("Annulée aussitôt")).await;
    sender.cancel(id).await.expect("cancelled");
    world.publish().await;
    assert_eq!(publications(&world).await[0].published_at, None);
    assert!(job(&world).await.done_at.is_some());
    assert_eq!(status(&world, id).await, Status::Cancelled);
    assert_eq!(world.actor("eleve").await.sees().await, Vec::<String>::new());
}

#[both_engines]
async fn the_status_follows_the_calendar(world: World) {
    let sender = world.actor("collectivite").await;
    let schools = [world.curie, world.leconte];
    let form =
        announcement("Vacances").days("2026-10-10", "2026-10-11").to([in_schools(&schools, everybody())]);
    let id = sender.publishes(&form).await;
    // Réunion begins two hours before Metz, and ends two hours before.
    for (instant, expected) in [
        (NOW, Status::Scheduled),
        ("2026-10-09T19:59:59.999Z", Status::Scheduled),
        ("2026-10-09T20:00:00Z", Status::Deploying { done: 1, of: Some(2) }),
        ("2026-10-09T21:59:59.999Z", Status::Deploying { done: 1, of: Some(2) }),
        ("2026-10-09T22:00:00Z", Status::Deployed),
        ("2026-10-11T20:00:00Z", Status::Deployed),
        ("2026-10-11T21:59:59.999Z", Status::Deployed),
        ("2026-10-11T22:00:00Z", Status::Ended),
    ] {
        world.set_clock(instant);
        world.publish().await;
        let detail = sender.detail(id).await.expect("a page");
        assert_eq!(detail.status, expected, "{instant}");
        assert_eq!(detail.facts.status(at(instant)), expected);
        assert_eq!(detail.may_cancel, expected != Status::Ended, "{instant}");
    }
    assert!(matches!(sender.cancel(id).await, Err(backend::Error::Conflict(Conflict::Ended))));
    world.backend.clock.set(Millis(0));
    assert_eq!(status(&world, id).await, Status::Scheduled, "computed, not stored");
}
