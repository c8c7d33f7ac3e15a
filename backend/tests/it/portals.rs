//! Portals: which statements open a reader's list, once, and what ends a token.

use std::sync::Arc;

use backend::{
    Backend,
    access::Caller,
    portals::{self, Exchanged, Presented},
};
use domain::{
    PersonId, PortalId,
    fields::FieldProblem,
    portals::{PortalInput, PortalState, Refused, SigningAlgorithm},
};
use serde_json::Value;
use testing::{
    AUDIENCE, PORTAL_ORIGIN, SigningPortal, World, announcement, both_engines, on_sqlite_url, proved,
    refused_field,
};

/// A world with a registered portal.
pub(super) struct Scene {
    pub world: World,
    pub admin: Caller,
    pub portal: SigningPortal,
    pub id: PortalId,
}

impl Scene {
    pub async fn of(world: World) -> Self {
        world.backend.portals.serve_as(AUDIENCE, 2_000);
        world.administrator("direction").await;
        let admin = world.actor("direction").await.caller().await;
        let portal = SigningPortal::new("ent", SigningAlgorithm::EdDsa);
        let id = world.registers(&admin, &portal).await;
        Self { world, admin, portal, id }
    }

    pub fn backend(&self) -> &Backend {
        &self.world.backend
    }

    pub async fn exchanges(&self, statement: &str) -> Exchanged {
        portals::exchange(self.backend(), statement, PORTAL_ORIGIN).await.expect("an answer")
    }

    /// Changes what is registered of the portal.
    async fn changes(&self, input: &PortalInput) {
        let proved = proved(self.backend(), &self.admin, "").await;
        let changed = portals::change(self.backend(), &self.admin, self.id, input, &proved).await;
        changed.expect("a change");
    }

    async fn token(&self, name: &str) -> String {
        match self.exchanges(&self.portal.states(&self.world, name)).await {
            Exchanged::Token(token) => token,
            other => panic!("{other:?}"),
        }
    }

    /// Gives the teacher an identifier with a prefix.
    async fn names_the_teacher(&self) {
        let sql = "UPDATE person SET external_id = 'prof-1' WHERE external_id = 'professeur'";
        self.world.sql(sql).await;
    }

    /// Why the last statement was refused.
    pub async fn reasons(&self, id: PortalId) -> Vec<(Refused, String, u64)> {
        portals::store_refusals(self.backend()).await.expect("refusals");
        let rows = if id == PortalId(0) {
            portals::list(self.backend(), &self.admin).await.expect("the list").strangers
        } else {
            portals::detail(self.backend(), &self.admin, id).await.expect("the page").refusals
        };
        rows.into_iter().map(|row| (row.why, row.detail, row.times)).collect()
    }
}

async fn held(backend: &Backend, token: &str) -> Option<PersonId> {
    let presented = Presented { token, origin: Some(PORTAL_ORIGIN) };
    portals::holder(backend, presented).await.expect("an answer")
}

async fn second(world: &World) -> Arc<Backend> {
    let second = world.second_process().await;
    second.portals.serve_as(AUDIENCE, 2_000);
    second
}

#[both_engines]
async fn a_statement_opens_the_reader_s_own_list_once(world: World) {
    world.actor("enseignant").await.publishes(&announcement("Sortie")).await;
    let scene = Scene::of(world).await;
    let (world, second) = (&scene.world, second(&scene.world).await);
    let statement = scene.portal.states(world, "eleve");
    let Exchanged::Token(token) = scene.exchanges(&statement).await else { panic!("refused") };
    // Only a token that was given is remembered.
    let stranger = "0".repeat(64);
    for (token, is_given) in [(&stranger, false), (&token, true)] {
        assert!(!portals::is_remembered(&world.backend, token));
        assert_eq!(held(&world.backend, token).await.is_some(), is_given);
        assert_eq!(portals::is_remembered(&world.backend, token), is_given);
    }
    let pupil = world.person("eleve").await;
    for process in [&world.backend, &second] {
        assert_eq!(held(process, &token).await, Some(pupil));
        let answer = portals::announcements(process, pupil).await.expect("announcements");
        let body: Value = serde_json::from_slice(&answer.body(process).expect("a body")).expect("JSON");
        assert_eq!(body["announcements"][0]["text"], "Sortie");
        assert_eq!((answer.pause, body["announcements"][0]["concerns"].is_null()), (5, true));
        // Used before: here, and by the other process.
        let again = portals::exchange(process, &statement, PORTAL_ORIGIN).await.expect("an answer");
        assert_eq!(again, Exchanged::Refused);
        portals::store_refusals(process).await.expect("refusals");
    }
    let reasons = scene.reasons(scene.id).await;
    assert_eq!((reasons[0].0, reasons[0].2), (Refused::Replayed, 2));
    // Only pages of the portal may use it, and only for ten minutes.
    for origin in [Some("https://autre.example"), Some(AUDIENCE), Some("null"), None] {
        let presented = Presented { token: &token, origin };
        assert_eq!(portals::holder(&world.backend, presented).await.expect("an answer"), None, "{origin:?}");
    }
    world.wait(10 * 60_000 - 1);
    assert_eq!(held(&world.backend, &token).await, Some(pupil));
    world.wait(1);
    assert_eq!(held(&world.backend, &token).await, None);
    assert_eq!(held(&second, &token).await, None);
    // What is over is deleted as others ask.
    scene.token("professeur").await;
    assert_eq!(world.number("SELECT COUNT(*) FROM widget_token").await, Some(1));
}

