//! Links for a whole population, by e-mail.

use backend::{
    accounts::{self, Made},
    door::{self, SignInStep},
    jobs::run_next,
    queue::Kind,
};
use domain::{
    Conflict,
    accounts::batch::{BATCH_DAYS, BatchKind, NoLink, PopulationChoice, WITH_RIGHTS},
};

use super::{
    MINUTE, addresses, decoded, letter,
    relay::{ReceivedEmail, RelayAnswer},
    send_all, wants, world,
};
use testing::{World, both_engines, proved};

const NEW: &str = "cantine vélo nuage 7 tambours";
const DAY: i64 = 24 * 60 * MINUTE;

/// Everybody of the lycée who has never signed in, whatever their account opens.
fn never_came(world: &World) -> PopulationChoice {
    let rights = WITH_RIGHTS.to_owned();
    PopulationChoice { school: world.curie.to_string(), rights, ..PopulationChoice::default() }
}

async fn begins(world: &World, people: u64) -> i64 {
    let admin = world.actor("direction").await.caller().await;
    let (choice, proof) = (never_came(world), proved(&world.backend, &admin, "").await);
    let made = accounts::make_batch(&world.backend, &admin, BatchKind::Mail, &choice, people, &proof).await;
    let Made::Batch(id) = made.expect("a batch") else { panic!("other people than {people}") };
    id
}

async fn works(world: &World) {
    while run_next(&world.backend, Kind::Accounts).await.expect("a batch") {}
}

