//! What a home page shows of its reader alone is read at once, says what its parts say, and is not kept.

use std::sync::{Arc, Mutex};

use backend::{
    Backend,
    access::CallerOnce,
    agenda::{self, NewForm},
    clock::Clock,
    communications,
    home::{self, PersonalOnce, announcements_first, announcements_for},
    messages,
};
use domain::{PersonId, agenda::EventInput, communications::Acknowledgement, time::Millis};
use futures::future::join_all;
use testing::{Actor, NOW, World, announcement, at, both_engines, event};

use crate::plans::Heard;

/// Of several schools and kinds.
const READERS: [&str; 7] =
    ["eleve", "parent", "enseignant", "professeur", "cpe", "collectivite", "etrangere"];
/// More than are read with the inbox.
const MANY: usize = 60;

/// Whether what `reader` is shown at once is what each part of it says.
async fn at_once_as_in_parts(world: &World, reader: Actor<'_>, what: &str) {
    let (backend, caller) = (&world.backend, reader.caller().await);
    let page = announcements_for(backend, reader.person).await.expect("a page");
    let once = PersonalOnce::default();
    let personal = once.load(backend, reader.person).await.expect("read");
    let inbox = &personal.inbox;
    let version = messages::version_of(backend, reader.person).await.expect("a version");
    assert_eq!((inbox.unread, &inbox.version), (reader.unread().await, &version), "{what}");
    let latest = messages::latest(backend, &caller).await.expect("a list");
    assert_eq!(inbox.latest(&caller), latest, "{what}");
    let folded = home::folded(backend, &caller, &page).await.expect("folded");
    assert_eq!(once.folded(backend, &caller, &page).await.expect("folded"), folded, "{what}");
    let agenda = home::agenda_blocks(backend, &caller, None).await.expect("an agenda");
    let shown = home::agenda_blocks(backend, &caller, Some(&once)).await.expect("an agenda");
    assert_eq!(shown, agenda, "{what}");
    assert_eq!(personal.has_agenda, !agenda.own.is_empty(), "{what}");
}

/// Begun, still to come, over, and what is somebody else's.
#[both_engines]
async fn who_keeps_an_agenda_is_asked_for_it(world: World) {
    let (backend, reader) = (&world.backend, world.actor("eleve").await);
    let adds = async |of: Actor<'_>, input: EventInput, key: &str| {
        let new = NewForm { key, input: &input, tells: false };
        agenda::create(backend, &of.caller().await, None, new).await.expect("an event")
    };
    adds(world.actor("parent").await, event("Pas pour moi"), "form-number-1").await;
    at_once_as_in_parts(&world, reader, "no event").await;
    adds(reader, event("Dentiste"), "form-number-2").await;
    at_once_as_in_parts(&world, reader, "one to come").await;
    let away = world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    home::fold(backend, &reader.caller().await, away, false, None).await.expect("folded");
    at_once_as_in_parts(&world, reader, "one to come, and something put away").await;
    world.set_clock("2026-11-01T08:00:00Z");
    at_once_as_in_parts(&world, reader, "one that is over").await;
}

#[both_engines]
async fn what_is_read_at_once_is_what_the_parts_say(world: World) {
    let (reader, other) = (world.actor("eleve").await, world.actor("professeur").await);
    at_once_as_in_parts(&world, reader, "an empty inbox").await;
    let mut ids = Vec::new();
    for number in 0..30 {
        let letter = world.letter(&format!("Lettre {number}")).asks(Acknowledgement::Each);
        ids.push(letter.sent_at(Millis(1_800_000_000_000 + number / 2)).to(&[reader.person]).await);
    }
    world.letter("Pas pour moi").to(&[other.person]).await;
    world.letter("Pas encore").reached(PersonId(0)).to(&[reader.person]).await;
    at_once_as_in_parts(&world, reader, "some letters").await;
    reader.opens(ids[29]).await.expect("a message");
    reader.takes_note(ids[29]).await.expect("noted");
    world.withdraw(ids[29]).await;
    world.withdraw(ids[28]).await;
    reader.archives(ids[27]).await.expect("archived");
    reader.deletes(ids[26]).await.expect("deleted");
    at_once_as_in_parts(&world, reader, "letters of every kind").await;
    assert_eq!(reader.unread().await, 26, "nothing is proved of an inbox that shows all");
    for number in 0..80 {
        world.letter(&format!("Autre {number}")).to(&[reader.person]).await;
    }
    at_once_as_in_parts(&world, reader, "more than are counted").await;
}