#[both_engines]
async fn many_are_exchanged_at_once_and_each_counts_once(world: World) {
    let scene = Scene::of(world).await;
    let second = second(&scene.world).await;
    let statements: Vec<String> = (0..60).map(|_| scene.portal.states(&scene.world, "eleve")).collect();
    // Each is brought to both processes at the same time.
    let all = statements.iter().flat_map(|statement| {
        [&scene.world.backend, &second]
            .map(|process| async move { portals::exchange(process, statement, PORTAL_ORIGIN).await })
    });
    let answers = futures::future::join_all(all).await;
    let given = answers.iter().filter(|answer| matches!(answer, Ok(Exchanged::Token(_)))).count();
    let refused = answers.iter().filter(|answer| matches!(answer, Ok(Exchanged::Refused))).count();
    assert_eq!((given, refused), (60, 60));
}

#[both_engines]
async fn a_portal_speaks_for_its_own_people_and_at_its_own_pages(world: World) {
    let scene = Scene::of(world).await;
    scene.names_the_teacher().await;
    let input = PortalInput { prefixes: "prof-".to_owned(), ..scene.portal.input() };
    scene.changes(&input).await;
    let statement = scene.portal.states(&scene.world, "eleve");
    assert_eq!(scene.exchanges(&statement).await, Exchanged::Refused);
    assert_eq!(scene.reasons(scene.id).await[0].0, Refused::ForeignPrefix);
    let token = scene.token("prof-1").await;
    let statement = scene.portal.states(&scene.world, "prof-1");
    let elsewhere = portals::exchange(scene.backend(), &statement, "https://autre.example");
    assert_eq!(elsewhere.await.expect("an answer"), Exchanged::Refused);
    assert!(scene.reasons(scene.id).await.iter().any(|row| row.0 == Refused::ForeignOrigin));
    // A page that is no longer the portal's loses its tokens.
    let moved = PortalInput { origins: "https://nouvel.example".to_owned(), ..input };
    scene.changes(&moved).await;
    assert_eq!(held(scene.backend(), &token).await, None);
}

#[both_engines]
async fn a_token_ends_with_the_prefix_and_the_issuer_it_was_given_under(world: World) {
    let scene = Scene::of(world).await;
    let (world, second) = (&scene.world, second(&scene.world).await);
    scene.names_the_teacher().await;
    let (pupil, teacher) = (scene.token("eleve").await, scene.token("prof-1").await);
    let counts = async || {
        let mut counted = Vec::new();
        for process in [&world.backend, &second] {
            process.refresh().await.expect("revisions");
            for token in [&pupil, &teacher] {
                counted.push(held(process, token).await.is_some());
            }
        }
        counted
    };
    assert_eq!(counts().await, [true; 4]);
    let narrow = PortalInput { prefixes: "prof-".to_owned(), ..scene.portal.input() };
    scene.changes(&narrow).await;
    assert_eq!(counts().await, [false, true, false, true], "only whom it still speaks for");
    let renamed = PortalInput { issuer: "ent-nouveau".to_owned(), ..scene.portal.input() };
    scene.changes(&renamed).await;
    assert_eq!(counts().await, [false; 4]);
}

