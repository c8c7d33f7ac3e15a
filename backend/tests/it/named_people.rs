//! *Personnes*: people whom a target names one by one, from the search to what they see.

use std::{collections::BTreeSet, sync::Arc};

use backend::{
    Error,
    communications::{compose, find_recipients, read_news, save_draft, survey},
    directory::joins,
    home::announcements_for,
};
use domain::{
    PersonId,
    access::Role,
    communications::{Channel, DuplicateMode, Start},
    directory::Profile,
    fields::FieldProblem,
    targets::TargetInput,
};
use testing::{World, announcement, both_engines, news, note, of_level, parent, pupil};

fn named(people: &[PersonId]) -> TargetInput {
    let people = people.iter().map(ToString::to_string).collect();
    TargetInput { named: true, people, ..TargetInput::default() }
}

#[both_engines]
async fn only_those_who_are_named_are_reached(world: World) {
    for twin in ["jumeau", "jumelle"] {
        world.add(twin).stands_in(pupil(world.curie, "2de")).save().await;
    }
    let (eleve, professeur) = (world.person("eleve").await, world.person("professeur").await);
    world.family(world.person("parent").await, eleve).await;
    let head = world.actor("direction").await;
    let form = head.fills(announcement("Convocation").to([named(&[eleve, professeur, eleve])])).await;
    let question = head.asks(&form).await.expect("a question");
    assert_eq!(question.confirmation.recipients, 2);
    assert_eq!(question.criteria, ["2 personnes nommées (eleve Martin, professeur Martin) – Lycée Curie"]);

    // The list is part of what was confirmed: as many people, but others.
    let others = form.clone().to([named(&[eleve, world.person("cpe").await])]);
    let refused = head.confirms(&others, &question).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");

    let id = head.publishes(&form).await;
    let letter = note("À toi").to([named(&[eleve])]);
    head.publishes(&letter).await;
    let item = head.publishes(&news("Pour toi", "<p>Texte.</p>").to([named(&[eleve])])).await;
    for (name, expected) in [
        ("eleve", vec!["Convocation"]),
        ("professeur", vec!["Convocation"]),
        ("jumeau", vec![]),
        ("parent", vec![]),
        ("cpe", vec![]),
    ] {
        let reader = world.actor(name).await;
        assert_eq!(reader.sees().await, expected, "{name}");
        let has_letter = reader.finds_letters("", "").await.contains(&"À toi".to_owned());
        let has_news = read_news(&world.backend, &reader.caller().await, item).await.is_ok();
        let page = announcements_for(&world.backend, reader.person).await.expect("a home page");
        let titles: Vec<String> = page.items.iter().flatten().map(|item| item.title.clone()).collect();
        let is_named = name == "eleve";
        assert_eq!((has_letter, has_news), (is_named, is_named), "{name}");
        assert_eq!(titles.contains(&"Pour toi".to_owned()), is_named, "{name}");
    }
    // Names split the groups of nobody else.
    let page = async |name: &str| {
        announcements_for(&world.backend, world.person(name).await).await.expect("a home page")
    };
    assert!(Arc::ptr_eq(&page("jumeau").await, &page("jumelle").await));
    assert!(!Arc::ptr_eq(&page("jumeau").await, &page("eleve").await));
    assert!(Arc::ptr_eq(&page("eleve").await, &page("eleve").await), "it is kept");

    let detail = head.detail(id).await.expect("a page");
    assert_eq!((detail.targets[0].people.values().count(), detail.people_gone), (2, vec![0]));
    assert_eq!(
        detail.people_named,
        [["eleve Martin", "professeur Martin"]],
        "its author reads whom it names"
    );
    head.cancel(id).await.expect("a cancellation");
    assert_eq!(world.actor("eleve").await.sees().await, [""; 0]);

    let teacher = world.actor("enseignant").await;
    let of_teacher = teacher.publishes(&announcement("Retard").to([named(&[eleve])])).await;
    assert_eq!(teacher.detail(of_teacher).await.expect("a page").people_named, [["eleve Martin"]]);
    let to_head = head.detail(of_teacher).await.expect("a page");
    assert_eq!(to_head.people_named, [[""; 0]], "and nobody else");
}

#[both_engines]
async fn each_person_counts_once_and_who_left_is_counted_as_gone(world: World) {
    let (eleve, professeur) = (world.person("eleve").await, world.person("professeur").await);
    let head = world.actor("direction").await;
    let targets = [named(&[eleve, professeur]), of_level(Profile::Student, "2de")];
    let form = head.fills(announcement("Sortie").to(targets)).await;
    let counted = survey(&world.backend, &head.caller().await, &form.input).await.expect("a count");
    assert_eq!((counted.count.total, counted.count.per_target), (2, vec![2, 1]));
    let people: BTreeSet<PersonId> = counted.people.iter().map(|person| person.id).collect();
    assert_eq!(people, BTreeSet::from([eleve, professeur]));

    let id = head.publishes(&form).await;
    world.leaves(professeur).await;
    assert_eq!(world.actor("professeur").await.sees().await, [""; 0]);
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie"]);
    let detail = head.detail(id).await.expect("a page");
    assert_eq!((detail.recipients, detail.people_gone), (Some(2), vec![1, 0]));
    assert_eq!(detail.people_named, [vec!["eleve Martin"], vec![]]);

    // Sent once more: the copy keeps the list, and the question says who is missing.
    let copy = Start::Copy(id, DuplicateMode::Both);
    let copy = compose(&world.backend, &head.caller().await, copy).await.expect("a copy");
    assert_eq!(copy.input.targets[0], named(&[eleve, professeur]));
    let form = head.fills(announcement("Encore").to(copy.input.targets)).await;
    let question = head.asks(&form).await.expect("a question");
    assert_eq!(question.confirmation.recipients, 1);
    let said = "2 personnes nommées (eleve Martin, 1 n’est plus dans ces établissements) – Lycée Curie";
    assert_eq!(question.criteria[0], said);
}

