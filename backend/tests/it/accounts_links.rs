//! One-time links for setting a password.

use backend::{
    Backend, Error, Result, accounts,
    door::{self, SignInStep},
};
use domain::{PersonId, accounts::view::NewLink, fields::FieldProblem};
use testing::{PASSWORD, World, both_engines, refused_field};

const ADDRESS: &str = "192.0.2.1";
const NEW: &str = "cantine vélo nuage 7 tambours";
const THREE_DAYS: i64 = 3 * 24 * 3_600_000;

async fn makes(world: &World, by: &str, person: PersonId, login: &str) -> Result<NewLink> {
    let caller = world.actor(by).await.caller().await;
    accounts::make_link(&world.backend, &caller, person, login).await
}

/// The token, which is only in the address.
fn token(link: &NewLink) -> String {
    link.path.strip_prefix("/mot-de-passe/").expect("an address").to_owned()
}

async fn uses(backend: &Backend, token: &str, new: &str) -> Result<()> {
    let from = door::From { address: ADDRESS, ..Default::default() };
    door::use_link(backend, token, &new.into(), &new.into(), &from).await.map(|_| ())
}

fn is_over<T>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Error::NotFound))
}

#[both_engines]
async fn only_the_portals_administrator_makes_a_link(world: World) {
    world.account("direction").await;
    world.administrator("collectivite").await;
    let id = world.person("eleve").await;
    let before = world.counts().await;
    for by in ["direction", "etrangere", "eleve"] {
        let refused = makes(&world, by, id, "eleve").await;
        assert!(matches!(refused, Err(Error::AdministratorOnly)), "{by}");
    }
    assert!(is_over(makes(&world, "collectivite", PersonId(i64::MAX), "x").await));
    let left = world.person("parent").await;
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {left}")).await;
    assert!(is_over(makes(&world, "collectivite", left, "x").await), "somebody who has left");
    let long = "x".repeat(101);
    for (login, problem) in [
        ("", FieldProblem::Required),
        ("  ", FieldProblem::Required),
        (" DIRECTION ", FieldProblem::AlreadyTaken),
        ("a\nb", FieldProblem::ControlCharacter),
        ("a\0b", FieldProblem::ControlCharacter),
        ("\u{200b}", FieldProblem::Required),
        (long.as_str(), FieldProblem::TooLong { count: 101, max: 100 }),
    ] {
        let refused = makes(&world, "collectivite", id, login).await;
        assert_eq!(refused_field(refused), ("identifiant".to_owned(), problem), "{login:?}");
    }
    assert_eq!(world.counts().await, before);
}

#[both_engines]
async fn a_link_opens_an_account_once(world: World) {
    world.administrator("direction").await;
    let id = world.person("eleve").await;
    let link = makes(&world, "direction", id, " Nouvel.Eleve ").await.expect("a link");
    assert_eq!(link.login, "nouvel.eleve");
    let visitor = world.visitor(ADDRESS);
    assert_eq!(visitor.hears("nouvel.eleve", "").await, "wrong", "an empty password is not a password");
    let token = token(&link);
    let stored = format!("SELECT COUNT(*) FROM password_link WHERE token_hash = '{token}'");
    assert_eq!(world.number(&stored).await, Some(0), "what is stored opens nothing");
    let page = door::link(&world.backend, &token).await.expect("a page");
    assert_eq!((page.login.as_str(), page.name.as_str()), ("nouvel.eleve", "eleve Martin"));
    let (field, _) = refused_field(uses(&world.backend, &token, "court").await);
    assert_eq!(field, "nouveau", "a refusal does not use it up");
    let new = NEW.into();
    let used = door::use_link(&world.backend, &token, &new, &new, &visitor.from()).await.expect("set");
    let SignInStep::Open(opened) = used.step else { panic!("no second factor is asked for") };
    let mut signed_in = visitor.clone();
    signed_in.keep(&opened);
    assert_eq!(signed_in.is().await, Some(id), "the first password signs in");
    assert_eq!(visitor.hears("nouvel.eleve", NEW).await, "open");
    assert!(is_over(door::link(&world.backend, &token).await));
    assert!(is_over(uses(&world.backend, &token, "another one, just as long 42").await));
    assert_eq!(visitor.hears("nouvel.eleve", NEW).await, "open");
    for made_up in ["", "0", &"f".repeat(64)] {
        assert!(is_over(door::link(&world.backend, made_up).await), "{made_up}");
    }
}

#[both_engines]
async fn a_link_renews_a_password_and_ends_every_session(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let stranger = world.visitor("198.51.100.1").enters("eleve").await;
    let first = makes(&world, "direction", id, "eleve").await.expect("a link");
    let second = makes(&world, "direction", id, "eleve").await.expect("a link");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open", "good until it is used");
    assert!(is_over(uses(&world.backend, &token(&first), NEW).await), "only the later link counts");
    assert_eq!(stranger.is().await, Some(id));
    uses(&world.backend, &token(&second), NEW).await.expect("set");
    assert_eq!(stranger.is().await, None);
    assert_eq!(world.counts().await["session"], 1, "the one of the browser that used the link");
    assert_eq!(stranger.hears("eleve", PASSWORD).await, "wrong");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", NEW).await, "open");
}

#[both_engines]
async fn a_link_is_valid_for_three_days(world: World) {
    world.administrator("direction").await;
    let (pupil, parent) = (world.person("eleve").await, world.person("parent").await);
    let in_time = token(&makes(&world, "direction", pupil, "eleve").await.expect("a link"));
    let too_late = token(&makes(&world, "direction", parent, "parent").await.expect("a link"));
    world.wait(THREE_DAYS - 1);
    uses(&world.backend, &in_time, NEW).await.expect("set");
    world.wait(1);
    assert!(is_over(door::link(&world.backend, &too_late).await));
    assert!(is_over(uses(&world.backend, &too_late, NEW).await));
}

#[both_engines]
async fn only_one_of_two_simultaneous_uses_sets_the_password(world: World) {
    world.administrator("direction").await;
    let second = world.second_process().await;
    let id = world.person("eleve").await;
    let token = token(&makes(&world, "direction", id, "eleve").await.expect("a link"));
    let other = "dromadaire 11 pluie bocal étang";
    let (a, b) = tokio::join!(uses(&world.backend, &token, NEW), uses(&second, &token, other));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    let (winner, loser) = if a.is_ok() { (NEW, other) } else { (other, NEW) };
    assert_eq!(world.visitor(ADDRESS).hears("eleve", winner).await, "open");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", loser).await, "wrong");
}
