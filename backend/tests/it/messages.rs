//! A person's inbox contains their own messages only.

use backend::Error;
use domain::{
    communications::Acknowledgement,
    messages::{DELETED_DAYS, Folder, view::AcknowledgementState},
    time::Millis,
};

use domain::messages::view::InboxFilter;

use testing::{World, both_engines};

const NOTHING: [&str; 0] = [];

fn is_not_found<T>(outcome: backend::Result<T>) -> bool {
    matches!(outcome, Err(Error::NotFound))
}

#[both_engines]
async fn a_message_appears_once_delivery_reaches_the_reader(world: World) {
    let (first, second) = (world.actor("eleve").await, world.actor("professeur").await);
    let both = [first.person, second.person];
    assert!(first.person < second.person);
    world.letter("En chemin").reached(first.person).to(&both).await;
    assert_eq!(first.finds_letters("", "").await, ["En chemin"]);
    assert_eq!(first.unread().await, 1);
    let waiting = world.letter("Rien encore").reached(domain::PersonId(0)).to(&both).await;
    for reader in [first, second] {
        assert!(is_not_found(reader.opens(waiting).await));
        assert!(is_not_found(reader.archives(waiting).await));
        assert!(is_not_found(reader.deletes(waiting).await));
        assert!(is_not_found(reader.takes_note(waiting).await));
        assert!(is_not_found(reader.answers(waiting, "a-form-key", "Oui").await));
    }
    assert_eq!(second.finds_letters("", "").await, NOTHING);
    assert_eq!((first.unread().await, second.unread().await), (1, 0));
}

#[both_engines]
async fn a_withdrawn_message_stays_marked_for_those_who_opened_it(world: World) {
    let (opened, waited) = (world.actor("eleve").await, world.actor("professeur").await);
    let id = world.letter("Sortie").to(&[opened.person, waited.person]).await;
    opened.opens(id).await.expect("a message");
    world.withdraw(id).await;
    assert_eq!(waited.finds_letters("", "").await, NOTHING);
    assert_eq!(waited.unread().await, 0);
    assert!(is_not_found(waited.opens(id).await));
    let row = opened.inbox(&testing::in_folder("", "")).await.rows.remove(0);
    assert!(row.cancelled && !row.unread, "{row:?}");
    assert!(opened.opens(id).await.expect("a message").cancelled.is_some());
}

#[both_engines]
async fn nobody_reads_messages_of_others_not_even_the_administrator(world: World) {
    world.administrator("direction").await;
    let reader = world.actor("eleve").await;
    let head = world.actor("direction").await;
    let id = world.letter("Personnel").by(head.person).answerable().to(&[reader.person]).await;
    for other in [head, world.actor("professeur").await, world.actor("parent").await] {
        assert_eq!(other.finds_letters("", "").await, NOTHING);
        assert!(is_not_found(other.opens(id).await));
        assert!(is_not_found(other.archives(id).await));
        assert!(is_not_found(other.unarchives(id).await));
        assert!(is_not_found(other.deletes(id).await));
        assert!(is_not_found(other.takes_note(id).await));
        assert!(is_not_found(other.answers(id, "a-form-key", "Oui").await));
    }
    assert_eq!(reader.unread().await, 1, "none of it was opened");
    assert!(is_not_found(reader.opens(domain::MessageId(i64::MAX)).await));
    assert!(is_not_found(reader.opens(domain::MessageId(-1)).await));
}

