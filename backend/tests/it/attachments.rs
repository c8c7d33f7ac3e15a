//! Files in forms: which are accepted or refused, and what is stored.

use std::convert::Infallible;

use backend::{
    Error, Result, Services,
    files::{self, Files, FilesSettings, Scanner, of_form, receive, remove, sweep},
};
use bytes::Bytes;
use domain::{
    fields::FieldProblem,
    files::{AttachmentLimits, AttachmentView},
};
use futures::{StreamExt as _, future::join_all, stream};

use testing::{Actor, World, both_engines, refused_field, samples};

pub const KEY: &str = "form-0001";
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Sends a file in pieces.
pub async fn send(actor: &Actor<'_>, key: &str, name: &str, content: &[u8]) -> Result<AttachmentView> {
    let pieces: Vec<_> =
        content.chunks(1_000).map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece))).collect();
    receive(&actor.world.backend, &actor.caller().await, key, name, stream::iter(pieces)).await
}

/// The whole content, as the download returns it.
pub async fn read(actor: &Actor<'_>, token: &str) -> Result<Vec<u8>> {
    let mut file = files::download(&actor.world.backend, &actor.caller().await, token).await?;
    let mut content = Vec::new();
    while let Some(piece) = file.content.next().await {
        content.extend_from_slice(&piece.expect("a piece"));
    }
    assert_eq!(content.len() as u64, file.bytes);
    Ok(content)
}

/// A world with its own folder for files.
async fn with_folder(url: &str, test: impl AsyncFn(&World, &std::path::Path)) {
    with_folder_and(url, |services| services, test).await;
}

async fn with_folder_and(
    url: &str,
    change: impl FnOnce(Services) -> Services,
    test: impl AsyncFn(&World, &std::path::Path),
) {
    let folder = tempfile::tempdir().expect("a folder");
    let settings =
        FilesSettings { url: folder.path().to_string_lossy().into_owned(), ..FilesSettings::default() };
    let files = Files::open(&settings).expect("a store");
    let world = World::with(url, change(Services { files, ..Services::default() })).await;
    test(&world, folder.path()).await;
}

/// The number of files in a folder and its subfolders, without the mark of the store.
pub fn stored(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let others = entries.filter(|path| !path.ends_with(".portevoix-magasin"));
    others.map(|path| if path.is_dir() { stored(&path) } else { 1 }).sum()
}

pub async fn rows(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM file").await.expect("a count")
}

#[both_engines]
async fn an_uploaded_file_is_downloaded_unchanged(url: &str) {
    with_folder(url, async |world, folder| {
        let cpe = world.actor("cpe").await;
        let content = [samples::pdf("menu"), vec![7; 3_000_000]].concat();
        let kept = send(&cpe, KEY, "C:\\Menus\\Été\u{202e} 2026.pdf", &content).await.expect("a file");
        assert_eq!((kept.name.as_str(), kept.media_type.as_str()), ("Été 2026.pdf", "application/pdf"));
        assert_eq!(kept.bytes, content.len() as u64);
        assert!(read(&cpe, &kept.token).await.expect("a file") == content);
        assert_eq!(
            of_form(&world.backend.db, cpe.person, KEY).await.expect("files"),
            std::slice::from_ref(&kept)
        );
        assert_eq!(stored(folder), 1);
        let other = world.actor("direction").await.caller().await;
        assert!(matches!(remove(&world.backend, &other, &kept.token).await, Err(Error::NotFound)));
        let me = cpe.caller().await;
        assert_eq!(remove(&world.backend, &me, &kept.token).await.expect("removed"), KEY);
        assert!(matches!(remove(&world.backend, &me, &kept.token).await, Err(Error::NotFound)));
        assert!(matches!(read(&cpe, &kept.token).await, Err(Error::NotFound)));
        assert_eq!((stored(folder), rows(world).await), (0, 0));
    })
    .await;
}

