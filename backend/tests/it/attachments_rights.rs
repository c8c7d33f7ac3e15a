//! Who may download a file, and how several messages share a file.

use backend::{
    Error, Services, communications,
    files::{self, of_form, remove},
};
use domain::{
    CommunicationId, Conflict,
    communications::{Channel, DuplicateMode, Start},
    fields::FieldProblem,
    files::AttachmentLimits,
};

use crate::attachments::{read, send};
use testing::{Actor, Form, World, announcement, both_engines, refused_field, samples};

fn message(subject: &str) -> Form {
    let mut form = announcement("");
    Channel::Message.code().clone_into(&mut form.input.channel);
    subject.clone_into(&mut form.input.message.subject);
    "<p>Bonjour</p>".clone_into(&mut form.input.message.body);
    form
}

/// Deploys a message with one file. Returns the token and the numbers of message and communication.
async fn sent(author: &Actor<'_>) -> (String, i64, CommunicationId) {
    let mut form = message("Sortie");
    let file = send(author, &form.key, "menu.pdf", &samples::pdf("menu")).await.expect("a file");
    form.input.message.attachments = vec![file.token.clone()];
    let id = author.sends(&form).await;
    let message = author.world.number(&format!("SELECT id FROM message WHERE communication_id = {id}")).await;
    (file.token, message.expect("a message"), id)
}

/// Delivers it to a person like the worker: first writes the row, then raises the mark of delivery.
async fn deliver(world: &World, message: i64, to: &Actor<'_>) {
    let sql = format!(
        "INSERT INTO delivery (message_id, person_id, sent_at, folder) VALUES ({message}, {}, 0, 0)",
        to.person
    );
    world.sql(&sql).await;
}

