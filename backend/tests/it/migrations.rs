//! A database of an earlier version is migrated.

use std::fmt::Write;

use backend::{
    Backend, SecretKeys, Services,
    access::Caller,
    clock::Clock,
    database,
    directory::{past, runs},
    door::{SESSION_IDLE_MS, SESSION_LIFETIME_MS, SecretsAtStart, wrap_secrets},
};
use domain::{
    PersonId,
    access::{Right, Role, Subject},
    accounts::view::SecondFactor,
    communications::Channel,
    directory::ImportOrigin,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend};
use sha2::{Digest, Sha256};
use testing::{NOW, at, both_engines, directory};

/// Data of the first version of the program: a school, two people, an account, a role, a session.
async fn first_version(url: &str, token: &str) {
    let db = database::connect(url, 2).await.expect("a connection");
    Migrator::up(&db, Some(3)).await.expect("the first schema");
    let mut hash = String::new();
    for byte in Sha256::digest(token) {
        write!(hash, "{byte:02x}").expect("text");
    }
    let (now, over) = (at(NOW).0, at(NOW).0 + SESSION_LIFETIME_MS);
    for sql in [
        "INSERT INTO authority (id, name) VALUES (1, 'Mon bureau numérique')",
        "INSERT INTO establishment (id, uai, name, town, time_zone, authority_id) \
         VALUES (1, '0570051W', 'Lycée Curie', 'Metz', 'Europe/Paris', 1)",
        "INSERT INTO person (id, external_id, last_name, first_name, email) \
         VALUES (1, 'p1', 'Lefèvre-Œstrich', 'Élise', ''), (2, 'p2', 'Benali', 'Karim', '')",
        "INSERT INTO account (person_id, login, password_hash, portal_administrator) VALUES (1, 'elise', 'x', TRUE)",
        "INSERT INTO access_grant (role, person_id, establishment_id, authority_id) \
         VALUES ('sender_announcement', 2, 1, NULL), ('sender_administrator', 2, NULL, 1)",
        &format!(
            "INSERT INTO session (token_hash, person_id, created_at, expires_at) VALUES ('{hash}', 1, {now}, {over})"
        ),
        "INSERT INTO sign_in_failure (login, address, at) VALUES ('elise', '192.0.2.1', 1)",
    ] {
        db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
    }
    db.close().await.expect("a clean end");
}

#[both_engines]
async fn data_of_the_first_version_is_kept(url: &str) {
    let token = "a cookie from before";
    first_version(url, token).await;
    let backend = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("the new program");
    let db = &backend.db;
    let grants = directory::rows(db, "SELECT role, extent FROM access_grant ORDER BY id").await;
    assert_eq!(grants, ["sender_announcement whole", "sender_administrator whole"]);
    let sender = Caller::load(db, PersonId(2)).await.expect("somebody");
    let announcement = Subject { channel: Channel::Announcement, own: true };
    assert!(sender.may_anywhere(Right::CreateCommunication, announcement));
    let reach = sender.administered();
    assert!(reach.authorities.contains(&domain::AuthorityId(1)), "{reach:?}");

    let session = backend.sessions.person(db, token, at(NOW)).await.expect("a look");
    assert_eq!(session, Some(PersonId(1)), "nobody has to sign in again");
    let idle = domain::time::Millis(at(NOW).0 + SESSION_IDLE_MS);
    assert_eq!(backend.sessions.person(db, token, idle).await.expect("a look"), None, "but not for ever");

    let administrator = Caller::load(db, PersonId(1)).await.expect("somebody");
    for search in ["lefevre", "ÉLISE", "elise lef", "lefevre-oestr"] {
        let page = backend::accounts::list(&backend, &administrator, search, 1).await.expect("a page");
        let found: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(found, ["Élise Lefèvre-Œstrich"], "{search}");
    }
    assert_eq!(Role::ALL.len(), 8, "a role that is stored is still one");

    // Opening it again changes nothing.
    let again = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("the same program");
    assert_eq!(directory::count(&again.db, "access_grant").await, 2);
    assert_eq!(directory::count(&again.db, "session").await, 1);
}

