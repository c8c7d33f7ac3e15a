//! How long a session lasts, and who can end it.

use backend::{
    Error,
    access::grant::grant,
    accounts,
    door::{KEPT_LIFETIME_MS, SESSION_IDLE_MS, SESSION_LIFETIME_MS},
    queue, revision,
};
use domain::{
    access::{Role, Scope},
    accounts::view::SessionView,
};
use testing::{Visitor, World, both_engines, proved};
use words::Language;

const ADDRESS: &str = "192.0.2.1";

/// The sessions that *Mon compte* lists, seen from this browser.
async fn listed(browser: &Visitor) -> Vec<SessionView> {
    let caller = browser.caller().await;
    accounts::account(&browser.backend, &caller, browser.session.as_deref()).await.expect("a page").sessions
}

#[both_engines]
async fn two_idle_hours_end_a_session(world: World) {
    let id = world.account("eleve").await;
    let browser = world.visitor(ADDRESS).enters("eleve").await;
    world.wait(SESSION_IDLE_MS - 1);
    assert_eq!(browser.is().await, Some(id));
    world.wait(1);
    assert_eq!(browser.is().await, None, "remembered, and over");
    assert_eq!(browser.acts().await, None, "what is over is not revived");
    let second = world.second_process().await;
    assert_eq!(browser.clone().through(&second).is().await, None, "read, and over");
}

/// The language of a session is kept in memory with its person.
#[both_engines]
async fn a_chosen_language_is_known_in_every_process(world: World) {
    let id = world.account("eleve").await;
    let browser = world.visitor(ADDRESS).enters("eleve").await;
    let second = world.second_process().await;
    for chosen in [None, Some(Language::English), Some(Language::French)] {
        if let Some(language) = chosen {
            accounts::choose_language(&world.backend, id, language).await.expect("a choice");
            second.refresh().await.expect("revisions");
        }
        for process in [&world.backend, &second] {
            let now = process.clock.now();
            let reader = process.sessions.reader(&process.db, browser.token(), now).await.expect("a look");
            assert_eq!(reader.map(|reader| (reader.person, reader.language)), Some((id, chosen)));
        }
    }
    assert_eq!(browser.caller().await.language(), Language::French);
}

#[both_engines]
async fn activity_extends_a_session_but_following_does_not(world: World) {
    let id = world.account("eleve").await;
    let second = world.second_process().await;
    let active = world.visitor(ADDRESS).enters("eleve").await;
    let follows = world.visitor(ADDRESS).enters("eleve").await;
    let elsewhere = active.clone().through(&second);
    // This process has cached the session, and does not see that it is used elsewhere.
    assert_eq!(active.is().await, Some(id));
    world.wait(SESSION_IDLE_MS - 1);
    assert_eq!(elsewhere.acts().await, Some(id));
    assert_eq!(follows.is().await, Some(id));
    world.wait(SESSION_IDLE_MS - 1);
    assert_eq!(active.is().await, Some(id), "it was used through the other process");
    assert_eq!(elsewhere.is().await, Some(id));
    assert_eq!(follows.is().await, None, "an open page is nobody");
}

#[both_engines]
async fn no_session_lasts_longer_than_twelve_hours(world: World) {
    let id = world.account("eleve").await;
    let browser = world.visitor(ADDRESS).enters("eleve").await;
    for _ in 0..11 {
        world.wait(SESSION_LIFETIME_MS / 12);
        assert_eq!(browser.acts().await, Some(id));
    }
    world.wait(SESSION_LIFETIME_MS / 12 - 1);
    assert_eq!(browser.acts().await, Some(id));
    world.wait(1);
    assert_eq!(browser.acts().await, None);
    world.visitor(ADDRESS).enters("eleve").await;
    assert_eq!(world.counts().await["session"], 1, "what is over is swept away");
}

