//! Single sign-on, whatever the protocol: who is meant, what is opened, how it ends.

use backend::{
    Error,
    access::grant::{grant, insert},
    accounts,
    door::providers::{Arrived, Assertion, Ended, end_sessions, left, open},
    door::{self, Proof},
    queue,
};
use domain::{
    access::{Extent, Grantee, NewGrant, Population, Role, Scope},
    directory::Profile,
    fields::FieldErrors,
    providers::{MatchBy, Protocol, Switches},
    targets::TargetInput,
};
use testing::{Visitor, World, both_engines, head, parent, staff, teacher};

use crate::leaving::leaves;

/// `open`, `code`, or why the person is refused.
fn said(arrived: &Arrived) -> &'static str {
    match arrived {
        Arrived::Open(_) => "open",
        Arrived::CodeWanted(_) => "code",
        Arrived::Refused(reason) => reason.code(),
    }
}

async fn enters(world: &World, provider: domain::ProviderId, claims: &[(&str, &str)]) -> Visitor {
    let mut visitor = world.visitor("192.0.2.1");
    match visitor.arrives(provider, claims).await {
        Arrived::Open(opened) => visitor.keep(&opened),
        other => panic!("{}", said(&other)),
    }
    visitor
}

#[both_engines]
async fn a_provider_means_exactly_one_person(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").prefixes("METZ-", "").save().await;
    let vouches = Switches { vouches_for_addresses: true, ..Switches::default() };
    let by_email = world.provider("Agents", Protocol::Oidc, "https://agents.example");
    let by_email = by_email.by("email", MatchBy::Email).with(vouches).save().await;
    let asking = world.provider("Annuaire", Protocol::Oidc, "https://typed.example");
    let asking = asking.by("email", MatchBy::Email).save().await;
    let elsewhere = world.provider("Ailleurs", Protocol::Cas, "https://cas.example");
    let elsewhere = elsewhere.of(world.authority).save().await;
    // A teacher and her record as a parent share an address; two colleagues share another.
    world.add("mere").stands_in(parent(world.curie, "2de")).save().await;
    for name in ["jumeau", "jumelle"] {
        world.add(name).stands_in(staff(world.curie, Profile::SchoolLife, "CPE")).save().await;
    }
    world
        .sql("UPDATE person SET email = 'M.Roy@ac-metz.fr' WHERE external_id IN ('professeur', 'mere')")
        .await;
    world.sql("UPDATE person SET email = 'vie@ac-metz.fr' WHERE external_id IN ('jumeau', 'jumelle')").await;
    world.sql("UPDATE person SET email = 'eleve@ac-metz.fr' WHERE external_id = 'eleve'").await;
    world.sql("UPDATE person SET removed_at = 1 WHERE external_id = 'collegien'").await;
    world.administrator("direction").await;

    let people = world.counts().await["person"];
    let visitor = world.visitor("192.0.2.1");
    let cases: [(_, &[(&str, &str)], &str); 17] = [
        (ent, &[("sub", "METZ-eleve")], "open"),
        (ent, &[("sub", "NANCY-eleve")], "unknown"),
        (ent, &[("sub", "METZ-nobody")], "unknown"),
        (ent, &[("sub", "METZ-collegien")], "left"),
        (ent, &[("sub", "METZ-eleve"), ("sub", "METZ-parent")], "several"),
        (ent, &[("uid", "METZ-eleve")], "no_claim"),
        (by_email, &[("email", "m.roy@AC-metz.fr")], "open"),
        (by_email, &[("email", "vie@ac-metz.fr")], "several"),
        (by_email, &[("email", "eleve@ac-metz.fr")], "unknown"),
        (by_email, &[("email", "m.roy@ac-metz.fr"), ("email_verified", "false")], "unverified"),
        (by_email, &[("email", "m.roy%")], "unknown"),
        (asking, &[("email", "m.roy@ac-metz.fr")], "unverified"),
        (asking, &[("email", "m.roy@ac-metz.fr"), ("email_verified", "true")], "open"),
        (elsewhere, &[("sub", "eleve")], "open"),
        (elsewhere, &[("sub", "etrangere")], "other_authority"),
        (elsewhere, &[("sub", "direction")], "other_authority"),
        (ent, &[("sub", "METZ-direction")], "open"),
    ];
    for (provider, claims, expected) in cases {
        assert_eq!(said(&visitor.arrives(provider, claims).await), expected, "{claims:?}");
    }
    assert_eq!(world.counts().await["person"], people, "nobody is created");
    let refused = "SELECT COUNT(*) FROM audit_entry WHERE action = 'sign_in' AND outcome = 'refused'";
    assert!(world.number(refused).await >= Some(6), "refusals are in the journal");
}

