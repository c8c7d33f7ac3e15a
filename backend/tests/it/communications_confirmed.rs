//! What was confirmed is what is done: sender, perimeter, schools, criteria, content, and the number
//! of recipients.

use backend::{
    Error,
    access::grant::grant,
    communications,
    entities::{access_grant, communication, draft, establishment, publication},
};
use domain::{
    CommunicationId, Conflict, EstablishmentId,
    access::{Right, Role, Scope},
    communications::{CommunicationInput, Severity, Start, Status, UNCHOSEN, view::Deployed},
    directory::Profile,
    fields::FieldProblem,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testing::{
    Actor, Form, World, announcement, both_engines, everybody, in_schools, of_profile, parent, pupil,
    refused_field,
};

mod perimeters;

/// The form of somebody who chose their first perimeter.
async fn filled(actor: Actor<'_>, form: Form) -> Form {
    actor.fills(form).await
}

async fn school(world: &World, uai: &str, name: &str, town: &str) -> EstablishmentId {
    let row = establishment::ActiveModel {
        uai: Set(uai.to_owned()),
        name: Set(name.to_owned()),
        town: Set(town.to_owned()),
        time_zone: Set("Europe/Paris".parse().expect("a zone")),
        authority_id: Set(world.authority),
        ..Default::default()
    };
    row.insert(&world.backend.db).await.expect("a school").id
}

async fn schools_of(world: &World, id: CommunicationId) -> Vec<EstablishmentId> {
    let sites = publication::Entity::find()
        .filter(publication::Column::CommunicationId.eq(id))
        .order_by_asc(publication::Column::EstablishmentId);
    let sites = sites.all(&world.backend.db).await.expect("schools");
    sites.into_iter().map(|site| site.establishment_id).collect()
}

fn conflict(answer: backend::Result<Deployed>) -> Conflict {
    match answer {
        Err(Error::Conflict(what)) => what,
        other => panic!("not a conflict: {other:?}"),
    }
}

#[both_engines]
async fn the_question_says_what_will_be_done(world: World) {
    let sender = world.actor("collectivite").await;
    let schools = [world.curie, world.leconte];
    let form = filled(
        sender,
        announcement("Grève")
            .to([in_schools(&schools, of_profile(Profile::Student)), of_profile(Profile::Parent)]),
    )
    .await;
    let asked = sender.asks(&form).await.expect("a question");
    assert_eq!(asked.sender, "collectivite Martin");
    assert_eq!(asked.perimeter, "Mon bureau numérique (Metz)");
    assert_eq!(asked.schools, ["Collège Pasteur", "Lycée Curie", "Lycée Leconte"]);
    assert_eq!(asked.criteria, ["Tous les élèves – Lycée Curie, Lycée Leconte", "Tous les parents"]);
    assert_eq!(asked.confirmation.recipients, 3, "two pupils and a parent");
    assert_eq!(asked.confirmation.source, "Mon bureau numérique");
    let before = world.counts().await;
    sender.asks(&form).await.expect("a question");
    assert_eq!(world.counts().await, before, "asking stores nothing");
}

#[both_engines]
async fn a_right_granted_meanwhile_widens_nothing(world: World) {
    let sender = world.actor("enseignant").await;
    let form = filled(sender, announcement("Sortie")).await;
    let asked = sender.asks(&form).await.expect("a question");
    let scope = Scope::Authority(world.authority);
    grant(&world.backend.db, sender.person, Role::SenderAdministrator, scope).await.expect("a grant");
    let id = sender.confirms(&form, &asked).await.expect("what was confirmed").id;
    assert_eq!(schools_of(&world, id).await, [world.curie]);
    let row = communication::Entity::find_by_id(id).one(&world.backend.db).await.expect("rows").expect("one");
    assert_eq!((row.source_name.as_str(), row.source_authority_id), ("Lycée Curie", None));
}

#[both_engines]
async fn a_form_without_perimeter_is_refused(world: World) {
    let sender = world.actor("enseignant").await;
    for perimeter in ["", UNCHOSEN] {
        let form = announcement("Sortie").perimeter(perimeter);
        let (field, problem) = refused_field(sender.asks(&form).await);
        assert_eq!((field.as_str(), problem), ("perimetre", FieldProblem::Required));
        let asked = sender.asks(&filled(sender, announcement("Sortie")).await).await.expect("a question");
        let (field, _) = refused_field(sender.confirms(&form, &asked).await);
        assert_eq!(field, "perimetre");
    }
}

#[both_engines]
async fn a_school_never_joins_by_itself(world: World) {
    let sender = world.actor("collectivite").await;
    let form = filled(sender, announcement("À tous")).await;
    let asked = sender.asks(&form).await.expect("a question");
    let new = school(&world, "0570099Z", "Lycée neuf", "Nancy").await;
    let before = world.counts().await;
    assert_eq!(conflict(sender.confirms(&form, &asked).await), Conflict::SchoolsChanged);
    assert_eq!(world.counts().await, before, "nothing is stored");
    let again = sender.asks(&form).await.expect("a question");
    let id = sender.confirms(&form, &again).await.expect("a deployment").id;
    assert!(schools_of(&world, id).await.contains(&new), "after a new question");
}

#[both_engines]
async fn a_school_that_left_is_asked_about_again(world: World) {
    let sender = world.actor("collectivite").await;
    let form = filled(sender, announcement("À tous")).await;
    let asked = sender.asks(&form).await.expect("a question");
    let foreign = establishment::Entity::find_by_id(world.foreign).one(&world.backend.db).await;
    let elsewhere = foreign.expect("schools").expect("a school").authority_id;
    let row = establishment::ActiveModel {
        id: Set(world.leconte),
        authority_id: Set(elsewhere),
        ..Default::default()
    };
    row.update(&world.backend.db).await.expect("moved");
    assert_eq!(conflict(sender.confirms(&form, &asked).await), Conflict::SchoolsChanged);
}

/// Every part of a form, changed after the question.
#[both_engines]
async fn what_differs_from_the_question_is_refused(world: World) {
    type Change = fn(&mut CommunicationInput);
    let changes: [(&str, Change); 7] = [
        ("text", |input| "Autre".clone_into(&mut input.announcement.text)),
        ("severity", |input| Severity::Alert.code().clone_into(&mut input.announcement.severity)),
        ("last day", |input| "2026-10-20".clone_into(&mut input.announcement.last_day)),
        ("link", |input| {
            input.announcement.with_link = true;
            "https://ent.example/".clone_into(&mut input.announcement.link);
        }),
        ("profile", |input| input.targets[0] = everybody()),
        ("another target", |input| input.targets.push(of_profile(Profile::Teacher))),
        ("channel", |input| "message".clone_into(&mut input.channel)),
    ];
    let sender = world.actor("infirmiere").await;
    let mut form = filled(sender, announcement("Sortie").to([of_profile(Profile::Student)])).await;
    "Objet".clone_into(&mut form.input.message.subject);
    "<p>Texte</p>".clone_into(&mut form.input.message.body);
    let asked = sender.asks(&form).await.expect("a question");
    let before = world.counts().await;
    for (what, change) in changes {
        let mut other = form.clone();
        change(&mut other.input);
        assert_eq!(conflict(sender.confirms(&other, &asked).await), Conflict::ContentChanged, "{what}");
    }
    let caller = sender.caller().await;
    let unasked = communications::deploy(&world.backend, &caller, &form.key, &form.input, None);
    assert_eq!(conflict(unasked.await), Conflict::NotConfirmed);
    let head = world.actor("direction").await;
    assert_eq!(conflict(head.confirms(&form, &asked).await), Conflict::SenderChanged);
    assert_eq!(world.counts().await, before);
    // What the channel does not show is no part of it.
    let mut same = form.clone();
    "Un autre objet".clone_into(&mut same.input.message.subject);
    sender.confirms(&same, &asked).await.expect("the same announcement");
}

#[both_engines]
async fn a_right_that_is_gone_deploys_nothing(world: World) {
    let sender = world.actor("enseignant").await;
    let form = filled(sender, announcement("Sortie")).await;
    let asked = sender.asks(&form).await.expect("a question");
    let mine = access_grant::Column::PersonId.eq(sender.person);
    access_grant::Entity::delete_many().filter(mine).exec(&world.backend.db).await.expect("gone");
    let refused = sender.confirms(&form, &asked).await;
    assert!(matches!(refused, Err(Error::Forbidden(Right::CreateCommunication))), "{refused:?}");
}

/// While people come all the time, an alert goes out after one more click.
#[both_engines]
async fn a_moving_count_asks_once_more(world: World) {
    let sender = world.actor("enseignant").await;
    let form = filled(sender, announcement("Évacuation").severity(Severity::Alert)).await;
    let asked = sender.asks(&form).await.expect("a question");
    let counted = asked.confirmation.recipients;
    let arrive = async |how_many: u32, round: u32| {
        for number in 0..how_many {
            world.add(&format!("nouveau-{round}-{number}")).stands_in(pupil(world.curie, "2de")).save().await;
        }
        world.backend.refresh().await.expect("revisions");
        backend::revision::raise(&world.backend.db, backend::revision::DIRECTORY).await.expect("a revision");
    };
    arrive(10, 1).await;
    let moved = conflict(sender.confirms(&form, &asked).await);
    assert_eq!(moved, Conflict::RecipientsMoved { before: counted, now: counted + 10 });
    // Too many more at once: asked again.
    let again = asked.again(counted, counted + 10);
    assert_eq!((again.before, again.confirmation.recipients), (Some(counted), counted + 10));
    arrive(21, 2).await;
    let moved = conflict(sender.confirms(&form, &again).await);
    assert_eq!(moved, Conflict::RecipientsMoved { before: counted + 10, now: counted + 31 });
    let again = again.again(counted + 10, counted + 31);
    arrive(10, 3).await;
    let deployed = sender.confirms(&form, &again).await.expect("an alert goes out");
    let row = communication::Entity::find_by_id(deployed.id).one(&world.backend.db).await.expect("rows");
    let confirmed = row.expect("one").confirmed_recipients;
    assert_eq!(confirmed, Some(i64::try_from(counted + 41).expect("few")));
}

#[both_engines]
async fn a_used_form_keeps_another_text_as_a_draft(world: World) {
    let sender = world.actor("enseignant").await;
    let form = filled(sender, announcement("Premier")).await;
    let first = sender.deploy(&form).await.expect("a deployment");
    let mut other = form.clone();
    "Second".clone_into(&mut other.input.announcement.text);
    let Conflict::DeployedOtherwise { id, draft } = conflict(sender.deploy(&other).await) else {
        panic!("another conflict")
    };
    assert_eq!(id, first.id);
    let kept = async || {
        let rows = draft::Entity::find().all(&world.backend.db).await.expect("drafts");
        rows.into_iter().map(|row| (row.id, row.input.announcement.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kept().await, [(draft, "Second".to_owned())]);
    // A page that goes on saving with the old key makes no second draft.
    "Second, corrigé".clone_into(&mut other.input.announcement.text);
    let caller = sender.caller().await;
    let saved = communications::save_draft(&world.backend, &caller, &other.key, &other.input).await;
    assert!(
        matches!(saved, Err(Error::Conflict(Conflict::DeployedOtherwise { draft: same, .. })) if same == draft),
        "{saved:?}"
    );
    assert_eq!(kept().await, [(draft, "Second, corrigé".to_owned())]);
    // A late save of what was deployed brings nothing back.
    let late = communications::save_draft(&world.backend, &caller, &form.key, &form.input).await;
    assert!(matches!(late, Err(Error::Conflict(Conflict::Deployed(id))) if id == first.id), "{late:?}");
    assert_eq!(kept().await.len(), 1);
    // The text can go out, once.
    let opened = communications::compose(&world.backend, &caller, Start::Draft(draft)).await.expect("a form");
    let again = Form { key: opened.form_key, input: opened.input };
    assert_ne!(again.key, form.key);
    let second = sender.deploy(&again).await.expect("a deployment");
    assert!(second.created && second.id != first.id);
    assert_eq!(kept().await, []);
}

/// The same text to other schools is another deployment too.
#[both_engines]
async fn a_used_form_is_not_repeated_for_other_schools(world: World) {
    let sender = world.actor("collectivite").await;
    let form = filled(sender, announcement("À tous")).await;
    sender.deploy(&form).await.expect("a deployment");
    school(&world, "0570099Z", "Lycée neuf", "Nancy").await;
    assert!(matches!(conflict(sender.deploy(&form).await), Conflict::DeployedOtherwise { .. }));
    assert_eq!(world.number("SELECT COUNT(*) FROM communication").await, Some(1));
}

/// Saving and deploying at the same time: what was not sent stays a draft.
#[both_engines(flavor = "multi_thread")]
async fn a_save_that_crosses_the_deployment_loses_nothing(world: World) {
    let sender = world.actor("enseignant").await;
    let second = world.second_process().await;
    for round in 0..8 {
        let form = filled(sender, announcement(&format!("Envoyé {round}"))).await;
        let asked = sender.asks(&form).await.expect("a question").confirmation;
        let mut newer = form.input.clone();
        newer.announcement.text = format!("Plus récent {round}");
        let caller = sender.caller().await;
        let (sent, saved) = tokio::join!(
            communications::deploy(&world.backend, &caller, &form.key, &form.input, Some(&asked)),
            communications::save_draft(&second, &caller, &form.key, &newer),
        );
        let id = sent.expect("a deployment").id;
        let kept = draft::Entity::find().all(&world.backend.db).await.expect("drafts");
        let kept: Vec<_> =
            kept.into_iter().filter(|row| row.input.announcement.text == newer.announcement.text).collect();
        // Whichever was first: the newer text is a draft, under a key that can still be deployed.
        assert_eq!(kept.len(), 1);
        assert_ne!(kept[0].form_key, form.key);
        match saved {
            Ok((draft, _)) => assert_eq!(kept[0].id, draft),
            Err(Error::Conflict(Conflict::DeployedOtherwise { id: deployed, draft })) => {
                assert_eq!((deployed, draft), (id, kept[0].id));
            }
            Err(other) => panic!("{other}"),
        }
    }
}

/// Somebody may join who is a parent elsewhere: only people move, no school.
#[both_engines]
async fn people_may_still_come_after_the_deployment(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&filled(sender, announcement("Bienvenue")).await).await;
    let late = world.person("collegien").await;
    world.joins(late, &parent(world.curie, "2de")).await;
    assert_eq!(world.actor("collegien").await.sees().await, ["Bienvenue"]);
    assert_eq!(schools_of(&world, id).await, [world.curie]);
}

/// An announcement of next week is not shown if its author has lost the right by then.
#[both_engines]
async fn the_right_is_read_when_the_period_begins(world: World) {
    let sender = world.actor("enseignant").await;
    let pupil = world.actor("eleve").await;
    let next_week = |text| announcement(text).days("2026-10-12", "2026-10-13");
    let (lost, kept) =
        (sender.publishes(&next_week("Perdu")).await, sender.publishes(&next_week("Gardé")).await);
    let head = world.actor("direction").await;
    for id in [lost, kept] {
        assert_eq!(head.detail(id).await.expect("a page").status, Status::Scheduled);
    }
    assert_eq!(world.number("SELECT COUNT(published_at) FROM publication").await, Some(0));
    let mine = access_grant::Column::PersonId.eq(sender.person);
    let right = access_grant::Entity::find().filter(mine.clone()).one(&world.backend.db).await;
    let right = right.expect("grants").expect("a grant");
    // One begins while the right is gone, the other after it came back.
    world.set_clock("2026-10-11T22:00:00Z");
    world
        .sql(&format!(
            "UPDATE job SET due_at = due_at + 60000 WHERE subject_id = {kept} AND kind = 'publish'"
        ))
        .await;
    access_grant::Entity::delete_many().filter(mine.clone()).exec(&world.backend.db).await.expect("gone");
    world.publish().await;
    assert_eq!(pupil.sees().await, Vec::<String>::new());
    assert_eq!(head.detail(lost).await.expect("a page").status, Status::Failed);
    assert_eq!(head.detail(kept).await.expect("a page").status, Status::Deploying { done: 0, of: Some(1) });
    grant(&world.backend.db, sender.person, right.role, Scope::Establishment(world.curie))
        .await
        .expect("a grant");
    world.wait(60_000);
    world.publish().await;
    assert_eq!(pupil.sees().await, ["Gardé"]);
    // A right that goes later hides nothing.
    access_grant::Entity::delete_many().filter(mine).exec(&world.backend.db).await.expect("gone");
    world.wait(3_600_000);
    world.publish().await;
    assert_eq!(pupil.sees().await, ["Gardé"]);
    assert_eq!(head.detail(kept).await.expect("a page").status, Status::Deployed);
}