#[both_engines]
async fn own_sessions_are_listed_and_closed_one_by_one(world: World) {
    world.account("eleve").await;
    world.account("parent").await;
    let here = world.visitor(ADDRESS).enters("eleve").await;
    world.wait(1_000);
    let phone = world.visitor("192.0.2.2").enters("eleve").await;
    world.visitor(ADDRESS).enters("parent").await;
    let rows = listed(&here).await;
    let told: Vec<_> = rows.iter().map(|row| (row.current, row.address.as_str())).collect();
    assert_eq!(told, [(true, ADDRESS), (false, "192.0.2.2")], "this one first, and nobody else's");
    assert!(rows.iter().all(|row| row.user_agent == "A browser"));
    for row in &rows {
        let named = format!("{row:?}");
        assert!(!named.contains(here.token()) && !named.contains(phone.token()), "{named}");
    }
    let caller = here.caller().await;
    let proved = proved(&world.backend, &caller, "").await;
    accounts::close_session(&world.backend, &caller, &rows[1].id, &proved).await.expect("closed");
    assert_eq!(phone.is().await, None);
    assert_eq!(listed(&here).await.len(), 1);
    let again = accounts::close_session(&world.backend, &caller, &rows[1].id, &proved).await;
    assert!(matches!(again, Err(Error::NotFound)));
    // Ended sessions are not listed, although their rows still exist.
    let left = world.visitor("192.0.2.3").enters("eleve").await;
    world.wait(SESSION_IDLE_MS / 2);
    here.acts().await.expect("used");
    world.wait(SESSION_IDLE_MS / 2);
    assert_eq!(left.is().await, None);
    assert_eq!(listed(&here).await.len(), 1);
}

#[both_engines]
async fn all_other_sessions_are_closed_in_every_process(world: World) {
    let id = world.account("eleve").await;
    world.account("parent").await;
    let second = world.second_process().await;
    let here = world.visitor(ADDRESS).enters("eleve").await;
    let others = [
        world.visitor("192.0.2.2").enters("eleve").await,
        world.visitor("192.0.2.3").through(&second).enters("eleve").await,
    ];
    let parent = world.visitor(ADDRESS).enters("parent").await;
    for other in &others {
        assert_eq!(other.is().await, Some(id));
    }
    let caller = here.caller().await;
    let proved = proved(&world.backend, &caller, "").await;
    accounts::close_other_sessions(&world.backend, &caller, here.token(), &proved).await.expect("closed");
    second.refresh().await.expect("revisions");
    for other in &others {
        assert_eq!(other.is().await, None);
    }
    assert_eq!(here.is().await, Some(id));
    assert!(parent.is().await.is_some(), "others' sessions are not concerned");
}

#[both_engines]
async fn nobody_can_close_the_session_of_another_person(world: World) {
    world.account("eleve").await;
    world.account("parent").await;
    let pupil = world.visitor(ADDRESS).enters("eleve").await;
    let parent = world.visitor(ADDRESS).enters("parent").await;
    let id = listed(&pupil).await[0].id.clone();
    let caller = parent.caller().await;
    let proved = proved(&world.backend, &caller, "").await;
    for name in [id.as_str(), "", "%", "________________", pupil.token(), &"0".repeat(16)] {
        let outcome = accounts::close_session(&world.backend, &caller, name, &proved).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{name:?}");
    }
    let person = pupil.is().await.expect("still signed in");
    let outcome = accounts::close_all_sessions(&world.backend, &caller, person).await;
    assert!(matches!(outcome, Err(Error::AdministratorOnly)));
    assert_eq!(pupil.is().await, Some(person));

    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    accounts::close_all_sessions(&world.backend, &admin, person).await.expect("closed");
    assert_eq!(pupil.is().await, None);
    let nobody = accounts::close_all_sessions(&world.backend, &admin, domain::PersonId(i64::MAX)).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
}

#[both_engines]
async fn a_clock_that_is_set_back_does_not_keep_a_session_open(world: World) {
    let id = world.account("eleve").await;
    world.wait(24 * 3_600_000);
    let early = world.visitor(ADDRESS).enters("eleve").await;
    assert_eq!(early.is().await, Some(id), "and it is remembered");
    world.wait(-24 * 3_600_000);
    assert_eq!(early.is().await, Some(id), "nobody is put out");
    world.wait(SESSION_IDLE_MS);
    assert_eq!(early.is().await, None, "two hours without use, as always");
    let second = world.second_process().await;
    assert_eq!(early.clone().through(&second).is().await, None);
}

