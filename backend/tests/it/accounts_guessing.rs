//! People who guess passwords must wait; the owner of the account does not.

use backend::{accounts, door};
use futures::future::join_all;
use testing::{PASSWORD, Visitor, World, both_engines};

const ADDRESS: &str = "192.0.2.1";
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// A visitor with a unique client address.
fn stranger(world: &World, number: usize) -> Visitor {
    world.visitor(&format!("198.51.100.{number}"))
}

/// Makes a hundred wrong attempts, each from a different address.
async fn attack(world: &World, login: &str) {
    let now = world.backend.clock.now().0;
    let rows: Vec<String> = (0..100)
        .map(|number| format!("('{login}', 'address {}', {now})", stranger(world, number).address))
        .collect();
    world.sql(&format!("INSERT INTO sign_in_attempt (login, source, at) VALUES {}", rows.join(", "))).await;
}

#[both_engines]
async fn the_wait_doubles_until_ten_attempts_are_used_up(world: World) {
    world.account("eleve").await;
    let guesser = world.visitor(ADDRESS);
    for _ in 0..3 {
        assert_eq!(guesser.hears("eleve", "guess").await, "wrong");
    }
    let mut waited = 0;
    for wait in [2, 4, 8, 16, 32, 64, 128] {
        assert_eq!(guesser.hears("eleve", PASSWORD).await, format!("wait {wait}"), "even the right one");
        world.wait((wait - 1) * SECOND);
        assert_eq!(guesser.hears("eleve", "guess").await, "wait 1");
        world.wait(SECOND);
        assert_eq!(guesser.hears("eleve", "guess").await, "wrong");
        waited += wait;
    }
    let left = 15 * 60 - waited;
    assert_eq!(guesser.hears("eleve", PASSWORD).await, format!("wait {left}"));
    // A refused attempt is not counted: trying again does not make the wait longer.
    assert_eq!(guesser.hears("eleve", PASSWORD).await, format!("wait {left}"));
    world.wait(left * SECOND);
    assert_eq!(
        guesser.hears("eleve", "guess").await,
        "wrong",
        "the first three attempts are too old to count"
    );
    assert_eq!(guesser.hears("eleve", "guess").await, "wait 64", "the others are not");
    world.wait(15 * MINUTE);
    assert_eq!(guesser.hears("eleve", PASSWORD).await, "open");
}

#[both_engines]
async fn all_processes_count_together(world: World) {
    world.account("eleve").await;
    let second = world.second_process().await;
    let here = world.visitor(ADDRESS);
    let there = here.clone().through(&second);
    assert_eq!(here.hears("eleve", "guess").await, "wrong");
    assert_eq!(there.hears("eleve", "guess").await, "wrong");
    assert_eq!(here.hears("eleve", "guess").await, "wrong");
    assert_eq!(there.hears("eleve", "guess").await, "wait 2");
    assert_eq!(here.hears("eleve", PASSWORD).await, "wait 2");
}

#[both_engines]
async fn of_fifty_simultaneous_attempts_three_are_checked(world: World) {
    world.account("eleve").await;
    let second = world.second_process().await;
    for login in ["eleve", "personne"] {
        let here = world.visitor(ADDRESS);
        let there = here.clone().through(&second);
        let guesses: Vec<String> = (0..50).map(|number| format!("guess {number}")).collect();
        let tries = guesses.iter().enumerate().map(|(number, guess)| {
            let process = if number % 2 == 0 { &here } else { &there };
            process.hears(login, guess)
        });
        let mut heard = join_all(tries).await;
        heard.sort();
        let (wait, wrong) = heard.split_at(47);
        assert!(wait.iter().all(|told| told == "wait 2"), "{login}: {heard:?}");
        assert!(wrong.iter().all(|told| told == "wrong"), "{login}: {heard:?}");
    }
}