#[both_engines]
async fn a_form_never_undoes_a_change_that_it_did_not_show(world: World) {
    let scene = Scene::of(world).await;
    let detail = async || portals::detail(scene.backend(), &scene.admin, scene.id).await.expect("the page");
    let shown = detail().await.input;
    scene.changes(&PortalInput { origins: "https://nouvel.example".to_owned(), ..shown.clone() }).await;
    let stale = PortalInput { name: "Autre nom".to_owned(), ..shown };
    let proof = proved(scene.backend(), &scene.admin, "").await;
    let refused = portals::change(scene.backend(), &scene.admin, scene.id, &stale, &proof).await;
    assert_eq!(refused_field(refused), ("nom".to_owned(), FieldProblem::SettingsChanged));
    let after = detail().await.input;
    assert_eq!(after.origins, "https://nouvel.example");
    // Read again, the same change counts.
    scene.changes(&PortalInput { name: "Autre nom".to_owned(), ..after }).await;
    assert_eq!(detail().await.input.name, "Autre nom");
}

#[both_engines]
async fn a_leaver_s_token_ends_at_once(world: World) {
    let scene = Scene::of(world).await;
    let (world, second) = (&scene.world, second(&scene.world).await);
    let token = scene.token("collegien").await;
    let kept = scene.token("eleve").await;
    for process in [&world.backend, &second] {
        assert!(held(process, &token).await.is_some());
    }
    world
        .imports(|[_, people, memberships, _]| {
            let without = |text: &str| {
                let kept: Vec<&str> = text.lines().filter(|line| !line.contains("collegien")).collect();
                kept.join("\n") + "\n"
            };
            (*people, *memberships) = (without(people), without(memberships));
        })
        .await;
    second.refresh().await.expect("revisions");
    for process in [&world.backend, &second] {
        assert_eq!(held(process, &token).await, None);
        assert!(held(process, &kept).await.is_some(), "the others stay");
    }
    assert_eq!(scene.exchanges(&scene.portal.states(world, "collegien")).await, Exchanged::Refused);
    assert_eq!(scene.reasons(scene.id).await[0].0, Refused::SubjectLeft);
}

#[both_engines]
async fn pausing_and_removing_end_tokens_in_every_process(world: World) {
    let scene = Scene::of(world).await;
    let (world, second) = (&scene.world, second(&scene.world).await);
    let (backend, admin, id) = (&world.backend, &scene.admin, scene.id);
    let token = scene.token("eleve").await;
    let (in_window, _) = world.agrees(id, world.person("eleve").await).await;
    let counts = async || {
        let mut counted = Vec::new();
        for process in [backend, &second] {
            process.refresh().await.expect("revisions");
            let own = Presented { token: &in_window, origin: None };
            counted.push(held(process, &token).await.is_some());
            counted.push(portals::holder(process, own).await.expect("an answer").is_some());
        }
        counted
    };
    assert_eq!(counts().await, [true; 4]);
    portals::set_state(backend, admin, id, PortalState::Paused).await.expect("paused");
    assert_eq!(counts().await, [false; 4]);
    assert_eq!(scene.exchanges(&scene.portal.states(world, "eleve")).await, Exchanged::Refused);
    assert_eq!(scene.reasons(id).await[0].0, Refused::Paused);
    portals::set_state(backend, admin, id, PortalState::Active).await.expect("resumed");
    assert_eq!(counts().await, [true; 4]);
    // Our frame's token is not for the portal's own pages.
    assert_eq!(held(backend, &in_window).await, None);
    let key = portals::detail(backend, admin, id).await.expect("the page").keys[0].id;
    portals::remove_key(backend, admin, id, key).await.expect("removed");
    assert_eq!(counts().await, [false, true, false, true], "only what the key had opened");
    portals::remove(backend, admin, id).await.expect("removed");
    assert_eq!(counts().await, [false; 4]);
    assert_eq!(world.number("SELECT COUNT(*) FROM widget_token").await, Some(0));
    let actions = "SELECT COUNT(*) FROM audit_entry WHERE action LIKE 'portal_%'";
    assert_eq!(world.number(actions).await, Some(6), "each change stands in the journal");
}

#[both_engines]
async fn our_frame_s_token_ends_with_the_session_it_came_from(world: World) {
    let scene = Scene::of(world).await;
    let (world, second) = (&scene.world, second(&scene.world).await);
    let pupil = world.person("eleve").await;
    let (shared, session) = world.agrees(scene.id, pupil).await;
    let (own, _) = world.agrees(scene.id, pupil).await;
    let counts = async || {
        let mut counted = Vec::new();
        for process in [&world.backend, &second] {
            process.refresh().await.expect("revisions");
            for token in [&shared, &own] {
                let presented = Presented { token, origin: None };
                counted.push(portals::holder(process, presented).await.expect("an answer").is_some());
            }
        }
        counted
    };
    assert_eq!(counts().await, [true; 4]);
    backend::door::sign_out(&world.backend, &session).await.expect("signed out");
    assert_eq!(counts().await, [false, true, false, true], "the other computer's stays");
    world.wait(10 * 60_000);
    assert_eq!(counts().await, [false; 4]);
}