#[both_engines]
async fn what_was_put_away_stays_away_however_much_it_is(world: World) {
    let (sender, reader) = (world.actor("enseignant").await, world.actor("eleve").await);
    let backend = &world.backend;
    let mut ids = Vec::new();
    for text in ["Première", "Deuxième", "Troisième"] {
        ids.push(sender.publishes(&announcement(text)).await);
    }
    let caller = reader.caller().await;
    home::fold(backend, &caller, ids[0], false, None).await.expect("folded");
    home::fold(backend, &caller, ids[2], false, None).await.expect("folded");
    at_once_as_in_parts(&world, reader, "two of three").await;
    at_once_as_in_parts(&world, world.actor("parent").await, "those of somebody else").await;
    world.sql(&format!("UPDATE folded SET version = 1 WHERE communication_id = {}", ids[2])).await;
    at_once_as_in_parts(&world, reader, "another text").await;

    // Later ones, so that the first ones are not among the newest.
    let author = world.person("etrangere").await;
    for sql in [
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) \
             INSERT INTO communication (author_id, form_key, channel, title, perimeter_key, source_name, \
             search_text, created_at) SELECT {author}, 'other' || i, 'announcement', 'Ailleurs', 'x', 'x', '', i FROM n"
        ),
        format!(
            "INSERT INTO folded (person_id, communication_id, version, folded_at) \
             SELECT {}, id, 0, 1 FROM communication WHERE author_id = {author}",
            reader.person
        ),
    ] {
        world.sql(&sql).await;
    }
    at_once_as_in_parts(&world, reader, "many").await;
    let page = announcements_for(backend, reader.person).await.expect("a page");
    let away = PersonalOnce::default().folded(backend, &caller, &page).await.expect("folded");
    assert_eq!(away.into_iter().collect::<Vec<_>>(), [ids[0]]);
}

/// Their statements are joined, and still everybody is told what they would be told alone.
#[both_engines]
async fn readers_who_ask_at_the_same_moment_are_told_their_own(url: &str) {
    const ASKS: usize = 120;
    let world = World::new(url).await;
    let away = world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    let readers = join_all(READERS.map(|name| world.actor(name))).await;
    for (number, reader) in readers.iter().enumerate() {
        for letter in 0..number {
            world.letter(&format!("À {} {letter}", reader.person)).to(&[reader.person]).await;
        }
        if number % 2 == 1 {
            let (input, key) = (event("Dentiste"), format!("form-number-{number}"));
            let new = NewForm { key: &key, input: &input, tells: false };
            agenda::create(&world.backend, &reader.caller().await, None, new).await.expect("an event");
        }
    }
    home::fold(&world.backend, &readers[2].caller().await, away, false, None).await.expect("folded");
    let alone = join_all(readers.iter().map(Actor::caller)).await;

    let process = Heard::open(url).await;
    let ask = async |turn: usize| {
        let number = turn * 5 % READERS.len();
        let (reader, once) = (&alone[number], PersonalOnce::default());
        let personal = once.load(&process.backend, reader.person).await.expect("read");
        let own = personal.inbox.latest(reader).into_iter().map(|row| row.subject);
        // The author of what was deployed is told so.
        let own: Vec<String> = own.filter(|subject| subject.starts_with('À')).collect();
        let expected: Vec<String> =
            (0..number).rev().take(5).map(|n| format!("À {} {n}", reader.person)).collect();
        assert_eq!(own, expected, "{number}");
        assert_eq!(personal.has_agenda, number % 2 == 1, "{number}");
        let page = announcements_for(&process.backend, reader.person).await.expect("a page");
        let folded = once.folded(&process.backend, reader, &page).await.expect("folded");
        assert_eq!(folded.contains(&away), number == 2, "{number}");
        let version = messages::version_of(&world.backend, reader.person).await.expect("a version");
        assert_eq!(personal.inbox.version, version, "{number}");
    };
    join_all((0..ASKS).map(ask)).await;
    let about = |sql: &String| sql.contains("folded") && sql.contains("told.unread");
    let made = process.statements().into_iter().filter(about).count();
    assert!(made < ASKS / 2, "{made} statements for {ASKS} pages");
    for (number, reader) in readers.into_iter().enumerate() {
        at_once_as_in_parts(&world, reader, &format!("reader {number}")).await;
    }
}

