//! Signing in and out, and how long a session lives.

use crate::support::{PASSWORD, World, for_each_url};
use backend::{
    Backend, Error,
    accounts::{self, From, SESSION_IDLE_MS, SESSION_LIFETIME_MS, SignInStep, Token, sign_out},
};
use domain::PersonId;

const ADDRESS: &str = "192.0.2.1";

async fn person_of(backend: &Backend, token: &str) -> Option<PersonId> {
    backend.sessions.person(&backend.db, token, backend.clock.now()).await.expect("a look")
}

/// Signs in from an address, with the cookie of an earlier session if there is one.
async fn sign_in(
    backend: &Backend,
    login: &str,
    password: &secrecy::SecretString,
    address: &str,
    session: Option<&str>,
) -> backend::Result<Token> {
    let from = From { address, session, ..From::default() };
    match accounts::sign_in(backend, login, password, &from).await? {
        SignInStep::Open(opened) => Ok(opened.session),
        SignInStep::CodeWanted(_) => panic!("nobody here has a second factor"),
    }
}

/// Signs in as "eleve" with this password.
async fn tries(world: &World, password: &str) -> backend::Result<String> {
    let token = sign_in(&world.backend, "eleve", &password.into(), ADDRESS, None).await?;
    Ok(token.as_str().to_owned())
}

#[tokio::test]
async fn the_right_password_opens_a_session() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        let token = tries(&world, PASSWORD).await.expect("a session");
        assert_eq!(person_of(&world.backend, &token).await, Some(id));
        let typed = sign_in(&world.backend, "  ELEVE ", &PASSWORD.into(), ADDRESS, None).await;
        assert!(typed.is_ok(), "capitals and blanks are no part of a login");
        assert_eq!(
            world.number(&format!("SELECT COUNT(*) FROM session WHERE token_hash = '{token}'")).await,
            Some(0)
        );
        for wrong in ["", "0", &token[1..], &token.to_uppercase(), &format!("{token} ")] {
            assert_eq!(person_of(&world.backend, wrong).await, None, "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_and_unknown_look_alike() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        world.account("eleve").await;
        let long = "x".repeat(10_000);
        for (login, password) in [
            ("eleve", "wrong"),
            ("eleve", ""),
            ("eleve", long.as_str()),
            ("eleve", "nul\0"),
            ("personne", PASSWORD),
            ("parent", PASSWORD),
            ("", PASSWORD),
            ("nul\0", PASSWORD),
            (long.as_str(), PASSWORD),
            ("' OR 1=1 --", PASSWORD),
        ] {
            let outcome = sign_in(&world.backend, login, &password.into(), ADDRESS, None).await;
            assert!(matches!(outcome, Err(Error::WrongCredentials)), "{login:?}");
        }
        assert_eq!(world.counts().await["session"], 0);
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_changes_the_session() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        world.account("parent").await;
        let first = tries(&world, PASSWORD).await.expect("a session");
        assert_eq!(person_of(&world.backend, &first).await, Some(id), "and it is remembered");
        let second = sign_in(&world.backend, "parent", &PASSWORD.into(), ADDRESS, Some(&first)).await;
        let second = second.expect("a session");
        assert_ne!(second.as_str(), first);
        assert_eq!(person_of(&world.backend, &first).await, None, "the cookie from before is dead");
        assert!(person_of(&world.backend, second.as_str()).await.is_some());
        // A cookie that never was ours is no session to take over.
        let fixed = "f".repeat(64);
        let third = sign_in(&world.backend, "eleve", &PASSWORD.into(), ADDRESS, Some(&fixed)).await;
        assert_ne!(third.expect("a session").as_str(), fixed);
        assert_eq!(person_of(&world.backend, &fixed).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_leaves_the_open_session_alone() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        let token = tries(&world, PASSWORD).await.expect("a session");
        let wrong = sign_in(&world.backend, "eleve", &"wrong".into(), ADDRESS, Some(&token)).await;
        assert!(wrong.is_err());
        assert_eq!(person_of(&world.backend, &token).await, Some(id));
    })
    .await;
}

