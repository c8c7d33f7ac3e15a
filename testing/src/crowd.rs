//! Many people in a few schools, generated quickly by the database itself.

use backend::{
    database::statement,
    entities::{account, authority, cohort, establishment, person_row},
    revision,
};
use domain::{
    AuthorityId, CohortId, EstablishmentId, PersonId,
    communications::{Channel, CommunicationInput, channels::message::MessageInput},
    directory::Profile,
    targets::TargetInput,
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

/// Kinds of people in each school.
const COHORTS: u32 = 9;

pub struct Crowd {
    /// May send any communication to everybody.
    pub author: PersonId,
    pub authority: AuthorityId,
    pub schools: Vec<EstablishmentId>,
}

/// Fills an empty database. Every tenth person is in two schools; people with neighbouring ids
/// mostly share a school, as after an import.
pub async fn fill(db: &impl ConnectionTrait, people: u32, schools: u32) -> Result<Crowd, DbErr> {
    let row = authority::ActiveModel { name: Set("Académie".to_owned()), ..Default::default() };
    let authority = row.insert(db).await?.id;
    let mut ids = Vec::new();
    let mut first_cohort = None;
    for number in 0..schools {
        let row = establishment::ActiveModel {
            uai: Set(format!("{number:07}A")),
            name: Set(format!("Lycée {number}")),
            town: Set("Metz".to_owned()),
            time_zone: Set(chrono_tz::Tz::Europe__Paris.into()),
            authority_id: Set(authority),
            campus_id: Set(None),
            ..Default::default()
        };
        let school = row.insert(db).await?.id;
        for kind in 0..COHORTS {
            let row = cohort::ActiveModel {
                establishment_id: Set(school),
                profile: Set(if kind % 2 == 0 { Profile::Student } else { Profile::Parent }),
                level: Set(format!("Niveau {kind}")),
                sub_level: Set(String::new()),
                staff_function: Set(String::new()),
                subject: Set(String::new()),
                school_class: Set(String::new()),
                school_group: Set(String::new()),
                ..Default::default()
            };
            let id = row.insert(db).await?.id;
            first_cohort.get_or_insert(id);
        }
        ids.push(school);
    }
    let author = author(db).await?;
    let (cohort, first) = (first_cohort.unwrap_or(CohortId(0)), author.0 + 1);
    let series = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) \
         SELECT 'crowd-' || i, 'Nom', 'Prénom', 'personne@courriel.example' FROM n"
    );
    run(db, &format!("INSERT INTO person_row (external_id, last_name, first_name, email) {series}")).await?;
    let place = |shift: u32, condition: &str| {
        format!(
            "INSERT INTO membership (person_id, cohort_id) SELECT p.id, \
             {cohort} + (((p.id - {first}) * {schools} / {people} + {shift}) % {schools}) * {COHORTS} \
             + (p.id - {first}) % {COHORTS} FROM person p WHERE p.id >= {first} {condition} ORDER BY p.id"
        )
    };
    run(db, &place(0, "")).await?;
    if schools > 1 {
        run(db, &place(1, &format!("AND (p.id - {first}) % 10 = 0"))).await?;
    }
    if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        run(db, "ANALYZE").await?;
    }
    revision::raise(db, revision::DIRECTORY).await.map_err(|reason| DbErr::Custom(reason.to_string()))?;
    Ok(Crowd { author, authority, schools: ids })
}

async fn author(db: &impl ConnectionTrait) -> Result<PersonId, DbErr> {
    let row = person_row::ActiveModel {
        external_id: Set("author".to_owned()),
        last_name: Set("Autrice".to_owned()),
        first_name: Set("Une".to_owned()),
        email: Set(String::new()),
        ..Default::default()
    };
    let id = row.insert(db).await?.id;
    let row = account::ActiveModel {
        person_id: Set(id),
        login: Set("author".to_owned()),
        password_hash: Set(String::new()),
        portal_administrator: Set(true),
        ..Default::default()
    };
    account::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    db.execute_raw(statement(db, sql, [])).await.map(|_| ())
}

impl Crowd {
    /// An announcement to everybody, for a week from today.
    pub fn announcement(&self, text: &str, now: Millis) -> CommunicationInput {
        let today = now.day(chrono_tz::Tz::Europe__Paris).unwrap_or_default();
        let mut input = CommunicationInput::blank(today);
        input.perimeter = format!("collectivite-{}", self.authority);
        text.clone_into(&mut input.announcement.text);
        input
    }

    /// A message to everybody of these schools.
    pub fn message(&self, subject: &str, schools: &[EstablishmentId]) -> CommunicationInput {
        CommunicationInput {
            perimeter: format!("collectivite-{}", self.authority),
            targets: vec![TargetInput {
                custom_establishments: schools.len() < self.schools.len(),
                establishments: schools.iter().map(ToString::to_string).collect(),
                ..TargetInput::default()
            }],
            channel: Channel::Message.code().to_owned(),
            message: MessageInput {
                subject: subject.to_owned(),
                body: "<p>Bonjour à tous.</p>".to_owned(),
                ..MessageInput::default()
            },
            ..CommunicationInput::default()
        }
    }
}
