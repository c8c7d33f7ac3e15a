//! Pages, sessions, rights and the directory change in random order, and answers come late or in
//! another order. What is deployed is always what was last confirmed on a page, by the person who
//! confirmed it, to the schools and criteria that were confirmed; or nothing, with a reason.

use std::collections::BTreeMap;

use backend::{
    Error,
    access::{Caller, grant::grant},
    communications,
    entities::{access_grant, establishment},
    revision,
};
use domain::{
    CommunicationId, Conflict, PersonId,
    access::{Role, Scope},
    communications::{
        CommunicationInput, Confirmation, Severity, Start,
        view::{Deployed, Question},
    },
    directory::Profile,
    targets::TargetInput,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use testing::{World, announcement, both_engines, everybody, in_schools, of_level, of_profile, pupil};

mod dice;
mod holds;

use dice::{Dice, size};

const SENDERS: [&str; 4] = ["enseignant", "direction", "infirmiere", "collectivite"];
const STEPS: usize = 200;
const SEEDS: u64 = 40;
/// Few pages, so that each is worked on until something comes of it.
const OPEN_PAGES: usize = 3;

/// What a page has sent and not yet heard about.
#[derive(Clone, Debug)]
enum Request {
    Ask(CommunicationInput),
    Deploy(CommunicationInput, Confirmation),
    Save(CommunicationInput),
}

/// A tab with the form.
struct Page {
    /// The person it was opened for.
    person: PersonId,
    key: String,
    input: CommunicationInput,
    /// The open question, and the form that it is about.
    asked: Option<(CommunicationInput, Question)>,
    sent: Vec<Request>,
    over: bool,
}

struct Model<'w> {
    world: &'w World,
    dice: Dice,
    pages: Vec<Page>,
    /// Who is signed in on each page's computer.
    sessions: Vec<PersonId>,
    senders: Vec<PersonId>,
    /// What was confirmed for each communication.
    confirmed: BTreeMap<CommunicationId, (CommunicationInput, Confirmation)>,
    refused: BTreeMap<String, u32>,
    arrivals: u32,
}

#[both_engines]
async fn what_goes_out_is_what_was_last_confirmed(world: World) {
    let (steps, seeds) = (size("MODEL_STEPS", STEPS as u64), size("MODEL_SEEDS", SEEDS));
    let (mut deployed, mut refused) = (0, BTreeMap::new());
    for seed in 1..=seeds {
        let mut model = Model::new(&world, seed).await;
        for _ in 0..steps {
            model.step().await;
        }
        model.holds(seed).await;
        deployed += model.confirmed.len();
        for (reason, times) in model.refused {
            *refused.entry(reason).or_insert(0) += times;
        }
    }
    eprintln!("{deployed} deployed, refused: {refused:?}");
    assert!(deployed > 0 && !refused.is_empty(), "the run says something: {deployed}, {refused:?}");
}

impl<'w> Model<'w> {
    async fn new(world: &'w World, seed: u64) -> Self {
        let mut senders = Vec::new();
        for name in SENDERS {
            senders.push(world.person(name).await);
        }
        let dice = Dice::new(seed);
        Self {
            world,
            dice,
            pages: Vec::new(),
            sessions: Vec::new(),
            senders,
            confirmed: BTreeMap::new(),
            refused: BTreeMap::new(),
            arrivals: u32::try_from(seed).expect("few") * 10_000,
        }
    }

    async fn step(&mut self) {
        match self.dice.below(24) {
            0 | 1 => self.opens().await,
            2..=5 => self.edits(),
            6 | 7 => self.wants_to_deploy(),
            8 | 9 => {
                self.confirms();
                // What changes between the click and its arrival is what the model is about.
                match self.dice.below(4) {
                    0 => self.schools_change().await,
                    1 => self.rights_change().await,
                    _ => {}
                }
            }
            10..=15 => self.answers().await,
            16 => self.signs_in_elsewhere(),
            17 => self.people_move().await,
            18 | 19 => self.rights_change().await,
            _ => self.schools_change().await,
        }
    }

    fn page(&mut self) -> Option<usize> {
        let open: Vec<usize> = (0..self.pages.len()).filter(|at| !self.pages[*at].over).collect();
        if open.is_empty() { None } else { Some(self.dice.pick(&open)) }
    }