/// Whoever runs the provider of an authority can become anybody whom it may sign in.
#[both_engines]
async fn the_provider_of_an_authority_opens_no_rights_of_another_one(world: World) {
    let own = world.provider("Région", Protocol::Oidc, "https://region.example");
    let own = own.of(world.authority).save().await;
    let everywhere = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let teaches = |name: &str| world.add(name).stands_in(teacher(world.curie, "2de", "Arts"));
    let elsewhere = Scope::Establishment(world.foreign);
    teaches("partagee").stands_in(teacher(world.foreign, "2de", "Arts")).save().await;
    teaches("cheffe").stands_in(head(world.foreign)).save().await;
    teaches("deleguee").holds(Role::SenderViewer, elsewhere).save().await;
    teaches("habilitee").holds(Role::SenderAnnouncement, Scope::Authority(world.authority)).save().await;
    let visitor = world.visitor("192.0.2.1");
    for (name, expected) in [
        ("partagee", "open"),
        ("habilitee", "open"),
        ("collectivite", "open"),
        ("cheffe", "other_authority"),
        ("deleguee", "other_authority"),
        ("etrangere", "other_authority"),
    ] {
        assert_eq!(said(&visitor.arrives(own, &[("sub", name)]).await), expected, "{name}");
        assert_eq!(said(&visitor.arrives(everywhere, &[("sub", name)]).await), "open", "{name}");
    }

    // Whoever comes to administer the portal leaves the sessions that it opened.
    let through_own = enters(&world, own, &[("sub", "eleve")]).await;
    let through_another = enters(&world, everywhere, &[("sub", "eleve")]).await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let person = world.account("eleve").await;
    accounts::name_administrator(&world.backend, &admin, person, true).await.expect("named");
    assert_eq!(through_own.is().await, None);
    assert_eq!(through_another.is().await, Some(person));
}

/// Has the sessions compared with rights that have just changed.
async fn compares(world: &World) {
    let raised = "INSERT INTO revision (name, value) VALUES ('access', 1) \
                  ON CONFLICT (name) DO UPDATE SET value = revision.value + 1";
    world.sql(raised).await;
    queue::compare(&world.backend.db, world.backend.clock.now()).await.expect("a job");
    world.compares().await;
}

#[both_engines]
async fn a_role_elsewhere_ends_what_the_provider_of_an_authority_opened(world: World) {
    let own = world.provider("Région", Protocol::Oidc, "https://region.example");
    let own = own.of(world.authority).save().await;
    let everywhere = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let through_own = enters(&world, own, &[("sub", "professeur")]).await;
    let through_another = enters(&world, everywhere, &[("sub", "professeur")]).await;
    let second = world.second_process().await;
    let there = through_own.clone().through(&second);
    let (db, person) = (&world.backend.db, world.person("professeur").await);
    for (school, expected) in [(world.curie, Some(person)), (world.foreign, None)] {
        grant(db, person, Role::SenderViewer, Scope::Establishment(school)).await.expect("a grant");
        compares(&world).await;
        second.refresh().await.expect("revisions");
        assert_eq!((through_own.is().await, there.is().await), (expected, expected));
    }
    assert_eq!(through_another.is().await, Some(person), "a provider of the whole portal vouches for it");
}

#[both_engines]
async fn so_does_a_role_by_function_or_of_a_population(world: World) {
    let own = world.provider("Région", Protocol::Oidc, "https://region.example");
    let own = own.of(world.authority).save().await;
    let teaches = |name: &str| world.add(name).stands_in(teacher(world.curie, "2de", "Arts"));
    teaches("musicienne").stands_in(teacher(world.foreign, "2de", "Arts")).save().await;
    teaches("adjointe").stands_in(staff(world.foreign, Profile::SchoolLife, "CPE")).save().await;
    world.add("cheffe").stands_in(head(world.foreign)).save().await;
    let teaching = enters(&world, own, &[("sub", "musicienne")]).await;
    let assisting = enters(&world, own, &[("sub", "adjointe")]).await;
    let open = async || (teaching.is().await.is_some(), assisting.is().await.is_some());
    compares(&world).await;
    assert_eq!(open().await, (true, true), "who only belongs there goes on reading");

    let input = TargetInput { profiles: vec![Profile::Teacher.code().to_owned()], ..TargetInput::default() };
    let population = Population::parse(&input, &mut FieldErrors::default()).expect("a population");
    let grantee = Grantee::Population(population);
    let new = NewGrant { role: Role::RecipientViewer, grantee, extent: Extent::Whole, severity: None };
    let there = Scope::Establishment(world.foreign);
    insert(&world.backend.db, &new, there, None).await.expect("a grant");
    compares(&world).await;
    assert_eq!(open().await, (false, true));

    let becomes_head = format!(
        "UPDATE membership SET cohort_id = (SELECT m.cohort_id FROM membership m JOIN person p \
         ON p.id = m.person_id WHERE p.external_id = 'cheffe') \
         WHERE person_id = (SELECT id FROM person WHERE external_id = 'adjointe') \
         AND cohort_id IN (SELECT id FROM cohort WHERE establishment_id = {})",
        world.foreign
    );
    world.sql(&becomes_head).await;
    compares(&world).await;
    assert_eq!(open().await, (false, false));
}

