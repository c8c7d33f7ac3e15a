//! The second factor of people who come from a provider of sign-on.

use backend::{
    Error,
    access::grant::grant,
    door,
    door::providers::{Arrived, Ended, end_sessions},
    providers,
};
use domain::{
    access::{Role, Scope},
    providers::{Protocol, Switches},
};
use testing::{World, both_engines};

use super::{ADDRESS, code, enrols_with_codes};

#[both_engines]
async fn an_own_second_factor_is_asked_for_unless_the_provider_did(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let strong = Switches { second_factor: true, ..Switches::default() };
    let strong = world.provider("Agents", Protocol::Oidc, "https://agents.example").with(strong).save().await;
    world.account("professeur").await;
    let (secret, _) = enrols_with_codes(&world, "professeur").await;
    let mut visitor = world.visitor(ADDRESS);
    let claims = [("sub", "professeur"), ("sid", "s1")];
    assert!(matches!(visitor.arrives(strong, &claims).await, Arrived::Open(_)), "the provider asked for one");
    let Arrived::CodeWanted(step) = visitor.arrives(ent, &claims).await else {
        panic!("no code is asked for")
    };
    let open = world.number("SELECT COUNT(*) FROM session").await;

    let wrong = door::finish_sign_in(&world.backend, step.as_str(), "000000", &visitor.from()).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    assert_eq!(world.number("SELECT COUNT(*) FROM session").await, open, "nothing is open yet");
    let right = code(&world.backend, &secret, 0);
    let opened = door::finish_sign_in(&world.backend, step.as_str(), &right, &visitor.from()).await;
    visitor.keep(&opened.expect("a session"));
    assert!(visitor.is().await.is_some());
    assert_eq!(end_sessions(&world.backend, ent, Ended::Sid("s1")).await.expect("ended"), 1);
    assert_eq!(visitor.is().await, None, "it follows the provider like any other");
}

#[both_engines]
async fn a_sign_in_that_waits_for_its_code_ends_with_the_session_at_the_provider(world: World) {
    let cas = world.provider("CAS", Protocol::Cas, "https://cas.example").save().await;
    world.account("professeur").await;
    let (secret, _) = enrols_with_codes(&world, "professeur").await;
    let visitor = world.visitor(ADDRESS);
    let mut steps = Vec::new();
    for sid in ["s1", "s2"] {
        let arrived = visitor.arrives(cas, &[("sub", "professeur"), ("sid", sid)]).await;
        let Arrived::CodeWanted(step) = arrived else { panic!("no code is asked for") };
        steps.push(step);
    }
    assert_eq!(end_sessions(&world.backend, cas, Ended::Sid("s1")).await.expect("ended"), 1);
    let right = code(&world.backend, &secret, 0);
    let finish = async |step: &door::Token| {
        door::finish_sign_in(&world.backend, step.as_str(), &right, &visitor.from()).await
    };
    assert!(matches!(finish(&steps[0]).await, Err(Error::NotFound)), "it was ended");
    assert!(finish(&steps[1]).await.is_ok(), "and no other one");
}

#[both_engines]
async fn a_sign_in_that_waits_for_its_code_ends_with_a_pause_of_the_provider(world: World) {
    let cas = world.provider("CAS", Protocol::Cas, "https://cas.example").save().await;
    let other = world.provider("Autre", Protocol::Cas, "https://other.example").save().await;
    world.account("professeur").await;
    let (secret, _) = enrols_with_codes(&world, "professeur").await;
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    world.backend.public_address.set(true);
    let visitor = world.visitor(ADDRESS);
    let mut steps = Vec::new();
    for provider in [cas, other] {
        let arrived = visitor.arrives(provider, &[("sub", "professeur")]).await;
        let Arrived::CodeWanted(step) = arrived else { panic!("no code is asked for") };
        steps.push(step);
    }
    providers::pause(&world.backend, &admin, cas).await.expect("paused");
    providers::resume(&world.backend, &admin, cas).await.expect("resumed");
    let right = code(&world.backend, &secret, 0);
    let finish = async |step: &door::Token| {
        door::finish_sign_in(&world.backend, step.as_str(), &right, &visitor.from()).await
    };
    assert!(matches!(finish(&steps[0]).await, Err(Error::NotFound)), "it ended with the pause");
    assert!(finish(&steps[1]).await.is_ok(), "and no other provider's");
}

#[both_engines]
async fn a_role_elsewhere_counts_while_the_code_is_awaited(world: World) {
    let own = world.provider("Région", Protocol::Oidc, "https://region.example");
    let own = own.of(world.authority).save().await;
    world.account("professeur").await;
    let (secret, _) = enrols_with_codes(&world, "professeur").await;
    let visitor = world.visitor(ADDRESS);
    let Arrived::CodeWanted(step) = visitor.arrives(own, &[("sub", "professeur")]).await else {
        panic!("no code is asked for")
    };
    let (db, person) = (&world.backend.db, world.person("professeur").await);
    grant(db, person, Role::SenderViewer, Scope::Establishment(world.foreign)).await.expect("a grant");
    let right = code(&world.backend, &secret, 0);
    let finished = door::finish_sign_in(&world.backend, step.as_str(), &right, &visitor.from()).await;
    assert!(matches!(finished, Err(Error::NotFound)), "its provider cannot act there");
    assert_eq!(world.number("SELECT COUNT(*) FROM provider_session").await, Some(0));
}