/// The token of the link in a letter.
fn token(letters: &[ReceivedEmail], name: &str) -> String {
    let letter = letters.iter().rev().find(|letter| letter.to.starts_with(name)).expect("a letter");
    let text = decoded(&letter.raw);
    let (_, rest) = text.split_once("https://ent.example.fr:8443/mot-de-passe/").expect("a link");
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[both_engines]
async fn everybody_with_an_address_gets_a_link_after_the_copies(url: &str) {
    let (world, relay) = world(url, &["parent", "cpe"]).await;
    world.administrator("direction").await;
    world.account("cpe").await;
    world.visitor("192.0.2.1").enters("cpe").await;
    let address = "UPDATE person SET email = external_id || '@courriel.example' WHERE external_id";
    world.sql(&format!("{address} IN ('eleve', 'enseignant', 'direction', 'collegien')")).await;
    let admin = world.actor("direction").await.caller().await;
    let page = accounts::batches(&world.backend, &admin, never_came(&world)).await.expect("a page");
    let population = page.population.expect("a population");
    // Neither the administrator nor the one who has signed in.
    assert_eq!((population.people, population.with_address), (5, 2));
    assert_eq!((population.with_rights, population.with_rights_and_address), (7, 1));

    let id = begins(&world, 3).await;
    letter(&world, "Alerte", None, &["parent"]).await;
    works(&world).await;
    assert!(relay.taken().is_empty(), "copies come first");
    send_all(&world).await;
    world.wait(5_000);
    works(&world).await;
    let letters = relay.taken();
    let to = ["eleve@courriel.example", "enseignant@courriel.example", "parent@courriel.example"];
    assert_eq!(addresses(&letters[1..]), to);
    let progress = accounts::batch(&world.backend, &admin, id).await.expect("a batch").row.progress;
    assert_eq!((progress.people, progress.done, progress.is_running(BatchKind::Mail)), (3, 3, false));

    let link = token(&letters, "eleve");
    assert!(decoded(&letters[1].raw).contains("eleve.martin"), "the login");
    let stored = format!("SELECT COUNT(*) FROM password_link WHERE token_hash = '{link}'");
    assert_eq!(world.number(&stored).await, Some(0), "what is stored opens nothing");
    let visitor = world.visitor("192.0.2.2");
    let used = door::use_link(&world.backend, &link, &NEW.into(), &NEW.into(), &visitor.from()).await;
    assert!(matches!(used.expect("a password").step, SignInStep::Open(_)), "signed in at once");
    // The one who came is no longer among them, and a new batch ends the old links of the others.
    let old = token(&letters, "parent");
    begins(&world, 2).await;
    works(&world).await;
    assert!(door::link(&world.backend, &old).await.is_err(), "replaced");
    assert!(door::link(&world.backend, &token(&relay.taken(), "parent")).await.is_ok());
    // The letter names a day: the link opens until the school's midnight.
    let newest = relay.taken();
    assert!(newest.last().is_some_and(|letter| decoded(&letter.raw).contains("19/10/2026")), "the last day");
    world.wait(BATCH_DAYS * DAY + 13 * 60 * MINUTE);
    assert!(door::link(&world.backend, &token(&newest, "parent")).await.is_ok(), "at 23:00 in Paris");
    world.wait(60 * MINUTE);
    assert!(door::link(&world.backend, &token(&newest, "parent")).await.is_err(), "expired");
}

/// Two letters to everybody would be one with a link that opens nothing.
#[both_engines]
async fn a_form_that_comes_twice_begins_one_batch(url: &str) {
    let (world, relay) = world(url, &["parent", "eleve", "enseignant"]).await;
    world.administrator("direction").await;
    let id = begins(&world, 3).await;
    assert_eq!(begins(&world, 3).await, id, "before the accounts");
    run_next(&world.backend, Kind::Accounts).await.expect("the accounts");
    works(&world).await;
    assert_eq!(relay.taken().len(), 3, "one letter for each");
    assert_ne!(begins(&world, 3).await, id, "once it is over, another one is meant");
}

#[both_engines]
async fn a_relay_that_takes_nothing_delays_the_links(url: &str) {
    let (world, relay) = world(url, &["parent", "eleve", "enseignant"]).await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    relay.answers(RelayAnswer::Busy);
    let id = begins(&world, 3).await;
    works(&world).await;
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    assert!(view.row.progress.is_running(BatchKind::Mail) && view.row.progress.done == 0);
    relay.answers(RelayAnswer::Takes);
    world.wait(MINUTE);
    works(&world).await;
    assert_eq!(relay.taken().len(), 3, "each once");
    // An address that the relay refuses is said, and the others go on.
    relay.answers(RelayAnswer::KnowsNobody);
    let id = begins(&world, 3).await;
    works(&world).await;
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    assert!(!view.row.progress.is_running(BatchKind::Mail));
    assert!(view.left_out.len() == 3 && view.left_out.iter().all(|(_, _, why)| *why == NoLink::Refused));
    // What is stopped sends nothing more, and its links are worth nothing.
    relay.answers(RelayAnswer::Takes);
    let id = begins(&world, 3).await;
    works(&world).await;
    let link = token(&relay.taken(), "parent");
    assert!(door::link(&world.backend, &link).await.is_ok());
    accounts::stop_batch(&world.backend, &admin, id).await.expect("stopped");
    assert!(door::link(&world.backend, &link).await.is_err());
    wants(&world, "professeur").await;
    let id = begins(&world, 4).await;
    accounts::stop_batch(&world.backend, &admin, id).await.expect("stopped");
    let before = relay.taken().len();
    works(&world).await;
    assert_eq!(relay.taken().len(), before);
}

/// The right is read again at each part: here the maker loses it between the accounts and the letters.
#[both_engines]
async fn a_batch_stops_when_its_maker_no_longer_administers(url: &str) {
    let (world, relay) = world(url, &["parent", "eleve", "enseignant"]).await;
    world.administrator("direction").await;
    world.administrator("collectivite").await;
    let id = begins(&world, 3).await;
    run_next(&world.backend, Kind::Accounts).await.expect("the accounts");
    assert!(relay.taken().is_empty());
    let maker = world.person("direction").await;
    world.sql(&format!("UPDATE account SET portal_administrator = FALSE WHERE person_id = {maker}")).await;
    works(&world).await;
    assert!(relay.taken().is_empty(), "no letter in the name of somebody without the right");
    assert_eq!(world.number("SELECT COUNT(*) FROM password_link WHERE batch_id IS NOT NULL").await, Some(0));
    let other = world.actor("collectivite").await;
    let view = accounts::batch(&world.backend, &other.caller().await, id).await.expect("a batch");
    assert!(view.row.progress.stopped);
    world.wait(MINUTE);
    works(&world).await;
    let letters = other.finds_letters("", "").await;
    let told = letters.iter().filter(|subject| subject.starts_with("Comptes en nombre arrêtés")).count();
    assert_eq!(told, 1, "once: {letters:?}");
    assert!(relay.taken().is_empty());
}

#[both_engines]
async fn without_a_relay_no_letters_are_asked_for(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let (choice, proof) = (never_came(&world), proved(&world.backend, &admin, "").await);
    let made = accounts::make_batch(&world.backend, &admin, BatchKind::Mail, &choice, 0, &proof).await;
    assert!(matches!(made, Err(backend::Error::Conflict(Conflict::NoEmail))));
}

/// Heads of school and senders get a letter where the administrator asks for it, and are named otherwise.
#[both_engines]
async fn whose_account_opens_rights_is_written_to_only_if_asked(url: &str) {
    let (world, relay) = world(url, &["parent", "proviseure", "cpe"]).await;
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let proof = proved(&world.backend, &admin, "").await;
    let begins = async |choice: PopulationChoice, people: u64| {
        accounts::make_batch(&world.backend, &admin, BatchKind::Mail, &choice, people, &proof)
            .await
            .expect("an answer")
    };
    let without = PopulationChoice { rights: String::new(), ..never_came(&world) };
    assert_eq!(begins(without.clone(), 3).await, Made::Moved, "one address is left");
    let Made::Batch(id) = begins(without, 1).await else { panic!("the parent") };
    works(&world).await;
    assert_eq!(addresses(&relay.taken()), ["parent@courriel.example"]);
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    for name in ["proviseure Martin", "cpe Martin"] {
        assert!(
            view.left_out.iter().any(|(_, who, why)| who == name && *why == NoLink::Rights),
            "{name}: {:?}",
            view.left_out
        );
    }
    assert!(!view.row.progress.is_running(BatchKind::Mail), "{:?}", view.row.progress);
    let Made::Batch(_) = begins(never_came(&world), 3).await else { panic!("all three") };
    works(&world).await;
    let all = ["cpe@courriel.example", "parent@courriel.example", "proviseure@courriel.example"];
    assert_eq!(addresses(&relay.taken()[1..]), all);
}
