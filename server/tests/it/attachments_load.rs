//! What uploads cost: runs the program in its own process and measures its memory and disk use.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use bytes::Bytes;
use futures::{future::join_all, stream};
use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};

use testing_server::{Answer, Browser, on_sqlite_url};

use crate::program::Program;

const MEGABYTE: u64 = 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// Bytes of files in the folder: files with a name, and unnamed files that the process holds open.
fn on_disk(program: &Program) -> u64 {
    held(&program.of_process("fd"), program.folder.path()) + stored(program.folder.path())
}

fn held(descriptors: &Path, folder: &Path) -> u64 {
    let entries = std::fs::read_dir(descriptors).into_iter().flatten().flatten();
    let of_folder = |path: &Path| {
        std::fs::read_link(path)
            .is_ok_and(|to| to.starts_with(folder) && to.to_string_lossy().ends_with("(deleted)"))
    };
    let sizes = entries.map(|entry| entry.path()).filter(|path| of_folder(path));
    sizes.filter_map(|path| std::fs::metadata(path).ok()).map(|facts| facts.len()).sum()
}

fn stored(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries
        .filter(|path| !path.ends_with(".portevoix-magasin"))
        .map(|path| {
            if path.is_dir() {
                stored(&path)
            } else {
                std::fs::metadata(&path).map_or(0, |facts| facts.len())
            }
        })
        .sum()
}

/// A document of this many bytes, generated while it is sent; `watched` is called with the bytes
/// sent so far.
fn document(bytes: u64, watched: impl Fn(u64) + Send + Sync + 'static) -> Body {
    let blank = Bytes::from(vec![b' '; PIECE]);
    let pieces = stream::unfold(0, move |sent| {
        watched(sent);
        let left = bytes - sent;
        let piece = match (sent, left) {
            (_, 0) => None,
            (0, _) => Some(Bytes::from_static(b"%PDF-1.7\n")),
            _ => Some(blank.slice(..PIECE.min(usize::try_from(left).unwrap_or(PIECE)))),
        };
        let next = piece.map(|piece| {
            let sent = sent + piece.len() as u64;
            (Ok::<_, std::io::Error>(piece), sent)
        });
        std::future::ready(next)
    });
    Body::wrap_stream(pieces)
}

async fn send(browser: &Browser, key: String, bytes: u64, body: Body) -> Answer {
    let part = Part::stream_with_length(body, bytes).file_name("a.pdf");
    let form = Form::new().text("cle", key).part("fichiers", part);
    let request = browser.request(Method::POST, "/communications/pieces-jointes");
    Answer::of(request.header("accept", "application/json").multipart(form)).await
}

#[tokio::test]
async fn a_gigabyte_is_refused_and_not_stored_anywhere() {
    on_sqlite_url(async |url| {
        let program = Program::start(url).await;
        let browser = program.browser().await;
        let warm = send(&browser, "form-warm".to_owned(), MEGABYTE, document(MEGABYTE, |_| {})).await;
        assert_eq!(warm.status, 200, "{}", warm.body);
        program.forget_peak();
        let (before, disk_before) = (program.kilobytes("VmRSS"), on_disk(&program));
        let most = Arc::new(AtomicU64::new(0));
        let (descriptors, folder) = (program.of_process("fd"), program.folder.path().to_owned());
        let seen = Arc::clone(&most);
        let body = document(1024 * MEGABYTE, move |sent| {
            if sent % (4 * MEGABYTE) < PIECE as u64 {
                seen.fetch_max(held(&descriptors, &folder) + stored(&folder), Ordering::Relaxed);
            }
        });
        let started = Instant::now();
        let answer = send(&browser, "form-large".to_owned(), 1024 * MEGABYTE, body).await;
        let took = started.elapsed();
        let memory = program.kilobytes("VmHWM").saturating_sub(before);
        let disk = most.load(Ordering::Relaxed).saturating_sub(disk_before);
        println!(
            "1 GB: {} s, memory +{memory} kB at most, disk +{} kB at most",
            took.as_secs_f32(),
            disk / 1024
        );
        assert_eq!(answer.status, 413, "{}", answer.body);
        assert_eq!(answer.json()["Fields"]["fichiers"]["FileTooLarge"]["max_megabytes"], 25);
        assert!(memory < 32 * 1024, "memory grew by {memory} kB");
        assert!(disk <= 26 * MEGABYTE, "the disk grew by {disk} bytes");
        assert_eq!(on_disk(&program), disk_before, "nothing is left");
    })
    .await;
}

#[tokio::test]
async fn fifty_uploads_at_once_need_little_memory() {
    on_sqlite_url(async |url| {
        let program = Program::start(url).await;
        let browser = program.browser().await;
        let warm = send(&browser, "form-warm".to_owned(), MEGABYTE, document(MEGABYTE, |_| {})).await;
        assert_eq!(warm.status, 200, "{}", warm.body);
        program.forget_peak();
        let before = program.kilobytes("VmRSS");
        let started = Instant::now();
        let size = 25 * MEGABYTE;
        let sent =
            (0..50).map(|form| send(&browser, format!("form-{form:04}"), size, document(size, |_| {})));
        let answers = join_all(sent).await;
        let took = started.elapsed();
        let memory = program.kilobytes("VmHWM").saturating_sub(before);
        println!("50 × 25 MB: {} s, memory +{memory} kB at most", took.as_secs_f32());
        for answer in answers {
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        assert_eq!(stored(program.folder.path()), 50 * size + MEGABYTE);
        assert!(memory < 64 * 1024, "memory grew by {memory} kB");
    })
    .await;
}