#[tokio::test]
async fn guessing_has_to_wait() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        world.account("eleve").await;
        world.account("parent").await;
        for _ in 0..10 {
            assert!(matches!(tries(&world, "guess").await, Err(Error::WrongCredentials)));
        }
        world.wait(60_000);
        let Err(Error::TooManyAttempts { wait_seconds }) = tries(&world, PASSWORD).await else {
            panic!("even the right password waits");
        };
        assert_eq!(wait_seconds, 14 * 60);
        let elsewhere = sign_in(&world.backend, "eleve", &PASSWORD.into(), "192.0.2.2", None).await;
        assert!(elsewhere.is_ok(), "the pupil at home is not locked out by a guesser elsewhere");
        assert!(sign_in(&world.backend, "parent", &PASSWORD.into(), ADDRESS, None).await.is_ok());
        world.wait(i64::try_from(wait_seconds).expect("seconds") * 1_000);
        assert!(tries(&world, PASSWORD).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session_in_every_process() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        let second = world.second_process().await;
        let token = tries(&world, PASSWORD).await.expect("a session");
        let other = tries(&world, PASSWORD).await.expect("on another device");
        assert_eq!(person_of(&second, &token).await, Some(id), "and it is remembered there");
        sign_out(&world.backend, &token).await.expect("signed out");
        assert_eq!(person_of(&world.backend, &token).await, None);
        second.refresh().await.expect("revisions");
        assert_eq!(person_of(&second, &token).await, None);
        assert_eq!(person_of(&second, &other).await, Some(id), "the other device stays signed in");
        sign_out(&world.backend, &token).await.expect("twice is once");
    })
    .await;
}

#[tokio::test]
async fn who_has_left_the_directory_cannot_sign_in() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        let token = tries(&world, PASSWORD).await.expect("a session");
        world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {id}")).await;
        assert!(matches!(tries(&world, PASSWORD).await, Err(Error::WrongCredentials)));
        // The session that was open leads nowhere.
        let person = person_of(&world.backend, &token).await.expect("still a session");
        let caller = backend::access::Caller::load(&world.backend.db, person).await;
        assert!(matches!(caller, Err(Error::SignedOut)));
    })
    .await;
}

#[tokio::test]
async fn a_session_lasts_a_working_day() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let id = world.account("eleve").await;
        let second = world.second_process().await;
        let token = tries(&world, PASSWORD).await.expect("a session");
        assert_eq!(person_of(&world.backend, &token).await, Some(id));
        world.wait(SESSION_LIFETIME_MS - 1);
        assert_eq!(person_of(&world.backend, &token).await, Some(id));
        world.wait(1);
        assert_eq!(person_of(&world.backend, &token).await, None, "remembered, and over");
        assert_eq!(person_of(&second, &token).await, None, "read, and over");
        tries(&world, PASSWORD).await.expect("a new one");
        assert_eq!(world.counts().await["session"], 1, "what is over is swept away");
    })
    .await;
}

#[tokio::test]
async fn an_account_needs_somebody_of_the_directory() {
    for_each_url(async |url| {
        let world = World::new(url).await;
        let db = &world.backend.db;
        let nobody = backend::accounts::create(db, "inconnu", "x", "hash".to_owned(), true).await;
        assert!(matches!(nobody, Err(Error::NotFound)));
        let id = world.account("eleve").await;
        let hash = world.backend.passwords.hash(&"another password".into()).await.expect("a hash");
        let again = backend::accounts::create(db, "eleve", "Nouveau", hash, false).await.expect("replaced");
        assert_eq!(again, id);
        assert!(tries(&world, PASSWORD).await.is_err(), "the login from before is gone");
        let new = sign_in(&world.backend, "nouveau", &"another password".into(), ADDRESS, None).await;
        assert!(new.is_ok());
    })
    .await;
}
