//! What an operator sees: how the program starts and ends, its log, and the answers for monitoring.

use backend::{
    Services,
    files::{Files, FilesSettings, Scanner},
};
use testing_server::{Server, World, both_engines, on_sqlite_url};

use crate::process::{Portal, free, run, said};

#[tokio::test]
async fn a_mistyped_database_is_never_made_by_serving() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("portevoix.sqlit");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    for command in ["serve", "jobs"] {
        let output = run(&[command], &url, folder.path());
        let said = said(&output);
        assert!(!output.status.success(), "{said}");
        assert!(said.contains("database_url: ") && said.contains("portevoix.sqlit does not exist"), "{said}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert!(left.iter().all(|entry| entry.file_name() == "site"), "nothing was made: {left:?}");
    assert!(run(&["migrate"], &url, folder.path()).status.success(), "this makes it");
    assert!(run(&["jobs"], &url, folder.path()).status.success());
}

#[both_engines]
async fn an_empty_database_is_not_served(url: &str) {
    // The file or the database is there, without any table.
    let db = backend::database::connect(url, 1).await.expect("a connection");
    db.close().await.expect("a clean end");
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(&["serve"], url, folder.path());
    let said = said(&output);
    assert!(!output.status.success() && said.contains("the database is empty"), "{said}");
}

#[both_engines]
async fn a_site_that_is_not_there_is_not_served(url: &str) {
    World::new(url).await;
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(&["serve", "--site-root", "/nowhere"], url, folder.path());
    let said = said(&output);
    assert!(!output.status.success() && said.contains("site_root: /nowhere/pkg is not there"), "{said}");
}

#[both_engines]
async fn an_error_is_found_in_the_log_by_the_number_that_the_reader_saw(url: &str) {
    let world = World::new(url).await;
    let portal = Portal::start(url, &[]);
    world.sql("ALTER TABLE session RENAME TO gone").await;
    let request = reqwest::Client::new().get(format!("{}/messagerie/7?mot=cachottier", portal.origin));
    let answer = request.header("cookie", "portevoix=0").send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 500);
    let number = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let body = answer.text().await.expect("text");
    assert!(body.contains(&number), "{number}: {body}");
    let log = portal.stop().await;
    let about: Vec<&str> = log.lines().filter(|line| line.contains(&number)).collect();
    let route = "route=\"GET /messagerie/{id}\"";
    assert!(about.len() >= 2 && about.iter().all(|line| line.contains(route)), "{log}");
    assert!(about.iter().any(|line| line.contains("internal error") && line.contains("session")), "{log}");
    assert!(about.iter().any(|line| line.contains("status=500") && line.contains("ms=")), "{log}");
    assert!(!log.contains('\u{1b}') && !log.contains("cachottier"), "no colours, no query: {log}");
}

#[both_engines]
async fn monitoring_and_the_orderly_stop_work_when_every_connection_is_taken(url: &str) {
    World::new(url).await;
    let operations = free();
    let portal = Portal::start(url, &["--connections", "2", "--operations-address", &operations.to_string()]);
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(tokio::net::TcpStream::connect(portal.address()).await.expect("a connection"));
    }
    for path in ["live", "ready"] {
        let answer = reqwest::get(format!("http://{operations}/health/{path}")).await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{path}");
    }
    let page = reqwest::get(format!("http://{operations}/connexion")).await.expect("an answer");
    assert_eq!(page.status().as_u16(), 404, "nothing else is there");
    let log = portal.stop().await;
    drop(held);
    assert_eq!(log.matches("every connection is taken").count(), 1, "{log}");
}

#[tokio::test]
async fn a_folder_of_the_night_that_is_not_there_is_named_at_the_start() {
    on_sqlite_url(async |url| {
        World::new(url).await;
        let log = Portal::start(url, &["--import-folder", "/nowhere/delivery"]).stop().await;
        assert!(log.contains("/nowhere/delivery") && log.contains("import_folder is not there"), "{log}");
    })
    .await;
}

#[tokio::test]
async fn a_sender_of_e_mails_without_a_relay_is_named_at_the_start() {
    on_sqlite_url(async |url| {
        World::new(url).await;
        let log = Portal::start(url, &["--mail-from", "ent@example.fr"]).stop().await;
        assert!(log.contains("mail_from has no effect without smtp_url"), "{log}");
    })
    .await;
}

/// Files would be kept on a disk that nobody saves, and everybody would share the bounds of one address.
#[tokio::test]
async fn settings_that_lack_another_one_are_named_at_the_start() {
    on_sqlite_url(async |url| {
        World::new(url).await;
        let store = ["--attachments-endpoint", "https://s3.example.fr"];
        let public = ["--public-url", "https://ent.example.fr"];
        let log = Portal::start(url, &[store, public].concat()).stop().await;
        assert!(log.contains("settings of an S3 store have no effect"), "{log}");
        assert!(log.contains("trusted_proxies names no proxy"), "{log}");
        let log = Portal::start(url, &[public, ["--trusted-proxies", "127.0.0.1"]].concat()).stop().await;
        assert!(!log.contains("trusted_proxies") && !log.contains("an S3 store"), "{log}");
    })
    .await;
}

