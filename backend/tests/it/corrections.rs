//! A text that is corrected: who sees what changed, who is told, who may, and what stays.

use backend::{Error, communications, home, versions};
use domain::{
    CommunicationId, Conflict,
    access::Right,
    communications::{RewordingInput, Severity},
    versions::{Versioned, VersionedKind},
};
use futures::FutureExt as _;
use sea_orm::ConnectionTrait as _;
use testing::{Actor, Crossing, World, announcement, both_engines, note};

/// Types another text into the form of an announcement.
fn says(text: &str) -> impl FnOnce(&mut RewordingInput) + use<> {
    let text = text.to_owned();
    move |typed| typed.input.announcement.text = text
}

/// The same, and tells those who had seen the old one.
fn says_and_tells(text: &str) -> impl FnOnce(&mut RewordingInput) + use<> {
    let text = text.to_owned();
    move |typed| {
        typed.input.announcement.text = text;
        typed.tell = true;
    }
}

#[allow(clippy::unnecessary_wraps, reason = "compared with what a reader may not see")]
fn changed(removed: &str, added: &str) -> Option<(String, String)> {
    Some((removed.to_owned(), added.to_owned()))
}

async fn corrected(sender: Actor<'_>, id: CommunicationId, text: &str) {
    sender.corrects(id, says(text)).await.expect("a correction");
}

fn is_conflict(result: &Result<(), Error>, expected: Conflict) -> bool {
    matches!(result, Err(Error::Conflict(what)) if *what == expected)
}

#[both_engines]
async fn only_who_had_seen_the_old_text_sees_what_changed(world: World) {
    let sender = world.actor("enseignant").await;
    let (early, middle, late) =
        (world.actor("eleve").await, world.actor("parent").await, world.actor("professeur").await);
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    early.visits().await;
    assert!(early.corrections().await.is_empty());
    corrected(sender, id, "Sortie mardi").await;
    assert_eq!(early.sees().await, ["Sortie mardi"]);
    assert_eq!(early.corrections().await, [changed("lundi", "mardi")]);
    assert_eq!(middle.corrections().await, [None], "only the mark");
    for reader in [early, middle] {
        reader.visits().await;
        communications::store_sightings(&world.backend).await.expect("stored");
    }
    assert_eq!(middle.corrections().await, [None], "it has seen only the present text");
    assert_eq!(early.corrections().await, [changed("lundi", "mardi")], "also at the next visit");
    corrected(sender, id, "Sortie jeudi").await;
    assert_eq!(early.corrections().await, [changed("lundi", "jeudi")]);
    assert_eq!(middle.corrections().await, [changed("mardi", "jeudi")]);
    assert_eq!(late.corrections().await, [None]);
    // Another process knows the same.
    let other = world.second_process().await;
    assert_eq!(early.sees_through(&other).await, ["Sortie jeudi"]);
    let kept = sender.detail(id).await.expect("a page").corrections;
    let numbers: Vec<i32> = kept.iter().map(|correction| correction.number).collect();
    assert_eq!(numbers, [2, 1]);
}

/// How many letters about corrections are in a person's inbox.
async fn told(world: &World, name: &str) -> i64 {
    let person = world.person(name).await;
    let sql = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id \
         WHERE m.kind = 'correction' AND d.person_id = {person} AND m.reached >= d.person_id"
    );
    world.number(&sql).await.unwrap_or_default()
}

#[both_engines]
async fn those_who_had_seen_the_old_text_are_told_once(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    for name in ["eleve", "enseignant"] {
        world.actor(name).await.visits().await;
    }
    sender.corrects(id, says_and_tells("Sortie mardi")).await.expect("a correction");
    // Whoever comes after the correction has nothing to be told, although the letter is not out yet.
    world.actor("parent").await.visits().await;
    communications::store_sightings(&world.backend).await.expect("stored");
    for _ in 0..2 {
        world.publish().await;
        for (name, letters) in [("eleve", 1), ("parent", 0), ("professeur", 0), ("enseignant", 0)] {
            assert_eq!(told(&world, name).await, letters, "{name}");
        }
    }
    corrected(sender, id, "Sortie mercredi").await;
    world.publish().await;
    assert_eq!(told(&world, "eleve").await, 1, "nobody asked for it");
    sender.corrects(id, says_and_tells("Sortie jeudi")).await.expect("a correction");
    world.publish().await;
    assert_eq!((told(&world, "eleve").await, told(&world, "parent").await), (2, 1));
    assert_eq!(told(&world, "professeur").await, 0);
}

