//! Letters to one person with several records: they go to an address of any of these.

use backend::{
    access::Caller,
    directory::joins,
    mail::{choose, unsubscribe},
};
use domain::communications::Severity;
use testing::{World, announcement, both_engines};

use super::{addresses, letter, relay::Relay, send_all, wants, world};

async fn administrator(world: &World) -> Caller {
    world.administrator("collectivite").await;
    world.actor("collectivite").await.caller().await
}

async fn address(world: &World, name: &str, address: &str) {
    world.sql(&format!("UPDATE person SET email = '{address}' WHERE external_id = '{name}'")).await;
}

/// Sends a message to these people; returns where copies went.
async fn copied(world: &World, relay: &Relay, readers: &[&str]) -> Vec<String> {
    let before = relay.taken().len();
    letter(world, "Sortie", None, readers).await;
    send_all(world).await;
    addresses(&relay.taken()[before..])
}

#[both_engines]
async fn copies_go_on_when_only_the_closed_record_has_an_address(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["parent@courriel.example"]);

    let before = relay.taken().len();
    let head = world.actor("direction").await;
    head.publishes(&announcement("Évacuation du gymnase").severity(Severity::Alert)).await;
    send_all(&world).await;
    assert_eq!(addresses(&relay.taken()[before..]), ["parent@courriel.example"], "alerts too, and once");

    let person = world.actor("enseignant").await.caller().await;
    choose(&world.backend, &person, false).await.expect("no more");
    assert!(copied(&world, &relay, &["enseignant"]).await.is_empty(), "their own choice counts");
    choose(&world.backend, &person, true).await.expect("there is an address");
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["parent@courriel.example"]);

    joins::separate(&world.backend, &admin, mother).await.expect("separated");
    let both = ["enseignant", "parent"];
    assert_eq!(copied(&world, &relay, &both).await, ["parent@courriel.example"], "no other's address");
    address(&world, "enseignant", "a.roy@ac.example").await;
    assert_eq!(copied(&world, &relay, &both).await, ["a.roy@ac.example", "parent@courriel.example"]);
}

#[both_engines]
async fn the_main_record_s_address_comes_first_and_then_the_one_joined_first(url: &str) {
    let (world, relay) = world(url, &["parent", "cpe"]).await;
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    let other = world.person("cpe").await;
    wants(&world, "enseignant").await;
    joins::join(&world.backend, &admin, [teacher, other]).await.expect("joined");
    world.wait(1_000);
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["enseignant@courriel.example"]);
    address(&world, "enseignant", "").await;
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["cpe@courriel.example"]);
    // Whose record has left the directory is not written to there.
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {other}")).await;
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["parent@courriel.example"]);
    address(&world, "parent", "").await;
    assert!(copied(&world, &relay, &["enseignant"]).await.is_empty());
}

/// The copy was in the queue when the records were joined.
#[both_engines]
async fn a_copy_that_waits_follows_its_reader_once(url: &str) {
    let (world, relay) = world(url, &["parent", "enseignant"]).await;
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    letter(&world, "Pour la mère", None, &["parent"]).await;
    letter(&world, "Pour les deux", None, &["enseignant", "parent"]).await;
    let on_its_way = letter(&world, "En chemin", None, &["parent"]).await;
    world.sql(&format!("UPDATE message SET reached = 0 WHERE id = {on_its_way}")).await;
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    world.sql(&format!("UPDATE message SET reached = {} WHERE id = {on_its_way}", i64::MAX)).await;
    send_all(&world).await;
    let letters = relay.taken();
    assert_eq!(addresses(&letters), ["enseignant@courriel.example"; 3]);
    let mut said: Vec<_> = letters.iter().map(|letter| letter.header("Message-ID")).collect();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 3, "each message once");
    let waits = "SELECT COUNT(*) FROM job WHERE kind = 'mail' AND done_at IS NULL AND failed_at IS NULL";
    assert_eq!(world.number(waits).await, Some(0));

    // The main record wants none.
    letter(&world, "Après", None, &["enseignant"]).await;
    let person = world.actor("enseignant").await.caller().await;
    choose(&world.backend, &person, false).await.expect("no more");
    send_all(&world).await;
    assert_eq!(relay.taken().len(), 3);
}

/// One click stops the copies, in whichever of their letters it is.
#[both_engines]
async fn a_letter_from_before_the_join_stops_the_copies_too(url: &str) {
    let (world, relay) = world(url, &["parent", "enseignant"]).await;
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    assert_eq!(copied(&world, &relay, &["parent"]).await, ["parent@courriel.example"]);
    let letters = relay.taken();
    let link = letters.last().and_then(|letter| letter.header("List-Unsubscribe")).expect("a link");
    let token = link.trim_end_matches('>').rsplit('/').next().expect("a token").to_owned();
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    assert_eq!(copied(&world, &relay, &["enseignant"]).await, ["enseignant@courriel.example"]);
    unsubscribe(&world.backend, &token).await.expect("done");
    assert!(copied(&world, &relay, &["enseignant"]).await.is_empty(), "whatever the main record chose");
}
