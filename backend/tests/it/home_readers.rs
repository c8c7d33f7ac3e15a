//! A process keeps the readers without a role for their home pages. Whatever changes what is known of them shows
//! on the next page, in every process.

use std::sync::Arc;

use backend::{
    Backend,
    access::{Caller, CallerOnce},
    accounts,
    directory::{joins, undo},
    revision,
};
use domain::PersonId;
use testing::{World, both_engines};

use super::directory_undo::{files, import, next_year};

const READERS: [&str; 4] = ["eleve", "collegien", "parent", "reunionnais"];

/// For whom a process makes a home page; `None` for somebody who is not there any more.
pub(super) async fn kept(process: &Backend, person: PersonId) -> String {
    let caller = CallerOnce::of_home().load(process, person, false).await;
    format!("{:?}", caller.ok())
}

/// The same, read anew.
pub(super) async fn read(process: &Backend, person: PersonId) -> String {
    format!("{:?}", Caller::load(&process.db, person).await.ok())
}

/// Two processes on one database, and who reads there.
struct Readers<'w> {
    world: &'w World,
    other: Arc<Backend>,
    people: Vec<PersonId>,
    /// What was last known of them.
    known: Vec<String>,
}

impl Readers<'_> {
    /// Both processes know them as they are now, and `what` has changed something.
    async fn are_known_after(&mut self, what: &str) {
        let mut now = Vec::new();
        for person in &self.people {
            let right = read(&self.world.backend, *person).await;
            for process in [&self.world.backend, &self.other] {
                process.refresh().await.expect("revisions");
                // The second time it is kept, if it may be.
                for _ in 0..2 {
                    assert_eq!(kept(process, *person).await, right, "{what}");
                }
            }
            now.push(right);
        }
        assert_ne!(self.known, now, "{what}: nothing is proved");
        self.known = now;
    }
}

#[both_engines]
async fn a_kept_reader_is_who_they_are_now(world: World) {
    world.administrator("collectivite").await;
    let admin = world.actor("collectivite").await.caller().await;
    let other = world.second_process().await;
    let mut readers = Readers { world: &world, other, people: Vec::new(), known: Vec::new() };
    for name in READERS {
        readers.people.push(world.account(name).await);
    }
    let [pupil, .., parent, _] = readers.people[..] else { panic!("four readers") };
    readers.are_known_after("the beginning").await;

    let run = import(&world, &files(&world, next_year).await).await;
    readers.are_known_after("an import").await;
    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    readers.are_known_after("undoing it").await;
    let renamed = files(&world, |texts| texts[1] = texts[1].replace("\neleve;", "\neleve;De ")).await;
    import(&world, &renamed).await;
    readers.are_known_after("another name").await;
    let moved = files(&world, |texts| texts[0] = texts[0].replace("Europe/Paris", "Indian/Reunion")).await;
    import(&world, &moved).await;
    readers.are_known_after("another clock of schools").await;

    accounts::name_administrator(&world.backend, &admin, pupil, true).await.expect("named");
    readers.are_known_after("the administration of the portal").await;
    accounts::name_administrator(&world.backend, &admin, pupil, false).await.expect("ended");
    readers.are_known_after("its end").await;
    for (what, sql) in [
        (
            "a right",
            format!(
                "INSERT INTO access_grant (role, person_id, establishment_id, extent, severity) \
                 VALUES ('sender_announcement', {pupil}, {}, 'whole', 'alert')",
                world.curie
            ),
        ),
        ("its end", format!("DELETE FROM access_grant WHERE person_id = {pupil}")),
    ] {
        world.sql(&sql).await;
        revision::raise(&world.backend.db, revision::ACCESS).await.expect("a revision");
        readers.are_known_after(what).await;
    }

    let teacher = world.person("professeur").await;
    joins::join(&world.backend, &admin, [parent, teacher]).await.expect("joined");
    readers.are_known_after("a join").await;
    let record = world.number("SELECT record_id FROM person_join").await.expect("a join");
    joins::separate(&world.backend, &admin, PersonId(record)).await.expect("separated");
    readers.are_known_after("its end").await;

    // As no use case does: without a word to the processes.
    world.sql("UPDATE person SET last_name = 'Autre' WHERE external_id = 'eleve'").await;
    assert_ne!(kept(&world.backend, pupil).await, read(&world.backend, pupil).await, "they are kept");
}
