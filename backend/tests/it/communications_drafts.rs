//! Drafts: two pages of one draft never overwrite each other.

use backend::{
    Error, communications,
    entities::{draft, establishment},
};
use domain::{
    Conflict, DraftId,
    communications::{CommunicationInput, SaveMark, Start, view::SentFilter},
};
use sea_orm::EntityTrait as _;
use testing::{World, announcement, both_engines, message, samples};

use crate::attachments::send;

/// The texts of all drafts, in order.
async fn kept(world: &World) -> Vec<String> {
    let rows = draft::Entity::find().all(&world.backend.db).await.expect("drafts");
    let mut texts: Vec<String> = rows.into_iter().map(|row| row.input.announcement.text.clone()).collect();
    texts.sort();
    texts
}

#[both_engines]
async fn the_older_page_of_a_draft_does_not_overwrite_the_newer_one(world: World) {
    let sender = world.actor("enseignant").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    let mut form = announcement("Premier état");
    let save = async |form: &testing::Form, mark: &SaveMark| {
        communications::save_draft_from(backend, &caller, &form.key, &form.input, Some(mark)).await
    };
    let mut first = SaveMark::default();
    first.sends("etat-0001".to_owned());
    let (id, _) = save(&form, &first).await.expect("a draft");
    let opened = communications::compose(backend, &caller, Start::Draft(id)).await.expect("a form");
    assert_eq!(opened.mark, "etat-0001");
    let mut second = SaveMark::opened(&opened.mark);

    "Écrit dans la première page".clone_into(&mut form.input.announcement.text);
    first.sends("etat-0002".to_owned());
    save(&form, &first).await.expect("saved");
    // The answer was lost: the page sends the same again.
    save(&form, &first).await.expect("saved again");

    let newer = form.input.clone();
    "Écrit dans la seconde page".clone_into(&mut form.input.announcement.text);
    second.sends("etat-0003".to_owned());
    let refused = save(&form, &second).await;
    assert!(
        matches!(refused, Err(Error::Conflict(Conflict::DraftChanged { draft })) if draft == id),
        "{refused:?}"
    );
    assert_eq!(kept(&world).await, ["Écrit dans la première page"]);
    // Two pages that hold the same do not differ.
    save(&testing::Form { key: form.key.clone(), input: newer }, &second).await.expect("the same");

    // A page without scripts cannot react: its text becomes a draft of its own.
    let mut other = form.input.clone();
    "Écrit sans scripts".clone_into(&mut other.announcement.text);
    let (own, taken) =
        communications::save_draft_aside(backend, &caller, &form.key, &other, Some("etat-0001"))
            .await
            .expect("a draft");
    assert_eq!(taken, Some(id));
    assert_ne!(own, id);
    assert_eq!(kept(&world).await, ["Écrit dans la première page", "Écrit sans scripts"]);
}

/// A page that goes on as a draft of its own takes no file along, whatever its form names.
#[both_engines]
async fn files_stay_with_the_draft_that_they_were_attached_to(world: World) {
    let sender = world.actor("cpe").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    let form = sender.fills(message("Vaccination", "<p>Jeudi</p>")).await;
    let save = async |input: &CommunicationInput, opened: &str| {
        let saved = communications::save_draft_aside(backend, &caller, &form.key, input, Some(opened)).await;
        saved.expect("a draft")
    };
    let attached = async |id: DraftId| {
        let opened = communications::compose(backend, &caller, Start::Draft(id)).await.expect("a form");
        opened.attachments.into_iter().map(|file| file.token).collect::<Vec<_>>()
    };
    let file = send(&sender, &form.key, "lettre.pdf", &samples::pdf("lettre")).await.expect("a file").token;
    let (first, _) = save(&form.input, "").await;
    let mut other = form.input.clone().with_files(std::slice::from_ref(&file));
    "Autre".clone_into(&mut other.message.subject);
    let (own, left) = save(&other, "etat-0001").await;
    assert_eq!(left, Some(first));
    assert_eq!(attached(first).await, std::slice::from_ref(&file));
    assert_eq!(attached(own).await, [""; 0]);

    let opened = communications::compose(backend, &caller, Start::Draft(own)).await.expect("a form");
    let input = opened.input.with_files(std::slice::from_ref(&file));
    let sent = sender.deploy(&testing::Form { key: opened.form_key.clone(), input }).await;
    assert_eq!(attached(first).await, std::slice::from_ref(&file), "{sent:?}");
    communications::discard_draft(backend, &caller, &opened.form_key).await.expect("thrown away");
    assert_eq!(attached(first).await, [file]);
}

#[both_engines]
async fn a_school_that_left_the_perimeter_is_named_in_the_draft(world: World) {
    let sender = world.actor("enseignant").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    let mut form = sender.fills(announcement("Sortie")).await;
    let target = &mut form.input.targets[0];
    target.custom_establishments = true;
    target.establishments = vec![world.curie.to_string(), world.foreign.to_string(), "inconnu".to_owned()];
    let (id, _) =
        communications::save_draft(backend, &caller, &form.key, &form.input).await.expect("a draft");
    let opened = communications::compose(backend, &caller, Start::Draft(id)).await.expect("a form");
    let left = establishment::Entity::find_by_id(world.foreign).one(&backend.db).await.expect("a row");
    let name = left.expect("a school").name;
    assert_eq!(opened.gone_schools, [(world.foreign.to_string(), name)]);
}

