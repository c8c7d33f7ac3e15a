//! The code of an authenticator application, in addition to the password.

use backend::{
    Backend, Error, Result, accounts, communications,
    door::{self, ENROLMENT_MS, Opened, Proof, SignInStep},
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

mod clocks;
mod compared;
mod keys;
mod recovery;
mod sign_on;

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
    let known = known.expect("set");
    let SignInStep::CodeWanted(_) = known.step else { panic!("a link opens nothing without the code") };
    visitor.device = Some(known.device.as_str().to_owned());
    assert_eq!(visitor.hears("eleve", new).await, "code", "the password alone opens nothing");
    let Ok(SignInStep::CodeWanted(step)) = stranger.tries("eleve", new).await else { panic!("a code") };
    let right = code(&world.backend, &secret, 0);
    let outcome = finishes(&stranger, step.as_str(), &right).await;
    assert!(matches!(outcome, Err(Error::TooManyAttempts { .. })), "a link forgives no wrong code");
    finishes(&visitor, step.as_str(), &right).await.expect("the owner, with the own browser and the code");
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
