//! The keys that wrap the secrets of second factors.

use std::sync::Arc;

use backend::{
    Backend, Error, SecretKeys, Services, accounts,
    door::{self, SecretsAtStart},
};
use domain::{Conflict, accounts::view::SecondFactor};
use testing::{World, both_engines, directory, proved};

use super::{ADDRESS, SESSION, STEP, code, finishes, half_way};

#[both_engines]
async fn secrets_are_wrapped_when_the_program_starts_and_keys_are_rotated(url: &str) {
    let key = |byte: u8| {
        let text =
            ["AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="];
        text[usize::from(byte)]
    };
    let with =
        |keys: &str| Services { secrets: SecretKeys::parse(keys).expect("keys"), ..Services::default() };
    let world = World::with(url, with(key(0))).await;
    world.account("eleve").await;
    let plain = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    world
        .sql(&format!("UPDATE account SET totp_secret = '{plain}', totp_since = 1 WHERE login = 'eleve'"))
        .await;
    assert_eq!(door::wrap_secrets(&world.backend).await.expect("wrapped"), SecretsAtStart::Wrapped);
    let stored = "SELECT totp_secret FROM account WHERE login = 'eleve'";
    let first = directory::rows(&world.backend.db, stored).await.join("");
    assert!(first.starts_with("wrapped:") && !first.contains(plain), "{first}");
    let signs_in = async |backend: &Arc<Backend>| {
        let visitor = world.visitor(ADDRESS).through(backend);
        let step = half_way(&visitor, "eleve").await;
        finishes(&visitor, &step, &code(backend, plain, 0)).await.expect("open");
        world.wait(STEP);
    };
    signs_in(&world.backend).await;
    let process = async |keys: &str| {
        let clock = world.backend.clock.clone();
        Backend::open_with(url, 2, clock, with(keys)).await.expect("a process")
    };
    let turned = process(&format!("{}, {}", key(1), key(0))).await;
    signs_in(&turned).await;
    assert_eq!(door::wrap_secrets(&turned).await.expect("wrapped"), SecretsAtStart::Wrapped);
    assert_ne!(directory::rows(&world.backend.db, stored).await.join(""), first, "wrapped anew");
    signs_in(&process(key(1)).await).await;
    let without = process(key(0)).await;
    let missing = door::wrap_secrets(&without).await.expect("looked");
    assert!(matches!(missing, SecretsAtStart::KeyMissing(_)), "the start is refused: {missing:?}");
}

#[both_engines]
async fn without_a_key_nobody_enrols_and_nobody_has_to(url: &str) {
    let world = World::new(url).await;
    world.account("eleve").await;
    world.administrator("direction").await;
    let keyless = Backend::open_with(url, 2, world.backend.clock.clone(), Services::default()).await;
    let keyless = keyless.expect("a process");
    let pupil = world.actor("eleve").await.caller().await;
    let proved = proved(&keyless, &pupil, "").await;
    let begun = door::begin_second_factor(&keyless, &pupil, SESSION, &proved).await;
    assert!(matches!(begun, Err(Error::Conflict(Conflict::NoSecretKey))));
    let page = accounts::account(&keyless, &pupil, Some(SESSION)).await.expect("a page");
    assert_eq!(page.second_factor, SecondFactor::Unavailable);
    let admin = world.actor("direction").await.caller().await;
    let demanded = door::demand_second_factor(&keyless, &admin, true).await;
    assert!(matches!(demanded, Err(Error::Conflict(Conflict::NoSecretKey))), "nobody could satisfy it");
    let plain = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    world
        .sql(&format!("UPDATE account SET totp_secret = '{plain}', totp_since = 1 WHERE login = 'eleve'"))
        .await;
    assert_eq!(door::wrap_secrets(&keyless).await.expect("looked"), SecretsAtStart::Plain(1));
    let visitor = world.visitor(ADDRESS).through(&keyless);
    let step = half_way(&visitor, "eleve").await;
    finishes(&visitor, &step, &code(&keyless, plain, 0)).await.expect("who had one keeps it");
}
