//! Alerts by e-mail, and what becomes of them.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use domain::communications::Severity;
use testing::{Actor, Crossing, World, announcement, both_engines, send_next};

use super::{MINUTE, addresses, decoded, relay::Relay, send_all, services, wants, world};
use backend::{
    Backend, Services, accounts::choose_language, communications, database::statement, mail::choose,
};
use sea_orm::ConnectionTrait as _;
use words::Language;

const DAY: i64 = 24 * 60 * MINUTE;
const READERS: [&str; 2] = ["eleve@courriel.example", "professeur@courriel.example"];

/// Sends what is due; returns who got something, and whether each letter says this.
async fn sent(world: &World, relay: &Relay, words: &str) -> Vec<String> {
    let before = relay.taken().len();
    send_all(world).await;
    let letters = relay.taken().split_off(before);
    for letter in &letters {
        let text = decoded(&letter.raw);
        assert!(text.contains(words), "{words}: {text}");
    }
    addresses(&letters)
}

async fn corrects(sender: &Actor<'_>, id: domain::CommunicationId, text: &str) {
    let change = |typed: &mut domain::communications::RewordingInput| {
        text.clone_into(&mut typed.input.announcement.text);
    };
    sender.corrects(id, change).await.expect("a correction");
}

#[both_engines]
async fn an_alert_goes_out_by_e_mail_and_so_does_what_became_of_it(url: &str) {
    let (world, relay) = world(url, &["eleve", "professeur"]).await;
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Sortie")).await;
    assert!(sent(&world, &relay, "").await.is_empty(), "an information is none");
    let id = sender.publishes(&announcement("Évacuation du gymnase").severity(Severity::Alert)).await;
    assert_eq!(sent(&world, &relay, "Évacuation du gymnase").await, READERS);
    assert!(decoded(&relay.taken()[0].raw).contains("Une alerte vous concerne."));
    assert!(sent(&world, &relay, "").await.is_empty(), "once");
    // Who has seen it reads the correction among the messages, and gets a copy of that.
    world.actor("professeur").await.visits().await;
    corrects(&sender, id, "Exercice d'évacuation").await;
    assert_eq!(sent(&world, &relay, "a été corrigée").await, ["eleve@courriel.example"]);
    let teacher = world.actor("professeur").await.caller().await;
    choose(&world.backend, &teacher, false).await.expect("no more");
    sender.cancel(id).await.expect("cancelled");
    assert_eq!(sent(&world, &relay, "est annulée").await, ["eleve@courriel.example"], "not who stopped them");
    world.wait(60 * DAY);
    assert!(sent(&world, &relay, "").await.is_empty(), "nothing after that");
}

#[both_engines]
async fn who_had_an_alert_hears_that_it_is_over(url: &str) {
    let (world, relay) = world(url, &["eleve"]).await;
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Intempéries").severity(Severity::Alert)).await;
    assert_eq!(sent(&world, &relay, "Intempéries").await, ["eleve@courriel.example"]);
    // One that is cancelled before its letters go out reaches nobody by e-mail.
    let id = sender.publishes(&announcement("Trop tôt").severity(Severity::Alert)).await;
    sender.cancel(id).await.expect("cancelled");
    assert!(sent(&world, &relay, "").await.is_empty());
    world.wait(60 * DAY);
    assert_eq!(sent(&world, &relay, "est terminée").await, ["eleve@courriel.example"]);
    assert!(sent(&world, &relay, "").await.is_empty(), "once");
}

/// The letter left, and nobody had noted it yet: its reader is not forgotten.
#[both_engines]
async fn who_gets_an_alert_at_the_moment_it_is_cancelled_hears_of_it(url: &str) {
    let (relay, address) = Relay::start();
    let crossing = Crossing::default();
    let failpoint = crossing.services().failpoint;
    let world = World::with(url, Services { failpoint, ..services(address) }).await;
    for name in ["eleve", "professeur"] {
        wants(&world, name).await;
    }
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Fausse alerte").severity(Severity::Alert)).await;
    let (backend, caller) = (world.backend.clone(), sender.caller().await);
    crossing.at("alert-letter", async move {
        communications::cancel(&backend, &caller, id, None).await.expect("cancelled");
    });
    send_all(&world).await;
    crossing.all_happened();
    let letters = relay.taken();
    let whose = |said: &str| {
        let of = letters.iter().filter(|letter| decoded(&letter.raw).contains(said));
        of.map(|letter| letter.to.clone()).collect::<BTreeSet<_>>()
    };
    let alarmed = whose("Une alerte vous concerne.");
    assert!(!alarmed.is_empty(), "the first letter had left");
    assert_eq!(alarmed, whose("est annulée"), "whoever had it, and nobody else");
}