#[both_engines]
async fn two_keys_are_valid_while_a_portal_rotates_them(world: World) {
    let scene = Scene::of(world).await;
    let (world, backend, admin, id) = (&scene.world, scene.backend(), &scene.admin, scene.id);
    let new = scene.portal.with_new_key("ent-2");
    let proved = proved(backend, admin, "").await;
    portals::add_key(backend, admin, id, &new.jwk(), &proved).await.expect("a key");
    for portal in [&scene.portal, &new] {
        let answer = scene.exchanges(&portal.states(world, "eleve")).await;
        assert!(matches!(answer, Exchanged::Token(_)));
    }
    let third = scene.portal.with_new_key("ent-3");
    let refused = portals::add_key(backend, admin, id, &third.jwk(), &proved).await;
    assert_eq!(refused_field(refused), ("cle".to_owned(), FieldProblem::AtMost { max: 2 }));
    // The older one ends by itself.
    world.wait(14 * 24 * 60 * 60_000);
    assert_eq!(scene.exchanges(&scene.portal.states(world, "eleve")).await, Exchanged::Refused);
    assert_eq!(scene.reasons(id).await[0].0, Refused::UnknownKey);
    assert!(matches!(scene.exchanges(&new.states(world, "eleve")).await, Exchanged::Token(_)));
    portals::add_key(backend, admin, id, &third.jwk(), &proved).await.expect("room for another");
    // Without the newest one, the one before has no end any more.
    let newest = portals::detail(backend, admin, id).await.expect("the page").keys[0].id;
    portals::remove_key(backend, admin, id, newest).await.expect("removed");
    world.wait(60 * 24 * 60 * 60_000);
    assert!(matches!(scene.exchanges(&new.states(world, "eleve")).await, Exchanged::Token(_)));
}

#[tokio::test]
async fn what_is_shown_is_counted_as_seen() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let sender = world.actor("enseignant").await;
        let shown = sender.publishes(&announcement("Vue")).await;
        let hidden = sender.publishes(&announcement("Pas encore")).await;
        let scene = Scene::of(world).await;
        let pupil = scene.world.person("eleve").await;
        let foreign = domain::CommunicationId(hidden.0 + 100);
        portals::note_seen(scene.backend(), pupil, &[shown, foreign]).await.expect("noted");
        backend::communications::store_sightings(scene.backend()).await.expect("stored");
        let seen = format!("SELECT COUNT(*) FROM sighting WHERE person_id = {pupil} AND communication_id = ");
        assert_eq!(scene.world.number(&format!("{seen}{shown}")).await, Some(1));
        assert_eq!(scene.world.number(&format!("{seen}{hidden}")).await, Some(0));
    })
    .await;
}

#[tokio::test]
async fn trying_a_statement_uses_nothing_up() {
    on_sqlite_url(async |url| {
        let world = World::new(url).await;
        let scene = Scene::of(world).await;
        let (backend, admin, id) = (scene.backend(), &scene.admin, scene.id);
        let statement = scene.portal.states(&scene.world, "eleve");
        let tries = async |statement: &str| {
            portals::try_statement(backend, admin, id, statement).await.expect("an answer")
        };
        let found = tries(&statement).await;
        assert_eq!((found.refused, found.person.is_some()), (None, true));
        assert!(matches!(scene.exchanges(&statement).await, Exchanged::Token(_)));
        let why = tries(&statement).await.refused.map(|refused| refused.0);
        assert_eq!(why, Some(Refused::Replayed));
        let other = SigningPortal::new("deux", SigningAlgorithm::EdDsa);
        scene.world.registers(admin, &other).await;
        let why = tries(&other.states(&scene.world, "eleve")).await.refused.map(|refused| refused.0);
        assert_eq!(why, Some(Refused::UnknownIssuer), "another portal's");
        assert_eq!(tries("x").await.refused.map(|refused| refused.0), Some(Refused::Malformed));
        let empty = refused_field(portals::try_statement(backend, admin, id, " ").await);
        assert_eq!(empty, ("declaration".to_owned(), FieldProblem::Required));
    })
    .await;
}