    async fn opens(&mut self) {
        if self.pages.iter().filter(|page| !page.over).count() >= OPEN_PAGES {
            return;
        }
        let person = {
            let senders = self.senders.clone();
            self.dice.pick(&senders)
        };
        let caller = self.caller(person).await;
        let opened = communications::compose(&self.world.backend, &caller, Start::Blank).await;
        let Ok(form) = opened else { return };
        // A second tab with the same form, sometimes.
        let twin = self.page().filter(|at| self.pages[*at].person == person && self.dice.below(3) == 0);
        let (key, input) = match twin {
            Some(at) => (self.pages[at].key.clone(), self.pages[at].input.clone()),
            None => (
                form.form_key,
                CommunicationInput { perimeter: form.input.perimeter, ..announcement("Un").input },
            ),
        };
        self.pages.push(Page { person, key, input, asked: None, sent: Vec::new(), over: false });
        self.sessions.push(person);
    }

    /// The sender types while requests are on their way; a question that is open closes.
    fn edits(&mut self) {
        let Some(at) = self.page() else { return };
        let (curie, leconte) = (self.world.curie, self.world.leconte);
        let what = self.dice.below(6);
        let target = match self.dice.below(5) {
            0 => everybody(),
            1 => of_profile(Profile::Parent),
            2 => of_level(Profile::Student, "2de"),
            3 => in_schools(&[curie], of_profile(Profile::Student)),
            _ => in_schools(&[curie, leconte], TargetInput::default()),
        };
        let text = self.dice.pick(&["Un", "Deux", "Trois"]);
        let severity = self.dice.pick(&Severity::ALL);
        let perimeter = self.dice.pick(&[
            format!("etablissement-{curie}").leak() as &str,
            format!("collectivite-{}", self.world.authority).leak() as &str,
        ]);
        let page = &mut self.pages[at];
        match what {
            0 => text.clone_into(&mut page.input.announcement.text),
            1 => severity.code().clone_into(&mut page.input.announcement.severity),
            2 => page.input.targets = vec![target],
            3 => page.input.targets.push(target),
            4 => perimeter.clone_into(&mut page.input.perimeter),
            _ => page.sent.push(Request::Save(page.input.clone())),
        }
        page.input.targets.truncate(3);
        page.asked = None;
    }

    fn wants_to_deploy(&mut self) {
        let Some(at) = self.page() else { return };
        let page = &mut self.pages[at];
        page.sent.push(Request::Ask(page.input.clone()));
    }

    /// *Valider*, perhaps twice; or, as a page of another making would, with what is typed by now.
    fn confirms(&mut self) {
        let Some(at) = self.page() else { return };
        let (twice, careless) = (self.dice.below(3) == 0, self.dice.below(6) == 0);
        let page = &mut self.pages[at];
        let Some((input, question)) = page.asked.clone() else { return };
        let input = if careless { page.input.clone() } else { input };
        for _ in 0..=usize::from(twice) {
            page.sent.push(Request::Deploy(input.clone(), question.confirmation.clone()));
        }
    }

    /// One of the requests on their way is carried out, and its answer comes.
    async fn answers(&mut self) {
        let waiting: Vec<usize> =
            (0..self.pages.len()).filter(|at| !self.pages[*at].sent.is_empty()).collect();
        if waiting.is_empty() {
            return;
        }
        let at = self.dice.pick(&waiting);
        let which = self.dice.below(self.pages[at].sent.len());
        let request = self.pages[at].sent.remove(which);
        let stranger = self.sessions[at] != self.pages[at].person;
        if stranger && !matches!(request, Request::Deploy(..)) {
            // The server refuses a page that was made for somebody else. A deployment goes on to the
            // use case here, because the confirmation alone must refuse it too.
            *self.refused.entry("OtherPerson".to_owned()).or_insert(0) += 1;
            return;
        }
        let caller = self.caller(self.sessions[at]).await;
        let key = self.pages[at].key.clone();
        let backend = &self.world.backend;
        match request {
            Request::Ask(input) => {
                let answer = communications::question(backend, &caller, &key, &input).await;
                let page = &mut self.pages[at];
                match answer {
                    // The page asks again when the form has changed meanwhile.
                    Ok(question) if page.input == input && !page.over => page.asked = Some((input, question)),
                    Ok(_) => {}
                    Err(reason) => self.refuses(&reason),
                }
            }
            Request::Save(input) => {
                if let Err(reason) = communications::save_draft(backend, &caller, &key, &input).await {
                    self.refuses(&reason);
                }
            }
            Request::Deploy(input, confirmation) => {
                let answer =
                    communications::deploy(backend, &caller, &key, &input, Some(&confirmation)).await;
                self.deployed(at, caller.person, input, confirmation, answer);
            }
        }
    }

