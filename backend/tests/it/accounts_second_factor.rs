//! The code of an authenticator application, in addition to the password.

use std::sync::Arc;

use backend::{
    Backend, Error, Result, SecretKeys, Services, accounts, communications,
    door::{self, ENROLMENT_MS, Opened, Proof, SecretsAtStart, SignInStep},
};
use domain::{
    Conflict,
    accounts::view::{Enrolment, SecondFactor},
    communications::{Start, view::SentFilter},
    fields::FieldProblem,
};
use testing::{
    PASSWORD, Visitor, World, announcement, both_engines, directory, proof, proved, refused_field,
};
use totp_rs::{Builder, Secret};

const ADDRESS: &str = "192.0.2.1";
/// How long a code is shown.
const STEP: i64 = 30_000;

/// The code that an application with `secret` shows `steps` steps from now.
pub fn code(backend: &Backend, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("base32");
    let application = Builder::new().with_secret(secret).with_account_name("x").build().expect("a secret");
    let seconds = u64::try_from((backend.clock.now().0 + steps * STEP) / 1_000).expect("an instant");
    application.generate(seconds).to_string()
}

/// The cookie of the session that turns the second factor on.
const SESSION: &str = "a session";

async fn shown(world: &World, name: &str) -> SecondFactor {
    let caller = world.actor(name).await.caller().await;
    accounts::account(&world.backend, &caller, Some(SESSION)).await.expect("a page").second_factor
}

async fn begins(world: &World, name: &str) -> Enrolment {
    let caller = world.actor(name).await.caller().await;
    let proved = proved(&world.backend, &caller, "").await;
    door::begin_second_factor(&world.backend, &caller, SESSION, &proved).await.expect("begun");
    match shown(world, name).await {
        SecondFactor::Pending(enrolment) => enrolment,
        other => panic!("nothing waits: {other:?}"),
    }
}

/// Turns the second factor on, and returns the secret and the recovery codes.
async fn enrols_with_codes(world: &World, name: &str) -> (String, Vec<String>) {
    let caller = world.actor(name).await.caller().await;
    let enrolment = begins(world, name).await;
    let first = code(&world.backend, &enrolment.secret, 0);
    let codes =
        door::confirm_second_factor(&world.backend, &caller, SESSION, &first).await.expect("confirmed");
    // The current code is used up.
    world.wait(STEP);
    (enrolment.secret, codes)
}

pub async fn enrols(world: &World, name: &str) -> String {
    enrols_with_codes(world, name).await.0
}

/// The right password, for somebody with a second factor.
async fn half_way(visitor: &Visitor, login: &str) -> String {
    match visitor.tries(login, PASSWORD).await {
        Ok(SignInStep::CodeWanted(step)) => step.as_str().to_owned(),
        _ => panic!("no code is asked for"),
    }
}

async fn finishes(visitor: &Visitor, step: &str, code: &str) -> Result<Opened> {
    door::finish_sign_in(&visitor.backend, step, code, &visitor.from()).await
}

#[both_engines]
async fn the_second_factor_starts_with_a_right_code(world: World) {
    world.account("eleve").await;
    let caller = world.actor("eleve").await.caller().await;
    assert_eq!(shown(&world, "eleve").await, SecondFactor::Off { demanded: false });
    let early = door::confirm_second_factor(&world.backend, &caller, SESSION, "000000").await;
    assert!(matches!(early, Err(Error::NotFound)), "nothing was begun");
    let enrolment = begins(&world, "eleve").await;
    assert!(enrolment.uri.starts_with("otpauth://totp/") && enrolment.uri.contains(&enrolment.secret));
    assert!(enrolment.size > 20 && enrolment.path.starts_with('M'));
    let right = code(&world.backend, &enrolment.secret, 0);
    for wrong in ["", "12345", "1234567", "abcdef", &code(&world.backend, &enrolment.secret, -9)] {
        let outcome = door::confirm_second_factor(&world.backend, &caller, SESSION, wrong).await;
        assert_eq!(refused_field(outcome), ("code".to_owned(), FieldProblem::WrongCode), "{wrong}");
    }
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open", "nothing protects yet");
    let spaced = format!(" {right} ");
    let codes =
        door::confirm_second_factor(&world.backend, &caller, SESSION, &spaced).await.expect("confirmed");
    assert_eq!(codes.len(), 10);
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { demanded: false, codes_left: 10, .. }));
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "code");
    let again = door::confirm_second_factor(&world.backend, &caller, SESSION, &right).await;
    assert!(matches!(again, Err(Error::NotFound)), "a second click shows no other codes");
    let stored = "SELECT COUNT(*) FROM account WHERE totp_secret IS NOT NULL AND totp_pending IS NULL";
    assert_eq!(world.number(stored).await, Some(1));
}

