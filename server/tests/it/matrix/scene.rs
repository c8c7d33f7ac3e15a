//! What the database contains before a request.

mod forms;

use domain::{
    CommunicationId, EstablishmentId, PersonId, SpaceId,
    access::{RequestState, Role},
    communications::{Acknowledgement, Channel, CommunicationInput, Confirmation},
    portals::{PortalState, SigningAlgorithm},
    spaces::SpaceKind,
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use self::forms::asked;
pub use self::forms::filled;
use super::{Actor, agreed::Place};
use backend::access::Caller;
use backend::agenda::NewForm;
use backend::door::Proved;
use backend::entities::{
    Json, access_request, article, communication, draft, establishment, import_run, publication,
};
use backend::portals;
use testing_server::{
    NOW, Server, SigningPortal, World, announcement, at, event, has_factor, proved, samples, says,
};

/// What a row needs in the database before its request.
#[derive(Clone, Copy, Debug)]
pub enum Given {
    Nothing,
    /// A communication in a place, by the person who sends the request or by somebody else.
    Communication {
        channel: Channel,
        own: bool,
        place: Place,
    },
    /// A message in a school that shows names behind figures, or does not.
    Named {
        own: bool,
        place: Place,
        shown: bool,
    },
    /// A communication of an authority, published in a place.
    Received {
        channel: Channel,
        place: Place,
    },
    /// A draft, of the person who sends the request or of somebody else.
    Draft {
        own: bool,
    },
    /// A message in the inbox of the person who sends the request, or of somebody else.
    Message {
        own: bool,
    },
    /// Somebody's open request for a role on a place.
    Request {
        place: Place,
    },
    /// The space of the staff of a school, and an article that somebody else published there.
    Article {
        place: Place,
    },
    /// A finished import.
    Import,
    /// The person who sends the request was asked whether to deploy a form on this channel.
    Question {
        channel: Channel,
        place: Place,
    },
    /// A link to set somebody's password.
    Link,
    /// The private address of somebody's calendar.
    Calendar,
    /// A portal with a key, and a token of somebody for our own frame.
    Portal,
    /// The space of a school's staff.
    StaffSpace {
        place: Place,
    },
    /// An event, by the person who sends the request or by somebody else.
    Event {
        agenda: Agenda,
        own: bool,
    },
    /// A file in a form, of the person who sends the request or of somebody else.
    File {
        own: bool,
    },
}

/// Whose agenda an event stands in.
#[derive(Clone, Copy, Debug)]
pub enum Agenda {
    /// That of its author.
    Personal,
    /// That of the space of a school's staff.
    Staff(Place),
}

/// The values that a request can refer to.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The communication, draft, message or import; 0 if there is none.
    pub id: i64,
    /// The article of a space; 0 if there is none.
    pub article: i64,
    /// The key of a portal; 0 if there is none.
    pub portal_key: i64,
    /// The key of a form that has not been sent yet.
    pub key: String,
    pub own_school: i64,
    pub foreign_school: i64,
    /// The perimeter for sending to the own school: a school, and for the portal's administrator
    /// its authority.
    pub own_perimeter: String,
    pub foreign_perimeter: String,
    /// Another person, who has an account.
    pub other: i64,
    /// The token of a link or of a file.
    pub token: String,
    /// The form that the person was asked about, and what they confirm: nothing for a person who
    /// may not even be asked.
    pub form: CommunicationInput,
    pub confirmation: Option<Confirmation>,
}

impl Scene {
    pub async fn set(server: &Server, actor: &Actor, given: &Given) -> Self {
        let world = &server.world;
        let other = world.person("parent").await;
        let mut scene = Self {
            key: announcement("").key,
            own_school: world.curie.0,
            foreign_school: world.foreign.0,
            own_perimeter: perimeter(server, actor, world.curie).await,
            foreign_perimeter: perimeter(server, actor, world.foreign).await,
            other: other.0,
            ..Self::default()
        };
        let me = actor.person.unwrap_or(other);
        let school_of = |place| if place == Place::Own { world.curie } else { world.foreign };
        match *given {
            Given::Nothing => {}
            Given::Communication { channel, own, place } => {
                let author = if own { me } else { world.person("direction").await };
                scene.id = store(server, author, channel, school_of(place)).await.0;
            }
            Given::Named { own, place, shown } => {
                let author = if own { me } else { world.person("direction").await };
                scene.id = store(server, author, Channel::Message, school_of(place)).await.0;
                world.sql("DELETE FROM names_shown").await;
                if shown {
                    world.sql(&format!("INSERT INTO names_shown VALUES ({})", school_of(place))).await;
                }
            }
            Given::Received { channel, place } => {
                scene.id = receive(server, channel, school_of(place)).await.0;
            }
            Given::Draft { own } => scene.id = keep(server, if own { me } else { other }, &scene.key).await,
            Given::Message { own } => {
                let author = world.person("direction").await;
                let letter = world.letter("Avis").by(author).answerable().asks(Acknowledgement::Each);
                scene.id = letter.to(&[if own { me } else { other }]).await.0;
            }
            Given::Request { place } => scene.id = request(server, other, place).await,
            Given::Article { place } => (scene.id, scene.article) = publish(server, place).await,
            Given::Import => scene.id = import(server).await,
            Given::Question { channel, place } => {
                let perimeter =
                    if place == Place::Own { &scene.own_perimeter } else { &scene.foreign_perimeter };
                scene.form = filled(channel, perimeter);
                scene.confirmation = asked(server, me, &scene).await;
            }
            Given::Link => scene.token = link(server, other).await,
            Given::Portal => (scene.id, scene.portal_key, scene.token) = portal(server, other).await,
            Given::Calendar => scene.token = calendar(server, other).await,
            Given::StaffSpace { place } => scene.id = staff_space(server, place).await.0,
            Given::Event { agenda, own } => {
                scene.id = event_of(server, if own { me } else { other }, agenda, &scene.key).await;
            }
            Given::File { own } => {
                scene.token = attach(server, if own { me } else { other }, &scene.key).await;
            }
        }
        scene
    }
}

