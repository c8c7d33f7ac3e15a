//! Whatever happens to the directory, a school that had readers and has none any more is explained
//! by a reason that was told, and nothing is called deployed that nobody sees.

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    communications::{Concern, Status},
    directory::Profile,
    targets::TargetInput,
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use testing::{Actor, Form, World, announcement, both_engines, in_schools, of_level, of_profile, pupil};

const PEOPLE: usize = 5;
const LEVELS: [&str; 3] = ["2de", "1re", "Terminale"];

/// A school, by position, and a level.
type Place = (usize, &'static str);

#[derive(Clone, Debug)]
enum Event {
    Moves(usize, Place),
    Leaves(usize),
    /// In one school, or in all of them.
    Renamed(&'static str, &'static str, Option<usize>),
}

#[derive(Clone, Debug)]
struct Case {
    places: Vec<Place>,
    /// The levels and the schools of each announcement; all where there are none.
    sent: Vec<(Option<&'static str>, Option<usize>)>,
    events: Vec<Event>,
}

fn level() -> impl Strategy<Value = &'static str> {
    select(&LEVELS[..])
}

fn cases() -> impl Strategy<Value = Case> {
    let place = || (0..3_usize, level());
    let event = prop_oneof![
        (0..PEOPLE, place()).prop_map(|(person, place)| Event::Moves(person, place)),
        (0..PEOPLE).prop_map(Event::Leaves),
        (level(), level(), option::of(0..3_usize))
            .prop_map(|(from, to, school)| Event::Renamed(from, to, school)),
    ];
    let sent = (option::of(level()), option::of(0..3_usize));
    (vec(place(), PEOPLE), vec(sent, 1..=3), vec(event, 1..=4)).prop_map(|(places, sent, events)| Case {
        places,
        sent,
        events,
    })
}

struct Model<'w> {
    world: &'w World,
    schools: [(EstablishmentId, &'static str); 3],
    people: Vec<PersonId>,
    /// Where each person is; `None` for nowhere.
    places: Vec<Option<Place>>,
}

impl Model<'_> {
    async fn put(&mut self, person: usize, place: Option<Place>) {
        self.world.leaves(self.people[person]).await;
        if let Some((school, level)) = place {
            self.world.joins(self.people[person], &pupil(self.schools[school].0, level)).await;
        }
        self.places[person] = place;
    }

    async fn happens(&mut self, event: &Event) {
        match *event {
            Event::Moves(person, place) => self.put(person, Some(place)).await,
            Event::Leaves(person) => self.put(person, None).await,
            Event::Renamed(from, to, only) => {
                for person in 0..PEOPLE {
                    if let Some((school, level)) = self.places[person]
                        && level == from
                        && only.is_none_or(|only| only == school)
                    {
                        self.put(person, Some((school, to))).await;
                    }
                }
            }
        }
        self.world.compares().await;
    }

    fn form(&self, number: usize, (level, school): (Option<&str>, Option<usize>)) -> Form {
        let target: TargetInput = match level {
            Some(level) => of_level(Profile::Student, level),
            None => of_profile(Profile::Student),
        };
        let target = match school {
            Some(school) => in_schools(&[self.schools[school].0], target),
            None => target,
        };
        announcement(&format!("Annonce {number}")).to([target])
    }

    async fn check(&self, author: Actor<'_>, sent: &[(CommunicationId, String)], case: &Case) {
        for (id, text) in sent {
            let detail = author.detail(*id).await.expect("a page");
            let mut seen = [false; 3];
            for (person, place) in self.people.iter().zip(&self.places) {
                let reader = Actor { world: self.world, person: *person };
                if let Some((school, _)) = place
                    && reader.sees().await.contains(text)
                {
                    seen[*school] = true;
                }
            }
            let nobody = detail.concerns.contains(&Concern::Nobody);
            let somebody = seen.iter().any(|seen| *seen);
            assert_eq!(nobody, !somebody, "{text}: {detail:?}, {case:?}");
            assert_eq!(detail.status == Status::Deployed, somebody, "{text}: {case:?}");
            for ((school, name), seen) in self.schools.into_iter().zip(seen) {
                let sql = format!(
                    "SELECT COUNT(*) FROM publication WHERE communication_id = {id} AND establishment_id = {school} \
                     AND recipients > 0"
                );
                let had = self.world.number(&sql).await == Some(1);
                let explains = |concern: &Concern| match concern {
                    Concern::Nobody | Concern::NameGone { school: None, .. } => true,
                    Concern::NobodyIn { school } | Concern::NameGone { school: Some(school), .. } => {
                        school == name
                    }
                    _ => false,
                };
                assert!(
                    !had || seen || detail.concerns.iter().any(explains),
                    "{text} has lost {name} in silence: {:?}, {case:?}",
                    detail.concerns
                );
            }
        }
        let untold = self.world.number("SELECT COUNT(*) FROM concern WHERE told_at IS NULL").await;
        assert_eq!(untold, Some(0), "{case:?}");
    }
}

#[both_engines(flavor = "multi_thread")]
async fn nothing_is_lost_without_somebody_being_told(world: World) {
    for name in ["eleve", "collegien", "reunionnais"] {
        world.leaves(world.person(name).await).await;
    }
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(world.add(&format!("p{number}")).save().await);
    }
    let runtime = tokio::runtime::Handle::current();
    let mut runner = TestRunner::new(Config { max_shrink_iters: 20, ..Config::with_cases(8) });
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&cases(), |case| {
            runtime.block_on(follow(&world, &people, &case));
            Ok(())
        })
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn follow(world: &World, people: &[PersonId], case: &Case) {
    let schools =
        [(world.curie, "Lycée Curie"), (world.pasteur, "Collège Pasteur"), (world.leconte, "Lycée Leconte")];
    let mut model = Model { world, schools, people: people.to_vec(), places: vec![None; PEOPLE] };
    for (person, place) in case.places.iter().enumerate() {
        model.put(person, Some(*place)).await;
    }
    world.compares().await;
    let author = world.actor("collectivite").await;
    let mut sent = Vec::new();
    for (number, one) in case.sent.iter().enumerate() {
        // A form that reaches nobody is refused.
        if let Ok(deployed) = author.deploy(&model.form(number, *one)).await {
            sent.push((deployed.id, format!("Annonce {number}")));
        }
    }
    world.publish().await;
    model.check(author, &sent, case).await;
    for event in &case.events {
        model.happens(event).await;
        model.check(author, &sent, case).await;
    }
    for (id, _) in sent {
        author.cancel(id).await.expect("cancelled");
    }
}
