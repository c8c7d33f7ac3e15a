//! Who administers the portal, and what they see of its accounts.

use backend::{Backend, Error, Result, access::Caller, accounts};
use domain::{Conflict, PersonId, accounts::view::AccountState, audit::AuditFilter, messages::Notice};
use testing::{World, both_engines};

async fn names(backend: &Backend, by: PersonId, person: PersonId, named: bool) -> Result<()> {
    let caller = Caller::load(&backend.db, by).await.expect("somebody");
    accounts::name_administrator(backend, &caller, person, named).await
}

const ADMINISTRATORS: &str = "SELECT COUNT(*) FROM account WHERE portal_administrator";

#[both_engines]
async fn administrators_can_appoint_each_other(world: World) {
    let (head, pupil) = (world.account("direction").await, world.account("eleve").await);
    let admin = world.administrator("collectivite").await;
    for by in [head, pupil] {
        assert!(matches!(names(&world.backend, by, pupil, true).await, Err(Error::AdministratorOnly)));
    }
    let without = world.person("parent").await;
    assert!(matches!(names(&world.backend, admin, without, true).await, Err(Error::NotFound)));
    names(&world.backend, admin, pupil, true).await.expect("named");
    names(&world.backend, admin, pupil, true).await.expect("twice is once");
    assert!(world.actor("eleve").await.caller().await.administrator, "at the next request");
    names(&world.backend, pupil, admin, false).await.expect("removed");
    assert!(!world.actor("collectivite").await.caller().await.administrator);
    assert!(matches!(names(&world.backend, admin, pupil, false).await, Err(Error::AdministratorOnly)));
}

#[both_engines]
async fn the_last_administrator_cannot_be_removed(world: World) {
    let admin = world.administrator("collectivite").await;
    let last = |outcome: Result<()>| matches!(outcome, Err(Error::Conflict(Conflict::LastAdministrator)));
    assert!(last(names(&world.backend, admin, admin, false).await));
    // An administrator who cannot sign in, or who has left, does not count.
    let caller = world.actor("collectivite").await.caller().await;
    let invited = world.person("parent").await;
    accounts::make_link(&world.backend, &caller, invited, "parent").await.expect("a link");
    names(&world.backend, admin, invited, true).await.expect("named");
    assert!(last(names(&world.backend, admin, admin, false).await));
    let left = world.administrator("eleve").await;
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {left}")).await;
    assert!(last(names(&world.backend, admin, admin, false).await));
    assert!(world.actor("collectivite").await.caller().await.administrator);
}

#[both_engines]
async fn two_administrators_removing_each_other_leave_one(world: World) {
    let second = world.second_process().await;
    let (one, two) = (world.administrator("direction").await, world.administrator("collectivite").await);
    let (a, b) = tokio::join!(names(&world.backend, one, two, false), names(&second, two, one, false));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.number(ADMINISTRATORS).await, Some(1));
    // Resigning at the same time must not get around the rule either.
    let left = if a.is_ok() { one } else { two };
    let again = if a.is_ok() { two } else { one };
    names(&world.backend, left, again, true).await.expect("named");
    let (a, b) = tokio::join!(names(&world.backend, one, one, false), names(&second, two, two, false));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.number(ADMINISTRATORS).await, Some(1));
}

#[both_engines]
async fn the_list_shows_who_has_an_account(world: World) {
    world.account("eleve").await;
    world.administrator("collectivite").await;
    let caller = world.actor("collectivite").await.caller().await;
    let invited = world.person("parent").await;
    accounts::make_link(&world.backend, &caller, invited, "famille").await.expect("a link");
    world.visitor("192.0.2.1").enters("eleve").await;
    let page = accounts::list(&world.backend, &caller, "", 1).await.expect("a page");
    let mut rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.login.as_deref(), row.state, row.administrator, row.last_sign_in.is_some()))
        .collect();
    rows.sort_by_key(|(login, ..)| *login);
    assert_eq!(
        rows,
        [
            (Some("collectivite"), AccountState::Active, true, false),
            (Some("eleve"), AccountState::Active, false, true),
            (Some("famille"), AccountState::LinkSent, false, false),
        ]
    );
    for (signs, total) in [("_", 0), ("'", page.total)] {
        let found = accounts::list(&world.backend, &caller, signs, 1).await.expect("a page");
        assert_eq!(found.total, total, "{signs}");
    }
    let found = accounts::list(&world.backend, &caller, "proviseu", 1).await.expect("a page");
    let found: Vec<_> = found.rows.iter().map(|row| (row.name.as_str(), row.login.as_deref())).collect();
    assert_eq!(found, [("proviseure Martin", None)], "also people without an account");
    let detail = accounts::detail(&world.backend, &caller, invited).await.expect("a page");
    assert!(detail.link_expires.is_some() && !detail.me && !detail.last_administrator);
    let me = accounts::detail(&world.backend, &caller, caller.person).await.expect("a page");
    assert!(me.me && me.last_administrator);
    let nobody = accounts::detail(&world.backend, &caller, PersonId(i64::MAX)).await;
    assert!(matches!(nobody, Err(Error::NotFound)));

    let head = world.actor("direction").await.caller().await;
    let refused = accounts::list(&world.backend, &head, "", 1).await.map(|_| ());
    assert!(matches!(refused, Err(Error::AdministratorOnly)));
    let refused = accounts::detail(&world.backend, &head, invited).await.map(|_| ());
    assert!(matches!(refused, Err(Error::AdministratorOnly)));
}