/// The private address of a person's calendar.
async fn calendar(server: &Server, person: PersonId) -> String {
    let backend = &server.world.backend;
    let caller = Caller::load(&backend.db, person).await.expect("a reader");
    backend::agenda::renew_feed(backend, &caller, None).await.expect("an address")
}

/// The proof of the administrator, whose second factor nobody has a code of.
async fn proves(world: &World, admin: &Caller) -> Proved {
    world.sql("UPDATE account SET totp_secret = NULL WHERE login = 'admin'").await;
    let proved = proved(&world.backend, admin, "").await;
    has_factor(world, "admin").await;
    proved
}

/// A portal with one key, and a token of a person for our own frame.
async fn portal(server: &Server, person: PersonId) -> (i64, i64, String) {
    let (world, backend) = (&server.world, &server.world.backend);
    let admin = Caller::load(&backend.db, world.person("admin").await).await.expect("an administrator");
    let rows = portals::list(backend, &admin).await.expect("portals").rows;
    let id = if let Some(row) = rows.first() {
        row.id
    } else {
        let signs = SigningPortal::new("essai", SigningAlgorithm::EdDsa);
        let proved = proves(world, &admin).await;
        portals::register(backend, &admin, &signs.input(), &proved).await.expect("a portal")
    };
    let detail = async || portals::detail(backend, &admin, id).await.expect("the portal");
    if detail().await.keys.is_empty() {
        let key = SigningPortal::new("essai", SigningAlgorithm::EdDsa).jwk();
        let proved = proves(world, &admin).await;
        portals::add_key(backend, &admin, id, &key, &proved).await.expect("a key");
    }
    portals::set_state(backend, &admin, id, PortalState::Active).await.expect("active");
    let token = world.agrees(id, person).await.0;
    (id.0, detail().await.keys[0].id.0, token)
}

/// An import that is over.
async fn import(server: &Server) -> i64 {
    let row = import_run::ActiveModel {
        started_at: Set(Millis(0)),
        finished_at: Set(Some(Millis(1))),
        ..Default::default()
    };
    row.insert(&server.world.backend.db).await.expect("an import").id
}

async fn perimeter(server: &Server, actor: &Actor, school: EstablishmentId) -> String {
    if !actor.administrator {
        return format!("etablissement-{school}");
    }
    let row = establishment::Entity::find_by_id(school).one(&server.world.backend.db).await;
    format!("collectivite-{}", row.expect("schools").expect("a school").authority_id)
}

async fn store(
    server: &Server,
    author: PersonId,
    channel: Channel,
    school: EstablishmentId,
) -> CommunicationId {
    let db = &server.world.backend.db;
    let row = communication::ActiveModel {
        author_id: Set(author),
        form_key: Set(announcement("").key),
        channel: Set(channel),
        title: Set("À voir".to_owned()),
        perimeter_key: Set(String::new()),
        source_name: Set("Lycée Curie".to_owned()),
        search_text: Set(String::new()),
        created_at: Set(at(NOW)),
        ..Default::default()
    };
    let id = row.insert(db).await.expect("a communication").id;
    let site = publication::ActiveModel {
        communication_id: Set(id),
        establishment_id: Set(school),
        begins_at: Set(at(NOW)),
        ends_at: Set(at(NOW).plus(86_400_000)),
        changed_at: Set(at(NOW)),
        ..Default::default()
    };
    publication::Entity::insert(site).exec_without_returning(db).await.expect("a site");
    says(db, id, author, channel).await;
    id
}