/// Who has left the school hears nothing more of what is said there, and the question counts as the letter
/// does.
#[both_engines]
async fn only_who_still_reads_it_is_told_of_a_correction(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let gone = world.actor("parent").await;
    for reader in [world.actor("eleve").await, gone, sender] {
        reader.visits().await;
    }
    world.leaves(gone.person).await;
    world.joins(gone.person, &testing::parent(world.leconte, "2de")).await;
    let (backend, caller) = (&world.backend, sender.caller().await);
    let open = communications::correction_form(backend, &caller, id, None, false).await.expect("a form");
    let mut typed = open.typed;
    says_and_tells("Sortie mardi")(&mut typed);
    let asked = communications::correction_form(backend, &caller, id, Some(typed.clone()), true).await;
    assert_eq!(asked.expect("a form").question.expect("a question").told, 1);
    communications::correct(backend, &caller, id, &typed).await.expect("a correction");
    world.publish().await;
    for (name, letters) in [("eleve", 1), ("parent", 0), ("enseignant", 0)] {
        assert_eq!(told(&world, name).await, letters, "{name}");
    }
}

/// Where a school has put it offline, nobody could read what the letter leads to.
#[both_engines]
async fn nobody_is_told_of_a_correction_where_it_is_offline(world: World) {
    let id = world.news_to("Forum", |form| form).await;
    for name in ["eleve", "collegien"] {
        let caller = world.actor(name).await.caller().await;
        communications::read_news(&world.backend, &caller, id).await.expect(name);
    }
    world.actor("referent").await.takes_offline(id, world.curie, "Doublon").await.expect("offline");
    let sender = world.actor("collectivite").await;
    let reword = |typed: &mut RewordingInput| {
        "Forum des métiers".clone_into(&mut typed.input.news.title);
        typed.tell = true;
    };
    sender.corrects(id, reword).await.expect("a correction");
    world.publish().await;
    assert_eq!((told(&world, "eleve").await, told(&world, "collegien").await), (0, 1));
}

#[both_engines]
async fn everybody_who_saw_an_alert_is_told_of_its_correction(world: World) {
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Évacuation").severity(Severity::Alert)).await;
    world.actor("eleve").await.visits().await;
    corrected(sender, id, "Exercice d'évacuation").await;
    world.publish().await;
    assert_eq!((told(&world, "eleve").await, told(&world, "parent").await), (1, 0));
}

#[both_engines]
async fn the_author_and_sender_administrators_may_and_nobody_else(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie 0")).await;
    for (number, name) in (1..).zip(["enseignant", "direction", "collectivite", "proviseure"]) {
        let typed = says(&format!("Sortie {number}"));
        world.actor(name).await.corrects(id, typed).await.expect(name);
    }
    for name in ["cpe", "gestionnaire", "observateur", "redacteur", "referent", "eleve", "infirmiere"] {
        let refused = world.actor(name).await.corrects(id, says("Faux")).await;
        let right = Right::CreateCommunication;
        assert!(matches!(refused, Err(Error::Forbidden(missing)) if missing == right), "{name}: {refused:?}");
    }
    let refused = world.actor("etrangere").await.corrects(id, says("Faux")).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    world.sql(&format!("DELETE FROM access_grant WHERE person_id = {}", sender.person)).await;
    let refused = sender.corrects(id, says("Faux")).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "the author without the right: {refused:?}");
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie 4"]);
}

#[both_engines]
async fn the_author_is_told_who_corrected_it(world: World) {
    let id = world.actor("enseignant").await.publishes(&announcement("Sortie lundi")).await;
    let letters = format!("SELECT COUNT(*) FROM message WHERE dedup LIKE 'own-corrected-{id}-%'");
    corrected(world.actor("enseignant").await, id, "Sortie mardi").await;
    assert_eq!(world.number(&letters).await, Some(0), "nobody is told what they did themselves");
    corrected(world.actor("direction").await, id, "Sortie jeudi").await;
    assert_eq!(world.number(&letters).await, Some(1));
}

