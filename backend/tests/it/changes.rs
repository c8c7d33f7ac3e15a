//! What a process keeps is what a process that has just started would read.

mod acts;

use std::{collections::BTreeSet, sync::Arc};

use backend::{
    Backend,
    access::Caller,
    agenda::{self, NewForm},
    backup, communications, database,
    directory::{
        import::{Confirmed, FileKind, Options},
        runs::{self, RunState},
    },
    files::Files,
    home::announcements_for,
    revision::{self, Scope, Topic, Touched},
};
use domain::{
    CommunicationId, EstablishmentId, PersonId, directory::Profile, home::ShownItem, spaces::SpaceKind,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use testing::{
    Visitor, World, announcement, both_engines, directory, event, in_schools, note, of_profile,
    on_postgres_url, parent, pupil,
};

use super::home_readers::{kept, read};

const READERS: [&str; 5] = ["eleve", "collegien", "reunionnais", "parent", "professeur"];
const STEPS: usize = 90;

/// Random changes in random order. After each, two processes show to every reader what a third one
/// shows, which has just started and has read everything anew; and they agree who is signed in.
#[both_engines]
async fn every_process_shows_what_the_tables_say(world: World) {
    let seed = 20_261_128;
    let mut rng = StdRng::seed_from_u64(seed);
    let other = world.second_process().await;
    let mut model = Model::default();
    for name in READERS {
        world.account(name).await;
    }
    for step in 0..STEPS {
        let what = Box::pin(change(&world, &mut rng, &mut model)).await;
        for process in [&world.backend, &other] {
            process.refresh().await.expect("revisions");
        }
        let started = world.second_process().await;
        for name in READERS {
            let reader = world.person(name).await;
            let (right, news) = shows(&started, reader).await;
            for process in [&world.backend, &other] {
                let (shown, of_process) = shows(process, reader).await;
                assert_eq!(shown, right, "{name} after step {step} ({what}), seed {seed}");
                if let (Some(news), Some(of_process)) = (&news, &of_process) {
                    assert_eq!(of_process, news, "news of {name} after {step} ({what}), seed {seed}");
                }
            }
            let known = read(&started, reader).await;
            for process in [&world.backend, &other] {
                let shown = kept(process, reader).await;
                assert_eq!(shown, known, "who {name} is after step {step} ({what}), seed {seed}");
            }
        }
        for visitor in &model.signed_in {
            let right = is(visitor, &started).await;
            for process in [&world.backend, &other] {
                assert_eq!(is(visitor, process).await, right, "a session after {step} ({what}), seed {seed}");
            }
        }
    }
}

/// What a process shows a reader: the announcements, and the titles among *Actualités* with the version of the
/// page, unless these took too long to be read.
async fn shows(process: &Backend, reader: PersonId) -> (Vec<String>, Option<(Vec<String>, String)>) {
    let page = announcements_for(process, reader).await.expect("a home page");
    let texts = page.announcements.iter().map(|announcement| announcement.text.clone()).collect();
    let version = page.version().expect("a version").to_string();
    let titles = |items: &Vec<ShownItem>| items.iter().map(|item| item.title.clone()).collect();
    (texts, page.items.as_ref().map(titles).map(|titles| (titles, version)))
}

/// Who a process says is behind a visitor's cookie.
async fn is(visitor: &Visitor, process: &Backend) -> Option<PersonId> {
    let now = process.clock.now();
    process.sessions.person(&process.db, visitor.token(), now).await.expect("a look")
}

#[derive(Default)]
struct Model {
    running: Vec<CommunicationId>,
    signed_in: Vec<Visitor>,
    made: acts::Made,
}

async fn change(world: &World, rng: &mut StdRng, model: &mut Model) -> &'static str {
    let name = READERS[rng.random_range(0..READERS.len())];
    match rng.random_range(0..18) {
        0..=2 => {
            deploy(world, rng, &mut model.running).await;
            "deployed"
        }
        3 if !model.running.is_empty() => {
            let id = model.running.swap_remove(rng.random_range(0..model.running.len()));
            // It may be over by now.
            let _ = world.actor("collectivite").await.cancel(id).await;
            "cancelled"
        }
        // Periods begin and end, and the clock steps back.
        4 => {
            world.wait(rng.random_range(-6..18) * 60 * 60 * 1_000);
            "clock"
        }
        5 => {
            let (person, schools) = (world.person(name).await, some_schools(world, rng));
            world.leaves(person).await;
            for school in schools {
                let cohort = if rng.random_bool(0.5) { pupil(school, "2de") } else { parent(school, "2de") };
                world.joins(person, &cohort).await;
            }
            "moved"
        }
        6 => {
            let (level, other) = if rng.random_bool(0.5) { ("2de", "1re") } else { ("1re", "2de") };
            world.imports(|texts| texts[2] = texts[2].replace(level, other)).await;
            "imported"
        }
        7 => {
            let address = format!("192.0.2.{}", model.signed_in.len());
            model.signed_in.push(world.visitor(&address).enters(name).await);
            "signed in"
        }
        8 if !model.signed_in.is_empty() => {
            let visitor = &model.signed_in[rng.random_range(0..model.signed_in.len())];
            backend::door::sign_out(&world.backend, visitor.token()).await.expect("signed out");
            "signed out"
        }
        9 => {
            grant(world, rng, world.person(name).await).await;
            "rights"
        }
        10..=16 => {
            let with = (model.running.as_slice(), world.person(name).await);
            Box::pin(acts::happens(world, rng, &mut model.made, with)).await
        }
        _ => {
            turn_over(world, some_schools(world, rng)[0]).await;
            "offline"
        }
    }
}

