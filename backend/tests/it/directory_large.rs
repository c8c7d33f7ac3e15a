//! A directory of a million people: not part of the usual run, because it takes minutes.
//! `scripts/postgres.sh cargo test --release -p backend --test it -- --ignored directory_large --nocapture`

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use backend::directory::{
    generate::{Plan, generate},
    import::{self, Files, Phase},
};
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{APPLY, NOW},
};

#[both_engines]
#[ignore = "takes minutes"]
async fn a_million_people_are_imported(db: &DatabaseConnection) {
    let folder = tempfile::tempdir().expect("a folder");
    let started = Instant::now();
    generate(folder.path(), &Plan { people: 1_000_000, seed: 1 }).expect("four files");
    println!("generated in {:?}", started.elapsed());
    let files = Files::from_dir(folder.path()).await.expect("four files");
    for round in ["first", "again"] {
        let started = Instant::now();
        let phases: Mutex<Vec<(Phase, Duration)>> = Mutex::default();
        let watch = |progress: import::Progress| {
            let mut phases = phases.lock().expect("a list");
            if phases.last().is_none_or(|(phase, _)| *phase != progress.phase) {
                phases.push((progress.phase, started.elapsed()));
            }
        };
        let report = import::run(db, &files, APPLY, NOW, &watch).await.expect("an import");
        assert!(report.applied, "{report:#?}");
        assert_eq!(report.is_idle(), round == "again");
        println!("{round}: {:?}, phases from {phases:?}", started.elapsed());
        println!("people {:?}, memberships {:?}", report.people, report.memberships);
    }
}
