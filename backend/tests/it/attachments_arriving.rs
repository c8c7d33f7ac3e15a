//! Files that are on their way take space as well.

use std::{convert::Infallible, sync::Arc, time::Duration};

use backend::{
    Error, Services,
    files::{Scanner, receive},
};
use bytes::Bytes;
use domain::{fields::FieldProblem, files::AttachmentLimits};
use futures::{StreamExt as _, future::join_all, stream};
use testing::{World, both_engines, samples};
use tokio::sync::Barrier;

use super::attachments::{rows, send};

const UPLOADS: usize = 12;

#[both_engines]
async fn half_sent_files_count_against_the_room_of_a_person(url: &str) {
    // Eight full forms: eight megabytes.
    let limits = AttachmentLimits { bytes: 1024 * 1024, files: 1 };
    let world = World::with(url, Services { limits, ..Services::default() }).await;
    let caller = world.actor("cpe").await.caller().await;
    let begin = [samples::pdf("menu"), vec![b' '; 900_000]].concat();
    // Each file ends when all of them are half there.
    let all_there = Arc::new(Barrier::new(UPLOADS));
    let sent = (0..UPLOADS).map(async |position| {
        let first = stream::iter([Ok::<_, Infallible>(Bytes::from(begin.clone()))]);
        let waits = Arc::clone(&all_there);
        let last = stream::once(async move {
            waits.wait().await;
            Ok(Bytes::from_static(b"end"))
        });
        let key = format!("form-{position:04}");
        receive(&world.backend, &caller, &key, "menu.pdf", Box::pin(first.chain(last))).await
    });
    let answers = join_all(sent).await;
    let refused = answers.iter().filter(|answer| match answer {
        Err(Error::Fields(errors)) => {
            errors.0.values().any(|problem| *problem == FieldProblem::TooManyUnsentFiles)
        }
        _ => false,
    });
    assert_eq!(refused.count(), 3, "{answers:#?}");
    assert_eq!(rows(&world).await, 9, "the others are kept");
    // What was refused is not counted for ever.
    world.sql("DELETE FROM file").await;
    let again = stream::iter([Ok::<_, Infallible>(Bytes::from(samples::pdf("menu")))]);
    receive(&world.backend, &caller, "form-0001", "menu.pdf", again).await.expect("room");
}

/// It accepts connections and never says anything.
#[both_engines]
async fn a_scanner_that_hangs_is_given_up_for_each_file(url: &str) {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address").to_string();
    let patience = Duration::from_millis(200);
    let scanner = Some(Scanner::new(&address).expect("an address").with_patience(patience));
    let world = World::with(url, Services { scanner, ..Services::default() }).await;
    let cpe = world.actor("cpe").await;
    let keys: Vec<String> = (0..30).map(|position| format!("form-{position:04}")).collect();
    let pdf = samples::pdf("menu");
    let sent = join_all(keys.iter().map(|key| send(&cpe, key, "menu.pdf", &pdf)));
    // Far less than if each of them waited for all those before.
    let answers = tokio::time::timeout(Duration::from_secs(20), sent).await.expect("answers in time");
    for answer in answers {
        assert!(matches!(answer, Err(Error::ScannerUnavailable)), "{answer:?}");
    }
    assert_eq!(rows(&world).await, 0);
}
