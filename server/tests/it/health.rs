//! What the operators' monitoring asks: does the portal work?

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use backend::{Failpoint, Services, Workers};

use testing_server::{Server, both_engines};

#[both_engines(flavor = "multi_thread")]
async fn a_stopped_worker_is_named_until_it_runs_again(url: &str) {
    let broken = Arc::new(AtomicBool::new(true));
    let switch = Arc::clone(&broken);
    let services = Services {
        restart_pause: Some(Duration::from_millis(1)),
        failpoint: Failpoint::new(move |worker| {
            assert!(worker != "deliver" || !switch.load(Ordering::SeqCst), "a planted panic");
        }),
        ..Services::default()
    };
    let server = Server::start_with_services(url, services, None, |_| {}).await;
    let ready = async || server.anonymous().get("/health/ready").await;
    let health = &server.world.backend.health;
    assert_eq!(ready().await.status, 200);

    let _workers = Workers::start(&server.world.backend);
    health.wait_for(|stopped| !stopped.is_empty()).await;
    let answer = ready().await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.body, "En panne\u{a0}: la distribution des messages.");
    assert_eq!(server.anonymous().get("/health/live").await.status, 200, "the process lives");

    broken.store(false, Ordering::SeqCst);
    health.wait_for(<[_]>::is_empty).await;
    assert_eq!(ready().await.status, 200);
}
