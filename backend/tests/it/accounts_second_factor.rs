//! The code of an authenticator application, in addition to the password.

use backend::{
    Backend, Error, Result, accounts, communications,
    door::{self, Opened, SignInStep},
};
use domain::{
    accounts::view::SecondFactor,
    communications::{Start, view::SentFilter},
    fields::FieldProblem,
};
use testing::{PASSWORD, Visitor, World, announcement, both_engines, refused_field};
use totp_rs::{Builder, Secret};

const ADDRESS: &str = "192.0.2.1";
/// How long a code is shown.
const STEP: i64 = 30_000;

/// The code that an application with `secret` shows `steps` steps from now.
fn code(backend: &Backend, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("base32");
    let application = Builder::new().with_secret(secret).with_account_name("x").build().expect("a secret");
    let seconds = u64::try_from((backend.clock.now().0 + steps * STEP) / 1_000).expect("an instant");
    application.generate(seconds).to_string()
}

async fn shown(world: &World, name: &str) -> SecondFactor {
    let caller = world.actor(name).await.caller().await;
    accounts::account(&world.backend, &caller, None).await.expect("a page").second_factor
}

/// Turns the second factor on, and returns the secret.
async fn enrols(world: &World, name: &str) -> String {
    let caller = world.actor(name).await.caller().await;
    door::begin_second_factor(&world.backend, &caller).await.expect("begun");
    let SecondFactor::Pending(enrolment) = shown(world, name).await else { panic!("nothing waits") };
    let first = code(&world.backend, &enrolment.secret, 0);
    door::confirm_second_factor(&world.backend, &caller, &first).await.expect("confirmed");
    // The current code is used up.
    world.wait(STEP);
    enrolment.secret
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
    let early = door::confirm_second_factor(&world.backend, &caller, "000000").await;
    assert!(matches!(early, Err(Error::NotFound)), "nothing was begun");
    door::begin_second_factor(&world.backend, &caller).await.expect("begun");
    let SecondFactor::Pending(enrolment) = shown(&world, "eleve").await else { panic!("nothing waits") };
    assert!(enrolment.uri.starts_with("otpauth://totp/") && enrolment.uri.contains(&enrolment.secret));
    assert!(enrolment.size > 20 && enrolment.path.starts_with('M'));
    let right = code(&world.backend, &enrolment.secret, 0);
    for wrong in ["", "12345", "1234567", "abcdef", &code(&world.backend, &enrolment.secret, -9)] {
        let outcome = door::confirm_second_factor(&world.backend, &caller, wrong).await;
        assert_eq!(refused_field(outcome), ("code".to_owned(), FieldProblem::WrongCode), "{wrong}");
    }
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open", "nothing protects yet");
    let spaced = format!(" {right} ");
    door::confirm_second_factor(&world.backend, &caller, &spaced).await.expect("confirmed");
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { demanded: false, .. }));
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "code");
    door::begin_second_factor(&world.backend, &caller).await.expect("nothing to begin");
    assert!(matches!(shown(&world, "eleve").await, SecondFactor::On { .. }), "it is not replaced");
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
async fn it_is_turned_off_with_the_password_or_by_an_administrator(world: World) {
    let id = world.account("eleve").await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let pupil = world.actor("eleve").await.caller().await;
    enrols(&world, "eleve").await;
    let wrong = door::remove_second_factor(&world.backend, &pupil, &"guess".into()).await;
    assert_eq!(refused_field(wrong), ("actuel".to_owned(), FieldProblem::WrongPassword));
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "code");
    door::remove_second_factor(&world.backend, &pupil, &PASSWORD.into()).await.expect("given up");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open");
    // An unfinished enrolment protects nothing, so removing it needs no password.
    door::begin_second_factor(&world.backend, &pupil).await.expect("begun");
    door::remove_second_factor(&world.backend, &pupil, &"".into()).await.expect("given up");
    assert_eq!(shown(&world, "eleve").await, SecondFactor::Off { demanded: false });

    enrols(&world, "eleve").await;
    let by_pupil = door::withdraw_second_factor(&world.backend, &pupil, id).await;
    assert!(matches!(by_pupil, Err(Error::AdministratorOnly)));
    door::withdraw_second_factor(&world.backend, &admin, id).await.expect("withdrawn");
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open");
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
    door::withdraw_second_factor(&world.backend, &admin.caller().await, head.person)
        .await
        .expect("the administrator sends nothing now, but administers");
    assert!(matches!(head.deploy(&announcement("Perdu")).await, Err(Error::SecondFactorMissing)));
    door::demand_second_factor(&world.backend, &admin.caller().await, false).await.expect("lifted");
    teacher.publishes(&announcement("Après")).await;
}
