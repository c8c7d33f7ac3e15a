use std::collections::{BTreeMap, BTreeSet};

use domain::{AuthorityId, EstablishmentId, access::Scope, communications::Severity};

use super::Reach;

/// Where a person may create announcements, by the highest severity that a role allows there.
#[derive(Clone, Debug, Default)]
pub(super) struct Announcing(BTreeMap<Severity, Reach>);

impl Announcing {
    pub fn give(&mut self, highest: Severity, scope: Scope) {
        self.0.entry(highest).or_default().give(scope);
    }

    pub fn reaches(&mut self) -> impl Iterator<Item = &mut Reach> {
        self.0.values_mut()
    }

    /// The highest severity on a school: of several roles the one that allows most counts.
    pub fn on_school(&self, school: EstablishmentId) -> Option<Severity> {
        self.highest(|reach| reach.establishments.contains(&school))
    }

    /// The highest severity on a school or on an authority itself.
    pub fn on(&self, scope: Scope) -> Option<Severity> {
        match scope {
            Scope::Establishment(id) => self.on_school(id),
            Scope::Authority(id) => self.highest(|reach| reach.authorities.contains(&id)),
        }
    }

    /// The highest severity on a whole place: the lowest of its schools, and of the authority in whose
    /// name it is sent.
    pub fn on_all(
        &self,
        schools: &BTreeSet<EstablishmentId>,
        authority: Option<AuthorityId>,
    ) -> Option<Severity> {
        let schools = schools.iter().map(|school| self.on_school(*school));
        let authority = authority.map(|authority| self.on(Scope::Authority(authority)));
        schools.chain(authority).min().flatten()
    }

    fn highest(&self, covers: impl Fn(&Reach) -> bool) -> Option<Severity> {
        self.0.iter().rev().find(|(_, reach)| covers(reach)).map(|(severity, _)| *severity)
    }
}