async fn reads(actor: &Actor<'_>, token: &str) -> bool {
    match read(actor, token).await {
        Ok(content) => content == samples::pdf("menu"),
        Err(Error::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

#[both_engines]
async fn recipients_of_a_message_can_download_its_file(world: World) {
    let [cpe, reader, stranger, head, admin] = [
        world.actor("cpe").await,
        world.actor("parent").await,
        world.actor("eleve").await,
        world.actor("direction").await,
        world.actor("redacteur").await,
    ];
    world.administrator("redacteur").await;
    let form = message("Brouillon");
    let draft = send(&cpe, &form.key, "menu.pdf", &samples::pdf("menu")).await.expect("a file").token;
    assert!(reads(&cpe, &draft).await, "one's own form");
    for other in [&reader, &head, &admin] {
        assert!(!reads(other, &draft).await, "somebody else's form");
    }
    let (token, number, id) = sent(&cpe).await;
    assert!(reads(&cpe, &token).await, "the author");
    assert!(reads(&head, &token).await, "whoever may see the communication");
    assert!(!reads(&reader, &token).await, "nothing is delivered yet");
    deliver(&world, number, &reader).await;
    assert!(!reads(&reader, &token).await, "resolved, but not reached");
    world.sql(&format!("UPDATE message SET reached = {} WHERE id = {number}", reader.person)).await;
    assert!(reads(&reader, &token).await, "delivered");
    assert!(!reads(&stranger, &token).await, "not a recipient");
    world.sql(&format!("UPDATE message SET cancelled_at = 1 WHERE id = {number}")).await;
    assert!(!reads(&reader, &token).await, "withdrawn before it was read");
    world.sql(&format!("UPDATE delivery SET read_at = 1 WHERE message_id = {number}")).await;
    assert!(reads(&reader, &token).await, "withdrawn after it was read");
    world.sql(&format!("UPDATE delivery SET folder = 2 WHERE message_id = {number}")).await;
    assert!(!reads(&reader, &token).await, "deleted by the reader");
    assert!(reads(&cpe, &token).await, "the author keeps it");
    let etrangere = world.actor("etrangere").await;
    assert!(!reads(&etrangere, &token).await, "an administrator of another school");
    assert!(!reads(&cpe, "0").await && !reads(&cpe, "").await);
    let shown = communications::detail(&world.backend, &cpe.caller().await, id).await.expect("a page");
    assert_eq!(shown.content.message().expect("a message").attachments[0].token, token);
}

#[both_engines]
async fn a_copy_shares_the_content_but_not_the_row(world: World) {
    let cpe = world.actor("cpe").await;
    let (token, _, id) = sent(&cpe).await;
    let start = Start::Copy(id, DuplicateMode::Both);
    let form = communications::compose(&world.backend, &cpe.caller().await, start).await.expect("a form");
    let stored = async || of_form(&world.backend.db, cpe.person, &form.form_key).await.expect("files");
    assert_eq!(stored().await, [], "opening the form stores nothing");
    communications::save_draft(&world.backend, &cpe.caller().await, &form.form_key, &form.input)
        .await
        .expect("saved");
    let copies = stored().await;
    assert_eq!(copies, form.attachments, "what the form showed");
    assert_eq!((copies.len(), copies[0].name.as_str()), (1, "menu.pdf"));
    assert_ne!(copies[0].token, token);
    assert!(reads(&cpe, &copies[0].token).await);
    assert_eq!(world.number("SELECT COUNT(DISTINCT object_key) FROM file").await, Some(1));
    remove(&world.backend, &cpe.caller().await, &copies[0].token).await.expect("removed");
    assert!(reads(&cpe, &token).await, "the original's content stays");
    // Nobody can remove the file of a sent message.
    communications::save_draft(&world.backend, &cpe.caller().await, &form.form_key, &form.input)
        .await
        .expect("saved again");
    assert_eq!(stored().await, [], "what was removed does not come back");
    let sent = remove(&world.backend, &cpe.caller().await, &token).await;
    assert!(matches!(sent, Err(Error::NotFound)));
}

#[both_engines]
async fn eight_full_forms_fit_and_copies_do_not_count(url: &str) {
    let content = samples::pdf("menu");
    let limits = AttachmentLimits { bytes: content.len() as u64, files: 2 };
    let world = World::with(url, Services { limits, ..Services::default() }).await;
    let cpe = world.actor("cpe").await;
    let (_, _, id) = sent(&cpe).await;
    for _ in 0..17 {
        let start = Start::Copy(id, DuplicateMode::Both);
        let caller = cpe.caller().await;
        let form = communications::compose(&world.backend, &caller, start).await.expect("a copy");
        communications::begin_copy(&world.backend, &caller, &form.form_key).await.expect("its files");
    }
    let mut kept = Vec::new();
    for number in 0..16 {
        let key = format!("form-{:04}", number / 2);
        kept.push(send(&cpe, &key, "a.pdf", &content).await.expect("a file"));
    }
    let (field, problem) = refused_field(send(&cpe, "form-0008", "a.pdf", &content).await);
    assert_eq!((field.as_str(), problem), ("fichiers", FieldProblem::TooManyUnsentFiles));
    remove(&world.backend, &cpe.caller().await, &kept[0].token).await.expect("removed");
    send(&cpe, "form-0008", "a.pdf", &content).await.expect("room again");
}

#[both_engines]
async fn a_sent_form_accepts_no_more_files(world: World) {
    let cpe = world.actor("cpe").await;
    let form = message("Sortie");
    cpe.sends(&form).await;
    let late = send(&cpe, &form.key, "a.pdf", &samples::pdf("x")).await;
    assert!(matches!(late, Err(Error::Conflict(Conflict::Deployed(_)))), "{late:?}");
}

#[both_engines]
async fn a_copied_form_is_deployed_with_the_files_that_it_showed(world: World) {
    let cpe = world.actor("cpe").await;
    let (_, _, id) = sent(&cpe).await;
    let caller = cpe.caller().await;
    let opened = || communications::compose(&world.backend, &caller, Start::Copy(id, DuplicateMode::Both));
    let (form, other) = (opened().await.expect("a form"), opened().await.expect("another one"));
    assert_ne!(form.form_key, other.form_key, "two copies are two forms");
    assert_ne!(form.attachments[0].token, other.attachments[0].token);
    // A script removes a file before the form was ever saved.
    let token = &other.attachments[0].token;
    communications::begin_copy(&world.backend, &caller, &other.form_key).await.expect("its files");
    files::withdraw(&world.backend, &caller, &other.form_key, token).await.expect("removed");
    communications::begin_copy(&world.backend, &caller, &other.form_key).await.expect("its files");
    assert_eq!(of_form(&world.backend.db, cpe.person, &other.form_key).await.expect("files"), []);
    // Somebody who may not see the original gets none of its files.
    let stranger = world.actor("etrangere").await.caller().await;
    communications::begin_copy(&world.backend, &stranger, &form.form_key).await.expect("nothing to do");
    assert_eq!(of_form(&world.backend.db, stranger.person, &form.form_key).await.expect("files"), []);
    assert_eq!(of_form(&world.backend.db, cpe.person, &form.form_key).await.expect("files"), []);

    let tokens: Vec<String> = form.attachments.iter().map(|file| file.token.clone()).collect();
    let input = form.input.clone().with_files(&tokens);
    let question = communications::question(&world.backend, &caller, &form.form_key, &input).await;
    let confirmation = question.expect("a question").confirmation;
    let deployed =
        communications::deploy(&world.backend, &caller, &form.form_key, &input, Some(&confirmation)).await;
    let id = deployed.expect("deployed").id;
    let shown = communications::detail(&world.backend, &caller, id).await.expect("a page");
    assert_eq!(shown.content.message().expect("a message").attachments, form.attachments);
}
