//! A database of an earlier version comes along.

use std::fmt::Write;

use backend::{
    Backend,
    access::Caller,
    accounts::{SESSION_IDLE_MS, SESSION_LIFETIME_MS},
    clock::Clock,
    database,
};
use domain::{
    PersonId,
    access::{Right, Role, Subject},
    communications::Channel,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use testing::{NOW, at, directory, for_each_url};

/// What the first version of the program left: a school, two people, an account, a role, a session.
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

#[tokio::test]
async fn what_the_first_version_left_is_kept() {
    for_each_url(async |url| {
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
    })
    .await;
}
