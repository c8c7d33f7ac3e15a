use std::collections::{BTreeSet, HashMap};

use domain::{
    AuthorityId, CampusId, EstablishmentId,
    directory::{Loss, LossKind},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use words::Language;

use super::{
    super::{
        Counts,
        read::{EstablishmentRow, School},
    },
    mixed::mixed,
};
use crate::{
    Result,
    entities::{authority, campus, establishment},
};

/// How many schools a question names.
const NAMED: usize = 5;

/// Schools, authorities and campuses of the database.
#[derive(Debug, Default)]
pub(in super::super) struct StoredSchools {
    pub(in super::super) authorities: HashMap<String, AuthorityId>,
    pub(in super::super) campuses: HashMap<String, CampusId>,
    establishments: HashMap<String, establishment::Model>,
}

impl StoredSchools {
    pub(in super::super) async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let authorities = authority::Entity::find().all(db).await?;
        let campuses = campus::Entity::find().all(db).await?;
        let establishments = establishment::Entity::find().all(db).await?;
        Ok(Self {
            authorities: authorities.into_iter().map(|row| (row.name, row.id)).collect(),
            campuses: campuses.into_iter().map(|row| (row.name, row.id)).collect(),
            establishments: establishments.into_iter().map(|row| (row.uai.clone(), row)).collect(),
        })
    }

    /// The position among `uais` of each school, by establishment id.
    pub(in super::super) fn positions(&self, uais: &[String]) -> HashMap<EstablishmentId, School> {
        let known =
            (0..).zip(uais).filter_map(|(school, uai)| Some((self.establishments.get(uai)?.id, school)));
        known.collect()
    }

    /// Those of these schools that are stored.
    pub(super) fn ids(&self, uais: &BTreeSet<String>) -> BTreeSet<EstablishmentId> {
        uais.iter().filter_map(|uai| Some(self.establishments.get(uai)?.id)).collect()
    }

    /// What each school is called, by its position among `uais`.
    pub(super) fn names(&self, uais: &[String], rows: &[EstablishmentRow]) -> Vec<String> {
        let called = self.called(rows);
        uais.iter().map(|uai| called.get(uai).unwrap_or(uai).clone()).collect()
    }

    /// The name of each school, by its code; that of the file for one that is new. Where another one has the
    /// same, it says more, as [`SCHOOL_CALLED`](crate::ground::school_name::SCHOOL_CALLED).
    pub(super) fn called(&self, rows: &[EstablishmentRow]) -> HashMap<String, String> {
        let stored = self.establishments.values();
        let stored = stored.map(|row| (row.uai.as_str(), row.name.as_str(), row.town.as_str()));
        let new = rows.iter().filter(|row| !self.establishments.contains_key(&row.uai));
        let new = new.map(|row| (row.uai.as_str(), row.name.as_str(), row.town.as_str()));
        let all: Vec<(&str, &str, &str)> = stored.chain(new).collect();
        let mut alike: HashMap<&str, u32> = HashMap::new();
        let mut there: HashMap<(&str, &str), u32> = HashMap::new();
        for &(_, name, town) in &all {
            *alike.entry(name).or_default() += 1;
            *there.entry((name, town)).or_default() += 1;
        }
        let called = |(uai, name, town): (&str, &str, &str)| {
            let said = if alike.get(name) == Some(&1) {
                name.to_owned()
            } else if town.is_empty() {
                format!("{name} ({uai})")
            } else if there.get(&(name, town)) == Some(&1) {
                format!("{name} ({town})")
            } else {
                format!("{name} ({town}, {uai})")
            };
            (uai.to_owned(), said)
        };
        all.into_iter().map(called).collect()
    }

    /// Whether the row contains nothing new.
    fn has(&self, stored: &establishment::Model, row: &EstablishmentRow) -> bool {
        let campus = row.campus.as_ref().map(|name| self.campuses.get(name).copied());
        stored.name == row.name
            && stored.town == row.town
            && stored.time_zone.name() == row.time_zone
            && self.authorities.get(&row.authority) == Some(&stored.authority_id)
            && campus.unwrap_or_default() == stored.campus_id
            && campus != Some(None)
    }

    /// Whether the row takes a school from its authority. That it gets its first one is no loss.
    fn moves(&self, stored: &establishment::Model, row: &EstablishmentRow) -> bool {
        let is_of = |authority: &str| self.authorities.get(authority) == Some(&stored.authority_id);
        let unknown = Language::default().words().directory.authority_unknown;
        !is_of(&row.authority) && !is_of(unknown)
    }
}

/// The schools, authorities and campuses of the file that the database does not have yet.
#[derive(Debug, Default)]
pub(in super::super) struct SchoolDiff {
    pub(in super::super) authorities: BTreeSet<String>,
    pub(in super::super) campuses: BTreeSet<String>,
    /// New or changed, as positions among the file's rows.
    pub(in super::super) rows: Vec<usize>,
    pub(in super::super) counts: Counts,
    /// How many the database has, and how many of these are taken from their authority; the first ones by name.
    known: u64,
    moved: u64,
    moved_names: Vec<String>,
    /// Which, and to whom, as a part of the number of this difference.
    pub(super) moves: u64,
}

impl SchoolDiff {
    /// The schools that are taken from their authority, if they are too many.
    pub(super) fn loss(&self) -> Option<Loss> {
        let names = Some(self.moved_names.join(", "));
        Loss::beyond_a_tenth(LossKind::Authorities, names, self.moved, self.known)
    }
}

/// Schools are never removed: a file only adds or changes them.
pub(super) fn compare(stored: &StoredSchools, wanted: &[EstablishmentRow]) -> SchoolDiff {
    let known = stored.establishments.len() as u64;
    let mut diff = SchoolDiff { known, ..SchoolDiff::default() };
    let called = stored.called(wanted);
    for (position, row) in wanted.iter().enumerate() {
        match stored.establishments.get(&row.uai) {
            Some(known) if stored.has(known, row) => {
                diff.counts.unchanged += 1;
                continue;
            }
            Some(known) => {
                diff.counts.changed += 1;
                if stored.moves(known, row) {
                    diff.moved += 1;
                    if diff.moved_names.len() < NAMED {
                        diff.moved_names.push(called.get(&known.uai).unwrap_or(&known.name).clone());
                    }
                    diff.moves = diff.moves.wrapping_add(mixed("authority", &[known.id.0], &row.authority));
                }
            }
            None => diff.counts.added += 1,
        }
        diff.rows.push(position);
        if !stored.authorities.contains_key(&row.authority) {
            diff.authorities.insert(row.authority.clone());
        }
        if let Some(campus) = row.campus.as_ref().filter(|name| !stored.campuses.contains_key(*name)) {
            diff.campuses.insert(campus.clone());
        }
    }
    diff
}
