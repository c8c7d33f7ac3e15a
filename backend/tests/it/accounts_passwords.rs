//! Choosing another password.

use backend::{
    Error, accounts,
    door::{self, Proof},
};
use domain::fields::FieldProblem;
use testing::{PASSWORD, Visitor, World, both_engines, refused_field};

const ADDRESS: &str = "192.0.2.1";
const NEW: &str = "cantine vélo nuage 7 tambours";

async fn changes(browser: &Visitor, current: &str, new: &str, confirmation: &str) -> backend::Result<()> {
    let (caller, token) = (browser.caller().await, browser.token());
    let proof = Proof { password: current.into(), code: String::new() };
    let (new, confirmation) = (new.into(), confirmation.into());
    door::change_password(&browser.backend, &caller, token, &proof, &new, &confirmation).await
}

#[both_engines]
async fn other_sessions_end_and_the_current_one_stays(world: World) {
    let id = world.account("eleve").await;
    world.account("parent").await;
    let second = world.second_process().await;
    let here = world.visitor(ADDRESS).enters("eleve").await;
    let phone = world.visitor("192.0.2.2").through(&second).enters("eleve").await;
    let parent = world.visitor(ADDRESS).enters("parent").await;
    assert_eq!(phone.is().await, Some(id), "and it is remembered");
    world.wait(60_000);
    changes(&here, PASSWORD, NEW, NEW).await.expect("changed");
    second.refresh().await.expect("revisions");
    assert_eq!(here.is().await, Some(id));
    assert_eq!(phone.is().await, None);
    assert!(parent.is().await.is_some());
    let new = world.visitor("192.0.2.3");
    assert_eq!(new.hears("eleve", PASSWORD).await, "wrong");
    assert_eq!(new.hears("eleve", NEW).await, "open");
    let shown = accounts::account(&world.backend, &here.caller().await, None).await.expect("a page");
    let changed = shown.password_changed.map(|stamp| stamp.at);
    assert_eq!(changed, Some(world.backend.clock.now()));
    // Somebody who knew the old password may have used any of the browsers.
    assert_eq!(world.counts().await["device"], 2, "of the other account, and of the one since");
}

#[both_engines]
async fn a_refused_password_is_explained_and_changes_nothing(world: World) {
    world.account("infirmiere").await;
    world.sql("UPDATE person SET last_name = 'Quenneville', email = 'i.q@lycee.example'").await;
    let here = world.visitor(ADDRESS).enters("infirmiere").await;
    let before = world.counts().await;
    let short = "é1ç".repeat(3) + "☂ß";
    let long = "x7 q".repeat(50) + "é";
    for (new, field, problem) in [
        ("", "nouveau", FieldProblem::Required),
        // Eleven characters, but many more bytes.
        (short.as_str(), "nouveau", FieldProblem::TooShort { count: 11, min: 12 }),
        (long.as_str(), "nouveau", FieldProblem::TooLong { count: 201, max: 200 }),
        ("motdepasse123", "nouveau", FieldProblem::TooGuessable),
        ("aaaaaaaaaaaaaaaa", "nouveau", FieldProblem::TooGuessable),
        ("azertyuiop12", "nouveau", FieldProblem::TooGuessable),
        // The first guess of anybody who knows the person.
        ("infirmiere2026", "nouveau", FieldProblem::TooGuessable),
        ("Quenneville01", "nouveau", FieldProblem::TooGuessable),
        ("portevoix-porte-voix", "nouveau", FieldProblem::TooGuessable),
    ] {
        assert_eq!(refused_field(changes(&here, PASSWORD, new, new).await), (field.to_owned(), problem));
    }
    let other = changes(&here, PASSWORD, NEW, "cantine vélo nuage 8 tambours").await;
    assert_eq!(refused_field(other), ("confirmation".to_owned(), FieldProblem::NotTheSame));
    let Err(Error::Fields(both)) = changes(&here, PASSWORD, "court", "autre").await else {
        panic!("refused")
    };
    let fields: Vec<_> = both.0.keys().map(String::as_str).collect();
    assert_eq!(fields, ["confirmation", "nouveau"], "everything that is wrong at once");
    assert_eq!(world.counts().await, before);
    assert_eq!(world.visitor(ADDRESS).hears("infirmiere", PASSWORD).await, "open");
    for enough in ["u8#kQ!z2Lp0v", NEW, "дождь над рекой вечером"] {
        let (caller, measured) = (here.caller().await, enough.into());
        let strength = door::strength(&world.backend, Some(&caller), None, &measured).await;
        assert!(strength.expect("a measure").is_enough(), "{enough}");
    }
}

#[both_engines]
async fn the_current_password_cannot_be_guessed_either(world: World) {
    world.account("eleve").await;
    let here = world.visitor(ADDRESS).enters("eleve").await;
    for _ in 0..3 {
        let (field, problem) = refused_field(changes(&here, "guess", NEW, NEW).await);
        assert_eq!((field.as_str(), problem), ("actuel", FieldProblem::WrongPassword));
    }
    let fourth = changes(&here, PASSWORD, NEW, NEW).await;
    assert!(matches!(fourth, Err(Error::TooManyAttempts { wait_seconds: 2 })), "{fourth:?}");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open", "the door is another matter");
    world.wait(2_000);
    changes(&here, PASSWORD, NEW, NEW).await.expect("changed");
}

#[both_engines]
async fn measuring_a_password_needs_the_right_to_choose_one(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let link = accounts::make_link(&world.backend, &admin, id, "eleve").await.expect("a link");
    let token = link.path.strip_prefix("/mot-de-passe/");
    let measured = async |link| door::strength(&world.backend, None, link, &"eleve".into()).await;
    for stranger in [None, Some("0"), Some("")] {
        assert!(matches!(measured(stranger).await, Err(Error::SignedOut)), "{stranger:?}");
    }
    let strength = measured(token).await.expect("a measure");
    assert_eq!((strength.characters, strength.is_enough()), (5, false));
    world.wait(3 * 24 * 3_600_000);
    assert!(matches!(measured(token).await, Err(Error::SignedOut)), "the link is over");
}
