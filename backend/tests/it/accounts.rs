//! Signing in and out.

use backend::{Error, accounts, door};
use testing::{PASSWORD, World, both_engines};

const ADDRESS: &str = "192.0.2.1";

#[both_engines]
async fn the_right_password_opens_a_session(world: World) {
    let id = world.account("eleve").await;
    let mut browser = world.visitor(ADDRESS).enters("eleve").await;
    assert_eq!(browser.is().await, Some(id));
    let typed = world.visitor(ADDRESS).hears("  ELEVE ", PASSWORD).await;
    assert_eq!(typed, "open", "capitals and spaces do not distinguish logins");
    let token = browser.token().to_owned();
    let stored = format!("SELECT COUNT(*) FROM session WHERE token_hash = '{token}'");
    assert_eq!(world.number(&stored).await, Some(0), "what is stored opens nothing");
    for wrong in ["", "0", &token[1..], &token.to_uppercase(), &format!("{token} ")] {
        browser.session = Some(wrong.to_owned());
        assert_eq!(browser.is().await, None, "{wrong:?}");
    }
}

#[both_engines]
async fn wrong_passwords_and_unknown_logins_look_alike(world: World) {
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
        ("eleve\ncode", PASSWORD),
        (long.as_str(), PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ] {
        assert_eq!(world.visitor(ADDRESS).hears(login, password).await, "wrong", "{login:?}");
        world.wait(60_000);
    }
    assert_eq!(world.counts().await["session"], 0);
}

#[both_engines]
async fn any_login_that_an_administrator_gives_works(world: World) {
    world.account("eleve").await;
    // A hundred characters, but four hundred bytes.
    let login = "𝒶".repeat(100);
    world.sql(&format!("UPDATE account SET login = '{login}'")).await;
    assert_eq!(world.visitor(ADDRESS).hears(&login, PASSWORD).await, "open");
}

/// From a letter, with signs that show nothing, in capitals.
#[both_engines]
async fn a_login_works_as_it_is_copied(world: World) {
    world.account("eleve").await;
    for login in ["\u{200b}eleve\u{feff}", "\u{a0}ELEVE ", "ele\u{ad}ve\u{200e}"] {
        assert_eq!(world.visitor(ADDRESS).hears(login, PASSWORD).await, "open", "{login:?}");
    }
}

#[both_engines]
async fn signing_in_again_changes_the_session(world: World) {
    let id = world.account("eleve").await;
    world.account("parent").await;
    let first = world.visitor(ADDRESS).enters("eleve").await;
    assert_eq!(first.is().await, Some(id), "and it is remembered");
    let second = first.clone().enters("parent").await;
    assert_ne!(second.token(), first.token());
    assert_eq!(first.is().await, None, "the cookie from before is no longer accepted");
    assert!(second.is().await.is_some());
    // A forged cookie does not name a session, so it is not replaced.
    let mut fixed = world.visitor(ADDRESS);
    fixed.session = Some("f".repeat(64));
    let third = fixed.clone().enters("eleve").await;
    assert_ne!(third.token(), fixed.token());
    assert_eq!(fixed.is().await, None);
}

#[both_engines]
async fn a_wrong_password_leaves_the_open_session_alone(world: World) {
    let id = world.account("eleve").await;
    let browser = world.visitor(ADDRESS).enters("eleve").await;
    assert_eq!(browser.hears("eleve", "wrong").await, "wrong");
    assert_eq!(browser.is().await, Some(id));
}

#[both_engines]
async fn signing_out_ends_the_session_in_every_process(world: World) {
    let id = world.account("eleve").await;
    let second = world.second_process().await;
    let here = world.visitor(ADDRESS).enters("eleve").await;
    let phone = world.visitor(ADDRESS).enters("eleve").await.through(&second);
    let there = here.clone().through(&second);
    assert_eq!(there.is().await, Some(id), "and it is remembered there");
    door::sign_out(&world.backend, here.token()).await.expect("signed out");
    assert_eq!(here.is().await, None);
    second.refresh().await.expect("revisions");
    assert_eq!(there.is().await, None);
    assert_eq!(phone.is().await, Some(id), "the other device stays signed in");
    door::sign_out(&world.backend, here.token()).await.expect("twice is once");
}

#[both_engines]
async fn people_who_left_the_directory_cannot_sign_in(world: World) {
    let id = world.account("eleve").await;
    let browser = world.visitor(ADDRESS).enters("eleve").await;
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {id}")).await;
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "wrong");
    // The open session no longer works.
    let person = browser.is().await.expect("still a session");
    let caller = backend::access::Caller::load(&world.backend.db, person).await;
    assert!(matches!(caller, Err(Error::SignedOut)));
}

#[both_engines]
async fn an_account_needs_a_person_of_the_directory(world: World) {
    let db = &world.backend.db;
    let nobody = accounts::create(db, "inconnu", "x", "hash".to_owned(), true).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    let id = world.account("eleve").await;
    let hash = world.backend.passwords.hash(&"another password".into()).await.expect("a hash");
    let again = accounts::create(db, "eleve", "Nouveau", hash, false).await.expect("replaced");
    assert_eq!(again, id);
    let visitor = world.visitor(ADDRESS);
    assert_eq!(visitor.hears("eleve", PASSWORD).await, "wrong", "the login from before is gone");
    assert_eq!(visitor.hears("nouveau", "another password").await, "open");
}