/// Waiting, running, failed and finished work from the time before the queue.
const BEFORE_THE_QUEUE: [&str; 12] = [
    "INSERT INTO authority (id, name) VALUES (1, 'Mon bureau numérique')",
    "INSERT INTO establishment (id, uai, name, town, time_zone, authority_id) \
     VALUES (1, '0570051W', 'Lycée Curie', 'Metz', 'Europe/Paris', 1)",
    "INSERT INTO person (id, external_id, last_name, first_name, email) VALUES (1, 'p1', 'Keller', 'Anne', '')",
    "INSERT INTO communication (id, author_id, form_key, channel, severity, text, first_day, last_day, perimeter_key, \
     source_name, search_text, created_at, cancelled_at, cancelled_by) VALUES \
     (1, 1, 'k1', 'announcement', 'information', 'Une', '2026-10-05', '2026-10-06', '', '', '', 10, NULL, NULL), \
     (2, 1, 'k2', 'announcement', 'information', 'Deux', '2026-10-05', '2026-10-06', '', '', '', 20, NULL, NULL), \
     (3, 1, 'k3', 'message', 'information', 'Trois', '2026-10-05', '2026-10-05', '', '', '', 30, 90, 1), \
     (4, 1, 'k4', 'message', 'information', 'Quatre', '2026-10-05', '2026-10-05', '', '', '', 40, NULL, NULL)",
    "INSERT INTO publication (communication_id, establishment_id, begins_at, ends_at, changed_at, failed_at) \
     VALUES (4, 1, 1, 1, 1, 95)",
    "INSERT INTO job (kind, communication_id, due_at, attempts, leased_until, done_at) \
     VALUES ('publish', 1, 10, 1, 30010, 15), ('publish', 2, 20, 3, 30020, NULL)",
    "INSERT INTO message (id, kind, communication_id, about_id, sender_name, source_name, subject, excerpt, \
     copy_to_author, reply_allowed, acknowledgement, attachments, dedup, created_at, due_at, sent_at, reached, \
     finished_at, failed_at, cancelled_at, attempts, failures, leased_until, fence) VALUES \
     (1, 'communication', 3, NULL, '', '', 'Retiré', '', FALSE, FALSE, 'none', 0, 'communication-3', 30, 31, 32, 5, NULL, NULL, 90, 0, 0, NULL, 2), \
     (2, 'communication', 4, NULL, '', '', 'Échoué', '', FALSE, FALSE, 'none', 0, 'communication-4', 40, 41, NULL, 0, NULL, 95, NULL, 0, 4, NULL, 5), \
     (3, 'reminder', NULL, NULL, '', '', 'En cours', '', FALSE, FALSE, 'none', 0, 'reminder-1', 50, 51, 52, 7, NULL, NULL, NULL, 2, 1, 5051, 3), \
     (4, 'notification', NULL, 1, '', '', 'Distribué', '', FALSE, FALSE, 'none', 0, 'own-deployed-1', 60, 60, 60, 99, 61, NULL, NULL, 0, 0, NULL, 1), \
     (5, 'notification', NULL, 1, '', '', 'Nouveau', '', FALSE, FALSE, 'none', 0, 'school-new-1', 70, 71, NULL, 0, NULL, NULL, NULL, 0, 0, NULL, 0), \
     (6, 'notification', NULL, 3, '', '', 'Retiré', '', FALSE, FALSE, 'none', 0, 'school-withdrawn-3', 80, 81, NULL, 0, NULL, NULL, NULL, 0, 0, NULL, 0), \
     (7, 'notification', NULL, 4, '', '', 'Nouveau', '', FALSE, FALSE, 'none', 0, 'school-new-4', 85, 86, NULL, 0, NULL, NULL, NULL, 0, 0, NULL, 0)",
    "INSERT INTO message_body (message_id, html, search_text) SELECT id, '<p>Bonjour</p>', '' FROM message",
    "INSERT INTO outbox (dedup, message_id, person_id, due_at, attempts, leased_until, settled_at, failure) VALUES \
     ('m3-p1', 3, 1, 53, 0, NULL, NULL, NULL), ('m3-p2', 3, 2, 54, 4, 900, NULL, 'busy'), \
     ('m3-p3', 3, 3, 55, 1, NULL, 60, NULL), ('m1-p1', 1, 1, 33, 0, NULL, 90, 'withdrawn')",
    "INSERT INTO import_run (id, person_id, started_at, finished_at, report) VALUES \
     (1, 1, 5, 6, '{}'), (2, 1, 7, 8, NULL), (3, 1, 9, NULL, NULL)",
    "INSERT INTO account (person_id, login, password_hash, portal_administrator, totp_last_step) \
     VALUES (1, 'anne', 'x', TRUE, 0)",
    "INSERT INTO revision (name, value) VALUES ('board', 3)",
];