#[both_engines]
async fn an_enrolment_belongs_to_its_session_and_ends(world: World) {
    world.account("eleve").await;
    let caller = world.actor("eleve").await.caller().await;
    let enrolment = begins(&world, "eleve").await;
    let elsewhere =
        accounts::account(&world.backend, &caller, Some("another session")).await.expect("a page");
    assert_eq!(
        elsewhere.second_factor,
        SecondFactor::Off { demanded: false },
        "no other session sees the secret"
    );
    let first = code(&world.backend, &enrolment.secret, 0);
    let stolen = door::confirm_second_factor(&world.backend, &caller, "another session", &first).await;
    assert!(matches!(stolen, Err(Error::NotFound)));
    world.wait(ENROLMENT_MS);
    assert_eq!(shown(&world, "eleve").await, SecondFactor::Off { demanded: false });
    let late = code(&world.backend, &enrolment.secret, 0);
    let outcome = door::confirm_second_factor(&world.backend, &caller, SESSION, &late).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
    let begun = begins(&world, "eleve").await;
    assert_ne!(begun.secret, enrolment.secret);
    door::cancel_second_factor(&world.backend, &caller).await.expect("given up");
    assert_eq!(shown(&world, "eleve").await, SecondFactor::Off { demanded: false });
}

#[both_engines]
async fn a_code_works_once(world: World) {
    let id = world.account("eleve").await;
    let secret = enrols(&world, "eleve").await;
    let mut visitor = world.visitor(ADDRESS);
    let step = half_way(&visitor, "eleve").await;
    assert_eq!(world.counts().await["session"], 0, "half-way is outside");
    let right = code(&world.backend, &secret, 0);
    let opened = finishes(&visitor, &step, &right).await.expect("open");
    visitor.keep(&opened);
    assert_eq!(visitor.is().await, Some(id));
    let again = finishes(&visitor, &step, &right).await;
    assert!(matches!(again, Err(Error::NotFound)), "the step was used");
    let replayed = half_way(&visitor, "eleve").await;
    let outcome = finishes(&visitor, &replayed, &right).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)), "who looked on has nothing of it");
    // Clocks may differ a little, but a code older than an accepted one is refused.
    world.wait(2 * STEP);
    let (late, older) = (code(&world.backend, &secret, -1), code(&world.backend, &secret, -2));
    let outcome = finishes(&visitor, &replayed, &older).await;
    assert!(matches!(outcome, Err(Error::WrongCredentials)));
    finishes(&visitor, &replayed, &late).await.expect("a code of the step before");
    assert_eq!(visitor.is().await, None, "and the session is another one");
}

#[both_engines]
async fn only_one_of_two_simultaneous_uses_of_a_code_works(world: World) {
    world.account("eleve").await;
    let second = world.second_process().await;
    let secret = enrols(&world, "eleve").await;
    let here = world.visitor(ADDRESS);
    let there = world.visitor("192.0.2.2").through(&second);
    let (one, two) = (half_way(&here, "eleve").await, half_way(&there, "eleve").await);
    let right = code(&world.backend, &secret, 0);
    let (a, b) = tokio::join!(finishes(&here, &one, &right), finishes(&there, &two, &right));
    assert!(a.is_ok() != b.is_ok(), "{} {}", a.is_ok(), b.is_ok());
    assert_eq!(world.counts().await["session"], 1);
}

