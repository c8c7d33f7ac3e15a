//! What somebody else changed meanwhile.

use domain::access::view::{AccessPage, GrantRow};

use super::line::Added;
use crate::words;

/// The lines added and removed between two loads of the same page, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub came: Vec<String>,
    pub went: Vec<String>,
    /// Pending lines that are no longer needed: somebody else made the same change.
    pub settled: Vec<String>,
}

pub fn between(before: &AccessPage, after: &AccessPage) -> Changes {
    let missing = |rows: &[GrantRow], other: &[GrantRow], say: fn(&GrantRow) -> String| {
        let same = |one: &GrantRow, row: &GrantRow| one.id == row.id && one.severity == row.severity;
        let gone = |row: &&GrantRow| row.id.is_some() && other.iter().all(|known| !same(known, row));
        rows.iter().filter(gone).map(say).collect()
    };
    Changes {
        came: missing(&after.grants, &before.grants, came),
        went: missing(&before.grants, &after.grants, line),
        settled: Vec::new(),
    }
}

/// Removes the pending lines that the new page already has, and reports them.
pub fn settle(page: &AccessPage, added: &mut Vec<Added>, removed: &mut Vec<i64>, changes: &mut Changes) {
    added.retain(|pending| {
        let given = page.grants.iter().find(|row| pending.repeats(row));
        changes.settled.extend(given.map(line));
        given.is_none()
    });
    removed.retain(|id| page.grants.iter().any(|row| row.id == Some(*id)));
}

fn line(row: &GrantRow) -> String {
    let role = words().access.role_up_to(row.role, row.severity);
    format!("{} – {role}", words().access.grantee(&row.grantee))
}

fn came(row: &GrantRow) -> String {
    match &row.given {
        Some(given) => words().access.given_by(&line(row), &given.by),
        None => line(row),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use domain::{
        EstablishmentId, PersonId,
        access::{
            Extent, GrantInput, Role, Scope,
            view::{AccessPage, Given, GrantRow, GranteeView, PersonLabel, ScopeChoice},
        },
        fields::FieldErrors,
        time::{Millis, Stamp},
    };

    use super::{Added, between, settle};

    fn person(id: i64) -> GranteeView {
        GranteeView::Person(PersonLabel {
            id: PersonId(id),
            name: format!("Personne {id}"),
            place: None,
            apart: vec![],
        })
    }

    fn row(id: i64, role: Role) -> GrantRow {
        let given =
            Given { at: Stamp { at: Millis(0), local: NaiveDateTime::default() }, by: "Karim Benali".into() };
        GrantRow {
            id: Some(id),
            role,
            grantee: person(id),
            extent: Extent::Whole,
            severity: None,
            inherited_from: None,
            people: 1,
            concerns: Vec::new(),
            given: Some(given),
        }
    }

    fn page(grants: Vec<GrantRow>) -> AccessPage {
        let scope = ScopeChoice {
            scope: Scope::Establishment(EstablishmentId(1)),
            name: "Lycée".into(),
            place: String::new(),
            schools: 1,
        };
        AccessPage {
            scopes: vec![],
            scope,
            version: 1,
            grants,
            requests: vec![],
            requests_cut: false,
            second_factor_demanded: None,
            names_shown: None,
            copies_by_default: None,
        }
    }

    #[test]
    fn changes_are_reported_and_settled_lines_are_not_sent_again() {
        let before = page(vec![row(1, Role::SenderNews), row(2, Role::SenderMessage)]);
        let after = page(vec![row(1, Role::SenderNews), row(3, Role::SenderViewer)]);
        let mut changes = between(&before, &after);
        assert_eq!(
            changes.came,
            ["Personne 3 – Émetteur – accès tableau de bord (consultation), par Karim Benali"]
        );
        assert_eq!(changes.went, ["Personne 2 – Émetteur – messagerie"]);

        let pending = |uid: usize, person_id: i64, role: Role| Added {
            uid,
            input: GrantInput::default(),
            role,
            grantee: person(person_id),
            extent: Extent::Whole,
            severity: None,
            people: 1,
            problems: FieldErrors::default(),
        };
        let mut added = vec![pending(0, 3, Role::SenderViewer), pending(1, 3, Role::SenderNews)];
        let mut removed = vec![1, 2];
        settle(&after, &mut added, &mut removed, &mut changes);
        assert_eq!(added.iter().map(|line| line.uid).collect::<Vec<_>>(), [1]);
        assert_eq!(removed, [1]);
        assert_eq!(changes.settled, ["Personne 3 – Émetteur – accès tableau de bord (consultation)"]);
    }
}
