use backend::{
    Backend,
    access::grant::grant,
    clock::Clock,
    database,
    entities::{account, announcement, communication, person_row, publication, session, target},
    revision,
};
use chrono_tz::Europe::Paris;
use domain::{
    CommunicationId, EstablishmentId, PersonId,
    access::{Role, Scope},
    communications::{Channel, Severity},
    directory::Profile,
    targets::{Criterion, Target},
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use sha2::{Digest, Sha256};
use testing::crowd::{self, Crowd};
use values::columns::{Day, Json};

use super::{Outcome, Sizes};

const DAY: i64 = 24 * 60 * 60 * 1_000;
const ROWS: usize = 2_000;

/// The region in its database, and who is signed in.
pub struct World {
    pub url: String,
    pub crowd: Crowd,
    pub readers: Vec<SignedIn>,
    /// May send announcements in one school each, in the order of `crowd.schools`.
    pub senders: Vec<SignedIn>,
    /// May send everything everywhere.
    pub author: SignedIn,
}

#[derive(Clone)]
pub struct SignedIn {
    pub person: PersonId,
    pub token: String,
    /// The schools of a reader, by their place in `crowd.schools`.
    pub schools: Vec<usize>,
}

impl World {
    pub async fn make(url: &str, sizes: &Sizes) -> Outcome<Self> {
        let backend = Backend::open(url, 4, Clock::System).await?;
        let (db, now) = (&backend.db, backend.clock.now());
        // In one transaction, because each one waits for the disk.
        let tx = database::begin(db).await?;
        let crowd = crowd::fill(&tx, sizes.people, sizes.schools).await?;
        announce(&tx, &crowd, sizes.announcements, now).await?;
        let readers = readers_of(sizes)
            .map(|number| signed_in(crowd.author.0 + 1 + number, places(number, sizes)))
            .collect();
        let mut senders = Vec::new();
        for (place, school) in crowd.schools.iter().enumerate() {
            let person = sender(&tx, place).await?;
            for role in [Role::SenderAnnouncement, Role::SenderMessage] {
                grant(&tx, person, role, Scope::Establishment(*school)).await?;
            }
            senders.push(signed_in(person.0, vec![place]));
        }
        let author = signed_in(crowd.author.0, Vec::new());
        let world = Self { url: url.to_owned(), crowd, readers, senders, author };
        world.open_sessions(&tx, now).await?;
        revision::raise(&tx, revision::ACCESS).await?;
        tx.commit().await?;
        if db.get_database_backend() == sea_orm::DbBackend::Postgres {
            db.execute_unprepared("ANALYZE").await?;
        }
        Ok(world)
    }

    async fn open_sessions(&self, db: &impl ConnectionTrait, now: Millis) -> Outcome<()> {
        let everybody = self.readers.iter().chain(&self.senders).chain([&self.author]);
        let rows: Vec<session::ActiveModel> = everybody
            .map(|signed_in| {
                let row = session::Model {
                    token_hash: hex::encode(Sha256::digest(signed_in.token.as_bytes())),
                    person_id: signed_in.person,
                    created_at: now,
                    expires_at: now.plus(DAY / 2),
                    seen_at: now,
                    user_agent: String::new(),
                    address: String::new(),
                    kept: false,
                };
                row.into_active_model()
            })
            .collect();
        for some in rows.chunks(ROWS) {
            session::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
        }
        Ok(())
    }

    /// The identifier in the directory of one of the crowd.
    pub fn identifier(&self, person: PersonId) -> String {
        format!("crowd-{}", person.0 - self.crowd.author.0)
    }

    /// The readers of one school, by their place in `readers`.
    pub fn of_school(&self, school: usize) -> impl Iterator<Item = usize> {
        let of = move |reader: &SignedIn| reader.schools.contains(&school);
        self.readers.iter().enumerate().filter(move |(_, reader)| of(reader)).map(|(place, _)| place)
    }
}

fn signed_in(person: i64, schools: Vec<usize>) -> SignedIn {
    SignedIn { person: PersonId(person), token: format!("{person:064x}"), schools }
}

/// Who of the crowd is signed in: as many as are asked for, spread over all schools.
fn readers_of(sizes: &Sizes) -> impl Iterator<Item = i64> {
    let (people, readers) = (i64::from(sizes.people), i64::from(sizes.readers.min(sizes.people)));
    (0..readers).map(move |turn| turn * people / readers)
}

/// As `crowd::fill` places people.
fn places(number: i64, sizes: &Sizes) -> Vec<usize> {
    let (people, schools) = (i64::from(sizes.people), i64::from(sizes.schools));
    let first = number * schools / people;
    let second = (number % 10 == 0 && schools > 1).then(|| (first + 1) % schools);
    [Some(first), second].into_iter().flatten().filter_map(|place| usize::try_from(place).ok()).collect()
}

async fn sender(db: &impl ConnectionTrait, number: usize) -> Outcome<PersonId> {
    let row = person_row::ActiveModel {
        external_id: Set(format!("sender-{number}")),
        last_name: Set("Cheffe".to_owned()),
        first_name: Set(format!("Numéro {number}")),
        email: Set(String::new()),
        ..Default::default()
    };
    let id = row.insert(db).await?.id;
    let row = account::ActiveModel {
        person_id: Set(id),
        login: Set(format!("sender-{number}")),
        password_hash: Set(String::new()),
        portal_administrator: Set(false),
        ..Default::default()
    };
    account::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// Announcements that run for a week: for everybody of a school, its pupils, or its parents.
async fn announce(db: &impl ConnectionTrait, crowd: &Crowd, count: u32, now: Millis) -> Outcome<()> {
    let today = now.day(Paris).ok_or("no today")?;
    let all = |profiles: Criterion<Profile>| Target { profiles, ..Target::everybody() };
    let audiences = [
        Json::new(all(Criterion::All))?,
        Json::new(all([Profile::Student].into_iter().collect()))?,
        Json::new(all([Profile::Parent].into_iter().collect()))?,
    ];
    let (mut communications, mut announcements) = (Vec::new(), Vec::new());
    let (mut targets, mut publications) = (Vec::new(), Vec::new());
    for number in 0..i64::from(count) {
        let place = usize::try_from(number)?;
        let (id, school) = (CommunicationId(1 + number), crowd.schools[place % crowd.schools.len()]);
        communications.push(communication_of(id, crowd.author, school, now));
        let text = format!("Annonce {number} : les cours de l’après-midi se tiennent dans le bâtiment B.");
        announcements.push(announcement::ActiveModel {
            communication_id: Set(id),
            severity: Set(Severity::ALL[place % Severity::ALL.len()]),
            text: Set(text),
            link: Set(None),
            first_day: Set(Day(today)),
            last_day: Set(Day(today + chrono::Days::new(7))),
            public: Set(false),
        });
        let criteria = audiences[place / crowd.schools.len() % audiences.len()].clone();
        targets.push(target::ActiveModel {
            communication_id: Set(id),
            position: Set(0),
            criteria: Set(criteria),
        });
        publications.push(publication_of(id, school, now));
    }
    insert(db, communications).await?;
    insert(db, announcements).await?;
    insert(db, targets).await?;
    insert(db, publications).await?;
    if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        // Rows with numbers of our own do not move the sequence.
        let sql = "SELECT setval(pg_get_serial_sequence('communication', 'id'), (SELECT MAX(id) FROM communication))";
        db.execute_unprepared(sql).await?;
    }
    Ok(())
}

pub fn communication_of(
    id: CommunicationId,
    author: PersonId,
    school: EstablishmentId,
    now: Millis,
) -> communication::ActiveModel {
    communication::ActiveModel {
        id: Set(id),
        author_id: Set(author),
        form_key: Set(format!("region-key-{id}")),
        channel: Set(Channel::COMPOSED[0]),
        title: Set(format!("Annonce {id}")),
        perimeter_key: Set(format!("etablissement-{school}")),
        source_name: Set("Lycée".to_owned()),
        recipients: Set(Some(1_000)),
        search_text: Set(String::new()),
        created_at: Set(now),
        ..Default::default()
    }
}

pub fn publication_of(id: CommunicationId, school: EstablishmentId, now: Millis) -> publication::ActiveModel {
    publication::ActiveModel {
        communication_id: Set(id),
        establishment_id: Set(school),
        begins_at: Set(now.plus(-DAY / 2)),
        ends_at: Set(now.plus(7 * DAY)),
        recipients: Set(Some(1_000)),
        delivered: Set(Some(1_000)),
        published_at: Set(Some(now)),
        changed_at: Set(now),
        ..Default::default()
    }
}

async fn insert<E, A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Outcome<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Clone + Send,
{
    for some in rows.chunks(ROWS) {
        E::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}
