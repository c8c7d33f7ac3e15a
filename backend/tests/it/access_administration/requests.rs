//! Asking for a role: who may ask, who is told, and what becomes of it.

use backend::{
    Error, Result,
    access::requests::{ask, decline, requests, withdraw},
    directory::joins,
};
use domain::{
    RequestId,
    access::{MAX_REQUESTS_PER_DAY, RequestInput, RequestState, Role},
    fields::FieldProblem,
};

use testing::{Actor, World, announcement, both_engines, head, teacher};

use super::{save_at, saves, school, shown, to_person};

fn input(role: Role, school: &str) -> RequestInput {
    RequestInput {
        role: role.code().to_owned(),
        severity: "warning".to_owned(),
        school: school.to_owned(),
        reason: "Je prépare les sorties de la classe de seconde.".to_owned(),
    }
}

async fn asks(actor: Actor<'_>, input: &RequestInput) -> Result<()> {
    ask(&actor.world.backend, &actor.caller().await, input).await
}

async fn own_states(actor: Actor<'_>) -> Vec<RequestState> {
    let page = requests(&actor.world.backend, &actor.caller().await, "create_communication").await;
    page.expect("a page").own.into_iter().map(|request| request.state).collect()
}

/// The notices in somebody's inbox, as they are stored.
async fn told(actor: Actor<'_>, kind: &str) -> i64 {
    actor.world.publish().await;
    let sql = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.person_id = {} \
         AND m.notice LIKE '%\"kind\":\"{kind}\"%'",
        actor.person
    );
    actor.world.number(&sql).await.unwrap_or_default()
}

fn refused(outcome: Result<()>, field: &str, problem: &FieldProblem) {
    let Err(Error::Fields(errors)) = outcome else { panic!("refused fields, not {outcome:?}") };
    assert_eq!(errors.get(field), Some(problem), "{errors:?}");
}

#[both_engines]
async fn a_request_reaches_the_head_and_is_granted_through_the_form(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    asks(professor, &input(Role::SenderAnnouncement, &curie)).await.expect("asked");
    assert_eq!(told(head, "role_asked").await, 1);
    assert_eq!(told(world.actor("collectivite").await, "role_asked").await, 0, "the nearest are told");
    assert_eq!(told(professor, "role_asked").await, 0);
    let page = shown(head, &curie).await.expect("a page");
    let open = &page.requests[0];
    assert_eq!(
        (open.person.id, open.role, page.requests.len()),
        (professor.person, Role::SenderAnnouncement, 1)
    );
    // Asking alone gives nothing.
    assert!(professor.deploy(&announcement("Sortie")).await.is_err());
    let page = saves(head, &curie, vec![to_person(Role::SenderAnnouncement, professor.person)], vec![])
        .await
        .expect("saved");
    assert!(page.requests.is_empty());
    assert_eq!(own_states(professor).await, [RequestState::Granted]);
    assert_eq!(told(professor, "role_granted").await, 1);
    professor.deploy(&announcement("Sortie")).await.expect("now");
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'right_requested'";
    assert_eq!(world.number(noted).await, Some(1));
}

#[both_engines]
async fn a_request_is_declined_with_a_sentence(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    asks(professor, &input(Role::SenderMessage, &curie)).await.expect("asked");
    let id = shown(head, &curie).await.expect("a page").requests[0].id;
    let decides = async |actor: Actor<'_>, answer: &str| {
        decline(&world.backend, &actor.caller().await, id, answer).await
    };
    let outsider = decides(world.actor("etrangere").await, "Non.").await;
    assert!(matches!(outsider, Err(Error::NotFound)), "{outsider:?}");
    let colleague = decides(world.actor("enseignant").await, "Non.").await;
    assert!(matches!(colleague, Err(Error::RightsAdministratorOnly)), "{colleague:?}");
    let silent = decides(head, "  ").await;
    assert!(matches!(silent, Err(Error::Fields(_))), "{silent:?}");
    assert_eq!(own_states(professor).await, [RequestState::Open]);
    for _ in 0..2 {
        let (_, declined) = decides(head, "Demandez à la CPE de l’envoyer.").await.expect("an answer");
        assert!(declined, "also when the button is pressed twice");
    }
    // A second answer changes nothing, and nobody is told twice.
    let (_, late) = decides(world.actor("proviseure").await, "Autre réponse.").await.expect("harmless");
    assert!(!late, "and it is not said to be done");
    assert_eq!(told(professor, "role_declined").await, 1);
    let page = requests(&world.backend, &professor.caller().await, "").await.expect("a page");
    assert_eq!(page.own[0].state, RequestState::Declined);
    assert_eq!(page.own[0].answer, "Demandez à la CPE de l’envoyer.");
    assert_eq!(page.own[0].by, "direction Martin");
    // Then it can be asked for again.
    asks(professor, &input(Role::SenderMessage, &curie)).await.expect("asked again");
}

