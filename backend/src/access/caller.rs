mod conditions;
mod load;

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Cell, Right, Role, Scope, Subject},
    communications::{Channel, Severity},
    directory::{Cohort, Profile},
};
use words::{Language, Words};

use super::{Reach, announcing::Announcing, standing::OwnSchool};
use crate::{Error, Result, audit::Actor};

/// The signed-in person with every role they hold. It is loaded again for each request, so a right
/// that was taken away is gone at the next one.
#[derive(Clone, Debug)]
pub struct Caller {
    pub person: PersonId,
    pub name: String,
    pub first_name: String,
    pub administrator: bool,
    /// A browser loads a page before its reader asks for it: nothing that it shows counts as seen.
    pub in_advance: bool,
    /// What they chose for their account; else that of their request.
    pub(super) language: Language,
    held: BTreeMap<Role, Reach>,
    /// Sender roles, and every role of the portal's administrator, that are suspended until the
    /// person has the second factor that an administrator requires.
    suspended: BTreeMap<Role, Reach>,
    /// Whether the person lacks the second factor that is required of them.
    factor_missing: bool,
    /// How severe announcements may be, by the roles in `held`.
    announcing: Announcing,
    /// The first of the person's schools.
    school: Option<OwnSchool>,
    /// The zone of another of the person's schools, where it differs.
    other_zone: Option<Tz>,
    /// The names of the places that the person belongs to.
    places: Vec<String>,
    /// The schools of the person's memberships, with or without a role.
    schools: BTreeSet<EstablishmentId>,
    /// The authorities of these schools.
    authorities: BTreeSet<AuthorityId>,
    /// What targets select the person by.
    cohorts: Vec<Cohort>,
}

/// Where a right is requested: on all these schools, and on the authority if it is the sender.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub establishments: &'a BTreeSet<EstablishmentId>,
    pub authority: Option<AuthorityId>,
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self { person: caller.person, name: caller.name.clone() }
    }
}

impl Caller {
    /// The texts in this person's language.
    pub const fn words(&self) -> &'static Words {
        self.language.words()
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the person only reads: no role, not even a suspended one, and not the portal's administrator.
    pub(super) fn has_no_role(&self) -> bool {
        !self.administrator && self.held.is_empty() && self.suspended.is_empty()
    }

    /// Everything that targets select this person by, in each of their schools.
    pub fn cohorts(&self) -> &[Cohort] {
        &self.cohorts
    }

    /// Whether the caller works in a school, or administers the portal. Others may be given roles too,
    /// but never search for people.
    pub fn is_staff(&self) -> bool {
        let works = |cohort: &Cohort| !matches!(cohort.profile, Profile::Student | Profile::Parent);
        self.administrator || self.cohorts.iter().any(works)
    }

    /// The caller's school; the first one, if there are several.
    pub fn own_school(&self) -> Option<&OwnSchool> {
        self.school.as_ref()
    }

    /// The names of the places that the caller belongs to: schools, and authorities of which they are staff.
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// The time zone of the caller's school; Paris for a person without a school.
    pub fn own_zone(&self) -> Tz {
        self.school.as_ref().map_or(Tz::Europe__Paris, |school| school.zone)
    }

    /// Whose clock [`Self::own_zone`] is, in the caller's words, where a time on it has to say so: the
    /// caller's schools are in several zones, or what is shown belongs to a school in another one.
    pub fn zone_to_name(&self, of: impl IntoIterator<Item = Tz>) -> Option<String> {
        let own = self.own_zone();
        let named = self.other_zone.into_iter().chain(of).any(|zone| zone != own);
        named.then(|| self.words().dates.zone(own.name()))
    }

    /// Whether the right is held anywhere on communications of this channel; decides what a menu
    /// shows.
    pub fn may_anywhere(&self, right: Right, subject: Subject) -> bool {
        domain::access::decide(self.held.keys().copied(), right, subject)
    }

    /// The schools and authorities on which the right is held for this subject.
    pub fn reach_for(&self, right: Right, subject: Subject) -> Reach {
        reach_of(&self.held, right, subject)
    }

    /// The authorities on which the right is held for this subject, or whose rights the caller administers.
    pub(super) fn authorities_for(&self, right: Right, subject: Subject) -> BTreeSet<AuthorityId> {
        let administered = self.held.get(&Role::SenderAdministrator);
        let held = giving(&self.held, right, subject).into_iter().chain(administered);
        held.flat_map(|reach| reach.authorities.iter().copied()).collect()
    }

