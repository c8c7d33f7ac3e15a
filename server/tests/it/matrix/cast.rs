//! The people who send the requests.

use domain::{PersonId, access::Role, directory::Profile};

use super::agreed::Place;
use testing_server::{Browser, Server, has_factor, staff};

pub struct Actor {
    pub name: &'static str,
    /// Granted at their own school.
    pub roles: &'static [Role],
    pub administrator: bool,
    /// Lacks the second factor, which is required while this person asks.
    pub suspended: bool,
    pub person: Option<PersonId>,
    pub browser: Browser,
}

impl Actor {
    pub fn is_nobody(&self) -> bool {
        self.person.is_none()
    }

    /// Whether the person belongs to the staff of the own school.
    pub fn is_staff(&self) -> bool {
        !self.administrator && !self.is_nobody()
    }

    /// The portal's administrator has everywhere the rights that a head has in one school.
    pub fn roles(&self) -> Vec<Role> {
        match (self.administrator, self.suspended) {
            (true, true) => Vec::new(),
            (true, false) => Role::HEAD_OF_ESTABLISHMENT.to_vec(),
            (false, _) => self.roles.to_vec(),
        }
    }

    pub fn reaches(&self, place: Place) -> bool {
        place == Place::Own || self.administrator
    }

    pub fn holds(&self, place: Place, which: impl Fn(Role) -> bool) -> bool {
        self.reaches(place) && self.roles().into_iter().any(which)
    }
}

/// One person for each role, one without a role, an administrator with a second factor, one who
/// lacks it while it is required, and a visitor without a session.
pub async fn cast(server: &Server) -> Vec<Actor> {
    let world = &server.world;
    world
        .add("emetteur")
        .stands_in(staff(world.curie, Profile::Management, "Adjointe"))
        .holds_at(Role::SenderAdministrator, world.curie)
        .save()
        .await;
    world.add("admin").save().await;
    world.add("suspendu").save().await;
    let people: [(&'static str, &'static [Role]); 11] = [
        ("redacteur", &[Role::SenderNews]),
        ("enseignant", &[Role::SenderAnnouncement]),
        ("observateur", &[Role::SenderViewer]),
        ("cpe", &[Role::SenderMessage]),
        ("gestionnaire", &[Role::SenderManager]),
        ("emetteur", &[Role::SenderAdministrator]),
        ("secretariat", &[Role::RecipientViewer]),
        ("referent", &[Role::RecipientManager]),
        ("professeur", &[]),
        ("admin", &[]),
        ("suspendu", &[]),
    ];
    let mut actors = Vec::new();
    for (name, roles) in people {
        let browser = server.browser_of(name).await;
        let suspended = name == "suspendu";
        let administrator = name == "admin" || suspended;
        if administrator {
            world.administrator(name).await;
        }
        if name == "admin" {
            has_factor(world, name).await;
        }
        let person = Some(world.person(name).await);
        actors.push(Actor { name, roles, administrator, suspended, person, browser });
    }
    let browser = server.anonymous();
    actors.push(Actor {
        name: "personne",
        roles: &[],
        administrator: false,
        suspended: false,
        person: None,
        browser,
    });
    actors
}