#[both_engines]
async fn opening_marks_as_read_once_and_a_preview_does_not(world: World) {
    let reader = world.actor("eleve").await;
    let id = world.letter("Sortie").saying("<p>Bonjour</p>").to(&[reader.person]).await;
    let mut early = reader.caller().await;
    early.in_advance = true;
    let ahead = backend::messages::open(&world.backend, &early, id).await.expect("a message");
    assert_eq!(reader.unread().await, 1);
    let view = reader.opens(id).await.expect("a message");
    assert_eq!((&view.subject, &view.body), (&ahead.subject, &ahead.body));
    assert_eq!(reader.unread().await, 0);
    let read_at = world.number("SELECT read_at FROM delivery").await;
    assert_eq!(read_at, Some(world.backend.clock.now().0));
    world.wait(5_000);
    reader.opens(id).await.expect("a message");
    assert_eq!(world.number("SELECT read_at FROM delivery").await, read_at, "the first time counts");
}

#[both_engines]
async fn a_message_is_archived_restored_and_deleted(world: World) {
    let (reader, other) = (world.actor("eleve").await, world.actor("professeur").await);
    let id = world.letter("Sortie").to(&[reader.person, other.person]).await;
    for _ in 0..2 {
        reader.archives(id).await.expect("archived");
    }
    assert_eq!(reader.finds_letters("", "").await, NOTHING);
    assert_eq!(reader.finds_letters("archives", "").await, ["Sortie"]);
    assert_eq!(reader.unread().await, 0, "an archived message is not counted as unread");
    assert_eq!(reader.opens(id).await.expect("a message").folder, Folder::Archive);
    for _ in 0..2 {
        reader.unarchives(id).await.expect("back");
    }
    assert_eq!(reader.finds_letters("", "").await, ["Sortie"]);
    reader.deletes(id).await.expect("deleted");
    for folder in ["", "archives", "nonsense"] {
        assert_eq!(reader.finds_letters(folder, "").await, NOTHING, "{folder}");
    }
    assert_eq!(reader.finds_letters("supprimes", "").await, ["Sortie"]);
    assert!(is_not_found(reader.opens(id).await));
    assert!(is_not_found(reader.unarchives(id).await), "it has to be taken back");
    assert!(is_not_found(reader.deletes(id).await));
    assert!(is_not_found(world.actor("parent").await.restores(id).await), "another reader has none");
    assert_eq!(other.finds_letters("", "").await, ["Sortie"], "the other person's copy stays");
    assert_eq!(world.number("SELECT COUNT(*) FROM delivery").await, Some(2), "delivered stays true");

    for _ in 0..2 {
        reader.restores(id).await.expect("taken back");
    }
    assert_eq!(reader.finds_letters("", "").await, ["Sortie"]);
    assert_eq!(reader.finds_letters("supprimes", "").await, NOTHING);
    reader.deletes(id).await.expect("deleted");
    world.wait(DELETED_DAYS * 24 * 60 * 60_000 - 1);
    assert_eq!(reader.finds_letters("supprimes", "").await, ["Sortie"], "until the last moment");
    world.wait(1);
    assert_eq!(reader.finds_letters("supprimes", "").await, NOTHING, "it was there for some days");
    assert!(is_not_found(reader.restores(id).await));
}

#[both_engines]
async fn searching_ignores_accents_and_capitals(world: World) {
    let reader = world.actor("eleve").await;
    let say = async |subject: &str, html: &str| {
        world.wait(1_000);
        world.letter(subject).saying(html).to(&[reader.person]).await
    };
    say("Réunion des élèves", "<p>à l’opéra</p>").await;
    say("100 % de réussite", "<p>bravo</p>").await;
    let archived = say("Cantine", "<p>grève_totale à <strong>midi</strong></p>").await;
    reader.archives(archived).await.expect("archived");
    for (search, found) in [
        ("ELEVES opera", &["Réunion des élèves"][..]),
        ("aubert", &["100 % de réussite", "Réunion des élèves"]),
        ("%", &["100 % de réussite"]),
        ("_", &[]),
        ("strong", &[]),
        ("midi", &[]),
        ("\\", &[]),
        ("rien de tel", &[]),
        ("\0", &["100 % de réussite", "Réunion des élèves"]),
    ] {
        assert_eq!(reader.finds_letters("", search).await, found, "{search:?}");
    }
    assert_eq!(reader.finds_letters("archives", "greve_ midi").await, ["Cantine"]);
    assert_eq!(reader.finds_letters("", &"mot ".repeat(5_000)).await, NOTHING);
}

