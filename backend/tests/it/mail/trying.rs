//! Copies that cannot be sent at once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use backend::{Failpoint, Services, jobs::run_next, queue::Kind};

use super::{
    MINUTE, failure, letter, open_and_failed,
    relay::{Relay, RelayAnswer, breaking},
    send_all, services, wants, world,
};
use testing::{World, both_engines, send_next};

#[both_engines]
async fn a_copy_that_cannot_be_sent_now_is_sent_later(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    for answer in [RelayAnswer::Busy, RelayAnswer::WantsPassword] {
        relay.answers(answer);
        letter(&world, "Bientôt", None, &["parent"]).await;
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (1, 0), "{answer:?}");
        // Not before the pause is over.
        world.wait(MINUTE - 1);
        relay.answers(RelayAnswer::Takes);
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (1, 0), "{answer:?}");
        world.wait(1);
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (0, 0), "{answer:?}");
    }
    assert_eq!(relay.taken().len(), 2);
}

#[both_engines]
async fn a_permanent_refusal_ends_the_job_with_its_reason(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    for (answer, reason) in [(RelayAnswer::KnowsNobody, "550"), (RelayAnswer::RefusesSender, "554")] {
        relay.answers(answer);
        letter(&world, "Jamais", None, &["parent"]).await;
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (0, 1), "{answer:?}");
        let told = failure(&world).await;
        assert!(told.contains(reason) || told.contains("Mailbox") || told.contains("Transaction"), "{told}");
        world.sql("DELETE FROM job").await;
    }
    // An invalid address.
    world.sql("UPDATE person SET email = 'pas une adresse' WHERE email <> ''").await;
    relay.answers(RelayAnswer::Takes);
    letter(&world, "Jamais", None, &["parent"]).await;
    send_all(&world).await;
    assert_eq!(open_and_failed(&world).await, (0, 1));
    assert!(failure(&world).await.contains("address"));
    assert!(relay.taken().is_empty());
}

#[both_engines]
async fn a_letter_that_the_relay_never_takes_fails_in_the_end(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    relay.answers(RelayAnswer::Busy);
    letter(&world, "Longtemps", None, &["parent"]).await;
    for attempt in 1..=12 {
        send_all(&world).await;
        let failures = world.number("SELECT CAST(failures AS BIGINT) FROM job").await;
        assert_eq!(failures, Some(attempt));
        world.wait(6 * 60 * MINUTE);
    }
    assert_eq!(open_and_failed(&world).await, (0, 1));
    assert!(!failure(&world).await.is_empty());
}

#[both_engines]
async fn a_broken_connection_loses_nothing(url: &str) {
    let (relay, address) = Relay::start();
    // During the greeting, the envelope, and the text.
    for after in [10, 60, 700] {
        let line = breaking(address, after, 1).await;
        let folder = tempfile::tempdir().expect("a folder");
        let own = format!("sqlite:{}?mode=rwc", folder.path().join("own.db").display());
        let world = World::with(if after == 10 { url } else { &own }, services(line)).await;
        wants(&world, "parent").await;
        letter(&world, "Coupure", None, &["parent"]).await;
        let before = relay.taken().len();
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (1, 0), "after {after}");
        assert_eq!(relay.taken().len(), before, "half a letter is none: after {after}");
        world.wait(MINUTE);
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (0, 0), "after {after}");
        assert_eq!(relay.taken().len(), before + 1, "after {after}");
    }
}

#[both_engines]
async fn a_silent_relay_is_retried_later(url: &str) {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut services = services(silent.local_addr().expect("an address"));
    services.mail = services.mail.map(|mailer| mailer.with_patience(std::time::Duration::from_millis(200)));
    let world = World::with(url, services).await;
    wants(&world, "parent").await;
    letter(&world, "Silence", None, &["parent"]).await;
    send_all(&world).await;
    assert_eq!(open_and_failed(&world).await, (1, 0));
    assert_eq!(failure(&world).await, "no answer in time");
}

#[both_engines]
async fn two_processes_send_once_and_a_dead_one_loses_nothing(url: &str) {
    let (world, relay) = world(url, &["parent", "professeur", "eleve"]).await;
    let second = world.second_process().await;
    let readers = ["parent", "professeur", "eleve"];
    for subject in ["Un", "Deux", "Trois"] {
        letter(&world, subject, None, &readers).await;
    }
    let both = async |backend: &backend::Backend| while send_next(backend).await {};
    tokio::join!(both(&world.backend), both(&second));
    assert_eq!(relay.taken().len(), 9, "each copy once");
    // A process took a copy and died: no other process sends it before the lease expires.
    let lease = world.backend.clock.now().0 + 5 * MINUTE;
    let taken =
        format!("UPDATE job SET done_at = NULL, leased_until = {lease} WHERE id = (SELECT MIN(id) FROM job)");
    world.sql(&taken).await;
    send_all(&world).await;
    assert_eq!(relay.taken().len(), 9);
    world.wait(5 * MINUTE + 1);
    send_all(&world).await;
    let letters = relay.taken();
    assert_eq!(letters.len(), 10);
    let again = letters[9].header("Message-ID");
    assert_eq!(
        letters[..9].iter().filter(|letter| letter.header("Message-ID") == again).count(),
        1,
        "the same e-mail"
    );
}

/// Several copies are sent at the same time.
#[both_engines]
async fn a_copy_that_panics_breaks_no_other_off(url: &str) {
    let (relay, address) = Relay::start();
    let first = AtomicBool::new(true);
    let failpoint = Failpoint::new(move |place| {
        assert!(place != "mail-job" || !first.swap(false, Ordering::SeqCst), "a planted panic");
    });
    let world = World::with(url, Services { failpoint, ..services(address) }).await;
    for name in ["parent", "eleve", "cpe"] {
        wants(&world, name).await;
    }
    letter(&world, "Sortie", None, &["parent", "eleve", "cpe"]).await;
    let backend = Arc::clone(&world.backend);
    let run = tokio::spawn(async move { run_next(&backend, Kind::Mail).await.map(|_| ()) });
    assert!(run.await.is_err_and(|ended| ended.is_panic()), "the panic reaches the supervisor");
    assert_eq!(relay.taken().len(), 2, "the others were sent");
    assert_eq!(open_and_failed(&world).await, (1, 0), "and are known as sent; one waits for another try");
    world.wait(MINUTE);
    send_all(&world).await;
    assert_eq!((relay.taken().len(), open_and_failed(&world).await), (3, (0, 0)));
}
