//! What the database of the fuzz contains, and who sends requests.

use std::sync::Mutex;

use domain::communications::Acknowledgement;

use super::dice::Dice;
use testing_server::Server;

/// Who a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Pupil,
    Teacher,
    Head,
    Administrator,
}

impl Who {
    pub const ALL: [Self; 5] = [Self::Nobody, Self::Pupil, Self::Teacher, Self::Head, Self::Administrator];

    const fn login(self) -> Option<&'static str> {
        match self {
            Self::Nobody => None,
            Self::Pupil => Some("eleve"),
            Self::Teacher => Some("enseignant"),
            Self::Head => Some("direction"),
            Self::Administrator => Some("admin"),
        }
    }
}

pub struct Facts {
    /// `portevoix=…` of each of [`Who::ALL`]
    cookies: [Option<String>; 5],
    /// The number of each of [`Who::ALL`]
    people_asking: [Option<String>; 5],
    pub curie: i64,
    pub schools: [i64; 4],
    pub authority: i64,
    pub people: i64,
    /// One for each signed-in person; all of them can be answered.
    pub messages: Vec<i64>,
    /// Communications and drafts that requests created; the latest ones.
    communications: Mutex<Vec<i64>>,
    drafts: Mutex<Vec<i64>>,
    renewing: tokio::sync::Mutex<()>,
}

impl Facts {
    /// Signs everybody in.
    pub async fn of(server: &Server) -> Self {
        let world = &server.world;
        world.add("admin").save().await;
        world.administrator("admin").await;
        let author = world.person("cpe").await;
        let mut messages = Vec::new();
        let (mut cookies, mut people_asking) = ([const { None }; 5], [const { None }; 5]);
        for ((cookie, person), who) in cookies.iter_mut().zip(&mut people_asking).zip(Who::ALL) {
            let Some(login) = who.login() else { continue };
            let letter = world.letter("Avis").by(author).answerable().asks(Acknowledgement::Each);
            messages.push(letter.to(&[world.person(login).await]).await.0);
            let browser = if who == Who::Administrator {
                let mut browser = server.anonymous();
                browser.signs_in(login, testing_server::PASSWORD).await;
                browser
            } else {
                server.browser_of(login).await
            };
            (*cookie, *person) = (browser.cookie, browser.person);
        }
        world.sql("CREATE TABLE session_before AS SELECT * FROM session").await;
        Self {
            cookies,
            people_asking,
            curie: world.curie.0,
            schools: [world.curie.0, world.pasteur.0, world.leconte.0, world.foreign.0],
            authority: world.authority.0,
            people: world.number("SELECT MAX(id) FROM person").await.expect("people"),
            messages,
            communications: Mutex::default(),
            drafts: Mutex::default(),
            renewing: tokio::sync::Mutex::default(),
        }
    }

    pub fn cookie(&self, who: Who) -> Option<&str> {
        let position = Who::ALL.iter().position(|one| *one == who)?;
        self.cookies[position].as_deref()
    }

    pub fn person(&self, who: Who) -> Option<&str> {
        let position = Who::ALL.iter().position(|one| *one == who)?;
        self.people_asking[position].as_deref()
    }

    /// Renews the sessions that requests have closed: signing in each time would spend most of the
    /// time on hashing.
    pub async fn renew_sessions(&self, server: &Server) {
        let _one_at_a_time = self.renewing.lock().await;
        let sql = "INSERT INTO session SELECT * FROM session_before WHERE NOT EXISTS \
                   (SELECT 1 FROM session WHERE session.token_hash = session_before.token_hash)";
        server.world.sql(sql).await;
    }

    pub fn note_communication(&self, id: i64) {
        note(&self.communications, id);
    }

    pub fn note_draft(&self, id: i64) {
        note(&self.drafts, id);
    }

    /// The id of something; usually of something that exists.
    pub fn id(&self, name: &str, dice: &mut Dice) -> i64 {
        let of = |known: &Mutex<Vec<i64>>, dice: &mut Dice| {
            let known = known.lock().expect("a lock");
            if known.is_empty() { 1 } else { known[dice.below(known.len())] }
        };
        match name {
            "personne" | "person" => 1 + i64::try_from(dice.below(32)).expect("small") % self.people,
            "draft" => of(&self.drafts, dice),
            "message" => self.messages[dice.below(self.messages.len())],
            _ => of(&self.communications, dice),
        }
    }
}

fn note(known: &Mutex<Vec<i64>>, id: i64) {
    let mut known = known.lock().expect("a lock");
    if known.len() >= 60 {
        known.remove(0);
    }
    known.push(id);
}
