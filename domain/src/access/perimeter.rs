use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{AuthorityId, EstablishmentId, severity::Severity, targets::Chosen};

/// périmètre: the schools that a sender may address when speaking for a school, a campus or an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Perimeter {
    /// The name in forms: `etablissement-1`, `cite-1` or `collectivite-1`.
    pub key: String,
    pub name: String,
    /// Set when the sender speaks for an authority.
    pub authority: Option<AuthorityId>,
    /// The highest severity of an announcement in the authority's name; `None` without an authority,
    /// and on channels without severities.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// By name.
    pub schools: Vec<School>,
}

/// A school as a sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    pub id: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    /// IANA name.
    pub time_zone: String,
    /// The highest severity of an announcement that the sender may create on this school; `None` on
    /// channels without severities.
    #[serde(default)]
    pub severity: Option<Severity>,
}

impl School {
    /// The name in a list of schools: where another one has the same, with its town, and with its code
    /// where the town does not tell them apart.
    pub fn called(&self, among: &[Self]) -> String {
        let mut twins =
            among.iter().filter(|other| other.id != self.id && other.name == self.name).peekable();
        if twins.peek().is_none() {
            self.name.clone()
        } else if self.town.is_empty() || twins.any(|other| other.town == self.town) {
            format!("{} ({})", self.name, self.place())
        } else {
            format!("{} ({})", self.name, self.town)
        }
    }

    /// What stands below the name: the town and the code.
    pub fn place(&self) -> String {
        if self.town.is_empty() { self.uai.clone() } else { format!("{}, {}", self.town, self.uai) }
    }
}

/// Schools named to tell two perimeters of the same name apart.
const NAMED: usize = 3;

impl Perimeter {
    /// The name, with the towns of its schools.
    pub fn name_and_place(&self) -> String {
        with(&self.name, &self.towns())
    }

    /// The name in a list of perimeters. Those with the same name are told apart by their towns or,
    /// in the same town, by the UAI codes of their schools too. Names are the same if `fold` makes the
    /// same of them.
    pub fn label(&self, among: &[Self], fold: impl Fn(&str) -> String) -> String {
        let twin = |alike: &dyn Fn(&Self) -> String| {
            among.iter().any(|other| other.key != self.key && fold(&alike(other)) == fold(&alike(self)))
        };
        if !twin(&|one| one.name.clone()) {
            return self.name.clone();
        }
        if !twin(&Self::name_and_place) {
            return self.name_and_place();
        }
        let codes = self.schools.iter().map(|school| school.uai.clone());
        with(&self.name, &[self.towns(), first_of(codes)].concat())
    }

    fn towns(&self) -> Vec<String> {
        let towns = self.schools.iter().map(|school| &school.town).filter(|town| !town.is_empty());
        let towns: Chosen<&String> = towns.collect();
        first_of(towns.iter().map(|town| (*town).clone()))
    }

    pub fn establishments(&self) -> BTreeSet<EstablishmentId> {
        self.schools.iter().map(|school| school.id).collect()
    }

    /// The highest severity of an announcement to these schools, as far as the rights allow on each
    /// of them, and on the authority in whose name it is sent.
    pub fn severity_limit<'a>(
        &self,
        schools: impl IntoIterator<Item = &'a EstablishmentId>,
    ) -> Option<Severity> {
        let of_schools = schools.into_iter().map(|id| self.school(*id).and_then(|school| school.severity));
        of_schools.chain(self.authority.map(|_| self.severity)).min().flatten()
    }

    pub fn school(&self, id: EstablishmentId) -> Option<&School> {
        self.schools.iter().find(|school| school.id == id)
    }
}

fn first_of(mut names: impl Iterator<Item = String>) -> Vec<String> {
    let mut first: Vec<String> = names.by_ref().take(NAMED).collect();
    if names.next().is_some() {
        first.push("…".to_owned());
    }
    first
}

fn with(name: &str, details: &[String]) -> String {
    if details.is_empty() { name.to_owned() } else { format!("{name} ({})", details.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn perimeter(id: i64, name: &str, town: &str, uai: &str) -> Perimeter {
        let school = School {
            id: EstablishmentId(id),
            uai: uai.to_owned(),
            name: name.to_owned(),
            town: town.to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            severity: None,
        };
        Perimeter {
            key: format!("etablissement-{id}"),
            name: name.to_owned(),
            authority: None,
            severity: None,
            schools: vec![school],
        }
    }

    #[test]
    fn perimeters_of_the_same_name_are_told_apart() {
        let all = [
            perimeter(1, "Lycée Curie", "Metz", "0570051W"),
            perimeter(2, "Lycée Pasteur", "Metz", "0570052X"),
            perimeter(3, "LYCEE PASTEUR", "Nancy", "0540001A"),
            perimeter(4, "Lycée Pasteur", "Metz", "0570053Y"),
        ];
        let labels: Vec<String> = all.iter().map(|one| one.label(&all, crate::search::fold)).collect();
        assert_eq!(
            labels,
            [
                "Lycée Curie",
                "Lycée Pasteur (Metz, 0570052X)",
                "LYCEE PASTEUR (Nancy)",
                "Lycée Pasteur (Metz, 0570053Y)"
            ]
        );
    }
}