#[both_engines]
async fn the_code_step_lasts_five_minutes_and_resists_guessing(world: World) {
    world.account("eleve").await;
    let secret = enrols(&world, "eleve").await;
    let visitor = world.visitor(ADDRESS);
    let step = half_way(&visitor, "eleve").await;
    for made_up in ["", "0", &step[1..]] {
        assert!(matches!(finishes(&visitor, made_up, "000000").await, Err(Error::NotFound)));
    }
    for _ in 0..3 {
        let wrong = finishes(&visitor, &step, "wrong").await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)));
    }
    let mut tries = 3;
    loop {
        // Starting again with the password does not reset the count.
        let step = half_way(&visitor, "eleve").await;
        match finishes(&visitor, &step, &code(&world.backend, &secret, 0)).await {
            Err(Error::TooManyAttempts { wait_seconds }) if tries < 10 => {
                world.wait(i64::try_from(wait_seconds).expect("seconds") * 1_000);
                let wrong = finishes(&visitor, &step, "wrong").await;
                assert!(matches!(wrong, Err(Error::WrongCredentials)), "{tries}");
                tries += 1;
            }
            Err(Error::TooManyAttempts { wait_seconds }) => {
                assert!(wait_seconds > 600, "{wait_seconds}");
                break;
            }
            _ => panic!("it is heard after {tries} tries"),
        }
    }
    world.wait(15 * 60_000);
    let step = half_way(&visitor, "eleve").await;
    world.wait(5 * 60_000);
    let late = finishes(&visitor, &step, &code(&world.backend, &secret, 0)).await;
    assert!(matches!(late, Err(Error::NotFound)));
    let step = half_way(&visitor, "eleve").await;
    world.wait(5 * 60_000 - 1);
    finishes(&visitor, &step, &code(&world.backend, &secret, 0)).await.expect("in time");
}

#[both_engines]
async fn a_new_password_ends_a_half_finished_sign_in(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let secret = enrols(&world, "eleve").await;
    let stranger = world.visitor("198.51.100.1");
    let step = half_way(&stranger, "eleve").await;
    let admin = world.actor("direction").await.caller().await;
    let link = accounts::make_link(&world.backend, &admin, id, "eleve").await.expect("a link");
    let token = link.path.strip_prefix("/mot-de-passe/").expect("an address");
    let (new, owner) = ("cantine vélo nuage 7 tambours".into(), world.visitor(ADDRESS));
    door::use_link(&world.backend, token, &new, &new, &owner.from()).await.expect("changed");
    let outcome = finishes(&stranger, &step, &code(&world.backend, &secret, 0)).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "who knew the old password starts anew");
}

#[both_engines]
async fn it_is_turned_off_by_who_proves_it_or_by_an_administrator(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let pupil = world.actor("eleve").await.caller().await;
    let secret = enrols(&world, "eleve").await;
    let wrong = Proof { password: "guess".into(), ..proof("000000") };
    let outcome = door::prove(&world.backend, &pupil, &wrong).await;
    assert_eq!(refused_field(outcome), ("actuel".to_owned(), FieldProblem::WrongPassword));
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "code");
    let removes = proved(&world.backend, &pupil, &code(&world.backend, &secret, 0)).await;
    door::remove_second_factor(&world.backend, &pupil, &removes).await.expect("given up");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open");
    let counts = world.counts().await;
    assert_eq!((counts["recovery_code"], counts["used_code"]), (0, 0), "its codes go with it");

    enrols(&world, "eleve").await;
    let by_pupil = door::withdraw_second_factor(&world.backend, &pupil, id).await;
    assert!(matches!(by_pupil, Err(Error::AdministratorOnly)));
    let without = door::withdraw_second_factor(&world.backend, &admin, id).await;
    assert!(matches!(without, Err(Error::SecondFactorMissing)), "only who has one takes one away");
    enrols(&world, "direction").await;
    let own = door::withdraw_second_factor(&world.backend, &admin, admin.person).await;
    assert!(matches!(own, Err(Error::Conflict(Conflict::OwnAccount))), "not around the own password");
    door::withdraw_second_factor(&world.backend, &admin, id).await.expect("withdrawn");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open");
    assert_eq!(
        world.actor("eleve").await.finds_letters("reception", "").await,
        ["Votre double authentification est retirée"]
    );
}