#[both_engines]
async fn the_second_of_two_corrections_reads_the_first(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let (backend, caller) = (&world.backend, sender.caller().await);
    let open = communications::correction_form(backend, &caller, id, None, false).await.expect("a form");
    corrected(world.actor("direction").await, id, "Sortie mardi").await;
    let mut typed = open.typed;
    "Sortie jeudi".clone_into(&mut typed.input.announcement.text);
    let refused = communications::correct(backend, &caller, id, &typed).await;
    assert!(is_conflict(&refused, Conflict::CorrectedMeanwhile), "{refused:?}");
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie mardi"]);
    // A second click sends the same text again: it was done.
    "Sortie mardi".clone_into(&mut typed.input.announcement.text);
    communications::correct(backend, &caller, id, &typed).await.expect("the same text");
    let unchanged = sender.corrects(id, says("Sortie mardi")).await;
    assert!(is_conflict(&unchanged, Conflict::NothingChanged), "{unchanged:?}");
    assert_eq!(world.number("SELECT COUNT(*) FROM version").await, Some(1));
}

#[both_engines]
async fn what_is_over_is_not_corrected(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let backend = world.backend.clone();
    crossing.at("correct", async move {
        let sql = format!("UPDATE communication SET cancelled_at = 1 WHERE id = {id}");
        backend.db.execute_unprepared(&sql).await.expect("cancelled meanwhile");
    });
    let refused = sender.corrects(id, says("Sortie mardi")).await;
    crossing.all_happened();
    assert!(is_conflict(&refused, Conflict::NothingToCorrect), "{refused:?}");
    let ended = sender.publishes(&announcement("Fête").days("2026-10-05", "2026-10-06")).await;
    world.set_clock("2026-10-07T08:00:00Z");
    let refused = sender.corrects(ended, says("Fêtes")).await;
    assert!(is_conflict(&refused, Conflict::NothingToCorrect), "{refused:?}");
    assert_eq!(world.number("SELECT COUNT(*) FROM version").await, Some(0));
    assert_eq!(world.number("SELECT COUNT(*) FROM audit_entry WHERE action = 'corrected'").await, Some(0));
}

#[both_engines]
async fn whoever_loses_the_right_meanwhile_corrects_nothing(url: &str) {
    let crossing = Crossing::default();
    let world = World::with(url, crossing.services()).await;
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let backend = world.backend.clone();
    crossing.at("correct", async move {
        backend.db.execute_unprepared("DELETE FROM access_grant").await.expect("no right is left");
    });
    let refused = sender.corrects(id, says("Sortie mardi")).await;
    crossing.all_happened();
    assert!(matches!(refused, Err(Error::Forbidden(_) | Error::NotFound)), "{refused:?}");
    assert_eq!(world.actor("eleve").await.sees().await, ["Sortie lundi"]);
}

#[both_engines]
async fn a_scheduled_message_is_corrected_before_it_goes(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.sends(&note("Sortie lundi").later("2026-10-06", "08:00")).await;
    let reword = |typed: &mut RewordingInput| {
        "Sortie mardi".clone_into(&mut typed.input.message.subject);
        "<p>À <b>9 h</b><script>x()</script></p>".clone_into(&mut typed.input.message.body);
    };
    sender.corrects(id, reword).await.expect("a correction");
    assert_eq!(sender.detail(id).await.expect("a page").title, "Sortie mardi");
    world.set_clock("2026-10-06T06:00:00Z");
    world.publish().await;
    let sent = "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id \
                JOIN message_body b ON b.message_id = m.id \
                WHERE m.subject = 'Sortie mardi' AND b.html = '<p>À 9 h</p>'";
    assert!(world.number(sent).await > Some(0));
    let refused = sender.corrects(id, |typed| "Trop tard".clone_into(&mut typed.input.message.subject)).await;
    assert!(is_conflict(&refused, Conflict::NothingToCorrect), "{refused:?}");
}