/// Puts what is online in a school offline, and the rest online.
async fn turn_over(world: &World, school: EstablishmentId) {
    let sql = format!(
        "UPDATE publication SET offline_at = CASE WHEN offline_at IS NULL THEN 1 END WHERE establishment_id = {school}"
    );
    world.sql(&sql).await;
    let touched = [Scope::School(school)];
    revision::touch(&world.backend.db, revision::BOARD, touched).await.expect("a revision");
}

async fn deploy(world: &World, rng: &mut StdRng, running: &mut Vec<CommunicationId>) {
    let from = rng.random_range(0..3);
    let days = [("2026-10-05", "2026-10-06"), ("2026-10-06", "2026-10-08"), ("2026-10-05", "2026-10-12")];
    let form = announcement(&format!("Annonce {}", running.len()));
    let target = in_schools(&some_schools(world, rng), of_profile(some_profile(rng)));
    let form = form.to([target]).days(days[from].0, days[from].1);
    // A period may be over by now.
    if let Ok(made) = world.actor("collectivite").await.deploy(&form).await {
        world.publish().await;
        running.push(made.id);
    }
}

/// Gives a right, or takes all of them away.
async fn grant(world: &World, rng: &mut StdRng, person: PersonId) {
    let school = some_schools(world, rng)[0];
    let sql = if rng.random_bool(0.5) {
        format!(
            "INSERT INTO access_grant (role, person_id, establishment_id, extent, severity) \
             VALUES ('sender_announcement', {person}, {school}, 'whole', 'alert')"
        )
    } else {
        format!("DELETE FROM access_grant WHERE person_id = {person}")
    };
    world.sql(&sql).await;
    revision::raise(&world.backend.db, revision::ACCESS).await.expect("a revision");
}

fn some_schools(world: &World, rng: &mut StdRng) -> Vec<EstablishmentId> {
    let all = [world.curie, world.pasteur, world.leconte];
    let first = rng.random_range(0..3);
    all[first..].iter().take(rng.random_range(1..3)).copied().collect()
}

fn some_profile(rng: &mut StdRng) -> Profile {
    [Profile::Student, Profile::Parent, Profile::Teacher][rng.random_range(0..3)]
}

#[both_engines]
async fn a_deployment_wakes_only_the_pages_of_its_schools(world: World) {
    let other = world.second_process().await;
    world.actor("collectivite").await.publishes(&announcement("Avant")).await;
    other.refresh().await.expect("revisions");
    for process in [&world.backend, &other] {
        let (here, elsewhere) = (page_of(process, world.curie), page_of(process, world.leconte));
        world.actor("enseignant").await.publishes(&announcement("À Curie")).await;
        process.refresh().await.expect("revisions");
        assert!(is_woken(&here));
        assert!(!is_woken(&elsewhere), "the other school's pages sleep on");
    }
}