#[both_engines]
async fn a_draft_names_the_person_whose_records_were_joined(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let pair = [world.person("enseignant").await, world.person("parent").await];
    let head = world.actor("direction").await;
    let caller = head.caller().await;
    let mut drafts = Vec::new();
    for people in [&pair[..1], &pair[1..], &pair[..]] {
        let form = head.fills(announcement("Suite").to([named(people)])).await;
        let (draft, _) = save_draft(&world.backend, &caller, &form.key, &form.input).await.expect("a draft");
        drafts.push(draft);
    }
    joins::join(&world.backend, &admin, pair).await.expect("joined");
    for draft in drafts {
        let opened = compose(&world.backend, &caller, Start::Draft(draft)).await.expect("a form");
        let people = opened.input.targets[0].people.len();
        assert_eq!((people, opened.survey.people.len(), opened.survey.count.total), (1, 1, 1));
    }
}

#[both_engines]
async fn nobody_is_named_outside_the_perimeter(world: World) {
    let head = world.actor("direction").await;
    let collegien = world.person("collegien").await;
    let both = [named(&[world.person("eleve").await, collegien])];
    let refused = head.asks(&head.fills(announcement("Non").to(both)).await).await;
    let Err(Error::Fields(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.get("cible-1-personnes"), Some(&FieldProblem::PeopleOutside { count: 1 }));

    // An authority names a pupil: the other schools neither get nor see anything.
    let authority = world.actor("collectivite").await;
    let form = announcement("À un élève").to([named(&[collegien])]);
    let form = form.perimeter(format!("collectivite-{}", world.authority));
    let question = authority.asks(&form).await.expect("a question");
    assert_eq!(question.confirmation.schools, BTreeSet::from([world.pasteur]));
    let id = authority.publishes(&form).await;
    let sites = format!("SELECT COUNT(*) AS n FROM publication WHERE communication_id = {id}");
    assert_eq!(world.number(&sites).await, Some(1));
    assert_eq!(world.actor("collegien").await.sees().await, ["À un élève"]);
}

#[both_engines]
async fn only_staff_who_may_send_search_for_people(world: World) {
    let parente = world.add("parente").stands_in(parent(world.curie, "2de"));
    parente.holds_at(Role::SenderAnnouncement, world.curie).save().await;
    let curie = format!("etablissement-{}", world.curie);
    let find = async |who: &str, perimeter: &str, search: &str| {
        let caller = world.actor(who).await.caller().await;
        let found = find_recipients(&world.backend, &caller, Channel::Announcement, perimeter, search).await;
        found.map(|found| found.into_iter().map(|person| person.name).collect::<Vec<_>>())
    };
    assert_eq!(find("direction", &curie, "élève mart").await.expect("people"), ["eleve Martin"]);
    assert_eq!(find("direction", &curie, "collegien").await.expect("people"), [""; 0], "another school");
    assert_eq!(find("direction", &curie, "e").await.expect("people"), [""; 0], "too short");
    for who in ["parente", "parent", "eleve", "professeur", "cpe"] {
        let refused = find(who, &curie, "mart").await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{who}: {refused:?}");
    }
    let elsewhere = format!("etablissement-{}", world.foreign);
    assert!(matches!(find("direction", &elsewhere, "etrangere").await, Err(Error::NotFound)));

    let parente = world.actor("parente").await;
    assert!(parente.asks(&parente.fills(announcement("Oui")).await).await.is_ok());
    let form = announcement("Non").to([named(&[world.person("eleve").await])]);
    let refused = parente.asks(&parente.fills(form).await).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");

    // Without scripts a draft holds the search.
    let head = world.actor("direction").await;
    let mut form = head.fills(announcement("Suite").to([named(&[])])).await;
    "eleve".clone_into(&mut form.input.targets[0].people_search);
    let caller = head.caller().await;
    let (draft, _) = save_draft(&world.backend, &caller, &form.key, &form.input).await.expect("a draft");
    let opened = compose(&world.backend, &caller, Start::Draft(draft)).await.expect("a form");
    assert!(opened.may_name);
    assert_eq!(
        opened.found_people[0].iter().map(|person| &*person.name).collect::<Vec<_>>(),
        ["eleve Martin"]
    );

    // More searches than somebody can read.
    let mut refused = 0;
    for _ in 0..60 {
        refused +=
            u32::from(matches!(find("direction", &curie, "e").await, Err(Error::TooManyAttempts { .. })));
    }
    assert_eq!(refused, 4, "four were made before");
}