#[both_engines]
async fn a_database_that_refuses_changes_is_named(server: Server) {
    let ready = async || server.anonymous().get("/health/ready").await;
    assert_eq!(ready().await.status, 200);
    let (refuse, accept) = if server.world.backend.db.get_database_backend() == sea_orm::DbBackend::Postgres {
        let refuse = "CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN RAISE 'disk full' USING ERRCODE = '53100'; END \
                      $$ LANGUAGE plpgsql; CREATE TRIGGER full_disk BEFORE UPDATE ON setting EXECUTE FUNCTION full_disk()";
        (refuse, "DROP TRIGGER full_disk ON setting")
    } else {
        let refuse =
            "CREATE TRIGGER full_disk BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'disk full'); END";
        (refuse, "DROP TRIGGER full_disk")
    };
    server.world.sql(refuse).await;
    let answer = until(&server, 503).await;
    assert!(answer.contains("refuse toute écriture"), "{answer}");
    server.world.sql(accept).await;
    until(&server, 200).await;
}

#[both_engines]
async fn an_old_process_beside_a_newer_one_says_so(server: Server) {
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)";
    server.world.sql(newer).await;
    let answer = until(&server, 503).await;
    assert!(answer.contains("version plus récente"), "{answer}");
}

#[both_engines]
async fn a_newer_database_is_not_opened(url: &str) {
    let world = World::new(url).await;
    world
        .sql("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)")
        .await;
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["serve", "migrate", "jobs"] {
        let output = run(&[command], url, folder.path());
        let said = said(&output);
        assert!(!output.status.success() && said.contains("m20991231_000001_later"), "{command}: {said}");
    }
}

#[tokio::test]
async fn a_database_that_was_removed_is_missed_and_one_that_is_put_back_is_used() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let file = backend::database::file_of(url).expect("a file");
        until(&server, 200).await;
        let aside = file.with_extension("aside");
        std::fs::rename(&file, &aside).expect("moved");
        let answer = until(&server, 503).await;
        assert!(answer.contains("ne répond pas"), "{answer}");
        assert!(!file.exists(), "no empty database takes its place");
        std::fs::rename(&aside, &file).expect("moved back");
        until(&server, 200).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_away_is_reported_at_once() {
    testing_server::on_postgres_url(async |url| {
        let server = Server::start(url).await;
        let (address, name) = url.rsplit_once('/').expect("a name");
        let admin =
            backend::database::connect(&format!("{address}/postgres"), 1).await.expect("a connection");
        let admin_sql = async |sql: &str| {
            use sea_orm::ConnectionTrait as _;
            admin.execute_unprepared(sql).await.expect("SQL");
        };
        admin_sql(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        admin_sql(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await;
        let answer = until(&server, 503).await;
        assert!(answer.contains("ne répond pas"), "{answer}");
        let page = reqwest::Client::new().get(format!("http://{}/messagerie", server.address));
        let page = page.header("cookie", "portevoix=0").send().await.expect("an answer");
        assert_eq!(page.status().as_u16(), 503, "no fault of the program");
        assert!(page.headers().contains_key("retry-after"), "{:?}", page.headers());
        let page = page.text().await.expect("text");
        assert!(page.contains("La base de données du portail ne répond pas"), "{page}");
        admin_sql(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
        until(&server, 200).await;
    })
    .await;
}

#[tokio::test]
async fn a_folder_of_attachments_that_is_gone_is_named() {
    on_sqlite_url(async |url| {
        let root = tempfile::tempdir().expect("a folder");
        let (folder, aside) = (root.path().join("files"), root.path().join("aside"));
        let place = FilesSettings { url: folder.to_string_lossy().into_owned(), ..FilesSettings::default() };
        let files = Files::open(&place).expect("a store");
        let services = Services { files, ..Services::default() };
        let server = Server::start_with_services(url, services, None, |_| {}).await;
        backend::files::claim(&server.world.backend).await.expect("it is ours");
        until(&server, 200).await;
        std::fs::rename(&folder, &aside).expect("moved");
        let answer = until(&server, 503).await;
        assert!(answer.contains("pièces jointes manque"), "{answer}");
        std::fs::rename(&aside, &folder).expect("moved back");
        until(&server, 200).await;
        // An empty volume in its place is not the store either.
        std::fs::rename(&folder, &aside).expect("moved");
        std::fs::create_dir(&folder).expect("a folder");
        until(&server, 503).await;
    })
    .await;
}

#[tokio::test]
async fn a_scanner_that_is_away_is_named_and_the_portal_is_served() {
    on_sqlite_url(async |url| {
        let scanner = Scanner::new(&free().to_string()).expect("an address");
        let services = Services { scanner: Some(scanner), ..Services::default() };
        let server = Server::start_with_services(url, services, None, |_| {}).await;
        let answer = until(&server, 200).await;
        assert!(answer.contains("prêt") && answer.contains("clamd"), "{answer}");
    })
    .await;
}

/// Whatever is wrong, monitoring is answered within this time: it asks often, and gives up early.
const AT_ONCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Asks until the answer has this status; an answer is used again for a second.
async fn until(server: &Server, status: u16) -> String {
    let asked = async {
        loop {
            let asked = server.anonymous();
            let answer = tokio::time::timeout(AT_ONCE, asked.get("/health/ready")).await;
            let answer = answer.expect("monitoring never waits for the database");
            if answer.status == status {
                return answer.body;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let patience = std::time::Duration::from_mins(1);
    tokio::time::timeout(patience, asked).await.unwrap_or_else(|_| panic!("never {status}"))
}
