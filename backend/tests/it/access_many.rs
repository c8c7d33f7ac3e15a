//! Rights of a region: two thousand schools, thousands of grants. No list has a limit at which a
//! page stops working.

use backend::{
    access::{holders, page, save},
    communications::{compose, sent},
    revision,
};
use domain::{
    access::{AccessChange, Role, Scope, SeverityChange, view::HoldersFilter},
    communications::{Severity, Start, view::SentFilter},
};
use testing::{World, both_engines};

const SCHOOLS: i64 = 2_000;
const GRANTS: i64 = 1_000;

/// `n(i)`: the numbers from 1 to `most`.
fn numbers(most: i64) -> String {
    format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})")
}

/// Two thousand schools of one authority, each with a teacher of a level of its own; a thousand of
/// them hold a role on the authority, and a thousand populations hold another one.
async fn region(world: &World) {
    let authority = world.authority;
    let schools = numbers(SCHOOLS);
    let grants = numbers(GRANTS);
    let from = "FROM n JOIN person p ON p.external_id = 'prof' || i";
    let role = Role::SenderViewer.code();
    for sql in [
        format!(
            "{schools} INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
             SELECT 'U' || i, 'Lycée ' || i, 'Metz', 'Europe/Paris', {authority} FROM n"
        ),
        format!(
            "{schools} INSERT INTO cohort (establishment_id, profile, level, sub_level, staff_function, subject) \
             SELECT e.id, 'National_ENS', 'niveau ' || i, '', '', '' FROM n JOIN establishment e ON e.uai = 'U' || i"
        ),
        format!(
            "{schools} INSERT INTO person (external_id, last_name, first_name, email, search_last, search_first) \
             SELECT 'prof' || i, 'Nom' || i, 'Prof', '', 'nom' || i || ' prof', 'prof nom' || i FROM n"
        ),
        format!(
            "{schools} INSERT INTO membership (person_id, cohort_id) SELECT p.id, c.id {from} \
             JOIN cohort c ON c.level = 'niveau ' || i"
        ),
        format!(
            "{grants} INSERT INTO access_grant (role, person_id, authority_id, extent) \
             SELECT '{role}', p.id, {authority}, 'whole' {from}"
        ),
        format!(
            "{grants} INSERT INTO access_grant (role, population, authority_id, extent) SELECT '{}', \
             '{{\"profiles\":[],\"levels\":[\"niveau ' || i || '\"],\"sub_levels\":[],\"functions\":[],\
             \"subjects\":[],\"classes\":[],\"groups\":[],\"people\":[],\"establishments\":[]}}', {authority}, 'own_schools' FROM n",
            Role::SenderManager.code()
        ),
    ] {
        world.sql(&sql).await;
    }
    for topic in [revision::DIRECTORY, revision::ACCESS] {
        revision::raise(&world.backend.db, topic).await.expect("a revision");
    }
    world.backend.refresh().await.expect("revisions");
}

#[both_engines]
async fn a_thousand_grants_and_two_thousand_schools_are_shown(world: World) {
    region(&world).await;
    let scope = Scope::Authority(world.authority).to_string();
    let caller = world.actor("collectivite").await.caller().await;
    let shown = page(&world.backend, &caller, &scope).await.expect("the page of rights");
    assert!(shown.grants.len() > 2_000, "{}", shown.grants.len());

    let listed = async |role: &str, search: &str, page: u32| {
        let filter =
            HoldersFilter { scope: scope.clone(), role: role.to_owned(), search: search.to_owned(), page };
        holders(&world.backend, &caller, &filter).await.expect("holders")
    };
    let all = listed(Role::SenderViewer.code(), "", 1).await;
    assert_eq!((all.total, all.pages), (1_000, 40));
    let all = listed(Role::SenderManager.code(), "", 40).await;
    assert_eq!((all.total, all.rows.len()), (1_000, 25));
    let one = listed("", "nom1000", 1).await;
    assert_eq!(one.rows.len(), 1);
    assert_eq!(one.rows[0].held.len(), 2, "by name and through a population");

    // Saving looks for an administrator among all of them.
    let grant = shown.grants.iter().rev().find_map(|row| row.id).expect("a grant");
    let change = AccessChange {
        scope: scope.clone(),
        version: shown.version,
        removed: vec![grant],
        added: Vec::new(),
        changed: Vec::<SeverityChange>::new(),
    };
    save(&world.backend, &caller, &change).await.expect("saved");
}

#[both_engines]
async fn every_role_on_every_school_directly(world: World) {
    region(&world).await;
    let person = world.actor("enseignant").await.person;
    for role in Role::ALL {
        let severity =
            if role.has_severity() { format!("'{}'", Severity::Alert.code()) } else { "NULL".into() };
        world
            .sql(&format!(
                "INSERT INTO access_grant (role, person_id, establishment_id, extent, severity) \
                 SELECT '{}', {person}, e.id, 'whole', {severity} FROM establishment e",
                role.code()
            ))
            .await;
    }
    let caller = world.actor("enseignant").await.caller().await;
    sent(&world.backend, &caller, &SentFilter::default()).await.expect("what was sent");
    let form = compose(&world.backend, &caller, Start::Blank).await.expect("a form");
    assert!(form.perimeters.len() > 2_000, "{}", form.perimeters.len());
    let shown = page(&world.backend, &caller, "").await.expect("the page of rights");
    assert!(shown.scopes.len() > 2_000, "{}", shown.scopes.len());
}