/// What cannot be read of one of them is nothing to the others.
#[both_engines]
async fn what_fails_for_one_reader_fails_for_no_other(world: World) {
    const ASKS: usize = 40;
    let readers = join_all(READERS.map(|name| world.actor(name))).await;
    for reader in &readers {
        world.letter(&format!("À {}", reader.person)).to(&[reader.person]).await;
    }
    let broken = readers[0].person;
    world.sql(&format!("UPDATE message SET notice = 'no JSON' WHERE subject = 'À {broken}'")).await;
    let ask = async |turn: usize| {
        let person = readers[turn % READERS.len()].person;
        let read = PersonalOnce::default().load(&world.backend, person).await;
        assert_eq!(read.is_err(), person == broken, "{turn}");
    };
    join_all((0..ASKS).map(ask)).await;
}

/// All that a warm page reads for a pupil.
async fn visit(process: &Backend, person: PersonId) -> (u64, usize) {
    let caller = CallerOnce::of_home().load(process, person, false).await.expect("a reader");
    let page = announcements_first(process, person).await.expect("a page");
    let once = PersonalOnce::default();
    let mut unread = 0;
    // The menu, and the block of the messages.
    for _ in 0..2 {
        let personal = once.load(process, person).await.expect("read");
        assert_eq!(personal.inbox.latest(&caller).is_empty(), personal.inbox.unread == 0);
        unread = personal.inbox.unread;
    }
    assert!(once.folded(process, &caller, &page).await.expect("folded").is_empty());
    home::agenda_blocks(process, &caller, Some(&once)).await.expect("the blocks");
    communications::latest_sent(process, &caller).await.expect("a list");
    (unread, page.announcements.len())
}

#[both_engines]
async fn a_warm_page_makes_one_statement_with_and_without_content(url: &str) {
    let world = World::new(url).await;
    let reader = world.actor("eleve").await.person;
    let mut process = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let list = Arc::clone(&heard);
    let own = Arc::get_mut(&mut process).expect("nobody else has it");
    own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
    for content in [0, 1, 12] {
        for number in 0..content {
            world.actor("enseignant").await.publishes(&announcement(&format!("Sortie {number}"))).await;
            world.letter(&format!("Voyage {number}")).to(&[reader]).await;
        }
        process.refresh().await.expect("revisions");
        announcements_for(&process, reader).await.expect("a page");
        let first = visit(&process, reader).await;
        heard.lock().expect("a lock").clear();
        // Another page reads again: nothing of a person is kept.
        assert_eq!(visit(&process, reader).await, first);
        let said = std::mem::take(&mut *heard.lock().expect("a lock"));
        assert_eq!(said.len(), 1, "{content}: {said:?}");
        assert!(first.0 >= content && first.1 >= usize::try_from(content).expect("few"), "{first:?}");
    }
    world.letter("Retour").to(&[reader]).await;
    assert_eq!(visit(&process, reader).await.0, 14, "the next page has it");
}