/// Whoever may write for another channel only still finds what they wrote.
#[both_engines]
async fn the_text_of_a_draft_is_not_lost_with_the_right_to_its_channel(world: World) {
    let backend = &world.backend;
    let open = async |name: &'static str, form: testing::Form| {
        let caller = world.actor(name).await.caller().await;
        let saved = communications::save_draft(backend, &caller, &form.key, &form.input).await;
        let (id, _) = saved.expect("a draft");
        communications::compose(backend, &caller, Start::Draft(id)).await.expect("a form")
    };
    let opened = open("cpe", announcement("Sortie au musée\nJeudi")).await;
    assert!(opened.channel_gone);
    assert_eq!(opened.input.channel, "message");
    assert!(opened.input.message.body.contains("Sortie au musée"), "{}", opened.input.message.body);
    let opened = open("enseignant", message("Sortie", "<p>Jeudi, au <b>musée</b></p>")).await;
    assert!(opened.channel_gone);
    assert_eq!(opened.input.announcement.text, "Jeudi, au musée");
    // What is there stays.
    let mut both = message("Sortie", "<p>Jeudi</p>");
    "Vendredi".clone_into(&mut both.input.announcement.text);
    let opened = open("enseignant", both).await;
    assert!(!opened.channel_gone);
    assert_eq!(opened.input.announcement.text, "Vendredi");
    let opened = open("enseignant", message("Sortie au musée", "")).await;
    assert!(opened.channel_gone);
    assert_eq!(opened.input.announcement.text, "Sortie au musée", "all that was written");
    // Nothing was written yet.
    assert!(!open("cpe", announcement("")).await.channel_gone);
}

/// Only what somebody wrote is offered, under a name that they recognise.
#[both_engines]
async fn a_form_without_words_is_no_draft(world: World) {
    let sender = world.actor("infirmiere").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    let save = async |form: &testing::Form| {
        communications::save_draft(backend, &caller, &form.key, &form.input).await.expect("saved");
    };
    let offered = async || {
        let form = communications::compose(backend, &caller, Start::Blank).await.expect("a form");
        form.drafts.into_iter().map(|draft| draft.text).collect::<Vec<_>>()
    };
    let blank = announcement(" \n");
    save(&blank).await;
    assert_eq!(offered().await, [""; 0]);
    let mut letter = announcement("");
    "message".clone_into(&mut letter.input.channel);
    "<p>Vaccination</p>".clone_into(&mut letter.input.message.body);
    save(&letter).await;
    world.wait(1_000);
    // Written for another channel than the chosen one.
    let mut other = announcement("");
    "Portes ouvertes".clone_into(&mut other.input.news.title);
    save(&other).await;
    assert_eq!(offered().await, ["Portes ouvertes", "Vaccination"]);
    assert_eq!(draft::Entity::find().all(&backend.db).await.expect("drafts").len(), 3);
    world.wait(24 * 60 * 60 * 1_000 + 1);
    save(&announcement("Sortie")).await;
    let kept = draft::Entity::find().all(&backend.db).await.expect("drafts");
    assert!(kept.len() == 3 && kept.iter().all(|row| row.form_key != blank.key), "{kept:?}");

    // Somebody may begin with the second language.
    world.wait(1_000);
    save(&announcement("").second("en", "", "Trip on Tuesday")).await;
    assert_eq!(offered().await[0], "Trip on Tuesday");

    communications::delete_drafts(backend, &caller, &letter.key, None).await.expect("deleted");
    assert_eq!(offered().await, ["Vaccination"], "the form in hand stays");
}

/// The question was about the drafts that its page showed.
#[both_engines]
async fn what_was_written_elsewhere_since_the_page_was_opened_stays(world: World) {
    let sender = world.actor("enseignant").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    let save = async |form: &testing::Form| {
        communications::save_draft(backend, &caller, &form.key, &form.input).await.expect("saved");
    };
    let list = async || {
        let form = communications::compose(backend, &caller, Start::Blank).await.expect("a form");
        form.drafts
    };
    let texts = async || list().await.into_iter().map(|draft| draft.text).collect::<Vec<_>>();
    let (mut first, second, third) =
        (announcement("Sortie"), announcement("Réunion"), announcement("Portes ouvertes"));
    save(&first).await;
    save(&second).await;
    let shown = list().await.iter().map(|draft| draft.updated.at).max();
    world.wait(1_000);
    // In another tab, and on another computer.
    "Sortie reportée".clone_into(&mut first.input.announcement.text);
    save(&first).await;
    world.wait(1_000);
    save(&third).await;
    communications::delete_drafts(backend, &caller, "", shown).await.expect("deleted");
    assert_eq!(texts().await, ["Portes ouvertes", "Sortie reportée"]);
}

/// The page says how many drafts there are, and *Tout supprimer* deletes them all.
#[both_engines]
async fn every_draft_is_counted_and_can_be_resumed(world: World) {
    let sender = world.actor("enseignant").await;
    let (caller, backend) = (sender.caller().await, &world.backend);
    for number in 1..=23 {
        let form = announcement(&format!("Brouillon {number}"));
        communications::save_draft(backend, &caller, &form.key, &form.input).await.expect("a draft");
    }
    let blank = communications::compose(backend, &caller, Start::Blank).await.expect("a form");
    assert_eq!(blank.drafts.len(), 23);
    let sent = communications::sent(backend, &caller, &SentFilter::default()).await.expect("a page");
    assert_eq!(sent.drafts.len(), 23);
}
