use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId, PersonId,
    access::Scope,
    time::{Millis, instant_at},
};
use sea_orm::EntityTrait;

use super::story::Scene;
use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{account, establishment},
    jobs::run_next,
    queue::Kind,
};

/// While the clock moves, work that is due is done at least this often.
const STEP_MS: i64 = 3 * 3_600_000;
/// What a deployment leads to is done before the next scene: a message can be taken back for some
/// seconds.
const SETTLED_MS: i64 = 30_000;
/// Work that a story leads to. Sweeps and imports are not part of it.
const WORK: [Kind; 5] = [Kind::Publish, Kind::Deliver, Kind::Compare, Kind::Article, Kind::Tell];

/// Where the story is played.
pub(super) struct Stage<'a> {
    pub backend: &'a Backend,
    today: NaiveDate,
    zone: Tz,
    schools: Vec<establishment::Model>,
    people: HashMap<String, PersonId>,
    /// What was deployed, by the name in the story.
    pub said: HashMap<String, CommunicationId>,
}

impl<'a> Stage<'a> {
    pub async fn new(backend: &'a Backend, now: Millis) -> Result<Self> {
        let schools = establishment::Entity::find().all(&backend.db).await?;
        let zone = schools.first().ok_or(Error::NotFound)?.time_zone.0;
        let accounts = account::Entity::find().all(&backend.db).await?;
        let people = accounts.into_iter().map(|account| (account.login, account.person_id)).collect();
        let today = now.day(zone).ok_or_else(|| missing("today"))?;
        Ok(Self { backend, today, zone, schools, people, said: HashMap::new() })
    }

    /// The day that is `days` after today.
    pub fn day(&self, days: i64) -> Result<NaiveDate> {
        let distance = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(distance)
        } else {
            self.today.checked_add_days(distance)
        };
        day.ok_or_else(|| missing("day"))
    }

    /// The same, or the Monday after it: nothing takes place in a school at the weekend.
    pub fn school_day(&self, days: i64) -> Result<NaiveDate> {
        let over = match self.day(days)?.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        self.day(days + over)
    }

    /// `time` is `hh:mm`.
    pub fn instant(&self, days: i64, time: &str) -> Result<Millis> {
        let time: NaiveTime = format!("{time}:00").parse().map_err(|_| missing(time))?;
        Ok(instant_at(self.day(days)?.and_time(time), self.zone))
    }

    /// Lets time pass, and does what is due meanwhile.
    pub async fn until(&self, at: Millis) -> Result<()> {
        let clock = &self.backend.clock;
        while clock.now() < at {
            clock.set(clock.now().plus(STEP_MS).min(at));
            self.work().await?;
        }
        Ok(())
    }

    /// Does what the last scene led to.
    pub async fn settle(&self) -> Result<()> {
        self.backend.clock.set(self.backend.clock.now().plus(SETTLED_MS));
        self.work().await
    }

    async fn work(&self) -> Result<()> {
        let mut more = true;
        while more {
            more = false;
            for kind in WORK {
                more |= run_next(self.backend, kind).await?;
            }
        }
        self.backend.refresh().await
    }

    pub fn person(&self, login: &str) -> Result<PersonId> {
        self.people.get(login).copied().ok_or_else(|| missing(login))
    }

    pub async fn caller(&self, person: PersonId) -> Result<Caller> {
        Caller::load(&self.backend.db, person).await
    }

    /// The person of a scene, with the rights that they hold by then.
    pub async fn actor(&self, scene: &Scene) -> Result<Caller> {
        self.caller(self.person(&scene.by)?).await
    }

    pub fn communication(&self, name: &str) -> Result<CommunicationId> {
        self.said.get(name).copied().ok_or_else(|| missing(name))
    }

    /// A school by its code, or the authority of the first school.
    pub fn scope(&self, on: &str) -> Result<Scope> {
        if on == "authority" {
            let first = self.schools.first().ok_or_else(|| missing(on))?;
            return Ok(Scope::Authority(first.authority_id));
        }
        self.school(on).map(Scope::Establishment)
    }

    /// The key of a perimeter: as [`scope`](Self::scope), or `campus` for the site of the first school.
    pub fn perimeter(&self, on: &str) -> Result<String> {
        if on == "campus" {
            let site = self.schools.iter().find_map(|school| school.campus_id);
            return site.map(|id| format!("cite-{id}")).ok_or_else(|| missing(on));
        }
        Ok(match self.scope(on)? {
            Scope::Authority(id) => format!("collectivite-{id}"),
            Scope::Establishment(id) => format!("etablissement-{id}"),
        })
    }

    fn school(&self, uai: &str) -> Result<EstablishmentId> {
        self.schools
            .iter()
            .find(|school| school.uai == uai)
            .map(|school| school.id)
            .ok_or_else(|| missing(uai))
    }

    /// People with an account, by login.
    pub fn named(&self, logins: &[String]) -> Result<Vec<PersonId>> {
        logins.iter().map(|login| self.person(login)).collect()
    }
}

pub(super) fn missing(what: &str) -> Error {
    Error::Inconsistent(format!("the demonstration's story: {what}"))
}
