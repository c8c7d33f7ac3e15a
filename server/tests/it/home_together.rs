//! Home pages that are asked for at the same moment are read together: each shows what is its reader's alone,
//! and nothing that is somebody else's.

use backend::home;
use futures::future::join_all;
use testing_server::{Browser, Server, announcement, both_engines, pupil};

const READERS: usize = 20;
const ASKS: usize = 60;
const TEXTS: [&str; 5] = ["Chorale", "Sortie", "Cantine", "Piscine", "Exposition"];
/// How many messages the home page shows.
const LATEST: usize = 5;

/// Stands on the page of its reader, and in each of their messages.
fn name_of(reader: usize) -> String {
    format!("lectrice{reader:02}")
}

fn letters_of(reader: usize) -> usize {
    reader % 7 + 1
}

/// What a reader has put away. No two of them have put away the same.
fn away_of(reader: usize) -> Vec<&'static str> {
    let away = |place: usize| ((reader + 1) >> place) & 1 == 1;
    TEXTS.iter().enumerate().filter(|(place, _)| away(*place)).map(|(_, text)| *text).collect()
}

async fn readers_of(server: &Server) -> Vec<Browser> {
    let world = &server.world;
    for reader in 0..READERS {
        world.add(&name_of(reader)).stands_in(pupil(world.curie, "2de")).save().await;
    }
    let sender = world.actor("enseignant").await;
    let mut published = Vec::new();
    for text in TEXTS {
        published.push((text, sender.publishes(&announcement(text)).await));
    }
    let mut browsers = Vec::new();
    for reader in 0..READERS {
        let actor = world.actor(&name_of(reader)).await;
        for letter in 0..letters_of(reader) {
            world.letter(&format!("Lettre {letter} pour {}", name_of(reader))).to(&[actor.person]).await;
        }
        let (caller, away) = (actor.caller().await, away_of(reader));
        for (_, id) in published.iter().filter(|(text, _)| away.contains(text)) {
            home::fold(&world.backend, &caller, *id, false, None).await.expect("put away");
        }
        browsers.push(server.browser_of(&name_of(reader)).await);
    }
    browsers
}

fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(begin).unwrap_or_else(|| panic!("{begin} in {page}"));
    rest.split(end).next().unwrap_or_default()
}

fn says_what_is_of(reader: usize, page: &str) {
    let named: Vec<usize> = (0..READERS).filter(|one| page.contains(&name_of(*one))).collect();
    assert_eq!(named, [reader], "{page}");
    let letters = letters_of(reader);
    assert!(page.contains(&format!("data-unread-count=\"{letters}\"")), "{letters}: {page}");
    let latest = between(page, "id=\"derniers-messages-recents\"", "</section>");
    assert_eq!(latest.matches(&name_of(reader)).count(), letters.min(LATEST), "{latest}");
    let (put_away, shown) = (
        between(page, "<details class=\"folded\">", "</details>"),
        between(page, "id=\"annonces-recentes\"", "<details class=\"folded\">"),
    );
    let away = away_of(reader);
    for text in TEXTS {
        assert_eq!(put_away.contains(text), away.contains(&text), "{text} of {reader}: {put_away}");
        assert_eq!(shown.contains(text), !away.contains(&text), "{text} of {reader}: {shown}");
    }
}

#[both_engines]
async fn pages_asked_for_at_once_show_each_reader_their_own(server: Server) {
    let browsers = readers_of(&server).await;
    let ask = async |turn: usize| {
        let reader = turn % READERS;
        (reader, browsers[reader].get("/").await)
    };
    for (reader, answer) in join_all((0..ASKS).map(ask)).await {
        assert_eq!(answer.status, 200, "{}", answer.body);
        says_what_is_of(reader, &answer.body);
    }
}