#[both_engines]
async fn senders_without_a_required_second_factor_only_read(world: World) {
    for name in ["direction", "enseignant", "referent", "eleve"] {
        world.account(name).await;
    }
    world.administrator("proviseure").await;
    let second = world.second_process().await;
    let (head, teacher) = (world.actor("direction").await, world.actor("enseignant").await);
    teacher.publishes(&announcement("Avant")).await;
    let by_teacher = door::demand_second_factor(&world.backend, &teacher.caller().await, true).await;
    assert!(matches!(by_teacher, Err(Error::AdministratorOnly)));
    let admin = world.actor("proviseure").await;
    door::demand_second_factor(&world.backend, &admin.caller().await, true).await.expect("demanded");
    for actor in [head, teacher, admin] {
        let deployed = actor.deploy(&announcement("Sans code")).await;
        assert!(matches!(deployed, Err(Error::SecondFactorMissing)));
        assert!(matches!(actor.sent(&SentFilter::default()).await, Err(Error::SecondFactorMissing)));
        assert!(actor.caller().await.lacks_second_factor());
    }
    let caller = head.caller().await;
    let form = communications::compose(&second, &caller, Start::Blank).await;
    assert!(matches!(form.map(|_| ()), Err(Error::SecondFactorMissing)));
    let scope = format!("etablissement-{}", world.curie);
    let rights = backend::access::page(&second, &caller, &scope).await;
    assert!(matches!(rights.map(|_| ()), Err(Error::SecondFactorMissing)));
    let change = domain::access::AccessChange { scope, ..Default::default() };
    let saved = backend::access::save(&second, &caller, &change).await;
    assert!(matches!(saved.map(|_| ()), Err(Error::SecondFactorMissing)));
    assert_eq!(world.number("SELECT COUNT(*) FROM communication").await, Some(1));
    assert_eq!(head.sees().await, ["Avant"], "reading goes on");
    assert!(matches!(shown(&world, "direction").await, SecondFactor::Off { demanded: true }));
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::Off { demanded: false }));

    enrols(&world, "direction").await;
    head.publishes(&announcement("Avec code")).await;
    let caller = head.caller().await;
    assert!(backend::access::page(&second, &caller, "").await.is_ok(), "also in the other process");
    assert!(matches!(teacher.deploy(&announcement("Toujours sans")).await, Err(Error::SecondFactorMissing)));
    let administering = admin.caller().await;
    let refused = door::withdraw_second_factor(&world.backend, &administering, head.person).await;
    assert!(matches!(refused, Err(Error::SecondFactorMissing)), "suspended is without any power");
    let refused = door::demand_second_factor(&world.backend, &administering, false).await;
    assert!(matches!(refused, Err(Error::SecondFactorMissing)), "nor does it end by itself");
    enrols(&world, "proviseure").await;
    door::withdraw_second_factor(&world.backend, &admin.caller().await, head.person)
        .await
        .expect("withdrawn");
    assert!(matches!(head.deploy(&announcement("Perdu")).await, Err(Error::SecondFactorMissing)));
    door::demand_second_factor(&world.backend, &admin.caller().await, false).await.expect("lifted");
    teacher.publishes(&announcement("Après")).await;
}

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

