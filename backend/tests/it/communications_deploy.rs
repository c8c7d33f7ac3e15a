//! Déployer: what is stored, once, and by whom.

use std::sync::Arc;

use backend::{
    Error, communications,
    database::statement,
    entities::{
        announcement as announcement_row, audit_entry, communication, draft, job, publication, target,
    },
};
use domain::{
    CommunicationId, Conflict, EstablishmentId,
    access::Right,
    communications::{Severity, Start},
    directory::Profile,
    fields::FieldProblem,
    targets::{Target, TargetInput},
};
use sea_orm::{EntityTrait, QueryOrder};
use testing::{
    Actor, Form, NOW, World, announcement, at, both_engines, everybody, in_schools, of_level, of_profile,
};

#[both_engines]
async fn all_fields_of_the_form_are_stored(world: World) {
    let sender = world.actor("collectivite").await;
    let schools = [world.curie, world.leconte];
    let form = announcement("  Grève des transports\r\nlundi ")
        .severity(Severity::Alert)
        .link("https://ent.example/greve")
        .days("2026-10-24", "2026-10-25")
        .to([
            in_schools(&schools, of_level(Profile::Student, "2de")),
            in_schools(&schools[..1], everybody()),
        ]);
    let form = sender.fills(form).await;
    let backend = &world.backend;
    let kept = communications::save_draft(backend, &sender.caller().await, &form.key, &form.input).await;
    kept.expect("a draft");

    let deployed = sender.deploy(&form).await.expect("a deployment");
    assert!(deployed.created);
    assert_eq!(deployed.at, at(NOW));

    let db = &backend.db;
    let row = communication::Entity::find_by_id(deployed.id).one(db).await.expect("a row").expect("one");
    assert_eq!(row.title, "Grève des transports\nlundi");
    let said = announcement_row::Entity::find_by_id(row.id).one(db).await.expect("a row").expect("one");
    assert_eq!(said.text, "Grève des transports\nlundi");
    assert_eq!(said.severity, Severity::Alert);
    assert_eq!(said.link.as_deref(), Some("https://ent.example/greve"));
    assert_eq!(
        (said.first_day.to_string(), said.last_day.to_string()),
        ("2026-10-24".into(), "2026-10-25".into())
    );
    assert_eq!(row.source_name, "Mon bureau numérique");
    assert_eq!(row.source_authority_id, Some(world.authority));
    assert_eq!((row.recipients, row.cancelled_at), (None, None));

    let targets = target::Entity::find().order_by_asc(target::Column::Position).all(db).await.expect("rows");
    let targets: Vec<Target> = targets.into_iter().map(|row| row.criteria.into_inner()).collect();
    assert_eq!(targets.len(), 2);
    assert_eq!(targets[0].levels.values().map(AsRef::as_ref).collect::<Vec<&str>>(), ["2de"]);
    assert_eq!(targets[1].establishments.values().collect::<Vec<_>>(), [&world.curie]);

    // In Metz the clocks go back on the 25th, so its period is an hour longer than Réunion's.
    assert_eq!(
        bounds(&world, deployed.id).await,
        [
            (world.curie, at("2026-10-23T22:00:00Z").0, at("2026-10-25T23:00:00Z").0),
            (world.leconte, at("2026-10-23T20:00:00Z").0, at("2026-10-25T20:00:00Z").0),
        ]
    );
    let sites = publication::Entity::of(deployed.id).all(db).await.expect("schools");
    assert_eq!(sites.iter().map(|site| site.schools).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(draft::Entity::find().all(db).await.expect("drafts"), []);
    let jobs = job::Entity::find().all(db).await.expect("jobs");
    assert_eq!(jobs.len(), 1);
    assert_eq!((jobs[0].kind.as_str(), jobs[0].subject_id), ("publish", Some(deployed.id.0)));
    let begins = at("2026-10-23T20:00:00Z");
    assert_eq!((jobs[0].due_at, jobs[0].attempts, jobs[0].done_at), (begins, 0, None));
    let entries = audit_entry::Entity::find().all(db).await.expect("the journal");
    let last = entries.last().expect("an entry");
    assert_eq!((last.action.as_str(), last.actor_id), ("deployed", Some(sender.person)));
}

async fn bounds(world: &World, id: CommunicationId) -> Vec<(EstablishmentId, i64, i64)> {
    let rows = publication::Entity::find().order_by_asc(publication::Column::EstablishmentId);
    let rows = rows.all(&world.backend.db).await.expect("publications");
    assert!(rows.iter().all(|row| row.communication_id == id && row.published_at.is_none()));
    rows.iter().map(|row| (row.establishment_id, row.begins_at.0, row.ends_at.0)).collect()
}

#[both_engines(flavor = "multi_thread")]
async fn ten_simultaneous_clicks_deploy_once(world: World) {
    let sender = world.actor("enseignant").await;
    let before = world.counts().await;
    let form = sender.fills(announcement("Une seule fois")).await;
    let asked = sender.asks(&form).await.expect("a question").confirmation;
    let caller = sender.caller().await;
    let second = world.second_process().await;
    let clicks: Vec<_> = (0..10)
        .map(|number| {
            let process = if number % 2 == 0 { &world.backend } else { &second };
            let (backend, caller, form) = (Arc::clone(process), caller.clone(), form.clone());
            let asked = asked.clone();
            tokio::spawn(async move {
                communications::deploy(&backend, &caller, &form.key, &form.input, Some(&asked)).await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for click in clicks {
        answers.push(click.await.expect("no panic").expect("every click is answered"));
    }
    assert!(answers.iter().all(|answer| answer.id == answers[0].id), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.created).count(), 1);
    let after = world.counts().await;
    for (table, more) in
        [("communication", 1), ("target", 1), ("publication", 1), ("job", 1), ("audit_entry", 1)]
    {
        assert_eq!(after[table], before[table] + more, "{table}");
    }
    // Later the same request still returns the same communication.
    let replayed = sender.deploy(&form).await.expect("an answer");
    assert!(!replayed.created && replayed.id == answers[0].id);
    // A key belongs to its author: the same key from another person is another form.
    let other = world.actor("infirmiere").await.deploy(&form).await.expect("a deployment");
    assert!(other.created && other.id != answers[0].id);
}

/// A request whose answer was lost comes again after midnight.
#[both_engines]
async fn what_was_deployed_for_a_day_that_is_over_is_known_again(world: World) {
    let sender = world.actor("enseignant").await;
    let form = sender.fills(announcement("Aujourd’hui").days("2026-10-05", "2026-10-05")).await;
    let question = sender.asks(&form).await.expect("a question");
    let first = sender.confirms(&form, &question).await.expect("a deployment");
    assert!(first.created);

    world.set_clock("2026-10-06T06:00:00Z");
    let again = sender.confirms(&form, &question).await.expect("the same one");
    assert_eq!((again.id, again.created), (first.id, false));
    let late =
        communications::save_draft(&world.backend, &sender.caller().await, &form.key, &form.input).await;
    assert!(matches!(late, Err(Error::Conflict(Conflict::Deployed(id))) if id == first.id), "{late:?}");
    assert_eq!(draft::Entity::find().all(&world.backend.db).await.expect("drafts"), []);
}

/// Tries to deploy an invalid form, and checks that nothing was stored.
async fn refused(actor: Actor<'_>, form: &Form) -> Error {
    let before = actor.world.counts().await;
    let reason = actor.deploy(form).await.expect_err("a refusal");
    assert_eq!(actor.world.counts().await, before, "{reason}");
    reason
}

#[both_engines]
async fn nobody_can_send_to_a_school_outside_their_perimeter(world: World) {
    let (curie, pasteur, foreign) = (world.curie, world.pasteur, world.foreign);
    let form = || announcement("Portes ouvertes");
    let unknown = EstablishmentId(i64::MAX);
    for name in ["enseignant", "direction", "collectivite"] {
        let actor = world.actor(name).await;
        for form in [
            form().to([in_schools(&[foreign], everybody())]),
            form().to([in_schools(&[curie, foreign], everybody())]),
            form().to([everybody(), in_schools(&[foreign], of_profile(Profile::Teacher))]),
            form().to([in_schools(&[unknown], everybody())]),
            form().perimeter(format!("etablissement-{foreign}")),
            form().perimeter("collectivite-999"),
            form().perimeter("n'importe quoi"),
        ] {
            let reason = refused(actor, &form).await;
            assert!(matches!(reason, Error::NotFound), "none of their business, {name}: {reason}");
        }
    }
    let teacher = world.actor("enseignant").await;
    let neighbour = form().to([in_schools(&[pasteur], everybody())]);
    assert!(
        matches!(refused(teacher, &neighbour).await, Error::NotFound),
        "the same site, and not their school"
    );
    let site = form().perimeter("cite-1");
    assert!(matches!(refused(teacher, &site).await, Error::Forbidden(_)), "their school is of the site");
    let above = form().perimeter(format!("collectivite-{}", world.authority));
    assert!(matches!(refused(teacher, &above).await, Error::Forbidden(_)), "the authority of their school");
    let neighbour = form().perimeter(format!("etablissement-{pasteur}"));
    assert!(matches!(refused(teacher, &neighbour).await, Error::NotFound));
}

#[both_engines]
async fn only_some_roles_may_send_announcements(world: World) {
    world.administrator("professeur").await;
    for name in ["enseignant", "infirmiere", "direction", "proviseure", "collectivite", "professeur"] {
        let sent = world.actor(name).await.deploy(&announcement("Bonjour")).await;
        assert!(sent.is_ok(), "{name}: {sent:?}");
    }
    for name in
        ["eleve", "parent", "cpe", "redacteur", "observateur", "gestionnaire", "secretariat", "referent"]
    {
        let reason = refused(world.actor(name).await, &announcement("Bonjour")).await;
        assert!(matches!(reason, Error::Forbidden(Right::CreateCommunication)), "{name}: {reason}");
    }
}

#[both_engines]
async fn a_removed_right_is_gone_at_once(world: World) {
    let teacher = world.actor("enseignant").await;
    teacher.deploy(&announcement("Encore permis")).await.expect("a deployment");
    world.sql("DELETE FROM access_grant").await;
    assert!(matches!(refused(teacher, &announcement("Plus permis")).await, Error::Forbidden(_)));
}

#[both_engines]
async fn a_head_speaks_for_a_school_or_the_site(world: World) {
    let head = world.actor("proviseure").await;
    let source = async |form: Form| {
        let id = head.deploy(&form).await.expect("a deployment").id;
        let row = communication::Entity::find_by_id(id).one(&world.backend.db).await;
        row.expect("a row").expect("one").source_name
    };
    assert_eq!(source(announcement("À tous")).await, "Curie-Pasteur");
    let lower = in_schools(&[world.pasteur], everybody());
    assert_eq!(source(announcement("Au collège").to([lower])).await, "Collège Pasteur");
}

#[both_engines]
async fn wrong_fields_are_all_named_and_nothing_is_stored(url: &str) {
    let world = World::new(url).await;
    let teacher = world.actor("enseignant").await;
    let good = || announcement("Réunion");
    let too_long = FieldProblem::TooLong { count: 256, max: 255 };
    let cases = [
        (announcement(""), "texte", FieldProblem::Required),
        (announcement(&"é".repeat(256)), "texte", too_long),
        (announcement("\u{200b}\0"), "texte", FieldProblem::Required),
        (good().days("2026-10-04", "2026-10-04"), "periode-fin", FieldProblem::InThePast),
        (good().days("2026-10-09", "2026-10-08"), "periode-fin", FieldProblem::LastBeforeFirst),
        (good().days("demain", "2026-10-08"), "periode-debut", FieldProblem::NotADate),
        (good().link("javascript:alert(1)"), "lien-url", FieldProblem::NotAWebAddress),
        (good().to([]), "cibles", FieldProblem::NoTarget),
        (good().to(vec![everybody(); 11]), "cibles", FieldProblem::TooManyTargets { max: 10 }),
        (good().to([in_schools(&[], everybody())]), "cible-1-etablissements", FieldProblem::Required),
        (good().to([of_level(Profile::Teacher, "CM2")]), "cibles", FieldProblem::ReachesNobody),
        (
            good().to([TargetInput { subjects: vec!["Arts".into()], ..of_profile(Profile::Student) }]),
            "cible-1-disciplines",
            FieldProblem::NotForProfile,
        ),
    ];
    for (form, field, problem) in cases {
        match refused(teacher, &form).await {
            Error::Fields(errors) => assert_eq!(errors.get(field), Some(&problem), "{field}: {errors:?}"),
            other => panic!("{field}: {other}"),
        }
    }
    let mut all = announcement("").days("", "").to([]).link("ftp://x");
    all.input.announcement.severity = "panic".into();
    all.input.channel = "blog".into();
    all.input.perimeter = "aucun".into();
    let Error::Fields(errors) = refused(teacher, &all).await else { panic!("fields") };
    let named: Vec<&str> = errors.0.keys().map(String::as_str).collect();
    assert_eq!(
        named,
        ["canal", "cibles", "lien-url", "perimetre", "periode-debut", "periode-fin", "texte", "type"]
    );
}

#[both_engines]
async fn today_is_the_day_in_the_time_zone_of_the_schools(world: World) {
    // Still the 5th in Metz, already the 6th on Réunion.
    world.set_clock("2026-10-05T21:00:00Z");
    let form = || announcement("Ce soir").days("2026-10-05", "2026-10-05");
    world.actor("enseignant").await.deploy(&form()).await.expect("the day is not over in Metz");
    let reason = refused(world.actor("collectivite").await, &form()).await;
    assert!(matches!(reason, Error::Fields(_)), "{reason}");
    // What counts is where it goes, not what else the sender may address.
    let metz = form().to([in_schools(&[world.curie], everybody())]);
    let sender = world.actor("collectivite").await;
    let (caller, filled) = (sender.caller().await, sender.fills(metz.clone()).await);
    let survey = communications::survey(&world.backend, &caller, &filled.input).await.expect("a survey");
    let clock = survey.clock.expect("a clock");
    assert_eq!(clock.today.to_string(), "2026-10-05");
    sender.deploy(&metz).await.expect("the day is not over in Metz");
    let blank =
        communications::compose(&world.backend, &sender.caller().await, Start::Blank).await.expect("a form");
    assert_eq!(blank.input.announcement.first_day, "2026-10-05", "today for the sender");
}

#[both_engines]
async fn a_list_without_a_school_reaches_nobody_and_keeps_the_criteria(world: World) {
    let sender = world.actor("collectivite").await;
    let caller = sender.caller().await;
    let surveyed = async |target: TargetInput| {
        let form = sender.fills(announcement("Ce soir").to([target])).await;
        communications::survey(&world.backend, &caller, &form.input).await.expect("a survey")
    };
    let students = of_profile(Profile::Student);
    let everywhere = surveyed(students.clone()).await;
    assert!(everywhere.options[0].profiles.contains(&Profile::Student), "{:?}", everywhere.options);
    let nowhere = surveyed(in_schools(&[], students.clone())).await;
    assert_eq!(nowhere.count.total, 0, "nothing is sent to all by choosing nothing");
    assert_eq!(nowhere.options, everywhere.options);
    let curie = surveyed(in_schools(&[world.curie], students)).await;
    assert_ne!(curie.options, everywhere.options, "one school has less to choose from");
}

/// Neither engine sorts "É" behind "Z", nor small letters behind capitals.
#[both_engines]
async fn schools_are_listed_as_in_a_telephone_book(world: World) {
    for (school, name) in [(world.curie, "Zola"), (world.leconte, "École de Metz")] {
        world.sql(&format!("UPDATE establishment SET name = '{name}' WHERE id = {school}")).await;
    }
    let caller = world.actor("collectivite").await.caller().await;
    let form = communications::compose(&world.backend, &caller, Start::Blank).await.expect("a form");
    let names: Vec<&str> =
        form.perimeters.iter().flat_map(|one| &one.schools).map(|school| school.name.as_str()).collect();
    let place = |name: &str| names.iter().position(|other| *other == name).expect("the school");
    assert!(place("École de Metz") < place("Zola"), "{names:?}");
}

#[both_engines]
async fn an_invalid_form_key_is_refused(world: World) {
    let teacher = world.actor("enseignant").await;
    for key in ["", "court", "avec espace", "a\0aaaaaaaa", &"x".repeat(65), "'; DROP TABLE job; --"] {
        let form = Form { key: key.to_owned(), ..announcement("Bonjour") };
        assert!(matches!(refused(teacher, &form).await, Error::NotFound), "{key:?}");
    }
    let still = statement(&world.backend.db, "SELECT COUNT(*) FROM job", []);
    assert!(sea_orm::ConnectionTrait::query_one_raw(&world.backend.db, still).await.is_ok());
}
