//! What a process keeps is what a process that has just started would read.

use std::{collections::BTreeSet, sync::Arc};

use backend::{
    Backend,
    revision::{self, Scope, Topic, Touched},
};
use domain::{CommunicationId, EstablishmentId, directory::Profile};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use testing::{World, announcement, both_engines, in_schools, note, of_profile, parent, pupil};

const READERS: [&str; 5] = ["eleve", "collegien", "reunionnais", "parent", "professeur"];
const STEPS: usize = 60;

/// Random changes in random order. After each, two processes show to every reader what a third one
/// shows, which has just started and has read everything anew.
#[both_engines]
async fn every_process_shows_what_the_tables_say(world: World) {
    let seed = 20_261_128;
    let mut rng = StdRng::seed_from_u64(seed);
    let other = world.second_process().await;
    let mut running = Vec::new();
    for step in 0..STEPS {
        let what = change(&world, &mut rng, &mut running).await;
        for process in [&world.backend, &other] {
            process.refresh().await.expect("revisions");
        }
        let started = world.second_process().await;
        for name in READERS {
            let reader = world.actor(name).await;
            let right = reader.sees_through(&started).await;
            for process in [&world.backend, &other] {
                let shown = reader.sees_through(process).await;
                assert_eq!(shown, right, "{name} after step {step} ({what}), seed {seed}");
            }
        }
    }
}

async fn change(world: &World, rng: &mut StdRng, running: &mut Vec<CommunicationId>) -> &'static str {
    match rng.random_range(0..7) {
        0..=2 => {
            let from = rng.random_range(0..3);
            let days =
                [("2026-10-05", "2026-10-06"), ("2026-10-06", "2026-10-08"), ("2026-10-05", "2026-10-12")];
            let form = announcement(&format!("Annonce {}", running.len()));
            let target = in_schools(&some_schools(world, rng), of_profile(some_profile(rng)));
            let form = form.to([target]).days(days[from].0, days[from].1);
            // A period may be over by now.
            if let Ok(made) = world.actor("collectivite").await.deploy(&form).await {
                world.publish().await;
                running.push(made.id);
            }
            "deployed"
        }
        3 if !running.is_empty() => {
            let id = running.swap_remove(rng.random_range(0..running.len()));
            // It may be over by now.
            let _ = world.actor("collectivite").await.cancel(id).await;
            "cancelled"
        }
        4 => {
            world.wait(rng.random_range(-6..18) * 60 * 60 * 1_000);
            "clock"
        }
        5 => {
            let name = READERS[rng.random_range(0..READERS.len())];
            let (person, schools) = (world.person(name).await, some_schools(world, rng));
            world.leaves(person).await;
            for school in schools {
                let cohort = if rng.random_bool(0.5) { pupil(school, "2de") } else { parent(school, "2de") };
                world.joins(person, &cohort).await;
            }
            "moved"
        }
        _ => {
            let school = some_schools(world, rng)[0];
            let sql = format!(
                "UPDATE publication SET offline_at = CASE WHEN offline_at IS NULL THEN 1 END WHERE establishment_id = {school}"
            );
            world.sql(&sql).await;
            let touched = [Scope::School(school)];
            revision::touch(&world.backend.db, revision::BOARD, touched).await.expect("a revision");
            "offline"
        }
    }
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
}