#[both_engines]
async fn work_from_before_the_queue_continues(url: &str) {
    let db = database::connect(url, 2).await.expect("a connection");
    Migrator::up(&db, Some(6)).await.expect("the schema of before");
    for sql in BEFORE_THE_QUEUE {
        db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
    }
    db.close().await.expect("a clean end");

    let backend = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("the new program");
    let job = "SELECT kind || ' ' || key || ' ' || subject_id || ' due ' || due_at || ' tries ' || attempts \
                   || '+' || failures || COALESCE(' leased ' || leased_until, '') || COALESCE(' done ' || done_at, '') \
                   || COALESCE(' failed ' || failed_at, '') || COALESCE(' by ' || person_id, '') \
                   || COALESCE(' ' || detail, '') || COALESCE(': ' || reason, '') FROM job ORDER BY id";
    let jobs = directory::rows(&backend.db, job).await;
    assert_eq!(
        jobs,
        [
            "publish 1 1 due 10 tries 1+0 done 15",
            "publish 2 2 due 20 tries 3+0 leased 30020",
            "deliver 1 1 due 31 tries 0+0 done 90",
            "deliver 2 2 due 41 tries 0+4 failed 95",
            "deliver 3 3 due 51 tries 2+1 leased 5051",
            "deliver 4 4 due 60 tries 0+0 done 61",
            "mail m3-p1 3 due 53 tries 0+0 by 1",
            "mail m3-p2 3 due 54 tries 0+4 leased 900 by 2: busy",
            "mail m3-p3 3 due 55 tries 0+1 done 60 by 3",
            "mail m1-p1 1 due 33 tries 0+0 done 90 by 1: withdrawn",
            "tell deployed-1 1 due 71 tries 0+0 deployed",
            "tell cancelled-3 3 due 81 tries 0+0 by 1 cancelled",
            "tell failed-4 4 due 86 tries 0+0 failed",
        ]
    );
    let messages = directory::rows(&backend.db, "SELECT dedup FROM message ORDER BY id").await;
    assert_eq!(messages, ["communication-3", "communication-4", "reminder-1", "own-deployed-1"]);
    // New rows get new numbers.
    assert!(backend::jobs::run_next(&backend, backend::queue::Kind::Prune).await.expect("pruned"));

    let administrator = Caller::load(&backend.db, PersonId(1)).await.expect("somebody");
    let state = async |id| runs::state(&backend, &administrator, id).await.expect("a run");
    assert_eq!(state(2).await, runs::RunState::Failed);
    assert_eq!(state(3).await, runs::RunState::Interrupted);
    runs::authorize(&backend, &administrator).await.expect("nobody imports");
    let listed = past::recent(&backend, &administrator).await.expect("the imports of before");
    let listed: Vec<_> = listed.iter().map(|run| (run.id, run.origin, run.undoable.is_some())).collect();
    assert_eq!(listed, [3, 2, 1].map(|id| (id, ImportOrigin::Page, false)));
}