/// Files whose names match their content.
fn taken() -> [(&'static str, Vec<u8>); 18] {
    let text = "Nom;Prénom\nMorin;Élise\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    [
        ("a.PDF", samples::pdf("x")),
        ("a.png", samples::png()),
        ("a.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()),
        ("a.docx", samples::docx(&[])),
        ("a.odt", odt()),
        ("a.ods", packed_again()),
        ("a.tif", b"II*\0\x08\0\0\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0".to_vec()),
        ("b.csv", utf16(text, u16::to_le_bytes)),
        ("b.txt", utf16(text, u16::to_be_bytes)),
        ("b.ics", utf16("BEGIN:VCALENDAR\r\n", u16::to_le_bytes)),
        ("a.doc", samples::compound("WordDocument")),
        ("a.zip", samples::archive(&[("photos/a.txt", b"x")])),
        ("a.csv", latin),
        ("a.txt", text.into()),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec()),
        ("a.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0".to_vec()),
        ("a.mp3", b"ID3\x04\0\0\0\0\0\0".to_vec()),
    ]
}

fn odt() -> Vec<u8> {
    samples::archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")])
}

/// As a program for archives packs it: the type is not the first part.
fn packed_again() -> Vec<u8> {
    samples::archive(&[("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<x/>"), ("mimetype", b"?")])
}

/// With the mark of its order, as programs of Windows write "Unicode".
fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// Files whose names have a refused type.
const NOT_TAKEN: [(&str, &[u8]); 7] = [
    ("a.html", b"<html></html>"),
    ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("a.exe", b"MZ\x90\0"),
    ("a.pdf.js", b"alert(1)"),
    ("a.docm", b"PK\x03\x04"),
    ("a", b"text"),
    ("facture.pdf\u{202e}.exe", b"%PDF-1.7"),
];

/// Files whose names do not match their content.
fn mismatched() -> [(&'static str, Vec<u8>); 16] {
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>".to_vec()),
        ("a.png", samples::pdf("x")),
        ("a.pdf", b"MZ\x90\0".to_vec()),
        ("a.txt", b"<!DOCTYPE html><p>".to_vec()),
        ("a.txt", b"\xef\xbb\xbf  <svg onload=alert(1)>".to_vec()),
        ("a.csv", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("a.txt", b"text\0text".to_vec()),
        ("a.ics", b"BEGIN:VCARD\r\n".to_vec()),
        ("a.docx", samples::archive(&[("a.txt", b"x")])),
        ("a.docx", samples::docx(&["word/vbaProject.bin"])),
        ("a.xls", samples::compound("WordDocument")),
        ("a.ods", odt()),
        ("a.txt", utf16("<!DOCTYPE html>", u16::to_le_bytes)),
        ("a.txt", utf16("text\0text", u16::to_be_bytes)),
        ("a.odt", samples::archive(&[("content.xml", b"<x/>")])),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(100)),
    ]
}

#[both_engines]
async fn a_file_must_match_its_name_and_an_allowed_type(url: &str) {
    with_folder(url, async |world, folder| {
        let cpe = world.actor("cpe").await;
        for (position, (name, content)) in taken().iter().enumerate() {
            let key = format!("form-{position:04}");
            let kept = send(&cpe, &key, name, content).await;
            assert!(kept.is_ok(), "{name}: {kept:?}");
        }
        let (kept, lines) = (stored(folder), rows(world).await);
        for (name, content) in NOT_TAKEN {
            let (field, problem) = refused_field(send(&cpe, KEY, name, content).await);
            assert_eq!(field, "fichiers");
            let FieldProblem::FileNotAccepted { name: told } = &problem else {
                panic!("{name}: {problem:?}")
            };
            assert!(!told.contains('\u{202e}'));
        }
        for (name, content) in &mismatched() {
            let (_, problem) = refused_field(send(&cpe, KEY, name, content).await);
            assert_eq!(problem, FieldProblem::FileMismatch { name: (*name).to_owned() });
        }
        for name in ["a.docx", "a.xlsx", "a.pptx"] {
            let locked = samples::compound("EncryptedPackage");
            let (_, problem) = refused_field(send(&cpe, KEY, name, &locked).await);
            assert_eq!(problem, FieldProblem::FileProtected { name: name.to_owned() });
        }
        let (_, problem) = refused_field(send(&cpe, KEY, "a.pdf", b"").await);
        assert_eq!(problem, FieldProblem::FileEmpty { name: "a.pdf".to_owned() });
        assert_eq!((stored(folder), rows(world).await), (kept, lines));
    })
    .await;
}