#[both_engines]
async fn schools_that_get_an_alert_later_get_its_letters_too(url: &str) {
    let (world, relay) = world(url, &["eleve", "collegien"]).await;
    let sender = world.actor("collectivite").await;
    sender.publishes(&announcement("Intempéries").severity(Severity::Alert)).await;
    // The engine gave up before one of the schools …
    let unpublished = "UPDATE publication SET published_at = NULL, failed_at = 1 WHERE establishment_id";
    world.sql(&format!("{unpublished} = {}", world.pasteur)).await;
    assert_eq!(sent(&world, &relay, "Intempéries").await, ["eleve@courriel.example"]);
    // … and an operator lets it go on.
    world.wait(MINUTE);
    world.sql("UPDATE publication SET failed_at = NULL").await;
    world.sql("UPDATE job SET done_at = NULL, leased_until = NULL WHERE kind = 'publish'").await;
    world.publish().await;
    assert_eq!(sent(&world, &relay, "Intempéries").await, ["collegien@courriel.example"], "nobody twice");
}

/// People of Curie with an address, more than are written to in one transaction.
const CROWD: i64 = 1_200;
const BATCH: i64 = 1_000;
const WRITTEN: &str =
    "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND detail = 'alert' AND person_id IS NOT NULL";

/// A world with a relay, whose process can be crossed, and a school that sends copies to everybody.
async fn crowd(url: &str) -> (World, Relay, Crossing) {
    let (relay, address) = Relay::start();
    let crossing = Crossing::default();
    let failpoint = crossing.services().failpoint;
    let world = World::with(url, Services { failpoint, ..services(address) }).await;
    let series = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CROWD})");
    for sql in [
        format!(
            "{series} INSERT INTO person (external_id, last_name, first_name, email, search_last, search_first) \
             SELECT 'foule' || i, 'Nom', 'Prénom', 'foule' || i || '@courriel.example', 'nom', 'prenom' FROM n"
        ),
        format!(
            "INSERT INTO membership_row (person_id, cohort_id) SELECT p.id, \
             (SELECT MIN(k.id) FROM cohort k WHERE k.establishment_id = {}) FROM person p \
             WHERE p.external_id LIKE 'foule%'",
            world.curie
        ),
        format!("INSERT INTO copies_by_default (establishment_id) VALUES ({})", world.curie),
    ] {
        world.sql(&sql).await;
    }
    backend::revision::raise(&world.backend.db, backend::revision::DIRECTORY).await.expect("a revision");
    world.backend.refresh().await.expect("revisions");
    (world, relay, crossing)
}