#[both_engines]
async fn only_staff_ask_and_only_for_their_own_schools(world: World) {
    let curie = school(world.curie);
    for name in ["eleve", "parent"] {
        let actor = world.actor(name).await;
        refused(
            asks(actor, &input(Role::SenderAnnouncement, &curie)).await,
            "etablissement",
            &FieldProblem::UnknownChoice,
        );
        let page = requests(&world.backend, &actor.caller().await, "").await.expect("a page");
        assert!(page.schools.is_empty(), "{name}");
    }
    let professor = world.actor("professeur").await;
    for strange in [school(world.pasteur), school(world.foreign)] {
        refused(
            asks(professor, &input(Role::SenderAnnouncement, &strange)).await,
            "etablissement",
            &FieldProblem::UnknownChoice,
        );
    }
    // A parent who also teaches asks where they teach, not where their child is.
    let both = world.add("mere").stands_in(testing::parent(world.curie, "2de"));
    let both = both.stands_in(teacher(world.pasteur, "5e", "Arts")).save().await;
    let both = Actor { world: &world, person: both };
    refused(
        asks(both, &input(Role::SenderAnnouncement, &curie)).await,
        "etablissement",
        &FieldProblem::UnknownChoice,
    );
    asks(both, &input(Role::SenderAnnouncement, &school(world.pasteur))).await.expect("asked");
    let asked = "SELECT COUNT(*) FROM access_request";
    assert_eq!(world.number(asked).await, Some(1), "what is refused is not stored");
}

#[both_engines]
async fn nobody_asks_twice_for_a_role_or_too_often_in_a_day(world: World) {
    let professor = world.actor("professeur").await;
    let curie = school(world.curie);
    let message = input(Role::SenderMessage, &curie);
    asks(professor, &message).await.expect("asked");
    refused(asks(professor, &message).await, "role", &FieldProblem::AlreadyAsked);
    for _ in 1..MAX_REQUESTS_PER_DAY {
        let page = requests(&world.backend, &professor.caller().await, "").await.expect("a page");
        withdraw(&world.backend, &professor.caller().await, page.own[0].id).await.expect("withdrawn");
        asks(professor, &message).await.expect("asked again");
    }
    let once_more = asks(professor, &input(Role::SenderAnnouncement, &curie)).await;
    refused(once_more, "raison", &FieldProblem::TooManyRequests { max: MAX_REQUESTS_PER_DAY });
    world.wait(25 * 60 * 60 * 1_000);
    asks(professor, &input(Role::SenderAnnouncement, &curie)).await.expect("the next day");
    let holder = world.actor("cpe").await;
    refused(asks(holder, &message).await, "role", &FieldProblem::AlreadyHeld);
}

#[both_engines]
async fn the_same_request_at_once_is_made_once(world: World) {
    let professor = world.actor("professeur").await;
    let wanted = input(Role::SenderMessage, &school(world.curie));
    let outcomes = futures::future::join_all((0..6).map(async |_| asks(professor, &wanted).await)).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(told(world.actor("direction").await, "role_asked").await, 1);
}

#[both_engines]
async fn a_request_is_withdrawn_only_by_its_person(world: World) {
    let (professor, colleague) = (world.actor("professeur").await, world.actor("enseignant").await);
    asks(professor, &input(Role::SenderMessage, &school(world.curie))).await.expect("asked");
    let page = requests(&world.backend, &professor.caller().await, "").await.expect("a page");
    let id: RequestId = page.own[0].id;
    let stranger = withdraw(&world.backend, &colleague.caller().await, id).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
    withdraw(&world.backend, &professor.caller().await, id).await.expect("withdrawn");
    assert_eq!(own_states(professor).await, [RequestState::Withdrawn]);
}

#[both_engines]
async fn a_higher_severity_is_asked_for_and_settled(world: World) {
    let (head, professor) = (world.actor("direction").await, world.actor("professeur").await);
    let curie = school(world.curie);
    let up_to = |severity: &str| {
        let mut line = to_person(Role::SenderAnnouncement, professor.person);
        severity.clone_into(&mut line.severity);
        line
    };
    saves(head, &curie, vec![up_to("information")], vec![]).await.expect("saved");
    let wanted = input(Role::SenderAnnouncement, &curie);
    asks(professor, &wanted).await.expect("a higher one");
    // Another change of the same rights does not settle it.
    let other = world.person("secretariat").await;
    saves(head, &curie, vec![to_person(Role::SenderNews, other)], vec![]).await.expect("saved");
    assert_eq!(own_states(professor).await, [RequestState::Open]);
    let version = shown(head, &curie).await.expect("a page").version;
    save_at(head, &curie, version, vec![up_to("warning")], vec![]).await.expect("saved");
    assert_eq!(own_states(professor).await, [RequestState::Granted]);
    refused(asks(professor, &wanted).await, "role", &FieldProblem::AlreadyHeld);
}