#[both_engines]
async fn a_file_over_the_limit_is_refused(url: &str) {
    let limits = AttachmentLimits { bytes: 1024 * 1024, files: 10 };
    with_folder_and(
        url,
        |services| Services { limits, ..services },
        async |world, folder| {
            let cpe = world.actor("cpe").await;
            let mut content = samples::pdf("x");
            content.resize(1024 * 1024, b' ');
            send(&cpe, KEY, "a.pdf", &content).await.expect("just right");
            content.push(b' ');
            let (_, problem) = refused_field(send(&cpe, KEY, "b.pdf", &content).await);
            assert_eq!(problem, FieldProblem::FileTooLarge { name: "b.pdf".to_owned(), max_megabytes: 1 });
            assert_eq!((stored(folder), rows(world).await), (1, 1));
        },
    )
    .await;
}

#[both_engines]
async fn an_interrupted_upload_leaves_nothing(url: &str) {
    with_folder(url, async |world, folder| {
        let cpe = world.actor("cpe").await;
        let pieces = stream::iter([Ok(Bytes::from(samples::pdf("x"))), Err("gone")]);
        let cut = receive(&world.backend, &cpe.caller().await, KEY, "a.pdf", pieces).await;
        assert!(matches!(cut, Err(Error::Interrupted)), "{cut:?}");
        // The browser disconnects in the middle: the future is dropped.
        let pieces = stream::iter([Ok::<_, Infallible>(Bytes::from(samples::pdf("x")))]);
        let caller = cpe.caller().await;
        let never = receive(&world.backend, &caller, KEY, "a.pdf", pieces.chain(stream::pending()));
        assert!(tokio::time::timeout(std::time::Duration::from_millis(50), never).await.is_err());
        assert_eq!((stored(folder), rows(world).await), (0, 0));
    })
    .await;
}

#[both_engines]
async fn of_eleven_simultaneous_files_ten_are_accepted(url: &str) {
    with_folder(url, async |world, folder| {
        let cpe = world.actor("cpe").await;
        let names: Vec<String> = (0..11).map(|number| format!("{number}.pdf")).collect();
        let content = samples::pdf("x");
        let sent = join_all(names.iter().map(|name| send(&cpe, KEY, name, &content))).await;
        let (taken, refused): (Vec<_>, Vec<_>) = sent.into_iter().partition(Result::is_ok);
        assert_eq!((taken.len(), refused.len()), (10, 1), "{refused:?}");
        for refused in refused {
            assert_eq!(refused_field(refused).1, FieldProblem::TooManyFiles { max: 10 });
        }
        assert_eq!((stored(folder), rows(world).await), (10, 10));
        // Another form has a separate limit.
        send(&cpe, "form-0002", "a.pdf", &content).await.expect("a file");
    })
    .await;
}

#[both_engines]
async fn only_senders_on_a_channel_with_files_attach_files(url: &str) {
    with_folder(url, async |world, folder| {
        for name in ["eleve", "enseignant", "observateur"] {
            let sent = send(&world.actor(name).await, KEY, "a.pdf", &samples::pdf("x")).await;
            assert!(matches!(sent, Err(Error::Forbidden(_))), "{name}: {sent:?}");
        }
        let odd = send(&world.actor("cpe").await, "../x", "a.pdf", &samples::pdf("x")).await;
        assert!(matches!(odd, Err(Error::NotFound)), "{odd:?}");
        assert_eq!((stored(folder), rows(world).await), (0, 0));
    })
    .await;
}