/// What an authority sent to a school, where it is shown now.
async fn receive(server: &Server, channel: Channel, school: EstablishmentId) -> CommunicationId {
    let world = &server.world;
    let author = world.person("collectivite").await;
    let id = store(server, author, channel, school).await;
    let now = at(NOW);
    let of_authority = format!("(SELECT e.authority_id FROM establishment e WHERE e.id = {school})");
    for sql in [
        format!("UPDATE communication SET source_authority_id = {of_authority} WHERE id = {id}"),
        format!("UPDATE publication SET published_at = {now}, delivered = 1 WHERE communication_id = {id}"),
    ] {
        world.sql(&sql).await;
    }
    id
}

async fn keep(server: &Server, author: PersonId, key: &str) -> i64 {
    let row = draft::ActiveModel {
        author_id: Set(author),
        form_key: Set(key.to_owned()),
        input: Set(Json::new(CommunicationInput::default()).expect("JSON")),
        updated_at: Set(at(NOW)),
        ..Default::default()
    };
    row.insert(&server.world.backend.db).await.expect("a draft").id.0
}

/// Attaches a file to a form, even of a person who may not send it; returns the token.
async fn attach(server: &Server, owner: PersonId, key: &str) -> String {
    use futures::stream;
    let world = &server.world;
    let sender = world.actor("cpe").await.caller().await;
    let pieces = stream::iter([Ok::<_, std::convert::Infallible>(bytes::Bytes::from(samples::pdf("x")))]);
    let kept = backend::files::receive(&world.backend, &sender, key, "a.pdf", pieces).await;
    let token = kept.expect("a file").token;
    world
        .sql(&format!("UPDATE file SET owner_id = {owner}, uploader_id = {owner} WHERE token = '{token}'"))
        .await;
    token
}

/// An article in the space of the staff; returns the numbers of space and article.
async fn publish(server: &Server, place: Place) -> (i64, i64) {
    let world = &server.world;
    let (school, author) = match place {
        Place::Own => (world.curie, world.person("direction").await),
        Place::Foreign => (world.foreign, world.person("etrangere").await),
    };
    let space = format!("SELECT id FROM space WHERE establishment_id = {school} AND kind = 'staff'");
    let space = world.number(&space).await.expect("a space");
    let row = article::ActiveModel {
        space_id: Set(SpaceId(space)),
        author_id: Set(author),
        form_key: Set(announcement("").key),
        title: Set("À lire".to_owned()),
        html: Set("<p>Oui</p>".to_owned()),
        search_text: Set(String::new()),
        draft: Set(None),
        created_at: Set(Millis(0)),
        changed_at: Set(Millis(0)),
        publish_at: Set(Some(at(NOW))),
        published_at: Set(Some(at(NOW))),
        tells: Set(false),
        ..Default::default()
    };
    (space, row.insert(&world.backend.db).await.expect("an article").id.0)
}

async fn staff_space(server: &Server, place: Place) -> SpaceId {
    let world = &server.world;
    let school = if place == Place::Own { world.curie } else { world.foreign };
    world.space(school, SpaceKind::Staff).await
}

/// An event, even of a person who may not write it.
async fn event_of(server: &Server, author: PersonId, agenda: Agenda, key: &str) -> i64 {
    let world = &server.world;
    let caller = Caller::load(&world.backend.db, author).await.expect("an author");
    let input = event("Sortie");
    let form = NewForm { key: &format!("{key}-{author}"), input: &input, tells: false };
    let id = backend::agenda::create(&world.backend, &caller, None, form).await.expect("an event").0;
    if let Agenda::Staff(place) = agenda {
        let space = staff_space(server, place).await;
        for (table, column) in [("event", "id"), ("event_occurrence", "event_id")] {
            let moved =
                format!("UPDATE {table} SET space_id = {space}, owner_id = NULL WHERE {column} = {id}");
            world.sql(&moved).await;
        }
    }
    id
}

/// A fresh request; there is one open request at most for a person, a role and a school.
async fn request(server: &Server, person: PersonId, place: Place) -> i64 {
    let world = &server.world;
    world.sql("DELETE FROM access_request").await;
    let school = if place == Place::Own { world.curie } else { world.foreign };
    let row = access_request::ActiveModel {
        person_id: Set(person),
        role: Set(Role::SenderViewer),
        establishment_id: Set(school),
        reason: Set("Pour suivre les envois.".to_owned()),
        state: Set(RequestState::Open),
        asked_at: Set(at(NOW)),
        answer: Set(String::new()),
        ..Default::default()
    };
    row.insert(&world.backend.db).await.expect("a request").id.0
}

async fn link(server: &Server, person: PersonId) -> String {
    let world = &server.world;
    let admin = world.actor("admin").await.caller().await;
    let link = backend::accounts::make_link(&world.backend, &admin, person, "parent").await.expect("a link");
    link.path.trim_start_matches("/mot-de-passe/").to_owned()
}
