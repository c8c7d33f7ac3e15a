//! The data of one person, in one file: theirs, and nobody else's.

use std::io::{Cursor, Read as _};

use backend::{
    Error,
    directory::joins,
    retention::{PersonData, export_person},
};
use domain::PersonId;
use futures::TryStreamExt as _;
use testing::{Actor, World, both_engines, samples};
use zip::ZipArchive;

use crate::attachments::{KEY, send};

/// The texts of the archive, with their names.
pub async fn texts(actor: &Actor<'_>, person: PersonId) -> Vec<(String, String)> {
    let caller = actor.caller().await;
    let data = export_person(&actor.world.backend, &caller, person).await.expect("data");
    let pieces: Vec<bytes::Bytes> = data.content.try_collect().await.expect("a file");
    let bytes: Vec<u8> = pieces.concat();
    assert_eq!(bytes.len() as u64, data.bytes, "the size is told before");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut texts = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        texts.push((file.name().expect("a name").into_owned(), text));
    }
    texts
}

pub fn of<'t>(texts: &'t [(String, String)], name: &str) -> &'t str {
    &texts.iter().find(|(file, _)| file == name).expect(name).1
}

#[both_engines]
async fn everybody_gets_their_own_data_and_an_administrator_those_of_all(world: World) {
    world.account("eleve").await;
    world.administrator("direction").await;
    let (pupil, other) = (world.actor("eleve").await, world.actor("collegien").await);
    let author = world.person("cpe").await;
    let letter = world.letter("Avis").by(author).answerable().to(&[pupil.person]).await;
    world.letter("Secret").by(author).to(&[other.person]).await;
    // More than one page of rows.
    for number in 0..201 {
        world.letter(&format!("Note {number}")).to(&[pupil.person]).await;
    }
    pupil.answers(letter, "0123456789abcdef", "Merci").await.expect("an answer");
    world.visitor("192.0.2.1").enters("eleve").await;
    let found = texts(&pupil, pupil.person).await;
    for (name, text) in &found {
        let read: serde_json::Value = serde_json::from_str(text).expect(name);
        assert!(read.is_array(), "{name}");
        assert!(!text.contains("Secret") && !text.contains("argon2"), "{name}: {text}");
    }
    assert!(of(&found, "personne.json").contains("\"prenom\":\"eleve\""));
    assert!(of(&found, "rattachements.json").contains("Lycée Curie"));
    assert!(of(&found, "compte.json").contains("\"connexion_le\":\"2026-10-05T08:00:00"));
    let received: serde_json::Value = serde_json::from_str(of(&found, "messages-recus.json")).expect("JSON");
    assert_eq!(received.as_array().map(Vec::len), Some(202));
    assert!(of(&found, "messages-envoyes.json").contains("Merci"));
    assert!(of(&found, "journal.json").contains("sign_in"));

    let stranger = world.actor("cpe").await.caller().await;
    let refused = export_person(&world.backend, &stranger, pupil.person).await;
    assert!(matches!(refused.map(|_| ()), Err(Error::AdministratorOnly)));
    let head = world.actor("direction").await;
    assert_eq!(of(&texts(&head, pupil.person).await, "personne.json"), of(&found, "personne.json"));
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE action = 'exported' AND subject = 'eleve Martin'";
    assert_eq!(world.number(noted).await, Some(2));
    world.sql(&format!("UPDATE person SET erased_at = 1 WHERE id = {}", other.person)).await;
    let gone = export_person(&world.backend, &head.caller().await, other.person).await;
    assert!(matches!(gone.map(|_| ()), Err(Error::NotFound)));
}

#[both_engines]
async fn a_pupil_does_not_get_what_was_written_to_the_parents(world: World) {
    let (pupil, mother) = (world.actor("eleve").await, world.actor("parent").await);
    let letter = world.letter("Convocation").to(&[mother.person]).await;
    world
        .sql(&format!(
            "INSERT INTO delivery_child (message_id, person_id, child_id, level) VALUES ({letter}, {}, {}, '2de')",
            mother.person, pupil.person
        ))
        .await;
    let found = texts(&pupil, pupil.person).await;
    assert!(of(&found, "messages-des-enfants.json").contains(&format!("\"numero\":{letter}")));
    assert!(found.iter().all(|(_, text)| !text.contains("Convocation")), "{found:?}");
    let found = texts(&mother, mother.person).await;
    assert!(of(&found, "messages-recus.json").contains("Convocation"));
}

/// The journal is never changed: it names the record with which somebody acted.
#[both_engines]
async fn who_has_several_records_gets_what_was_done_with_each(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    world.account("enseignant").await;
    world.account("parent").await;
    let (teacher, mother) = (world.actor("enseignant").await, world.actor("parent").await);
    world.visitor("192.0.2.7").enters("parent").await;
    world.wait(1_000);
    // The account that was used last stays.
    world.visitor("192.0.2.8").enters("enseignant").await;
    let entered = async || {
        let found = texts(&teacher, teacher.person).await;
        of(&found, "journal.json").matches("\"action\":\"sign_in\"").count()
    };
    let alone = entered().await;
    joins::join(&world.backend, &admin, [mother.person, teacher.person]).await.expect("joined");
    assert_eq!((alone, entered().await), (1, 2));
    world
        .sql(&format!(
            "INSERT INTO mail_preference (person_id, wanted, token, changed_at) VALUES ({}, (1 = 1), 'g', 1)",
            mother.person
        ))
        .await;
    world.sql(&format!("UPDATE person SET language = 'en' WHERE id = {}", teacher.person)).await;
    let found = texts(&teacher, teacher.person).await;
    assert!(of(&found, "courriel.json").contains(&format!("\"numero\":{}", mother.person)), "{found:?}");
    assert!(of(&found, "personne.json").contains("\"langue\":\"en\""), "{found:?}");
}

async fn asks(actor: &Actor<'_>) -> Result<PersonData, Error> {
    export_person(&actor.world.backend, &actor.caller().await, actor.person).await
}

/// Each archive is a file on the disk until it was received, and few are made at the same time.
#[both_engines]
async fn nobody_holds_the_archives_of_others(world: World) {
    let (pupil, other) = (world.actor("eleve").await, world.actor("collegien").await);
    let held = [asks(&pupil).await.expect("data"), asks(&pupil).await.expect("data")];
    assert!(matches!(asks(&pupil).await.map(|_| ()), Err(Error::Busy)), "two of one person");
    assert!(asks(&other).await.is_ok(), "others have places of their own");
    drop(held);
    assert!(asks(&pupil).await.is_ok(), "places are given back");
}

/// A file may be removed while the archive is made.
#[both_engines]
async fn a_file_that_is_not_there_keeps_nobody_from_their_data(world: World) {
    let sender = world.actor("cpe").await;
    send(&sender, KEY, "sortie.pdf", &samples::pdf("Sortie")).await.expect("a file");
    world.sql("UPDATE file SET object_key = 'ab/ab000000000000000000000000000000'").await;
    let found = texts(&sender, sender.person).await;
    let files = of(&found, "fichiers.json");
    assert!(files.contains("sortie.pdf") && files.contains("\"joint\":false"), "{files}");
    assert!(found.iter().all(|(name, _)| !name.starts_with("fichiers/")), "there is no content");
}