#[both_engines]
async fn a_second_factor_from_before_still_asks_for_its_codes(url: &str) {
    const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let step = at(NOW).0 / 30_000;
    let db = database::connect(url, 2).await.expect("a connection");
    Migrator::up(&db, Some(6)).await.expect("the schema of before");
    for sql in [
        "INSERT INTO person (id, external_id, last_name, first_name, email) \
         VALUES (1, 'p1', 'Keller', 'Anne', ''), (2, 'p2', 'Benali', 'Karim', '')",
        &format!(
            "INSERT INTO account (person_id, login, password_hash, portal_administrator, totp_secret, totp_pending, \
             totp_since, totp_last_step) VALUES (1, 'anne', 'x', TRUE, '{SECRET}', NULL, 5, {step}), \
             (2, 'karim', 'x', FALSE, NULL, '{SECRET}', NULL, 0)"
        ),
    ] {
        db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
    }
    db.close().await.expect("a clean end");

    let secrets = SecretKeys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").expect("a key");
    let services = Services { secrets, ..Services::default() };
    let clock = Clock::fixed(at(NOW));
    let backend = Backend::open_with(url, 2, clock, services).await.expect("the new program");
    assert_eq!(wrap_secrets(&backend).await.expect("wrapped"), SecretsAtStart::Wrapped);
    let stored = directory::rows(&backend.db, "SELECT totp_secret FROM account WHERE person_id = 1").await;
    assert!(stored[0].starts_with("wrapped:") && !stored[0].contains(SECRET), "{stored:?}");
    let pending = "SELECT login FROM account WHERE totp_pending IS NOT NULL";
    assert!(
        directory::rows(&backend.db, pending).await.is_empty(),
        "an enrolment is begun anew, with the password"
    );
    let used = "SELECT person_id || ' ' || step FROM used_code";
    assert_eq!(directory::rows(&backend.db, used).await, [format!("1 {step}")], "the last code stays used");
    let anne = Caller::load(&backend.db, PersonId(1)).await.expect("somebody");
    let page = backend::accounts::account(&backend, &anne, None);
    let shown = page.await.expect("a page").second_factor;
    assert!(matches!(shown, SecondFactor::On { codes_left: 0, .. }), "{shown:?}");
}

/// A process of before goes on for a while, maybe in the middle of an import.
#[both_engines]
async fn an_import_of_before_begins_again_and_takes_nobody_away_by_half(url: &str) {
    let db = database::connect(url, 1).await.expect("a connection");
    let name = |name: &String| name.ends_with("_import_begins_again");
    let before = migrations::names().iter().position(name).expect("the change");
    Migrator::up(&db, Some(u32::try_from(before).expect("few"))).await.expect("the schema of before");
    let at_work = "UPDATE directory_side SET work = 7, steps = 3";
    db.execute_unprepared(at_work).await.expect("an import at work");
    Migrator::up(&db, None).await.expect("an upgrade");
    let step = "UPDATE directory_side SET steps = steps + 1 WHERE work = 7 AND steps > 0";
    let taken = db.execute_unprepared(step).await.expect("a statement");
    assert_eq!(taken.rows_affected(), 0, "it finds that it is no longer the one that writes");
    let columns = "id, what, last_name, first_name, email, search_last, search_first";
    let changes =
        format!("INSERT INTO import_person ({columns}) VALUES (1, 1, 'Roy', 'A', '', 'roy a', 'a roy')");
    db.execute_unprepared(&changes).await.expect("another name");
    // On PostgreSQL the switch writes by itself when they leave.
    let leaves = format!("INSERT INTO import_person ({columns}) VALUES (2, 8, '', '', '', '', '')");
    let refused = db.execute_unprepared(&leaves).await.is_err();
    assert_eq!(refused, db.get_database_backend() == DbBackend::Sqlite);
    let leaves =
        format!("INSERT INTO import_person ({columns}, removed_at) VALUES (3, 8, '', '', '', '', '', 5)");
    db.execute_unprepared(&leaves).await.expect("this version says when");
}