#[both_engines]
async fn a_session_follows_its_provider(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let other = world.provider("Autre", Protocol::Oidc, "https://other.example").save().await;
    let first = enters(&world, ent, &[("sub", "eleve"), ("sid", "s1")]).await;
    let second = enters(&world, ent, &[("sub", "eleve"), ("sid", "s2")]).await;
    let elsewhere = enters(&world, other, &[("sub", "eleve"), ("sid", "s1")]).await;
    let process = world.second_process().await;
    let there = first.clone().through(&process);
    assert_eq!(there.is().await, Some(world.person("eleve").await));
    let kept = left(&world.backend, first.token()).await.expect("read").expect("its provider");
    assert_eq!(kept.provider.id, ent);

    assert_eq!(end_sessions(&world.backend, ent, Ended::Sid("s1")).await.expect("ended"), 1);
    process.refresh().await.expect("revisions");
    assert_eq!((first.is().await, there.is().await), (None, None), "in every process");
    assert!(second.is().await.is_some() && elsewhere.is().await.is_some(), "and no other session");
    assert_eq!(end_sessions(&world.backend, ent, Ended::Subject("eleve")).await.expect("ended"), 1);
    assert_eq!(second.is().await, None);
    assert!(elsewhere.is().await.is_some(), "another provider's word counts for its own sessions only");
    assert_eq!(world.number("SELECT COUNT(*) FROM provider_session").await, Some(1), "they go together");

    world.sql("UPDATE provider SET state = 'paused'").await;
    let visitor = world.visitor("192.0.2.1");
    let paused = open(&world.backend, ent, &Assertion::default(), &visitor.from()).await;
    assert!(matches!(paused, Err(Error::NotFound)), "nobody enters by a paused provider");
}

#[both_engines]
async fn a_message_with_both_names_also_ends_what_has_no_session_name(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let named = enters(&world, ent, &[("sub", "eleve"), ("sid", "s1")]).await;
    let unnamed = enters(&world, ent, &[("sub", "eleve")]).await;
    let other = enters(&world, ent, &[("sub", "eleve"), ("sid", "s2")]).await;
    let parent = enters(&world, ent, &[("sub", "parent")]).await;
    let which = Ended::SidOf { sid: "s1", subject: "eleve" };
    assert_eq!(end_sessions(&world.backend, ent, which).await.expect("ended"), 2);
    assert_eq!((named.is().await, unnamed.is().await), (None, None));
    assert!(other.is().await.is_some() && parent.is().await.is_some(), "and no other session");
}

#[both_engines]
async fn sessions_of_people_without_an_account_can_be_closed(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let here = enters(&world, ent, &[("sub", "eleve")]).await;
    let lost = enters(&world, ent, &[("sub", "eleve")]).await;
    let caller = here.caller().await;
    let nothing = Proof { password: "".into(), code: String::new() };
    let proved =
        door::prove_to_close(&world.backend, &caller, &nothing).await.expect("the session is enough");
    accounts::close_other_sessions(&world.backend, &caller, here.token(), &proved).await.expect("closed");
    assert_eq!(lost.is().await, None);
    assert!(here.is().await.is_some());
    let more = door::prove(&world.backend, &caller, &nothing).await;
    assert!(matches!(more, Err(Error::NotFound)), "for nothing else");

    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let person = world.person("eleve").await;
    accounts::close_all_sessions(&world.backend, &admin, person).await.expect("closed");
    assert_eq!(here.is().await, None);

    // Whoever has a password is asked for it.
    world.account("eleve").await;
    let here = enters(&world, ent, &[("sub", "eleve")]).await;
    let caller = here.caller().await;
    let old = accounts::close_other_sessions(&world.backend, &caller, here.token(), &proved).await;
    assert!(matches!(old, Err(Error::Fields(_))));
    let again = door::prove_to_close(&world.backend, &caller, &nothing).await;
    assert!(matches!(again, Err(Error::Fields(_))));
}

/// Whoever leaves the directory is signed out in every process, and does not come in again.
#[both_engines]
async fn a_session_ends_with_its_person(world: World) {
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let second = world.second_process().await;
    let here = enters(&world, ent, &[("sub", "eleve")]).await;
    let there = here.clone().through(&second);
    assert!(here.is().await.is_some() && there.is().await.is_some(), "and they remember it");
    leaves(&world, "eleve").await;
    second.refresh().await.expect("revisions");
    assert_eq!((here.is().await, there.is().await), (None, None));
    assert_eq!(said(&there.arrives(ent, &[("sub", "eleve")]).await), "left");
}