#[both_engines]
async fn a_clock_that_is_set_back_or_forward_locks_nobody_out(world: World) {
    world.account("eleve").await;
    let secret = enrols(&world, "eleve").await;
    let visitor = world.visitor(ADDRESS);
    // At each of these times the code of the moment is right, and right once.
    for shift in [0, -3_600_000, -STEP, 7_200_000, -86_400_000] {
        world.wait(shift + 3 * STEP);
        let shows = code(&world.backend, &secret, 0);
        let step = half_way(&visitor, "eleve").await;
        finishes(&visitor, &step, &shows).await.unwrap_or_else(|reason| panic!("{shift}: {reason}"));
        let step = half_way(&visitor, "eleve").await;
        let again = finishes(&visitor, &step, &shows).await;
        assert!(matches!(again, Err(Error::WrongCredentials)), "{shift}");
        // A try that was recorded in what is now the future does not count for longer.
        let next = code(&world.backend, &secret, 1);
        finishes(&visitor, &step, &next).await.unwrap_or_else(|reason| panic!("{shift}: {reason}"));
    }
    // A code that was used is not good again when its time comes back.
    let shows = code(&world.backend, &secret, 0);
    world.wait(3_600_000);
    world.wait(-3_600_000);
    let step = half_way(&visitor, "eleve").await;
    assert!(matches!(finishes(&visitor, &step, &shows).await, Err(Error::WrongCredentials)));
}

#[both_engines]
async fn tries_before_the_clock_was_set_back_are_forgotten_in_time(world: World) {
    world.account("eleve").await;
    let stranger = world.visitor(ADDRESS);
    for _ in 0..4 {
        let said = stranger.hears("eleve", "guess").await;
        if let Some(seconds) = said.strip_prefix("wait ") {
            world.wait(seconds.parse::<i64>().expect("seconds") * 1_000);
        }
    }
    world.wait(-3_600_000);
    let said = stranger.hears("eleve", PASSWORD).await;
    let wait: i64 = said.strip_prefix("wait ").map_or(0, |seconds| seconds.parse().expect("seconds"));
    assert!(wait <= 60, "an hour would be too long: {said}");
    world.wait(wait * 1_000);
    assert_eq!(stranger.hears("eleve", PASSWORD).await, "open");
}

#[both_engines]
async fn a_link_does_not_pass_the_second_factor(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let secret = enrols(&world, "eleve").await;
    let admin = world.actor("direction").await.caller().await;
    let mut visitor = world.visitor(ADDRESS);
    let step = half_way(&visitor, "eleve").await;
    for _ in 0..3 {
        assert!(matches!(finishes(&visitor, &step, "000000").await, Err(Error::WrongCredentials)));
    }
    let link = accounts::make_link(&world.backend, &admin, id, "eleve").await.expect("a link");
    let token = link.path.strip_prefix("/mot-de-passe/").expect("an address");
    let new = "cantine vélo nuage 7 tambours";
    let known = door::use_link(&world.backend, token, &new.into(), &new.into(), &visitor.from()).await;
    let stranger = visitor.clone();
    visitor.device = Some(known.expect("set").as_str().to_owned());
    assert_eq!(visitor.hears("eleve", new).await, "code", "the password alone opens nothing");
    let Ok(SignInStep::CodeWanted(step)) = stranger.tries("eleve", new).await else { panic!("a code") };
    let right = code(&world.backend, &secret, 0);
    let outcome = finishes(&stranger, step.as_str(), &right).await;
    assert!(matches!(outcome, Err(Error::TooManyAttempts { .. })), "a link forgives no wrong code");
    finishes(&visitor, step.as_str(), &right).await.expect("the owner, with the own browser and the code");
}

#[both_engines]
async fn secrets_are_wrapped_when_the_program_starts_and_keys_are_turned_over(url: &str) {
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

#[both_engines]
async fn an_operator_helps_the_last_administrator(world: World) {
    world.administrator("direction").await;
    enrols(&world, "direction").await;
    for unknown in ["", "eleve", "personne"] {
        let outcome = door::withdraw_second_factor_as_operator(&world.backend, unknown).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{unknown}");
    }
    door::withdraw_second_factor_as_operator(&world.backend, "Direction").await.expect("withdrawn");
    assert_eq!(world.visitor(ADDRESS).hears("direction", PASSWORD).await, "open");
    let written = "SELECT actor || detail FROM audit_entry WHERE action = 'second_factor_withdrawn'";
    let written = directory::rows(&world.backend.db, written).await;
    assert_eq!(written, ["reason=command line"]);
}