async fn number(backend: &Backend, sql: &str) -> i64 {
    let row = backend.db.query_one_raw(statement(&backend.db, sql, [])).await.expect("a query");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

/// A large audience is written to in several transactions. A process that ends between two of them loses
/// nothing: the next one goes on behind the people who are done, and writes to nobody again.
#[both_engines]
async fn a_large_audience_is_written_to_in_parts(url: &str) {
    let (world, _relay, crossing) = crowd(url).await;
    let sender = world.actor("direction").await;
    sender.publishes(&announcement("Évacuation").severity(Severity::Alert)).await;
    let (backend, seen) = (world.backend.clone(), Arc::new(AtomicI64::new(0)));
    let noted = seen.clone();
    crossing.at("alert-spread", async move {
        noted.store(number(&backend, WRITTEN).await, Ordering::Relaxed);
        // One letter of the first part is taken away: nobody comes by there again. Then the process ends.
        let first = "DELETE FROM job WHERE id = (SELECT MIN(id) FROM job WHERE detail = 'alert' AND person_id IS NOT NULL)";
        backend.db.execute_unprepared(first).await.expect("a letter less");
        let taken = "UPDATE job SET fence = fence + 1, leased_until = 1 WHERE detail = 'alert' AND person_id IS NULL";
        backend.db.execute_unprepared(taken).await.expect("another process");
    });
    assert!(send_next(&world.backend).await, "the first part");
    crossing.all_happened();
    assert_eq!(seen.load(Ordering::Relaxed), BATCH, "one transaction");
    assert_eq!(world.number(WRITTEN).await, Some(BATCH - 1), "the process that lost the job writes nothing");
    let letters = "UPDATE job SET due_at = due_at + 600000 WHERE detail = 'alert' AND person_id IS NOT NULL";
    world.sql(letters).await;
    assert!(send_next(&world.backend).await, "the rest");
    assert_eq!(world.number(WRITTEN).await, Some(CROWD - 1), "behind those who were done");
    let people = "SELECT COUNT(DISTINCT person_id) FROM job WHERE detail = 'alert'";
    assert_eq!(world.number(people).await, Some(CROWD - 1), "each once");
}

/// What is cancelled between two parts is written to nobody any more, and no letter of the first part leaves.
#[both_engines]
async fn an_alert_that_is_cancelled_between_two_parts_goes_no_further(url: &str) {
    let (world, relay, crossing) = crowd(url).await;
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Fausse alerte").severity(Severity::Alert)).await;
    let (backend, caller) = (world.backend.clone(), sender.caller().await);
    crossing.at("alert-spread", async move {
        communications::cancel(&backend, &caller, id, None).await.expect("cancelled");
    });
    assert!(send_next(&world.backend).await, "the first part");
    crossing.all_happened();
    assert_eq!(world.number(WRITTEN).await, Some(BATCH));
    for _ in 0..3 {
        send_next(&world.backend).await;
    }
    assert_eq!(world.number(WRITTEN).await, Some(BATCH), "no second part");
    assert!(relay.taken().is_empty(), "nobody had it, so nobody hears of it");
    let told = "SELECT COUNT(*) FROM job WHERE detail = 'alert_cancelled'";
    assert_eq!(world.number(told).await, Some(0));
}

/// A letter that leaves after a correction has the corrected text: its reader is not told of it as well.
#[both_engines]
async fn who_gets_the_corrected_text_hears_of_no_correction(url: &str) {
    let (world, relay) = world(url, &["eleve", "professeur"]).await;
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Sortie à 10 h").severity(Severity::Alert)).await;
    send_next(&world.backend).await;
    let teacher = world.person("professeur").await;
    let later = |ms: i64| world.backend.clock.now().0 + ms;
    world
        .sql(&format!(
            "UPDATE job SET due_at = {} WHERE kind = 'mail' AND person_id = {teacher}",
            later(MINUTE)
        ))
        .await;
    assert_eq!(sent(&world, &relay, "Sortie à 10 h").await, ["eleve@courriel.example"]);
    corrects(&sender, id, "Sortie à 11 h").await;
    let spread = "WHERE detail = 'alert_corrected' AND person_id IS NULL";
    world.sql(&format!("UPDATE job SET due_at = {} {spread}", later(2 * MINUTE))).await;
    world.wait(MINUTE);
    assert_eq!(sent(&world, &relay, "Sortie à 11 h").await, ["professeur@courriel.example"]);
    world.wait(MINUTE);
    assert_eq!(
        sent(&world, &relay, "a été corrigée").await,
        ["eleve@courriel.example"],
        "who had the old text"
    );
}

/// Two corrections at once are one letter: the first one that leaves has both.
#[both_engines]
async fn two_corrections_in_a_row_are_one_letter(url: &str) {
    let (world, relay) = world(url, &["eleve"]).await;
    let sender = world.actor("direction").await;
    let id = sender.publishes(&announcement("Sortie à 10 h").severity(Severity::Alert)).await;
    assert_eq!(sent(&world, &relay, "Sortie à 10 h").await, ["eleve@courriel.example"]);
    corrects(&sender, id, "Sortie à 11 h").await;
    let spread = "WHERE detail = 'alert_corrected' AND person_id IS NULL";
    let later = world.backend.clock.now().0 + MINUTE;
    corrects(&sender, id, "Sortie à midi").await;
    world.sql(&format!("UPDATE job SET due_at = {later} {spread} AND key LIKE '%-2'")).await;
    assert_eq!(sent(&world, &relay, "Sortie à midi").await, ["eleve@courriel.example"]);
    world.wait(MINUTE);
    assert!(sent(&world, &relay, "").await.is_empty(), "it said both");
}

/// Each reader has their own version first, in the subject too; what happened is said in their language.
#[both_engines]
async fn an_alert_in_two_languages_begins_with_that_of_its_reader(url: &str) {
    let (world, relay) = world(url, &["eleve", "professeur"]).await;
    let pupil = world.person("eleve").await;
    choose_language(&world.backend, pupil, Language::English).await.expect("a choice");
    let sender = world.actor("direction").await;
    let both =
        announcement("Gymnase interdit").severity(Severity::Alert).second("en", "", "Keep out of the gym");
    sender.publishes(&both).await;
    assert_eq!(sent(&world, &relay, "Gymnase interdit").await, READERS, "both versions");
    let letters = relay.taken();
    for (reader, subject, news, own, other) in [
        (
            "eleve",
            "Alert: Keep out of the gym",
            "An alert concerns you.",
            "Keep out of the gym",
            "Gymnase interdit",
        ),
        (
            "professeur",
            "Gymnase interdit",
            "Une alerte vous concerne.",
            "Gymnase interdit",
            "Keep out of the gym",
        ),
    ] {
        let letter = letters.iter().find(|letter| letter.to.starts_with(reader)).expect("a letter");
        let text = decoded(&letter.raw);
        assert!(text.contains(&format!("{subject}</title>")), "{reader}: {text}");
        assert!(text.contains(&format!("<p>{news}</p><div lang")), "outside both versions: {text}");
        let [own, other] = [own, other].map(|said| text.find(said).expect(said));
        assert!(own < other, "{reader}: {text}");
    }
}

/// As on the page: each line begins on the side of its own script.
#[both_engines]
async fn each_line_of_an_alert_has_its_own_direction(url: &str) {
    let (world, relay) = world(url, &["professeur"]).await;
    let both = announcement("Gymnase interdit\nالقاعة مغلقة").severity(Severity::Alert);
    world.actor("direction").await.publishes(&both).await;
    assert_eq!(sent(&world, &relay, "Gymnase interdit").await, ["professeur@courriel.example"]);
    let text = decoded(&relay.taken()[0].raw);
    for line in ["<p dir=\"auto\">Gymnase interdit</p>", "<p dir=\"auto\">القاعة مغلقة</p>"] {
        assert!(text.contains(line), "{line}: {text}");
    }
}
