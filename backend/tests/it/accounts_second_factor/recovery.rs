//! Recovery codes stand in for the application.

use backend::{Error, door};
use domain::accounts::view::SecondFactor;
use testing::{World, both_engines, directory, proved};

use super::{ADDRESS, code, enrols_with_codes, finishes, half_way, shown};

#[both_engines]
async fn a_recovery_code_stands_in_once_and_its_owner_is_told(world: World) {
    let id = world.account("eleve").await;
    world.account("parent").await;
    let (secret, codes) = enrols_with_codes(&world, "eleve").await;
    let (_, of_another) = enrols_with_codes(&world, "parent").await;
    let stored = directory::rows(&world.backend.db, "SELECT code_hash FROM recovery_code").await.join(" ");
    assert!(
        codes.iter().all(|code| !stored.contains(&code.replace('-', ""))),
        "what is stored opens nothing"
    );
    let mut visitor = world.visitor(ADDRESS);
    let step = half_way(&visitor, "eleve").await;
    for wrong in [of_another[0].as_str(), "AAAA-AAAA-AAAA-AAAA"] {
        let outcome = finishes(&visitor, &step, wrong).await;
        assert!(matches!(outcome, Err(Error::WrongCredentials)), "{wrong}");
    }
    let typed = codes[0].to_lowercase().replace('-', " ");
    let opened = finishes(&visitor, &step, &typed).await.expect("open");
    visitor.keep(&opened);
    assert_eq!(visitor.is().await, Some(id));
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { codes_left: 9, .. }));
    assert_eq!(
        world.actor("eleve").await.finds_letters("reception", "").await,
        ["Un de vos codes de secours a servi"]
    );
    let again = half_way(&visitor, "eleve").await;
    assert!(matches!(finishes(&visitor, &again, &typed).await, Err(Error::WrongCredentials)), "once");

    let caller = world.actor("eleve").await.caller().await;
    let renews = proved(&world.backend, &caller, &code(&world.backend, &secret, 0)).await;
    let new = door::renew_recovery_codes(&world.backend, &caller, &renews).await.expect("renewed");
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { codes_left: 10, .. }));
    let old = finishes(&visitor, &again, &codes[1]).await;
    assert!(matches!(old, Err(Error::WrongCredentials)), "the old ones are worth nothing");
    world.wait(60_000);
    finishes(&visitor, &again, &new[9]).await.expect("open");
}

#[both_engines]
async fn only_one_of_two_simultaneous_uses_of_a_recovery_code_works(world: World) {
    world.account("eleve").await;
    let second = world.second_process().await;
    let (_, codes) = enrols_with_codes(&world, "eleve").await;
    let here = world.visitor(ADDRESS);
    let there = world.visitor("192.0.2.2").through(&second);
    let (one, two) = (half_way(&here, "eleve").await, half_way(&there, "eleve").await);
    let (a, b) = tokio::join!(finishes(&here, &one, &codes[0]), finishes(&there, &two, &codes[0]));
    assert!(a.is_ok() != b.is_ok(), "{} {}", a.is_ok(), b.is_ok());
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { codes_left: 9, .. }));
}