#[both_engines]
async fn a_message_shows_its_origin_and_what_it_asks_for(world: World) {
    let reader = world.actor("parent").await;
    let letter = world.letter("Voyage").asks(Acknowledgement::Each);
    let html = "<h2>Départ</h2><p onclick=\"x()\">à <a href=\"javascript:x()\">8 h</a></p><script>x()</script><p style=\"text-align: center; color: red\">Fin</p>";
    let id = letter.saying(html).to(&[reader.person]).await;
    let (pasteur, me) = (world.pasteur, reader.person);
    world.sql(&format!("INSERT INTO delivery_also VALUES ({id}, {me}, {pasteur})")).await;
    let view = reader.opens(id).await.expect("a message");
    assert_eq!(view.schools, ["Collège Pasteur", "Lycée Curie"]);
    assert_eq!((view.sender.as_str(), view.source.as_str()), ("Claire Aubert", "Lycée Curie"));
    assert_eq!(view.acknowledgement, AcknowledgementState::Asked);
    assert!(view.body.as_str().starts_with("<h2>Départ</h2><p>à "), "{}", view.body.as_str());
    // The component that shows the text searches for this.
    assert!(view.body.as_str().ends_with("<p style=\"text-align:center\">Fin</p>"), "{}", view.body.as_str());
    for trace in ["onclick", "javascript", "script"] {
        assert!(!view.body.as_str().contains(trace), "{}", view.body.as_str());
    }
}

#[both_engines]
async fn unread_messages_are_counted_only_as_far_as_shown(world: World) {
    let reader = world.actor("eleve").await;
    for number in 0..101 {
        world.letter(&format!("{number}")).to(&[reader.person]).await;
        assert_eq!(reader.unread().await, (number + 1).min(100));
    }
}

#[both_engines]
async fn the_version_changes_with_the_content_of_the_inbox(world: World) {
    let (reader, other) = (world.actor("eleve").await, world.actor("professeur").await);
    let version =
        async || backend::messages::version_of(&world.backend, reader.person).await.expect("a version");
    let mut seen = vec![version().await];
    assert!(seen[0].starts_with("0.0-0."), "{seen:?}");
    let at = Millis(1_800_000_000_000);
    let letter = || world.letter("Sortie").asks(Acknowledgement::Each).sent_at(at);
    let id = letter().to(&[reader.person]).await;
    seen.push(version().await);
    assert!(seen[1].starts_with(&format!("1.1800000000000-{id}.")), "{seen:?}");
    world.letter("Pas pour moi").to(&[other.person]).await;
    assert_eq!(version().await, seen[1]);
    assert_eq!(reader.inbox(&InboxFilter::default()).await.version, seen[1]);
    reader.opens(id).await.expect("a message");
    seen.push(version().await);
    reader.takes_note(id).await.expect("noted");
    seen.push(version().await);
    world.withdraw(id).await;
    seen.push(version().await);
    reader.archives(id).await.expect("archived");
    assert_eq!(version().await, seen[0], "an empty inbox stays empty");
    let mut different = seen.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), seen.len(), "{seen:?}");
}

#[both_engines]
async fn the_home_page_shows_the_five_newest(world: World) {
    let reader = world.actor("eleve").await;
    let mut ids = Vec::new();
    for number in 0..7 {
        world.wait(1_000);
        ids.push(world.letter(&format!("{number}")).to(&[reader.person]).await);
    }
    reader.archives(ids[6]).await.expect("archived");
    let latest = backend::messages::latest(&world.backend, &reader.caller().await).await.expect("a list");
    let subjects: Vec<_> = latest.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["5", "4", "3", "2", "1"]);
}