#[both_engines]
async fn a_hundred_addresses_are_stopped_but_not_the_owner(world: World) {
    world.account("eleve").await;
    let owner = world.visitor(ADDRESS).enters("eleve").await;
    let strangers: Vec<Visitor> = (0..100).map(|number| stranger(&world, number)).collect();
    let heard = join_all(strangers.iter().map(|visitor| visitor.hears("eleve", "guess"))).await;
    assert!(heard.iter().all(|told| told == "wrong"), "{heard:?}");
    assert_eq!(stranger(&world, 200).hears("eleve", "guess").await, "wait 3600");
    assert_eq!(stranger(&world, 200).hears("eleve", PASSWORD).await, "wait 3600");
    assert_eq!(owner.hears("eleve", PASSWORD).await, "open", "at home");
    let mut elsewhere = owner.clone();
    elsewhere.address = stranger(&world, 7).address;
    assert_eq!(elsewhere.hears("eleve", PASSWORD).await, "open", "also from the address of a stranger");
    // The owner's success does not reset the count of the strangers.
    assert_eq!(stranger(&world, 200).hears("eleve", "guess").await, "wait 3600");
    let mut other = world.visitor(ADDRESS);
    world.account("parent").await;
    assert_eq!(other.hears("parent", PASSWORD).await, "open", "other accounts are not concerned");
    other.device = Some("f".repeat(64));
    assert_eq!(other.hears("eleve", PASSWORD).await, "wait 3600", "an invented cookie opens nothing");
    world.wait(60 * MINUTE - SECOND);
    assert_eq!(stranger(&world, 200).hears("eleve", "guess").await, "wait 1");
    world.wait(SECOND);
    assert_eq!(stranger(&world, 200).hears("eleve", "guess").await, "wrong", "the hour has passed");
}

#[both_engines]
async fn a_link_lets_the_owner_in_on_a_new_browser(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    attack(&world, "eleve").await;
    let mut browser = world.visitor(ADDRESS);
    assert_eq!(browser.hears("eleve", PASSWORD).await, "wait 3600", "this browser is not known");
    let admin = world.actor("direction").await.caller().await;
    let link = accounts::make_link(&world.backend, &admin, id, "eleve").await.expect("a link");
    let token = link.path.strip_prefix("/mot-de-passe/").expect("an address");
    let new = "cantine vélo nuage 7 tambours";
    let used = door::use_link(&world.backend, token, &new.into(), &new.into(), &browser.from()).await;
    browser.device = Some(used.expect("a new password").device.as_str().to_owned());
    attack(&world, "eleve").await;
    assert_eq!(browser.hears("eleve", new).await, "open", "although the strangers go on");
}

#[both_engines]
async fn a_known_browser_guesses_no_faster(world: World) {
    world.account("eleve").await;
    world.account("parent").await;
    let shared = world.visitor(ADDRESS).enters("eleve").await;
    for _ in 0..3 {
        assert_eq!(shared.hears("eleve", "guess").await, "wrong");
    }
    assert_eq!(shared.hears("eleve", PASSWORD).await, "wait 2");
    // For another account it is an unknown browser.
    attack(&world, "parent").await;
    assert_eq!(shared.hears("parent", PASSWORD).await, "wait 3600");
}

#[both_engines]
async fn only_the_right_password_clears_the_count(world: World) {
    world.account("eleve").await;
    world.account("parent").await;
    let guesser = world.visitor(ADDRESS);
    for _ in 0..3 {
        assert_eq!(guesser.hears("eleve", "guess").await, "wrong");
    }
    assert_eq!(guesser.hears("parent", PASSWORD).await, "open", "the own account");
    assert_eq!(guesser.hears("eleve", "guess").await, "wait 2", "the other person's count stays");
    assert_eq!(world.visitor("192.0.2.2").hears("eleve", PASSWORD).await, "open", "the owner elsewhere");
    assert_eq!(guesser.hears("eleve", "guess").await, "wait 2", "the guesser's count stays");
    world.wait(2 * SECOND);
    assert_eq!(guesser.hears("eleve", PASSWORD).await, "open");
    for _ in 0..3 {
        assert_eq!(guesser.hears("eleve", "guess").await, "wrong", "a new beginning");
    }
    assert_eq!(guesser.hears("eleve", "guess").await, "wait 2");
}

#[both_engines]
async fn an_unknown_login_is_answered_like_a_known_one(world: World) {
    world.account("eleve").await;
    let pauses = [0, 0, 0, 1, 1, 3, 1, 0, 7, 15, 31, 63, 127, 0, 600, 30, 900, 0, 0];
    let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
    for pause in pauses {
        world.wait(pause * SECOND);
        of_known.push(world.visitor(ADDRESS).hears("eleve", "guess").await);
        of_unknown.push(world.visitor(ADDRESS).hears("personne", "guess").await);
    }
    assert_eq!(of_known, of_unknown);
    world.wait(60 * MINUTE);
    for login in ["eleve", "personne"] {
        attack(&world, login).await;
        assert_eq!(stranger(&world, 200).hears(login, "guess").await, "wait 3600");
    }
}
