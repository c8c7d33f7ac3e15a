//! Two people, or one person twice, at the same instant: what a use case read before its
//! transaction is not true any more when the transaction begins.

use std::sync::Arc;

use backend::{
    Backend, Error,
    access::Caller,
    accounts::{self, SetAccount},
    door::{self, Proof, SignInStep},
};
use domain::{Conflict, PersonId};
use sea_orm::{EntityTrait, QueryOrder};
use testing::{Crossing, PASSWORD, Visitor, World, both_engines, refused_field};

const ADDRESS: &str = "192.0.2.1";
const NEW: &str = "cantine vélo nuage 7 tambours";

async fn crossed(url: &str) -> (World, Crossing) {
    let crossing = Crossing::default();
    (World::with(url, crossing.services()).await, crossing)
}

async fn changes(browser: Visitor, code: String, new: &str) -> backend::Result<()> {
    let (caller, token, new) = (browser.caller().await, browser.token().to_owned(), new.into());
    let proof = Proof { password: PASSWORD.into(), code };
    door::change_password(&browser.backend, &caller, &token, &proof, &new, &new).await
}

/// The owner changes the password, from a browser in which they are signed in.
async fn owner_changes(browser: Visitor, code: String) {
    changes(browser, code, NEW).await.expect("changed");
}

async fn sessions(world: &World) -> Option<i64> {
    world.number("SELECT COUNT(*) FROM session").await
}

#[both_engines]
async fn a_sign_in_that_crosses_a_password_change_opens_nothing(url: &str) {
    let (world, crossing) = crossed(url).await;
    world.account("eleve").await;
    let owner = world.visitor(ADDRESS).enters("eleve").await;
    crossing.at("sign-in", owner_changes(owner.clone(), String::new()));
    let stranger = world.visitor("192.0.2.66");
    assert_eq!(stranger.hears("eleve", PASSWORD).await, "wrong");
    crossing.all_happened();
    assert_eq!(sessions(&world).await, Some(1), "the owner's");
    assert!(owner.is().await.is_some());
    assert_eq!(world.number("SELECT COUNT(*) FROM sign_in_attempt").await, Some(1), "it counts as a try");
}

#[both_engines]
async fn a_code_that_crosses_a_password_change_opens_nothing(url: &str) {
    let (world, crossing) = crossed(url).await;
    world.account("eleve").await;
    let owner = world.visitor(ADDRESS).enters("eleve").await;
    let secret = crate::accounts_second_factor::enrols(&world, "eleve").await;
    let stranger = world.visitor("192.0.2.66");
    let Ok(SignInStep::CodeWanted(step)) = stranger.tries("eleve", PASSWORD).await else {
        panic!("no code is asked for")
    };
    // Each of the two has a code of its own, because a code is accepted once.
    let [code, of_owner] =
        [0, 1].map(|steps| crate::accounts_second_factor::code(&world.backend, &secret, steps));
    crossing.at("code", owner_changes(owner, of_owner));
    let opened = door::finish_sign_in(&world.backend, step.as_str(), &code, &stranger.from()).await;
    assert!(matches!(opened, Err(Error::NotFound)));
    crossing.all_happened();
    assert_eq!(sessions(&world).await, Some(1), "the owner's");
}

#[both_engines]
async fn of_two_password_changes_the_second_proves_nothing(url: &str) {
    let (world, crossing) = crossed(url).await;
    world.account("eleve").await;
    let owner = world.visitor(ADDRESS).enters("eleve").await;
    let stranger = world.visitor("192.0.2.66").enters("eleve").await;
    crossing.at("change-password", owner_changes(owner.clone(), String::new()));
    let (field, _) = refused_field(changes(stranger, String::new(), "un mot de passe des autres 9").await);
    assert_eq!(field, "actuel");
    crossing.all_happened();
    assert_eq!(world.visitor("192.0.2.3").hears("eleve", NEW).await, "open");
    assert!(owner.is().await.is_some());
}

#[both_engines]
async fn a_link_that_is_replaced_while_it_is_used_sets_nothing(url: &str) {
    let (world, crossing) = crossed(url).await;
    world.administrator("direction").await;
    let eleve = world.account("eleve").await;
    let admin = world.actor("direction").await.caller().await;
    let first = accounts::make_link(&world.backend, &admin, eleve, "eleve").await.expect("a link");
    crossing.at("link", replaces(Arc::clone(&world.backend), admin, eleve));
    let token = first.path.rsplit('/').next().expect("a token").to_owned();
    let visitor = world.visitor(ADDRESS);
    let used = door::use_link(&world.backend, &token, &NEW.into(), &NEW.into(), &visitor.from()).await;
    assert!(matches!(used, Err(Error::NotFound)));
    crossing.all_happened();
    assert_eq!(world.visitor(ADDRESS).hears("eleve", PASSWORD).await, "open", "nothing was set");
}