    fn deployed(
        &mut self,
        at: usize,
        person: PersonId,
        input: CommunicationInput,
        confirmation: Confirmation,
        answer: backend::Result<Deployed>,
    ) {
        match answer {
            Ok(deployed) => {
                assert_eq!(person, self.pages[at].person, "nobody deploys another person's page");
                assert_eq!(person, confirmation.sender);
                if deployed.created {
                    let known = self.confirmed.insert(deployed.id, (input, confirmation));
                    assert!(known.is_none(), "deployed twice");
                } else {
                    let (before, confirmed) = &self.confirmed[&deployed.id];
                    assert_eq!(before, &input, "a repeated answer is about the same form");
                    assert_eq!(confirmed.schools, confirmation.schools);
                }
                self.pages[at].over = true;
            }
            Err(reason) => {
                // The same question asks again with both numbers.
                let page = &mut self.pages[at];
                if let (Error::Conflict(Conflict::RecipientsMoved { before, now }), Some((about, question))) =
                    (&reason, page.asked.take())
                    && about == input
                {
                    page.asked = Some((about, question.again(*before, *now)));
                }
                self.refuses(&reason);
            }
        }
    }

    fn refuses(&mut self, reason: &Error) {
        let is_ours = matches!(
            reason,
            Error::Database(_) | Error::Away(_) | Error::Inconsistent(_) | Error::Unexpected(_)
        );
        assert!(!is_ours, "{reason}");
        let name = format!("{reason:?}");
        let name = name.split([' ', '{']).take(2).collect::<Vec<_>>().join(" ");
        *self.refused.entry(name.chars().take(40).collect()).or_insert(0) += 1;
    }

    fn signs_in_elsewhere(&mut self) {
        let Some(at) = self.page() else { return };
        let senders = self.senders.clone();
        self.sessions[at] =
            if self.dice.below(4) > 0 { self.pages[at].person } else { self.dice.pick(&senders) };
    }

    async fn people_move(&mut self) {
        for _ in 0..=self.dice.below(3) {
            self.arrivals += 1;
            let school = {
                let schools = [self.world.curie, self.world.leconte];
                self.dice.pick(&schools)
            };
            self.world
                .add(&format!("arrivant-{}", self.arrivals))
                .stands_in(pupil(school, "2de"))
                .save()
                .await;
        }
        revision::raise(&self.world.backend.db, revision::DIRECTORY).await.expect("a revision");
    }

    async fn rights_change(&mut self) {
        let db = &self.world.backend.db;
        let senders = self.senders.clone();
        let person = self.dice.pick(&senders);
        let scope = match self.dice.below(3) {
            0 => Scope::Authority(self.world.authority),
            1 => Scope::Establishment(self.world.leconte),
            _ => Scope::Establishment(self.world.curie),
        };
        // One right is given, all are taken: most changes give, or soon nobody could deploy.
        if self.dice.below(5) > 0 {
            // Granted already, perhaps.
            let _ = grant(db, person, Role::SenderAnnouncement, scope).await;
        } else {
            let mine = access_grant::Column::PersonId.eq(person);
            access_grant::Entity::delete_many().filter(mine).exec(db).await.expect("gone");
        }
    }

    /// An import moves a school of the authority away, or back.
    async fn schools_change(&mut self) {
        let db = &self.world.backend.db;
        let school = |id| establishment::Entity::find_by_id(id).one(db);
        let foreign = school(self.world.foreign).await.expect("schools").expect("a school").authority_id;
        let leconte = school(self.world.leconte).await.expect("schools").expect("a school");
        let next = if leconte.authority_id == foreign { self.world.authority } else { foreign };
        let row =
            establishment::ActiveModel { id: Set(leconte.id), authority_id: Set(next), ..Default::default() };
        row.update(db).await.expect("moved");
    }

    async fn caller(&self, person: PersonId) -> Caller {
        Caller::load(&self.world.backend.db, person).await.expect("somebody of the directory")
    }
}