/// Otherwise their rows lead to pages that do not exist.
#[both_engines]
async fn the_list_leaves_out_who_has_left_the_directory(world: World) {
    world.administrator("collectivite").await;
    let (pupil, parent) = (world.account("eleve").await, world.account("parent").await);
    let caller = world.actor("collectivite").await.caller().await;
    let listed = async || accounts::list(&world.backend, &caller, "", 1).await.expect("a page");
    assert_eq!(listed().await.total, 3);
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {pupil}")).await;
    let page = listed().await;
    let people: Vec<PersonId> = page.rows.iter().map(|row| row.person).collect();
    assert_eq!((page.total, people.len()), (2, 2), "{people:?}");
    assert!(people.contains(&parent) && !people.contains(&pupil), "{people:?}");
    for person in people {
        accounts::detail(&world.backend, &caller, person).await.expect("a page for each row");
    }
    let found = accounts::list(&world.backend, &caller, "eleve", 1).await.expect("a page");
    assert!(found.rows.iter().all(|row| row.person != pupil), "a search does not find them either");
    world.sql(&format!("UPDATE person SET removed_at = NULL WHERE id = {pupil}")).await;
    assert_eq!(listed().await.total, 3, "who returns has the account again");
}

/// Every act of an administrator, as this person: `None` for what was done.
async fn tries_everything(world: &World, by: PersonId, on: PersonId) -> Vec<Option<Error>> {
    let caller = Caller::load(&world.backend.db, by).await.expect("somebody");
    let (backend, caller) = (&*world.backend, &caller);
    vec![
        accounts::list(backend, caller, "", 1).await.err(),
        accounts::detail(backend, caller, on).await.err(),
        accounts::make_link(backend, caller, on, "parent").await.err(),
        accounts::name_administrator(backend, caller, on, true).await.err(),
        accounts::close_all_sessions(backend, caller, on).await.err(),
        backend::door::withdraw_second_factor(backend, caller, on).await.err(),
        backend::door::demand_second_factor(backend, caller, false).await.err(),
        backend::journal::page(backend, caller, &AuditFilter::default()).await.err(),
        backend::directory::runs::authorize(backend, caller).await.err(),
        backend::access::page(backend, caller, "").await.err(),
    ]
}

#[both_engines]
async fn an_administrator_without_the_required_second_factor_has_no_power(world: World) {
    let admin = world.administrator("collectivite").await;
    let other = world.account("parent").await;
    let caller = world.actor("collectivite").await.caller().await;
    backend::door::demand_second_factor(&world.backend, &caller, true).await.expect("demanded");
    let before = world.counts().await;
    for (act, refused) in tries_everything(&world, admin, other).await.into_iter().enumerate() {
        assert!(matches!(refused, Some(Error::SecondFactorMissing)), "act {act}: {refused:?}");
    }
    assert_eq!(world.counts().await, before, "nothing was stored");
    let sees = world.actor("collectivite").await.caller().await;
    assert!(sees.administered().is_empty(), "no scope is administered");
}

#[both_engines]
async fn an_administrator_changes_the_own_account_only_with_the_password(world: World) {
    let admin = world.administrator("collectivite").await;
    let here = world.visitor("192.0.2.1").enters("collectivite").await;
    let caller = world.actor("collectivite").await.caller().await;
    let before = world.counts().await;
    let own = |outcome: Result<()>| matches!(outcome, Err(Error::Conflict(Conflict::OwnAccount)));
    let link = accounts::make_link(&world.backend, &caller, admin, "collectivite").await;
    assert!(own(link.map(|_| ())), "a link would be a new password without the old one");
    assert!(own(accounts::close_all_sessions(&world.backend, &caller, admin).await));
    assert_eq!(world.counts().await, before);
    assert_eq!(here.is().await, Some(admin));
}

#[both_engines]
async fn the_portals_administrators_are_told_of_an_import_that_changed_nothing(world: World) {
    world.administrator("collectivite").await;
    let notice = Notice::ImportHeld { refused: 0, confirmation: Some(5_075), run: None, file: None };
    accounts::tell_administrators(&world.backend, &notice).await.expect("told");
    let told = world.actor("collectivite").await.finds_letters("", "").await;
    assert_eq!(told, ["Import de l’annuaire suspendu"]);
    assert!(world.actor("enseignant").await.finds_letters("", "").await.is_empty());
}