fn page_of(process: &Arc<Backend>, school: EstablishmentId) -> revision::Listener {
    let mut page = process.hub.listener();
    page.listen(BTreeSet::from([(Topic::Board, Scope::School(school))]));
    page
}

fn is_woken(page: &revision::Listener) -> bool {
    futures::FutureExt::now_or_never(page.woken()).is_some()
}

#[both_engines]
async fn a_message_wakes_only_the_inboxes_of_its_recipients(world: World) {
    let mut pages = Vec::new();
    for name in ["eleve", "reunionnais"] {
        let mut page = world.backend.hub.listener();
        page.listen(BTreeSet::from([(Topic::Messages, Scope::Person(world.person(name).await))]));
        pages.push(page);
    }
    let to_pupils = in_schools(&[world.curie], of_profile(Profile::Student));
    let id = world.actor("collectivite").await.publishes(&note("Sortie").to([to_pupils])).await;
    world.backend.refresh().await.expect("revisions");
    assert_eq!(pages.iter().map(is_woken).collect::<Vec<_>>(), [true, false]);
    world.actor("collectivite").await.cancel(id).await.expect("cancelled");
    assert_eq!(pages.iter().map(is_woken).collect::<Vec<_>>(), [true, false], "withdrawn");
}

/// A notification to a whole population names their inboxes at once, and wakes nobody else.
#[both_engines]
async fn a_notification_to_many_wakes_only_their_inboxes(world: World) {
    for number in 0..101 {
        world.add(&format!("famille-{number}")).stands_in(parent(world.curie, "2de")).save().await;
    }
    world.backend.refresh().await.expect("revisions");
    let mut pages = Vec::new();
    for name in ["parent", "reunionnais"] {
        let mut page = world.backend.hub.listener();
        page.listen(BTreeSet::from([(Topic::Messages, Scope::Person(world.person(name).await))]));
        pages.push(page);
    }
    let (space, writer) =
        (world.space(world.curie, SpaceKind::Parents).await, world.actor("redacteur").await);
    let new = NewForm { key: "form-number-1", input: &event("Réunion"), tells: true };
    agenda::create(&world.backend, &writer.caller().await, Some(space), new).await.expect("an event");
    world.publish().await;
    assert_eq!(pages.iter().map(is_woken).collect::<Vec<_>>(), [true, false]);
    let lines = world.number("SELECT COUNT(*) FROM change WHERE topic = 'messages'").await;
    assert_eq!(lines, Some(1), "not one for each of them");
}

#[both_engines]
async fn a_process_that_is_far_behind_or_ahead_forgets_everything(world: World) {
    let db = &world.backend.db;
    let read = async || revision::read(db).await.expect("revisions");
    let school = [Scope::School(world.curie)];
    let before = read().await;
    revision::touch(db, revision::BOARD, school).await.expect("a revision");
    let since =
        async |then, now| revision::since(db, then, now).await.expect("changes").remove(&Topic::Board);
    let after = read().await;
    assert_eq!(since(&before, &after).await, Some(Touched::These(BTreeSet::from(school))));
    assert_eq!(since(&after, &after).await, None);
    assert_eq!(since(&after, &before).await, Some(Touched::Everything), "an older database was restored");
    world.sql("DELETE FROM change").await;
    assert_eq!(since(&before, &after).await, Some(Touched::Everything), "the log is shortened");
    let people = || (0..2_000).map(|number| Scope::Person(PersonId(number)));
    let before = read().await;
    for _ in 0..9 {
        revision::touch(db, revision::BOARD, people()).await.expect("a revision");
    }
    let nine = read().await;
    assert_eq!(since(&before, &nine).await, Some(Touched::These(people().collect())));
    revision::touch(db, revision::BOARD, people()).await.expect("a revision");
    let ten = read().await;
    assert_eq!(since(&before, &ten).await, Some(Touched::Everything), "nobody reads millions of them");
}