#[both_engines]
async fn without_anybody_near_the_authority_is_asked(world: World) {
    // Leconte has neither a head nor an administrator of its own.
    let alone = world.add("isolee").stands_in(teacher(world.leconte, "2de", "Arts")).save().await;
    let alone = Actor { world: &world, person: alone };
    asks(alone, &input(Role::SenderMessage, &school(world.leconte))).await.expect("asked");
    assert_eq!(told(world.actor("collectivite").await, "role_asked").await, 1);
    let page = shown(world.actor("collectivite").await, &format!("collectivite-{}", world.authority)).await;
    assert_eq!(page.expect("a page").requests.len(), 1, "the authority sees those of its schools");
}

#[both_engines]
async fn the_only_head_who_asks_is_heard_by_the_authority(world: World) {
    let head = world.actor("proviseure").await;
    asks(head, &input(Role::SenderAnnouncement, &school(world.pasteur))).await.expect("asked");
    assert_eq!(told(world.actor("collectivite").await, "role_asked").await, 1, "somebody is told");
    assert_eq!(told(head, "role_asked").await, 0, "but not who asks");
    assert_eq!(told(world.actor("direction").await, "role_asked").await, 0, "nor another school");
}

/// The head who had the letter is gone before answering: the next one hears of it, once, and nobody hears
/// of a request that has an answer.
#[both_engines]
async fn whoever_decides_next_is_told_of_what_is_open(world: World) {
    let alone = world.add("isolee").stands_in(teacher(world.leconte, "2de", "Arts")).save().await;
    let alone = Actor { world: &world, person: alone };
    let first = world.add("premiere").stands_in(head(world.leconte)).save().await;
    let first = Actor { world: &world, person: first };
    asks(alone, &input(Role::SenderMessage, &school(world.leconte))).await.expect("asked");
    assert_eq!(told(first, "role_asked").await, 1);
    world.leaves(world.person("reunionnais").await).await;
    world.compares().await;
    assert_eq!(told(first, "role_asked").await, 1, "the one who decides has it already");

    world.leaves(first.person).await;
    world.compares().await;
    let authority = world.actor("collectivite").await;
    assert_eq!(told(authority, "role_asked").await, 1, "until there is another head");
    let next = world.add("suivante").save().await;
    let next = Actor { world: &world, person: next };
    world.joins(next.person, &head(world.leconte)).await;
    for _ in 0..2 {
        world.compares().await;
        assert_eq!(told(next, "role_asked").await, 1);
    }
    assert_eq!(told(first, "role_asked").await, 1, "who decides no longer hears no more");

    let id = shown(next, &school(world.leconte)).await.expect("a page").requests[0].id;
    decline(&world.backend, &next.caller().await, id, "Demandez à la CPE.").await.expect("declined");
    let last = world.add("derniere").save().await;
    world.leaves(next.person).await;
    world.joins(last, &head(world.leconte)).await;
    world.compares().await;
    assert_eq!(told(Actor { world: &world, person: last }, "role_asked").await, 0, "it is answered");
}

/// What somebody asked for with one record is not lost when it is joined, even if they had asked for the same
/// with the other one before.
#[both_engines]
async fn a_request_goes_on_when_its_record_is_joined(world: World) {
    // Without accounts, the record that was there first stays.
    let (main, record) = (world.actor("parent").await, world.actor("professeur").await);
    world.joins(main.person, &teacher(world.curie, "2de", "Arts")).await;
    let (head, curie) = (world.actor("direction").await, school(world.curie));
    asks(main, &input(Role::SenderMessage, &curie)).await.expect("asked");
    let first = shown(head, &curie).await.expect("a page").requests[0].id;
    decline(&world.backend, &head.caller().await, first, "Demandez à la CPE.").await.expect("declined");
    asks(record, &input(Role::SenderMessage, &curie)).await.expect("asked");

    world.administrator("collectivite").await;
    let administrator = world.actor("collectivite").await.caller().await;
    joins::join(&world.backend, &administrator, [main.person, record.person]).await.expect("joined");
    let page = shown(head, &curie).await.expect("a page");
    assert_eq!(page.requests.iter().map(|open| open.person.id).collect::<Vec<_>>(), [main.person]);
    let mut states = own_states(main).await;
    states.sort_by_key(|state| state.code());
    assert_eq!(states, [RequestState::Declined, RequestState::Open]);
}

/// Requests of people who have left wait for nobody, and stand in nobody's way.
#[both_engines]
async fn a_long_list_of_requests_says_that_there_are_more(world: World) {
    let (head, curie) = (world.actor("direction").await, school(world.curie));
    for number in 0..101 {
        let person =
            world.add(&format!("t{number}")).stands_in(teacher(world.curie, "2de", "Arts")).save().await;
        let person = Actor { world: &world, person };
        asks(person, &input(Role::SenderMessage, &curie)).await.expect("asked");
    }
    let page = shown(head, &curie).await.expect("a page");
    assert_eq!((page.requests.len(), page.requests_cut), (100, true));
    world.sql("UPDATE person SET removed_at = 1000 WHERE external_id = 't0'").await;
    let last = world.person("t100").await;
    let page = shown(head, &curie).await.expect("a page");
    assert_eq!((page.requests.len(), page.requests_cut), (100, false));
    assert_eq!(page.requests.last().map(|request| request.person.id), Some(last));
}
