//! Copies for everybody in schools that send them.

use backend::{
    access::send_copies,
    mail::{choose, unsubscribe},
};

use super::{addresses, decoded, letter, send_all, world};
use testing::{World, both_engines};

const READERS: [&str; 3] = ["eleve", "parent", "reunionnais"];

/// Sends a message to all readers; returns who got a copy.
async fn copied(world: &World, relay: &super::relay::Relay) -> Vec<String> {
    let before = relay.taken().len();
    letter(world, "Pour tous", None, &READERS).await;
    send_all(world).await;
    addresses(&relay.taken()[before..])
}

#[both_engines]
async fn a_school_sends_copies_until_somebody_stops_them(url: &str) {
    let (world, relay) = world(url, &[]).await;
    world.sql("UPDATE person SET email = external_id || '@courriel.example'").await;
    let head = world.actor("direction").await.caller().await;
    let scope = format!("etablissement-{}", world.curie);
    assert!(copied(&world, &relay).await.is_empty(), "no school sends them at first");
    send_copies(&world.backend, &head, &scope, true).await.expect("on");
    send_copies(&world.backend, &head, &scope, true).await.expect("on already");
    assert_eq!(copied(&world, &relay).await, ["eleve@courriel.example", "parent@courriel.example"]);

    let last = relay.taken().into_iter().rev().find(|letter| letter.to.starts_with("eleve")).expect("a copy");
    let text = decoded(&last.raw);
    assert!(text.contains("parce que votre établissement les envoie"), "{text}");
    let (_, rest) = text.split_once("/courriel/desinscription/").expect("a link");
    let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    unsubscribe(&world.backend, &token).await.expect("stopped");
    assert_eq!(copied(&world, &relay).await, ["parent@courriel.example"], "one click stops them");
    let (record, main) = (world.person("eleve").await, world.person("parent").await);
    let joins = "INSERT INTO person_join (record_id, person_id, joined_at, joined_by)";
    world.sql(&format!("{joins} VALUES ({record}, {main}, 1, {main})")).await;
    assert!(copied(&world, &relay).await.is_empty(), "who refused them with another record gets none either");
    world.sql("DELETE FROM person_join").await;
    let pupil = world.actor("eleve").await.caller().await;
    choose(&world.backend, &pupil, true).await.expect("a choice");
    assert_eq!(copied(&world, &relay).await.len(), 2);
    send_copies(&world.backend, &head, &scope, false).await.expect("off");
    assert_eq!(copied(&world, &relay).await, ["eleve@courriel.example"], "what somebody chose stays");
    let elsewhere = format!("etablissement-{}", world.foreign);
    assert!(send_copies(&world.backend, &head, &elsewhere, true).await.is_err());
}