/// The counters of the restored database may be higher than those that a process has seen: the
/// incarnation tells.
#[both_engines]
async fn an_older_database_restored_under_running_processes_is_shown_at_the_next_look(url: &str) {
    let world = World::new(url).await;
    let other = world.second_process().await;
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("backup");
    let sender = world.actor("enseignant").await;
    sender.publishes(&announcement("Avant")).await;
    let to_teachers = announcement("Élections").to([of_profile(Profile::Teacher)]);
    let received = world.actor("collectivite").await.publishes(&to_teachers).await;
    let (db, clock) = (&world.backend.db, &world.backend.clock);
    backup::make(db, &Files::default(), clock, &target, &|| ()).await.expect("a backup");
    sender.publishes(&announcement("Après")).await;
    let pupil = world.actor("eleve").await;
    for process in [&world.backend, &other] {
        process.refresh().await.expect("revisions");
        assert_eq!(pupil.sees_through(process).await, ["Après", "Avant"]);
    }
    let visitor = world.visitor("192.0.2.1");
    world.account("eleve").await;
    let visitor = visitor.enters("eleve").await;
    assert_eq!(is(&visitor, &other).await, Some(pupil.person));

    world.actor("secretariat").await.opens_received(received, world.curie).await.expect("a page");
    empty(&world, url).await;
    backup::restore(url, &Files::default(), &target, false, &|| ()).await.expect("restored");
    let started = world.second_process().await;
    for _ in 0..20 {
        for topic in Topic::ALL {
            let elsewhere = [Scope::School(world.leconte)];
            revision::touch(&started.db, topic, elsewhere).await.expect("a revision");
        }
    }
    for process in [&world.backend, &other] {
        process.refresh().await.expect("revisions");
        assert_eq!(pupil.sees_through(process).await, ["Avant"]);
        assert_eq!(is(&visitor, process).await, None, "the session is younger than the backup");
    }
    communications::store_received(&world.backend).await.expect("stored");
    let opened = world.number("SELECT COUNT(*) FROM received_seen").await;
    assert_eq!(opened, Some(0), "nobody has opened it in this state");
}

/// The numbers of its runs are given again.
#[both_engines]
async fn the_files_of_a_trial_are_not_imported_into_another_state_of_the_database(world: World) {
    let id = world.administrator("collectivite").await;
    let admin = Caller::load(&world.backend.db, id).await.expect("somebody");
    let mut files = directory::small();
    files.set(FileKind::People, format!("{}collectivite;Martin;collectivite;\n", directory::PEOPLE));
    let options = Options { dry_run: true, confirmed: Confirmed::Anything };
    let run = runs::start(Arc::clone(&world.backend), &admin, files, options).await.expect("started");
    let state = async || runs::state(&world.backend, &admin, run).await.expect("a run");
    while matches!(state().await, RunState::Running(_)) {
        tokio::task::yield_now().await;
    }
    assert!(runs::is_kept(&world.backend, &admin, run));
    world.is_restored().await;
    assert!(!runs::is_kept(&world.backend, &admin, run));
}

/// Removes everything from a database while processes have it open.
async fn empty(world: &World, url: &str) {
    let Some(file) = database::file_of(url) else {
        return world.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
    };
    for rest in ["", "-wal", "-shm"] {
        let mut name = file.clone().into_os_string();
        name.push(rest);
        if std::path::Path::new(&name).exists() {
            std::fs::remove_file(&name).expect("removed");
        }
    }
}

/// What happened while a process had no connection is shown at its next look.
#[tokio::test]
async fn a_process_whose_connections_were_cut_catches_up() {
    on_postgres_url(async |url| {
        let world = World::new(url).await;
        let other = world.second_process().await;
        let pupil = world.actor("eleve").await;
        assert!(pupil.sees_through(&other).await.is_empty());
        world.actor("enseignant").await.publishes(&announcement("Pendant la coupure")).await;
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        world.sql(cut).await;
        // Each broken connection may fail one look, and it has two of them.
        for _ in 0..3 {
            let _ = other.refresh().await;
        }
        other.refresh().await.expect("revisions");
        assert_eq!(pupil.sees_through(&other).await, ["Pendant la coupure"]);
    })
    .await;
}