/// What was folded by hand before is folded by Unicode's tables now.
#[both_engines]
async fn what_is_searched_is_folded_anew(url: &str) {
    let db = database::connect(url, 1).await.expect("a connection");
    let before = migrations::names().iter().position(|name| name.ends_with("_folds")).expect("the change");
    Migrator::up(&db, Some(u32::try_from(before).expect("few"))).await.expect("the schema of before");
    for sql in [
        "INSERT INTO person (id, external_id, last_name, first_name, email, search_last, search_first) VALUES \
         (1, 'p1', 'O’Brien', 'Şahin', '', 'o brien şahin', 'şahin o brien'), \
         (2, 'p2', 'Benali', 'Karim', '', '', '')",
        "INSERT INTO audit_entry (number, at, actor, address, action, outcome, subject, detail, search_text, hash) \
         VALUES (1, 5, 'Paweł', '', 'signed_in', 'done', '', '', 'paweł l''entrée', 'x')",
    ] {
        db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
    }
    // More than are read at a time.
    let entry =
        |number: i32| format!("({number}, 5, '', '', 'signed_in', 'done', '', '', 'straße l''été', 'x')");
    let entries = (2..=4_500).map(entry).collect::<Vec<_>>().join(", ");
    let columns = "number, at, actor, address, action, outcome, subject, detail, search_text, hash";
    let sql = format!("INSERT INTO audit_entry ({columns}) VALUES {entries}");
    db.execute_unprepared(&sql).await.expect("entries");
    Migrator::up(&db, None).await.expect("an upgrade");
    let names =
        directory::rows(&db, "SELECT search_last || '|' || search_first FROM person ORDER BY id").await;
    assert_eq!(names, ["obrien sahin|sahin obrien", "benali karim|karim benali"]);
    let first = "SELECT search_text FROM audit_entry WHERE number = 1";
    assert_eq!(directory::rows(&db, first).await, ["pawel lentree"]);
    let left = "SELECT COUNT(*) || '' FROM audit_entry WHERE number > 1 AND search_text <> 'strasse lete'";
    assert_eq!(directory::rows(&db, left).await, ["0"]);
    let change = db.execute_unprepared("UPDATE audit_entry SET actor = 'x'").await;
    assert!(change.is_err(), "the journal does not change again");
}

/// Lists of one school begin with what went to few schools.
#[both_engines]
async fn publications_of_before_say_to_how_many_schools_they_went(url: &str) {
    let db = database::connect(url, 1).await.expect("a connection");
    let before = migrations::names().iter().position(|name| name.ends_with("_together")).expect("the change");
    Migrator::up(&db, Some(u32::try_from(before).expect("few"))).await.expect("the schema of before");
    for sql in [
        "INSERT INTO authority (id, name) VALUES (1, 'Mon bureau numérique')",
        "INSERT INTO establishment (id, uai, name, town, time_zone, authority_id) VALUES \
         (1, '0570051W', 'Lycée Curie', 'Metz', 'Europe/Paris', 1), \
         (2, '0570052X', 'Lycée Pasteur', 'Metz', 'Europe/Paris', 1)",
        "INSERT INTO person (id, external_id, last_name, first_name, email) VALUES (1, 'p1', 'Benali', 'Karim', '')",
        "INSERT INTO communication (id, author_id, form_key, channel, title, perimeter_key, source_name, \
         search_text, created_at) VALUES (1, 1, 'a', 'announcement', '', 'x', '', '', 0), \
         (2, 1, 'b', 'announcement', '', 'x', '', '', 0)",
        "INSERT INTO publication (communication_id, establishment_id, begins_at, ends_at, changed_at) \
         VALUES (1, 1, 0, 1, 0), (1, 2, 0, 1, 0), (2, 1, 0, 1, 0)",
    ] {
        db.execute_unprepared(sql).await.unwrap_or_else(|reason| panic!("{sql}: {reason}"));
    }
    Migrator::up(&db, None).await.expect("an upgrade");
    let schools = "SELECT communication_id || ': ' || schools FROM publication \
                   ORDER BY communication_id, establishment_id";
    assert_eq!(directory::rows(&db, schools).await, ["1: 2", "1: 2", "2: 1"]);
}