    /// The first line of every use case.
    ///
    /// # Errors
    /// [`Error::Forbidden`] naming the right, unless it is held on each school of the place, and on
    /// its authority. Different roles may give it on different schools.
    pub fn authorize(&self, right: Right, subject: Subject, place: Place<'_>) -> Result<()> {
        let mut giving = giving(&self.held, right, subject);
        if covers(&giving, place) {
            return Ok(());
        }
        giving.extend(self::giving(&self.suspended, right, subject));
        Err(if covers(&giving, place) { Error::SecondFactorMissing } else { Error::Forbidden(right) })
    }

    /// Whether the right is held on a school.
    pub(super) fn holds_in(&self, right: Right, subject: Subject, school: EstablishmentId) -> bool {
        has_school(&giving(&self.held, right, subject), school)
    }

    /// The schools of a place on which the right is held; none if it is not held on its authority.
    pub(super) fn held_in(
        &self,
        right: Right,
        subject: Subject,
        place: Place<'_>,
    ) -> BTreeSet<EstablishmentId> {
        let giving = giving(&self.held, right, subject);
        if !covers(&giving, Place { establishments: &BTreeSet::new(), ..place }) {
            return BTreeSet::new();
        }
        place.establishments.iter().copied().filter(|school| has_school(&giving, *school)).collect()
    }

    /// Whether the role is held on a part of the place, even while suspended: the schools of a
    /// place may go different ways after something was sent there.
    pub(crate) fn holds_some(&self, role: Role, place: Place<'_>) -> bool {
        let touches = |reach: &Reach| {
            place.authority.is_some_and(|authority| reach.authorities.contains(&authority))
                || !place.establishments.is_disjoint(&reach.establishments)
        };
        [&self.held, &self.suspended].into_iter().filter_map(|roles| roles.get(&role)).any(touches)
    }

    /// Whether the caller may create this on the whole place. `severity` is that of an announcement.
    ///
    /// # Errors
    /// As [`Caller::authorize`]; [`Error::SeverityForbidden`] when only a lower severity is allowed on
    /// one of the schools.
    pub fn authorize_creation(
        &self,
        channel: Channel,
        severity: Option<Severity>,
        place: Place<'_>,
    ) -> Result<()> {
        self.authorize(Right::CreateCommunication, Subject { channel, own: true }, place)?;
        match (severity, self.severity_limit(place)) {
            (Some(asked), Some(most)) if asked > most => Err(Error::SeverityForbidden(most)),
            (Some(_), None) => Err(Error::Forbidden(Right::CreateCommunication)),
            _ => Ok(()),
        }
    }

    /// The highest severity of an announcement on a place: on each school that of the role that allows
    /// most, on several schools the lowest of these. `None` where the caller may create none.
    pub fn severity_limit(&self, place: Place<'_>) -> Option<Severity> {
        self.announcing.on_all(place.establishments, place.authority)
    }

    /// The same for one school, or for an authority itself.
    pub(super) fn severity_on(&self, scope: Scope) -> Option<Severity> {
        self.announcing.on(scope)
    }

    /// Whether the role is held on the whole place, even while suspended.
    pub(crate) fn holds(&self, role: Role, place: Place<'_>) -> bool {
        let mut reaches = [&self.held, &self.suspended].into_iter().filter_map(|roles| roles.get(&role));
        reaches.any(|reach| covers(&[reach], place))
    }