#[both_engines]
async fn files_that_were_never_sent_are_deleted_after_a_day(url: &str) {
    with_folder(url, async |world, folder| {
            let cpe = world.actor("cpe").await;
            let content = samples::pdf("x");
            // File times come from the clock of the machine, not from the test clock.
            let real = backend::clock::Clock::System.now();
            world.backend.clock.set(real);
            for (key, name) in [("form-0001", "a.pdf"), ("form-0001", "b.pdf"), ("form-draft", "c.pdf")] {
                send(&cpe, key, name, &content).await.expect("a file");
            }
            world.sql(&format!("INSERT INTO draft (author_id, form_key, input, updated_at) VALUES ({}, 'form-draft', '{{}}', 0)", cpe.person)).await;
            let half = format!("ab/{}#1", "ab".repeat(16));
            std::fs::create_dir_all(folder.join("ab")).expect("a folder");
            std::fs::write(folder.join(half), "of a process that ended").expect("a file");
            std::fs::write(folder.join("ab/notes#1"), "of somebody else").expect("a file");
            assert_eq!(sweep(&world.backend).await.expect("a sweep"), 0);
            world.wait(DAY + 60_000);
            // Two rows of one form.
            assert_eq!(sweep(&world.backend).await.expect("a sweep"), 2);
            assert_eq!((stored(folder), rows(world).await), (2, 1), "and the notes of somebody else");
            world.sql("DELETE FROM draft").await;
            assert_eq!(sweep(&world.backend).await.expect("a sweep"), 1);
            assert_eq!((stored(folder), rows(world).await), (1, 0));
        })
        .await;
}

#[both_engines]
async fn a_virus_is_refused_and_recorded(url: &str) {
    let Some(clamd) = samples::clamd() else { return };
    let scanner = Some(Scanner::new(&clamd).expect("an address"));
    with_folder_and(url, |services| Services { scanner, ..services }, async |world, folder| {
            let cpe = world.actor("cpe").await;
            send(&cpe, KEY, "sain.pdf", &[samples::pdf("x"), vec![b' '; 20_000_000]].concat()).await.expect("a file");
            let virus = samples::eicar();
            let hidden = samples::archive(&[("photos/a.com", virus.as_bytes())]);
            for (name, content) in [("virus.txt", virus.as_bytes()), ("photos.zip", &hidden)] {
                let (field, problem) = refused_field(send(&cpe, KEY, name, content).await);
                assert_eq!((field.as_str(), problem), ("fichiers", FieldProblem::FileInfected { name: name.to_owned() }));
            }
            assert_eq!((stored(folder), rows(world).await), (1, 1));
            // The second one is only counted for a while.
            backend::audit::write_all_folded(&world.backend).await.expect("written");
            let entries = "SELECT COUNT(*) FROM audit_entry WHERE action = 'file_refused' AND outcome = 'refused' \
                           AND subject IN ('virus.txt', 'photos.zip') AND detail LIKE '%virus=Eicar%' AND actor = 'cpe Martin'";
            assert_eq!(world.number(entries).await, Some(2));
        })
        .await;
}

#[both_engines]
async fn without_the_scanner_every_file_is_refused(url: &str) {
    // A port where no server answers any more.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
    let scanner = Some(Scanner::new(&closed.expect("a port").to_string()).expect("an address"));
    with_folder_and(
        url,
        |services| Services { scanner, ..services },
        async |world, folder| {
            let sent = send(&world.actor("cpe").await, KEY, "a.pdf", &samples::pdf("x")).await;
            assert!(matches!(sent, Err(Error::ScannerUnavailable)), "{sent:?}");
            assert_eq!((stored(folder), rows(world).await), (0, 0));
        },
    )
    .await;
}
