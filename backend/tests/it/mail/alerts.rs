//! Alerts by e-mail, and what becomes of them.

use std::collections::BTreeSet;

use domain::communications::Severity;
use testing::{Actor, Crossing, World, announcement, both_engines};

use super::{MINUTE, addresses, decoded, relay::Relay, send_all, services, wants, world};
use backend::{Services, communications, mail::choose};

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