    /// # Errors
    /// [`Error::Forbidden`] unless the right is held somewhere for one of the channels.
    pub fn authorize_somewhere(&self, right: Right, channels: &[Channel]) -> Result<()> {
        let among = |roles: &BTreeMap<Role, Reach>| {
            channels.iter().any(|&channel| {
                domain::access::decide(roles.keys().copied(), right, Subject { channel, own: true })
            })
        };
        match (among(&self.held), among(&self.suspended)) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::SecondFactorMissing),
            (false, false) => Err(Error::Forbidden(right)),
        }
    }

    /// Why something is refused on a school or an authority: inside, the error names the right;
    /// outside, it looks as if nothing were there.
    pub fn refusal(&self, right: Right, scope: Scope) -> Error {
        if self.is_inside(scope) { Error::Forbidden(right) } else { Error::NotFound }
    }

    /// Whether the caller is a member of the scope, or holds any role on it.
    pub fn is_inside(&self, scope: Scope) -> bool {
        let mut reaches = self.held.values().chain(self.suspended.values());
        match scope {
            Scope::Establishment(id) => {
                self.schools.contains(&id) || reaches.any(|reach| reach.establishments.contains(&id))
            }
            Scope::Authority(id) => {
                self.authorities.contains(&id) || reaches.any(|reach| reach.authorities.contains(&id))
            }
        }
    }

    /// Every scope that the caller is a member of or holds a role on. A member of a school is not a
    /// member of its authority: what an authority sends is not a school's.
    pub(crate) fn inside(&self) -> Reach {
        let mut inside = Reach { direct: self.schools.clone(), ..Reach::default() };
        for reach in self.held.values().chain(self.suspended.values()) {
            inside.merge(reach);
        }
        inside
    }

    /// The scopes whose rights the caller administers: those on which they are sender
    /// administrator.
    pub fn administered(&self) -> Reach {
        self.held.get(&Role::SenderAdministrator).cloned().unwrap_or_default()
    }

    /// Whether the caller is sender administrator of a school.
    pub(crate) fn administers_school(&self, school: EstablishmentId) -> bool {
        self.held.get(&Role::SenderAdministrator).is_some_and(|reach| has_school(&[reach], school))
    }

    /// Whether the caller is sender administrator of the whole place.
    pub(super) fn administers(&self, place: Place<'_>) -> bool {
        self.held.get(&Role::SenderAdministrator).is_some_and(|reach| covers(&[reach], place))
    }

    /// Whether the person holds a sender's role, even while suspended.
    pub fn is_sender(&self) -> bool {
        [&self.held, &self.suspended].iter().any(|roles| roles.keys().any(|role| role.is_sender()))
    }

    /// Whether there are rights to administer, assuming that a required second factor is there.
    pub fn may_administer_rights(&self) -> bool {
        [&self.held, &self.suspended].iter().any(|roles| roles.contains_key(&Role::SenderAdministrator))
    }

    /// # Errors
    /// [`Error::RightsAdministratorOnly`] inside a school or authority whose rights other people
    /// administer; [`Error::NotFound`] outside.
    pub fn authorize_rights(&self, scope: Scope) -> Result<()> {
        let covers = |reach: &Reach| match scope {
            Scope::Establishment(id) => reach.establishments.contains(&id),
            Scope::Authority(id) => reach.authorities.contains(&id),
        };
        let among = |roles: &BTreeMap<Role, Reach>| roles.get(&Role::SenderAdministrator).is_some_and(covers);
        match (among(&self.held), among(&self.suspended), self.is_inside(scope)) {
            (true, ..) => Ok(()),
            (false, true, _) => Err(Error::SecondFactorMissing),
            (false, false, true) => Err(Error::RightsAdministratorOnly),
            (false, false, false) => Err(Error::NotFound),
        }
    }

    /// Whether sender roles, and the administration of the portal, are suspended until there is a
    /// second factor.
    pub fn lacks_second_factor(&self) -> bool {
        self.factor_missing
    }

    /// # Errors
    /// [`Error::AdministratorOnly`]; [`Error::SecondFactorMissing`] for an administrator who lacks
    /// the second factor that is required.
    pub fn authorize_administrator(&self) -> Result<()> {
        match (self.administrator, self.factor_missing) {
            (false, _) => Err(Error::AdministratorOnly),
            (true, true) => Err(Error::SecondFactorMissing),
            (true, false) => Ok(()),
        }
    }
}

/// Where these roles give the right, in one.
fn reach_of(roles: &BTreeMap<Role, Reach>, right: Right, subject: Subject) -> Reach {
    let mut reach = Reach::default();
    for held in giving(roles, right, subject) {
        reach.merge(held);
    }
    reach
}

/// Where each of these roles gives the right. What is asked about a few schools is looked up here: to put
/// all that somebody reaches together costs as much as a region is large.
fn giving(roles: &BTreeMap<Role, Reach>, right: Right, subject: Subject) -> Vec<&Reach> {
    let gives = |role: Role| Cell::of(role, right).allows(subject);
    roles.iter().filter(|(role, _)| gives(**role)).map(|(_, reach)| reach).collect()
}

/// Whether the whole place is within these together.
fn covers(reaches: &[&Reach], place: Place<'_>) -> bool {
    let has = |authority| reaches.iter().any(|reach| reach.authorities.contains(&authority));
    place.authority.is_none_or(has) && place.establishments.iter().all(|school| has_school(reaches, *school))
}

fn has_school(reaches: &[&Reach], school: EstablishmentId) -> bool {
    reaches.iter().any(|reach| reach.establishments.contains(&school))
}
