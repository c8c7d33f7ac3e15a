//! Files in a bucket of a real S3 server, and stores that fail.

use std::{net::SocketAddr, path::Path};

use backend::{
    Error, Services,
    files::{Files, FilesSettings, S3Settings, remove, sweep},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;

use crate::attachments::{KEY, read, rows, send, stored};
use testing::{World, both_engines, samples};

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A server whose only bucket, `ecole`, is a folder below `root`.
async fn bucket(root: &Path) -> SocketAddr {
    std::fs::create_dir(root.join("ecole")).expect("a bucket");
    let mut service = S3ServiceBuilder::new(FileSystem::new(root).expect("a folder"));
    service.set_auth(SimpleAuth::from_single("portevoix", "secret"));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((browser, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let builder = Builder::new(TokioExecutor::new());
                let _ = builder.serve_connection(TokioIo::new(browser), service).await;
            });
        }
    });
    address
}

fn services(server: SocketAddr, secret: &str) -> Services {
    let s3 = S3Settings {
        endpoint: Some(format!("http://{server}")),
        access_key_id: Some("portevoix".to_owned()),
        secret_access_key: Some(secret.to_owned()),
        ..S3Settings::default()
    };
    let files = Files::open(&FilesSettings { url: "s3://ecole/pieces/2026".to_owned(), s3 });
    Services { files: files.expect("a store"), ..Services::default() }
}

#[both_engines]
async fn a_bucket_stores_files_like_a_folder(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let world = World::with(url, services(bucket(root.path()).await, "secret")).await;
    let ours = root.path().join("ecole/pieces/2026");
    world.backend.clock.set(backend::clock::Clock::System.now());
    let cpe = world.actor("cpe").await;
    // One file is uploaded in one piece, the other in three.
    let contents = [samples::pdf("menu"), [samples::pdf("plan"), vec![7; 12_000_000]].concat()];
    let mut tokens = Vec::new();
    for content in &contents {
        let kept = send(&cpe, KEY, "a.pdf", content).await.expect("a file");
        assert!(read(&cpe, &kept.token).await.expect("a file") == *content);
        tokens.push(kept.token);
    }
    assert_eq!(stored(&ours), 2);

    remove(&world.backend, &cpe.caller().await, &tokens[0]).await.expect("removed");
    assert_eq!((stored(&ours), rows(&world).await), (1, 1));
    assert_eq!(sweep(&world.backend).await.expect("a sweep"), 0);
    world.wait(DAY + 60_000);
    assert_eq!(sweep(&world.backend).await.expect("a sweep"), 1);
    assert_eq!((stored(&ours), rows(&world).await), (0, 0));
}

#[both_engines]
async fn a_store_that_refuses_accepts_no_file(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let world = World::with(url, services(bucket(root.path()).await, "another secret")).await;
    takes_nothing(&world).await;
    assert_eq!(stored(root.path()), 0);
}

#[both_engines]
async fn a_silent_store_accepts_no_file(url: &str) {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
    takes_nothing(&World::with(url, services(closed.expect("a port"), "secret")).await).await;
}

async fn takes_nothing(world: &World) {
    let sent = send(&world.actor("cpe").await, KEY, "a.pdf", &samples::pdf("x")).await;
    assert!(matches!(sent, Err(Error::StoreUnavailable)), "{sent:?}");
    assert_eq!(rows(world).await, 0);
}

#[both_engines]
async fn a_failed_removal_leaves_the_form_and_is_repeated_later(url: &str) {
    let root = tempfile::tempdir().expect("a folder");
    let world = World::with(url, services(bucket(root.path()).await, "secret")).await;
    world.backend.clock.set(backend::clock::Clock::System.now());
    let cpe = world.actor("cpe").await;
    let kept = send(&cpe, KEY, "a.pdf", &samples::pdf("x")).await.expect("a file");
    let bucket = root.path().join("ecole");
    let aside = root.path().join("aside");
    std::fs::rename(&bucket, &aside).expect("a bucket that is away");
    let unread = read(&cpe, &kept.token).await;
    assert!(matches!(unread, Err(Error::StoreUnavailable)), "{unread:?}");
    remove(&world.backend, &cpe.caller().await, &kept.token).await.expect("out of the form");
    assert_eq!(rows(&world).await, 0);
    std::fs::rename(&aside, &bucket).expect("it is back");
    assert_eq!(stored(&bucket), 1);
    // Another file: a database without any deletes nothing.
    send(&cpe, "form-0002", "b.pdf", &samples::pdf("y")).await.expect("a file");
    world
        .sql(&format!(
            "INSERT INTO draft (author_id, form_key, input, updated_at) VALUES ({}, 'form-0002', '{{}}', 0)",
            cpe.person
        ))
        .await;
    world.wait(DAY + 60_000);
    assert_eq!(sweep(&world.backend).await.expect("a sweep"), 0);
    world.wait(30 * DAY);
    assert_eq!(sweep(&world.backend).await.expect("a sweep"), 1);
    assert_eq!(stored(&bucket), 1);
}
