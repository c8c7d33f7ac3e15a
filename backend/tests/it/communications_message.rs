//! A message from its form to its row: it is stored once, with its time and its author.

use std::sync::Arc;

use backend::{
    Error, communications,
    entities::{file, job, message as row, message_body, publication, target},
};
use domain::{
    Conflict, DraftId,
    access::Right,
    communications::{
        Acknowledgement, Channel, CommunicationInput, DuplicateMode, Start, Status,
        channels::message::MessageInput, view::ComposeForm,
    },
    fields::FieldProblem,
    files::OwnerKind,
    messages::MessageKind,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use testing::{
    Actor, Form, NOW, World, announcement, at, both_engines, everybody, head, in_schools, message,
};

async fn only_message(world: &World) -> row::Model {
    let rows = row::Entity::find().all(&world.backend.db).await.expect("messages");
    let [message] = <[_; 1]>::try_from(rows).expect("one message");
    message
}

async fn opens(actor: Actor<'_>, start: Start) -> ComposeForm {
    communications::compose(&actor.world.backend, &actor.caller().await, start).await.expect("a form")
}

async fn keeps(actor: Actor<'_>, form: &Form) -> DraftId {
    let caller = actor.caller().await;
    let kept = communications::save_draft(&actor.world.backend, &caller, &form.key, &form.input);
    kept.await.expect("a draft").0
}

/// Uploads a file under the form's key, and returns its token.
async fn attach(world: &World, owner: Actor<'_>, form: &Form, name: &str) -> String {
    let token = format!("token-{name}-{}", owner.person);
    let file = file::ActiveModel {
        token: Set(token.clone()),
        owner_kind: Set(OwnerKind::Form),
        owner_id: Set(owner.person.0),
        uploader_id: Set(owner.person),
        form_key: Set(form.key.clone()),
        name: Set(name.to_owned()),
        media_type: Set("application/pdf".to_owned()),
        bytes: Set(1_204),
        sha256: Set("0".repeat(64)),
        object_key: Set(name.to_owned()),
        created_at: Set(at(NOW)),
        ..Default::default()
    };
    file.insert(&world.backend.db).await.expect("a file");
    token
}

async fn refused(actor: Actor<'_>, form: &Form) -> Error {
    let before = actor.world.counts().await;
    let reason = actor.deploy(form).await.expect_err("a refusal");
    assert_eq!(actor.world.counts().await, before, "{reason}");
    reason
}

async fn refused_field(actor: Actor<'_>, form: &Form) -> (String, FieldProblem) {
    match refused(actor, form).await {
        Error::Fields(errors) => errors.0.into_iter().next().expect("a field"),
        other => panic!("{other}"),
    }
}

#[both_engines]
async fn all_fields_of_the_message_are_stored(world: World) {
    let sender = world.actor("proviseure").await;
    let mut form = message(
        " Sortie au musée ",
        "<p>Lundi <b>18 h</b></p><script>alert(1)</script><p onclick=x>Venez</p>",
    )
    .asks("any_guardian")
    .to([in_schools(&[world.curie], everybody()), in_schools(&[world.pasteur], everybody())]);
    form.input.message.copy_to_author = true;
    form.input.message.attachments = vec![attach(&world, sender, &form, "plan.pdf").await];
    // A file that was removed from the form during its upload, or uploaded in another tab.
    attach(&world, sender, &form, "retire.pdf").await;
    attach(&world, sender, &message("", ""), "autre-formulaire.pdf").await;
    attach(&world, world.actor("cpe").await, &form, "autrui.pdf").await;
    let form = sender.fills(form).await;
    keeps(sender, &form).await;

    let deployed = sender.deploy(&form).await.expect("a deployment");
    assert!(deployed.created);
    let written = only_message(&world).await;
    assert_eq!((written.kind, written.communication_id), (MessageKind::Communication, Some(deployed.id)));
    assert_eq!((written.subject.as_str(), written.excerpt.as_str()), ("Sortie au musée", "Lundi 18 h Venez"));
    assert_eq!(written.author_id, Some(sender.person));
    assert_eq!(written.source_name, "Curie-Pasteur");
    assert_eq!((written.due_at, written.created_at), (at(NOW), at(NOW)));
    assert!(written.copy_to_author && written.reply_allowed);
    assert_eq!((written.acknowledgement, written.attachments), (Acknowledgement::AnyGuardian, 1));
    // Nobody has it yet: the worker delivers it later.
    assert_eq!((written.sent_at, written.expected, written.reached, written.delivered), (None, None, 0, 0));
    assert_eq!(world.counts().await["delivery"], 0);

    let db = &world.backend.db;
    let body = message_body::Entity::find_by_id(written.id).one(db).await.expect("a body").expect("one");
    assert!(!body.html.contains("script") && !body.html.contains("onclick"), "{}", body.html);
    assert!(body.html.contains("Venez") && body.search_text.contains("sortie au musee"));
    let files = file::Entity::find().all(db).await.expect("files");
    let adopted: Vec<_> = files
        .iter()
        .filter(|file| file.owner_kind == OwnerKind::Message)
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(adopted, ["plan.pdf"]);

    let sites = publication::Entity::find().all(db).await.expect("publications");
    assert_eq!(sites.len(), 2);
    assert!(sites.iter().all(|site| site.published_at.is_none() && site.begins_at == site.ends_at));
    assert_eq!(target::Entity::find().all(db).await.expect("targets").len(), 2);
    let jobs = job::Entity::find().all(db).await.expect("jobs");
    let jobs: Vec<_> = jobs.iter().map(|job| (job.kind.as_str(), job.subject_id)).collect();
    assert_eq!(jobs, [("deliver", Some(written.id.0))], "nothing is published");
    assert_eq!(world.counts().await["draft"], 0);
    assert_eq!(world.actor("eleve").await.sees().await, Vec::<String>::new(), "no home page shows it");
}

/// A message is sent with all files that its form shows, or not at all.
#[both_engines]
async fn a_missing_file_stops_the_message(world: World) {
    let sender = world.actor("cpe").await;
    let mut form = message("Sortie", "<p>Voir le plan</p>");
    let there = attach(&world, sender, &form, "plan.pdf").await;
    let foreign = attach(&world, world.actor("proviseure").await, &form, "autrui.pdf").await;
    for missing in ["token-retire".to_owned(), foreign] {
        form.input.message.attachments = vec![there.clone(), missing];
        let reason = refused(sender, &form).await;
        assert!(matches!(reason, Error::Conflict(Conflict::FilesChanged)), "{reason}");
    }
    form.input.message.attachments = vec![there; 11];
    let (field, problem) = refused_field(sender, &form).await;
    assert_eq!((field.as_str(), problem), ("fichiers", FieldProblem::TooManyFiles { max: 10 }));
}

/// 16:46 is in the time zone of the recipients' schools, or of the sender's school if these differ.
#[both_engines]
async fn a_later_time_is_in_the_time_zone_of_the_schools(world: World) {
    world.add("chef").stands_in(head(world.leconte)).save().await;
    // The clocks go back on the 25th in Metz, and never in Réunion.
    for (sender, day, expected) in [
        ("direction", "2026-10-24", "2026-10-24T14:46:00Z"),
        ("direction", "2026-10-26", "2026-10-26T15:46:00Z"),
        ("chef", "2026-10-26", "2026-10-26T12:46:00Z"),
        ("collectivite", "2026-10-26", "2026-10-26T15:46:00Z"),
    ] {
        let sender = world.actor(sender).await;
        let id = sender.sends(&message("Plus tard", "<p>Oui</p>").later(day, "16:46")).await;
        let detail = sender.detail(id).await.expect("a page");
        assert_eq!(detail.status, Status::Scheduled);
        let due = detail.content.message().expect("a message").due;
        assert_eq!(due.at, at(expected), "{day}");
    }
    let chef = world.actor("chef").await;
    let form = opens(chef, Start::Blank).await;
    assert_eq!(
        (form.zone.as_str(), form.now.to_string().as_str()),
        ("Indian/Reunion", "2026-10-05 12:00:00")
    );
}

#[both_engines]
async fn a_past_moment_is_refused(world: World) {
    let sender = world.actor("direction").await;
    let at_ten = |time| message("Trop tard", "<p>Oui</p>").later("2026-10-05", time);
    // It is ten o'clock in Metz.
    assert_eq!(
        refused_field(sender, &at_ten("09:59")).await,
        ("envoi-heure".to_owned(), FieldProblem::InThePast)
    );
    let yesterday = message("Hier", "<p>Oui</p>").later("2026-10-04", "23:59");
    assert_eq!(refused_field(sender, &yesterday).await, ("envoi-date".to_owned(), FieldProblem::InThePast));
    let nothing = message("Vide", "<p><br></p>");
    assert_eq!(refused_field(sender, &nothing).await, ("corps".to_owned(), FieldProblem::Required));
    assert!(sender.deploy(&at_ten("10:00")).await.is_ok());
}

/// An authority with a school where it is tomorrow already sends this evening.
#[both_engines]
async fn this_evening_is_accepted_though_it_is_tomorrow_elsewhere(world: World) {
    // Ten past ten in the evening in Metz, ten past midnight on Réunion.
    world.set_clock("2026-10-05T20:10:00Z");
    let sender = world.actor("collectivite").await;
    let form = message("Ce soir", "<p>Oui</p>").later("2026-10-05", "23:00");
    sender.deploy(&form).await.expect("a moment to come");
    assert_eq!(only_message(&world).await.due_at, at("2026-10-05T21:00:00Z"));
}

#[both_engines]
async fn each_channel_needs_a_separate_right(world: World) {
    let (written, announced) = (message("Bonjour", "<p>Oui</p>"), announcement("Bonjour"));
    for (sender, form) in
        [("enseignant", &written), ("cpe", &announced), ("redacteur", &written), ("eleve", &written)]
    {
        let reason = refused(world.actor(sender).await, form).await;
        assert!(matches!(reason, Error::Forbidden(Right::CreateCommunication)), "{sender}: {reason}");
    }
    for (sender, channels) in [
        ("enseignant", &[Channel::Announcement][..]),
        ("cpe", &[Channel::Message]),
        ("infirmiere", &[Channel::Announcement, Channel::Message]),
        ("redacteur", &[Channel::News]),
    ] {
        let actor = world.actor(sender).await;
        let form = opens(actor, Start::Blank).await;
        assert_eq!(form.channels, channels, "{sender}");
        assert_eq!(form.input.channel, channels[0].code());
        for channel in Channel::COMPOSED {
            let asked = communications::perimeters_for(&world.backend, &actor.caller().await, channel).await;
            assert_eq!(asked.is_ok(), channels.contains(&channel), "{sender} {channel:?}");
        }
    }
    assert!(world.actor("cpe").await.deploy(&written).await.is_ok());
    assert!(world.actor("infirmiere").await.deploy(&message("Aussi", "<p>Oui</p>")).await.is_ok());
}

#[both_engines(flavor = "multi_thread")]
async fn ten_simultaneous_clicks_send_one_message(world: World) {
    let sender = world.actor("cpe").await;
    let before = world.counts().await;
    let mut form = message("Une seule fois", "<p>Oui</p>");
    form.input.message.attachments = vec![attach(&world, sender, &form, "une-fois.pdf").await];
    let form = sender.fills(form).await;
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
    for table in ["communication", "publication", "message", "message_body", "audit_entry", "file"] {
        assert_eq!(after[table], before[table] + 1, "{table}");
    }
    assert_eq!(only_message(&world).await.attachments, 1);
}

#[both_engines]
async fn a_draft_keeps_both_channels_and_its_files(world: World) {
    let sender = world.actor("infirmiere").await;
    let mut form =
        message("Vaccination", "<p>Lundi</p><img src=x onerror=alert(1)>").later("2026-10-09", "07:30");
    "Vaccination lundi".clone_into(&mut form.input.announcement.text);
    "each".clone_into(&mut form.input.message.acknowledgement);
    attach(&world, sender, &form, "autorisation.pdf").await;
    let form = sender.fills(form).await;
    let id = keeps(sender, &form).await;

    let resumed = opens(sender, Start::Draft(id)).await;
    let expected = CommunicationInput {
        message: MessageInput { body: "<p>Lundi</p>".to_owned(), ..form.input.message.clone() },
        ..form.input.clone()
    };
    assert_eq!(resumed.input, expected, "as it was typed, but for what is no text");
    assert_eq!(
        resumed.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["autorisation.pdf"]
    );
    assert_eq!(resumed.drafts, []);
    let other = opens(sender, Start::Blank).await;
    assert_eq!((other.drafts[0].text.as_str(), other.attachments.len()), ("Vaccination", 0));
}

/// The way in the tutorial to send the same text on both channels.
#[both_engines]
async fn a_duplicate_can_use_the_other_channel(world: World) {
    let sender = world.actor("infirmiere").await;
    let announced = sender.sends(&announcement("Vaccination < lundi\nà 18 h")).await;
    let copy = opens(sender, Start::Copy(announced, DuplicateMode::Both)).await.input;
    assert_eq!(copy.channel, "announcement");
    assert_eq!(copy.message.body, "<p>Vaccination &lt; lundi</p><p>à 18 h</p>");

    let mut written =
        message("Vaccination", "<p>Lundi</p><p>à 18 h</p>").asks("each").later("2026-10-09", "07:30");
    written.input.message.attachments = vec![attach(&world, sender, &written, "autorisation.pdf").await];
    let id = sender.sends(&written).await;
    let form = opens(sender, Start::Copy(id, DuplicateMode::Both)).await;
    let copy = form.input;
    assert_eq!((copy.channel.as_str(), copy.message.subject.as_str()), ("message", "Vaccination"));
    assert_eq!(
        (copy.announcement.text.as_str(), copy.message.body.as_str()),
        ("Lundi\nà 18 h", "<p>Lundi</p><p>à 18 h</p>")
    );
    assert_eq!(Acknowledgement::from_code(&copy.message.acknowledgement), Some(Acknowledgement::Each));
    assert!(!copy.message.send_later, "the day of the original is no proposal");
    assert_eq!(form.attachments.len(), 1);
}

/// The time zone of the form follows the perimeter.
#[both_engines]
async fn the_survey_returns_the_time_zone_of_the_perimeter(world: World) {
    world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
    let sender = world.actor("partout").await;
    for (school, zone, shown, elsewhere) in [
        (world.curie, "Europe/Paris", "2026-10-05 10:00:00", false),
        (world.leconte, "Indian/Reunion", "2026-10-05 12:00:00", true),
    ] {
        let form = message("", "").perimeter(format!("etablissement-{school}"));
        let survey = communications::survey(&world.backend, &sender.caller().await, &form.input).await;
        let clock = survey.expect("a survey").clock.expect("a clock");
        assert_eq!((clock.zone.as_str(), clock.now.to_string().as_str()), (zone, shown));
        assert_eq!(clock.elsewhere, elsewhere, "the form names it");
    }
}
