//! How the program starts: its settings, and what it prints.

use std::{
    path::Path,
    process::{Command, Output},
};

use backend::{
    Backend,
    clock::Clock,
    queue::{self, Kind, New},
};
use testing_server::{
    World, both_engines,
    directory::{count, texts},
    on_sqlite_url,
};

/// Runs the program without the settings of this process.
fn portevoix(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portevoix"));
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command.output().expect("the program starts")
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

fn written(folder: &Path, text: &str) -> String {
    let path = folder.join("portevoix.toml");
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

#[tokio::test]
async fn a_wrong_setting_stops_the_start_with_its_name() {
    on_sqlite_url(async |url| {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, value, reason) in [
            ("address", "ici", "socket address"),
            ("database_url", "mysql://x", "sqlite:PATH or postgres://"),
            ("database_url", "sqlite:", "the path is missing"),
            ("database_url", "sqlite://?mode=rwc", "the path is missing"),
            ("database_connections", "0", "at least 1"),
            ("connections", "0", "at least 1"),
            ("connections", "beaucoup", "beaucoup"),
            ("public_url", "ent.example.fr", "http:// or https://"),
            ("public_url", "https://ent.example.fr/portail", "without a path"),
            ("public_url", "https://", "a host"),
            ("attachments_endpoint", "https://", "a host"),
            ("operations_address", "127.0.0.1:3000", "another address"),
            ("trusted_proxies", "10.0.0.0/8, le proxy", "le proxy"),
            ("trusted_proxies", "10.0.0.0/99", "10.0.0.0/99"),
            ("outbound_networks", "intranet", "intranet"),
            ("forms_per_second", "0", "nonzero"),
            ("attachment_megabytes", "0", "nonzero"),
            ("attachment_files", "dix", "dix"),
            ("clamd", "clamd", "HOST:PORT or unix:/PATH"),
            ("smtp_url", "smtp://relais.example", "mail_from"),
            ("journal_days", "29", "the least is 30"),
            ("import_at", "26:00 Europe/Paris", "a time and a time zone"),
            ("undo_seconds", "61", "the most is 60"),
        ] {
            let flag = format!("--{}", name.replace('_', "-"));
            let variable = format!("PORTEVOIX_{}", name.to_uppercase());
            let file = written(folder.path(), &format!("{name} = \"{value}\"\n"));
            let database: &[(&str, &str)] =
                if name == "database_url" { &[] } else { &[("PORTEVOIX_DATABASE_URL", url)] };
            let by_variable = [database, &[(variable.as_str(), value)]].concat();
            for output in [
                portevoix(&["migrate", &flag, value], database),
                portevoix(&["migrate"], &by_variable),
                portevoix(&["migrate", "--config", &file], database),
            ] {
                let said = said(&output);
                assert!(!output.status.success(), "{name} = {value}: {said}");
                assert!(said.contains(name) && said.contains(reason), "{name} = {value}: {said}");
                assert!(!said.contains("panicked"), "{said}");
            }
        }
        let file = written(folder.path(), "trusted_proxy = \"10.0.0.1\"\n");
        let output = portevoix(&["migrate", "--config", &file], &[("PORTEVOIX_DATABASE_URL", url)]);
        assert!(!output.status.success() && said(&output).contains("trusted_proxy"), "{}", said(&output));
    })
    .await;
}

/// A portal that ran with it must start after an upgrade too.
#[tokio::test]
async fn a_senseless_setting_is_told_and_the_start_goes_on() {
    on_sqlite_url(async |url| {
        for (asked, told) in [("10000", false), ("10001", true), ("4294967295", true)] {
            let output =
                portevoix(&["migrate", "--database-connections", asked], &[("PORTEVOIX_DATABASE_URL", url)]);
            let said = said(&output);
            assert!(output.status.success(), "{asked}: {said}");
            assert_eq!(said.contains(&format!("database_connections: {asked} are too many")), told, "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn e_mail_needs_a_sender_and_an_address_for_its_links() {
    on_sqlite_url(async |url| {
        let relay = ("PORTEVOIX_SMTP_URL", "smtps://ent:tres-secret@relais.example");
        let (from, public) =
            (("PORTEVOIX_MAIL_FROM", "ent@example.fr"), ("PORTEVOIX_PUBLIC_URL", "https://ent.example.fr"));
        let database = ("PORTEVOIX_DATABASE_URL", url);
        for (given, missing) in [(vec![relay, from], "public_url"), (vec![relay, public], "mail_from")] {
            let output = portevoix(&["serve"], &[given, vec![database]].concat());
            let said = said(&output);
            assert!(
                !output.status.success() && said.contains(missing) && said.contains("smtp_url"),
                "{said}"
            );
            assert!(!said.contains("tres-secret"), "{said}");
        }
        assert!(portevoix(&["migrate"], &[database, relay, from, public]).status.success());
        let odd = [database, relay, public, ("PORTEVOIX_MAIL_FROM", "ent")];
        let output = portevoix(&["migrate"], &odd);
        assert!(!output.status.success() && said(&output).contains("mail_from"), "{}", said(&output));
        for (given, missing) in [
            ("PORTEVOIX_ATTACHMENTS_ACCESS_KEY", "attachments_secret_key is missing"),
            ("AWS_SECRET_ACCESS_KEY", "attachments_access_key is missing"),
        ] {
            let half = [database, (given, "x"), ("PORTEVOIX_ATTACHMENTS_URL", "s3://seau")];
            let output = portevoix(&["migrate"], &half);
            assert!(!output.status.success() && said(&output).contains(missing), "{}", said(&output));
        }
        // A store of attachments that is neither a folder nor S3 is reported when the server
        // starts.
        let site = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(site.path().join("pkg")).expect("a site");
        let root = site.path().to_string_lossy();
        for (store, reason) in [
            ("ftp://serveur/x", "s3://BUCKET/PREFIX"),
            ("s3://", "s3://BUCKET/PREFIX"),
            ("s3:/seau", "s3://BUCKET/PREFIX"),
            ("s3:seau/x", "s3://BUCKET/PREFIX"),
        ] {
            let output = portevoix(&["serve", "--site-root", &root, "--attachments-url", store], &[database]);
            assert!(!output.status.success() && said(&output).contains(reason), "{}", said(&output));
        }
    })
    .await;
}

#[tokio::test]
async fn a_flag_overrides_the_file_and_the_file_overrides_the_environment() {
    on_sqlite_url(async |url| {
        let folder = tempfile::tempdir().expect("a folder");
        let right = [("PORTEVOIX_DATABASE_URL", url), ("PORTEVOIX_TRUSTED_PROXIES", "10.0.0.0/8, ::1")];
        assert!(portevoix(&["migrate"], &right).status.success());
        let wrong = [("PORTEVOIX_DATABASE_URL", url), ("PORTEVOIX_FORMS_PER_SECOND", "0")];
        assert!(!portevoix(&["migrate"], &wrong).status.success());
        let file = written(folder.path(), "forms_per_second = 5\ntrusted_proxies = \"\"\n");
        assert!(portevoix(&["migrate", "--config", &file], &wrong).status.success());
        let file = written(folder.path(), "forms_per_second = 0\n");
        let by_flag = portevoix(&["migrate", "--config", &file, "--forms-per-second", "7"], &wrong);
        assert!(by_flag.status.success(), "{}", said(&by_flag));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_variable_stops_the_start_with_its_name() {
    on_sqlite_url(async |url| {
        let database = ("PORTEVOIX_DATABASE_URL", url);
        for name in [
            "PORTEVOIX_ADRESS",
            "PORTEVOIX_CONNEXIONS",
            "PORTEVOIX_",
            "PORTEVOIX_address",
            "PORTEVOIX_CONFIG",
        ] {
            let output = portevoix(&["migrate"], &[database, (name, "x")]);
            let told = format!("portevoix: {name}: no setting has this name");
            assert!(!output.status.success() && said(&output).contains(&told), "{name}: {}", said(&output));
        }
        // A start with these was never refused.
        for name in ["portevoix_connections", "Portevoix_Clamd"] {
            let output = portevoix(&["migrate"], &[database, (name, "x")]);
            let told = format!("{name} is ignored");
            assert!(output.status.success() && said(&output).contains(&told), "{name}: {}", said(&output));
        }
        // Variables of the scripts, variables of other programs and empty ones are ignored.
        let others = [("PORTEVOIX_BINARY", "x"), ("PORTEVOIXE", "x"), ("ADDRESS", "x"), ("PORTEVOIX_X", "")];
        let output = portevoix(&["migrate"], &[&others[..], &[database]].concat());
        assert!(output.status.success(), "{}", said(&output));
    })
    .await;
}

#[tokio::test]
async fn a_variable_that_is_no_text_stops_the_start_with_its_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    on_sqlite_url(async |url| {
        for name in ["PORTEVOIX_CLAMD", "PORTEVOIX_CONNEXIONS", "AWS_REGION"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_portevoix"));
            command.arg("migrate").env_clear().env("PORTEVOIX_DATABASE_URL", url);
            let output = command.env(name, OsStr::from_bytes(b"caf\xe9:3310")).output().expect("it starts");
            let told = said(&output);
            assert!(!output.status.success() && told.contains(&format!("portevoix: {name}: ")), "{told}");
        }
    })
    .await;
}

#[test]
fn the_help_names_each_flag_with_its_default() {
    let help = said(&portevoix(&["serve", "--help"], &[]));
    for (flag, text) in [
        ("--address", "[default: 127.0.0.1:3000]"),
        ("--public-url", "https://ent.example.fr"),
        ("--config", "TOML file"),
        ("--attachment-megabytes", "[default: 25]"),
    ] {
        assert!(help.contains(flag) && help.contains(text), "{flag}: {help}");
    }
    assert!(!help.contains("secret-key"), "a secret has no flag: {help}");
}

#[test]
fn the_help_of_a_command_shows_its_own_settings() {
    for (command, shown, hidden) in [
        ("import", "--database-url", "--attachments-url"),
        ("backup", "--attachments-url", "--smtp-url"),
        ("generate", "--seed", "--database-url"),
    ] {
        for line in [[command, "--help"], ["help", command]] {
            let help = said(&portevoix(&line, &[]));
            assert!(help.contains(shown) && !help.contains(hidden), "{line:?}: {help}");
        }
    }
}

#[both_engines]
async fn an_import_by_a_timer_that_meets_another_one_is_told(url: &str) {
    let world = World::new(url).await;
    world.administrator("collectivite").await;
    let (db, now) = (&world.backend.db, Clock::System.now());
    let other = New::about(Kind::Import, "directory", 1, now);
    queue::claim(db, now, &other).await.expect("an answer").expect("nobody imports");
    let folder = tempfile::tempdir().expect("a folder");
    let before = count(db, "message").await;
    let output = portevoix(&["import", &folder.path().to_string_lossy(), "--database-url", url], &[]);
    assert!(!output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("another import is running"), "{}", said(&output));
    assert_eq!(count(db, "message").await, before + 1, "the administrators are told");
}

/// A timer sees how an import ended by its exit code.
#[both_engines]
async fn the_command_says_how_an_import_ended(url: &str) {
    let world = World::new(url).await;
    world.administrator("collectivite").await;
    let db = &world.backend.db;
    let folder = tempfile::tempdir().expect("a folder");
    let [schools, people, memberships, families] = texts(db).await;
    let put = |people: &str, memberships: &str| {
        let files = [schools.as_str(), people, memberships, families.as_str()];
        let names = ["etablissements.csv", "usagers.csv", "rattachements.csv", "familles.csv"];
        for (name, text) in names.into_iter().zip(files) {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
    };
    let path = folder.path().to_string_lossy().into_owned();
    let import = |more: &[&str]| {
        let arguments = [&["import", path.as_str(), "--database-url", url], more].concat();
        let output = portevoix(&arguments, &[]);
        (output.status.success(), said(&output))
    };
    put(&people, &memberships);
    let (succeeds, told) = import(&[]);
    assert!(succeeds && told.contains("What was done:"), "{told}");
    let before = count(db, "message").await;

    let mut more = people.clone();
    for number in 0..51 {
        more += &format!("nulle-part-{number};Part;Nulle;\n");
    }
    put(&more, &memberships);
    let (succeeds, told) = import(&["--dry-run"]);
    assert!(succeeds && told.contains("The first 50 of 51."), "{told}");

    put(&format!("{people};Sans;Identifiant;\n"), &memberships);
    let (succeeds, told) = import(&[]);
    assert!(!succeeds && told.contains("usagers.csv") && told.contains("nothing was imported"), "{told}");

    let of_few = |text: &str| -> String {
        let stays = |line: &&str| line.starts_with("identifiant;") || line.starts_with("collectivite;");
        text.lines().filter(stays).flat_map(|line| [line, "\n"]).collect()
    };
    put(&of_few(&people), &of_few(&memberships));
    let (succeeds, told) = import(&[]);
    assert!(!succeeds && told.contains("People removed: "), "{told}");
    assert_eq!(count(db, "message").await, before + 2, "the administrators are told of both");
    let number = told.split_once("--confirm ").expect("a number").1;
    let number = number.split_whitespace().next().unwrap_or_default();
    let (succeeds, told) = import(&["--dry-run"]);
    assert!(succeeds && told.contains("What would be done:") && told.contains(number), "{told}");
    assert!(!import(&["--confirm", "12"]).0, "another number");
    let (succeeds, told) = import(&["--confirm", number]);
    assert!(succeeds, "{told}");
    assert_eq!(count(db, "person WHERE removed_at IS NULL").await, 1);
}

#[both_engines]
async fn the_journal_is_verified_on_the_command_line(url: &str) {
    let world = World::new(url).await;
    world.administrator("collectivite").await;
    world.visitor("192.0.2.1").enters("collectivite").await;
    let verify = |more: &[&str]| {
        let arguments = [&["audit", "verify", "--database-url", url], more].concat();
        let output = portevoix(&arguments, &[]);
        (output.status.success(), said(&output))
    };
    let (sound, told) = verify(&[]);
    assert!(sound && told.contains("The activity log is intact: 1 entry."), "{told}");
    let noted = told.split_once("--noted ").expect("what to note").1.trim().to_owned();
    let (sound, told) = verify(&["--noted", &noted]);
    assert!(sound, "{told}");
    let other = format!("1:{}", "0".repeat(64));
    let (sound, told) = verify(&["--noted", &other]);
    assert!(!sound && told.contains("was shortened or rewritten"), "{told}");
    let (sound, told) = verify(&["--noted", "hier"]);
    assert!(!sound && told.contains("NUMBER:HASH"), "{told}");
    for statement in
        ["DROP TRIGGER IF EXISTS audit_entry_is_not_changed", "UPDATE audit_entry SET subject = 'x'"]
    {
        let statement = if url.starts_with("postgres") && statement.starts_with("DROP") {
            "DROP TRIGGER audit_entry_stays ON audit_entry"
        } else {
            statement
        };
        world.sql(statement).await;
    }
    let (sound, told) = verify(&[]);
    assert!(!sound && told.contains("entry 1 does not follow"), "{told}");
    // Verifying changes nothing.
    let again = Backend::open(url, 1, Clock::System).await.expect("a backend");
    drop(again);
    assert_eq!(verify(&[]), (false, told));
}