async fn replaces(backend: Arc<Backend>, admin: Caller, person: PersonId) {
    accounts::make_link(&backend, &admin, person, "eleve").await.expect("another link");
}

#[both_engines]
async fn who_is_no_administrator_any_more_makes_no_link(world: World) {
    let direction = world.administrator("direction").await;
    world.administrator("proviseure").await;
    let eleve = world.account("eleve").await;
    let before = world.actor("direction").await.caller().await;
    let other = world.actor("proviseure").await.caller().await;
    accounts::name_administrator(&world.backend, &other, direction, false).await.expect("ended");
    let made = accounts::make_link(&world.backend, &before, eleve, "eleve").await;
    assert!(matches!(made, Err(Error::AdministratorOnly)), "read again under the lock");
}

/// The journal's latest entries, the last first: what, and about whom.
async fn journal(world: &World, entries: usize) -> Vec<String> {
    let rows = backend::entities::audit_entry::Entity::find()
        .order_by_desc(backend::entities::audit_entry::Column::Number)
        .all(&world.backend.db)
        .await
        .expect("a journal");
    rows.into_iter().take(entries).map(|row| format!("{} {}", row.action, row.subject)).collect()
}

async fn set(world: &World, person: &str, administrator: Option<bool>) -> backend::Result<PersonId> {
    let password_hash = world.backend.passwords.hash(&NEW.into()).await.expect("a hash");
    let asked = SetAccount { person, login: person, password_hash: &password_hash, administrator };
    accounts::set(&world.backend, asked).await
}

#[both_engines]
async fn the_command_changes_the_flag_only_when_asked(world: World) {
    let is_administrator =
        async |name: &str| world.actor(name).await.caller().await.authorize_administrator().is_ok();
    world.administrator("direction").await;
    world.account("eleve").await;
    set(&world, "direction", None).await.expect("another password");
    assert!(is_administrator("direction").await, "nobody asked to end it");
    assert!(journal(&world, 1).await[0].starts_with("password_changed "));
    let last = set(&world, "direction", Some(false)).await;
    assert!(matches!(last, Err(Error::Conflict(Conflict::LastAdministrator))), "{last:?}");
    // Somebody who never set a password does not count.
    let admin = world.actor("direction").await.caller().await;
    let cpe = world.person("cpe").await;
    accounts::make_link(&world.backend, &admin, cpe, "cpe").await.expect("a link");
    accounts::name_administrator(&world.backend, &admin, cpe, true).await.expect("named");
    let last = set(&world, "direction", Some(false)).await;
    assert!(matches!(last, Err(Error::Conflict(Conflict::LastAdministrator))), "{last:?}");
    assert!(is_administrator("direction").await);
    set(&world, "eleve", Some(true)).await.expect("named");
    assert!(journal(&world, 1).await[0].starts_with("administrator_named "));
    set(&world, "direction", Some(false)).await.expect("another one is left");
    let told = journal(&world, 2).await;
    assert!(told[0].starts_with("administrator_removed ") && told[1].starts_with("password_changed "));
    assert!(!is_administrator("direction").await);
    let nobody = set(&world, "inconnu", None).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    let taken = accounts::set(
        &world.backend,
        SetAccount { person: "parent", login: " ELEVE ", password_hash: "x", administrator: None },
    );
    assert_eq!(refused_field(taken.await).0, "identifiant");
}

#[both_engines]
async fn the_command_ends_all_that_the_old_password_opened(world: World) {
    let eleve = world.account("eleve").await;
    world.administrator("direction").await;
    let open = world.visitor(ADDRESS).enters("eleve").await;
    assert!(open.is().await.is_some(), "and it is remembered");
    let admin = world.actor("direction").await.caller().await;
    let link = accounts::make_link(&world.backend, &admin, eleve, "eleve").await.expect("a link");
    set(&world, "eleve", None).await.expect("set");
    assert_eq!(open.is().await, None);
    let token = link.path.rsplit('/').next().expect("a token");
    assert!(matches!(door::link(&world.backend, token).await, Err(Error::NotFound)));
    assert_eq!(world.number("SELECT COUNT(*) FROM device").await, Some(0));
    assert_eq!(world.visitor(ADDRESS).hears("eleve", NEW).await, "open");
}