#[both_engines]
async fn readers_who_ask_for_it_stay_signed_in_for_thirty_days(world: World) {
    let id = world.account("eleve").await;
    world.account("enseignant").await;
    let reader = world.visitor(ADDRESS).stays("eleve").await;
    let sender = world.visitor(ADDRESS).stays("enseignant").await;
    assert!(listed(&reader).await[0].kept_until.is_some(), "the list of sessions says so");
    assert!(listed(&sender).await[0].kept_until.is_none(), "not with a sender's role");
    world.wait(KEPT_LIFETIME_MS - 1);
    assert_eq!(reader.is().await, Some(id), "although nobody used it");
    assert_eq!(sender.is().await, None);
    let second = world.second_process().await;
    assert_eq!(reader.clone().through(&second).is().await, Some(id));
    assert_eq!(listed(&reader).await.len(), 1);
    world.wait(1);
    assert_eq!(reader.is().await, None);
}

#[both_engines]
async fn whoever_gets_a_role_of_a_sender_does_not_stay_signed_in(world: World) {
    let second = world.second_process().await;
    let mut browsers = Vec::new();
    for name in ["eleve", "parent", "professeur", "secretariat"] {
        world.account(name).await;
        browsers.push(world.visitor(ADDRESS).stays(name).await.through(&second));
    }
    for browser in &browsers {
        assert!(browser.is().await.is_some(), "and it is remembered");
    }
    let (db, curie) = (&world.backend.db, world.curie);
    let parent = world.person("parent").await;
    grant(db, parent, Role::SenderNews, Scope::Establishment(curie)).await.expect("a grant");
    // An import makes the teacher head of the school.
    world
        .sql(
            "UPDATE membership SET cohort_id = (SELECT MIN(m.cohort_id) FROM membership m \
             JOIN person p ON p.id = m.person_id WHERE p.external_id = 'direction') \
             WHERE person_id = (SELECT id FROM person WHERE external_id = 'professeur')",
        )
        .await;
    queue::compare(db, world.backend.clock.now()).await.expect("a job");
    world.compares().await;
    second.refresh().await.expect("revisions");
    let mut open = Vec::new();
    for browser in &browsers {
        open.push(browser.is().await.is_some());
    }
    assert_eq!(open, [true, false, false, true], "who only reads stays, a destinataire too");
}

/// Before any job has looked: a role counts at the next request, in every process.
#[both_engines]
async fn a_session_that_is_kept_counts_for_nothing_from_the_role_on(world: World) {
    world.administrator("direction").await;
    let second = world.second_process().await;
    let mut browsers = Vec::new();
    for name in ["eleve", "parent", "professeur"] {
        world.account(name).await;
        browsers.push(world.visitor(ADDRESS).stays(name).await);
    }
    let open = async |process| {
        let mut open = Vec::new();
        for browser in &browsers {
            open.push(browser.clone().through(process).is().await.is_some());
        }
        open
    };
    for process in [&world.backend, &second] {
        assert_eq!(open(process).await, [true, true, true], "and they are remembered");
    }
    let admin = world.actor("direction").await.caller().await;
    let pupil = world.person("eleve").await;
    accounts::name_administrator(&world.backend, &admin, pupil, true).await.expect("named");
    // An import makes the teacher head of the school.
    world
        .sql(
            "UPDATE membership SET cohort_id = (SELECT MIN(m.cohort_id) FROM membership m \
             JOIN person p ON p.id = m.person_id WHERE p.external_id = 'direction') \
             WHERE person_id = (SELECT id FROM person WHERE external_id = 'professeur')",
        )
        .await;
    revision::raise(&world.backend.db, revision::DIRECTORY).await.expect("a revision");
    for process in [&world.backend, &second] {
        process.refresh().await.expect("revisions");
        assert_eq!(open(process).await, [false, true, false], "who only reads stays");
    }
}