#[both_engines]
async fn refused_fields_change_nothing(world: World) {
    let sender = world.actor("enseignant").await;
    let id = sender.publishes(&announcement("Sortie lundi").link("https://ent.example/a")).await;
    let before = world.counts().await;
    let bad_link =
        |typed: &mut RewordingInput| "javascript:x()".clone_into(&mut typed.input.announcement.link);
    for (what, refused) in [
        ("empty", sender.corrects(id, says(" ")).await),
        ("too long", sender.corrects(id, says(&"x".repeat(256))).await),
        ("nothing that shows", sender.corrects(id, says("\u{0}\u{200b}")).await),
        ("link", sender.corrects(id, bad_link).await),
    ] {
        assert!(matches!(refused, Err(Error::Fields(_))), "{what}: {refused:?}");
    }
    assert_eq!(world.counts().await, before);
    let longer =
        |typed: &mut RewordingInput| "https://ent.example/b".clone_into(&mut typed.input.announcement.link);
    sender.corrects(id, longer).await.expect("only the link changes");
    let page = world.actor("eleve").await.visits().await;
    assert_eq!(page.announcements[0].link.as_deref(), Some("https://ent.example/b"));
}

/// The announcements that a reader has put away.
async fn folded(world: &World, who: Actor<'_>) -> Vec<CommunicationId> {
    let page = who.visits().await;
    let found = home::folded(&world.backend, &who.caller().await, &page).await.expect("folded");
    found.into_iter().collect()
}

#[both_engines]
async fn an_announcement_is_folded_away_until_it_is_corrected(world: World) {
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Sortie lundi")).await;
    let alert = sender.publishes(&announcement("Évacuation").severity(Severity::Alert)).await;
    let (backend, reader) = (&world.backend, world.actor("eleve").await);
    let caller = reader.caller().await;
    home::fold(backend, &caller, id, false, None).await.expect("folded");
    let refused = home::fold(backend, &caller, alert, false, None).await;
    assert!(is_conflict(&refused, Conflict::AlertNotRead), "{refused:?}");
    home::fold(backend, &caller, alert, true, None).await.expect("read and folded");
    assert_eq!(folded(&world, reader).await, [id, alert]);
    assert!(folded(&world, world.actor("parent").await).await.is_empty(), "only for this reader");
    home::unfold(backend, &caller, alert).await.expect("unfolded");
    corrected(sender, id, "Sortie mardi").await;
    assert!(folded(&world, reader).await.is_empty(), "a corrected one unfolds by itself");
    home::fold(backend, &caller, id, false, None).await.expect("folded again");
    assert_eq!(folded(&world, reader).await, [id]);
    let stranger = world.actor("etrangere").await.caller().await;
    let refused = home::fold(backend, &stranger, id, false, None).await;
    assert!(matches!(refused, Err(Error::NotFound)), "what one does not see: {refused:?}");
}

/// The form of a correction ends in the middle of storing who has seen the text.
#[both_engines]
async fn who_has_seen_a_text_waits_until_that_is_stored(world: World) {
    let (backend, reader) = (&world.backend, world.person("eleve").await);
    let of = Versioned { kind: VersionedKind::Article, id: 7 };
    versions::note_seen(backend, reader, of, 0);
    assert!(versions::store_seen(backend).now_or_never().is_none(), "it is not over");
    versions::store_seen(backend).await.expect("stored");
    assert_eq!(versions::first_seen(backend, of, reader).await.expect("read"), Some(0));
}

/// Storing it ended in the middle, and then it was corrected.
#[both_engines]
async fn the_text_that_was_seen_first_is_noted_however_late(world: World) {
    let (sender, reader) = (world.actor("enseignant").await, world.actor("eleve").await);
    let id = sender.publishes(&announcement("Lundi")).await;
    reader.visits().await;
    let stored = communications::store_sightings(&world.backend).now_or_never();
    assert!(stored.is_none(), "it is not over");
    corrected(sender, id, "Mardi").await;
    reader.visits().await;
    communications::store_sightings(&world.backend).await.expect("stored");
    assert_eq!(reader.corrections().await, [changed("Lundi", "Mardi")]);
}
