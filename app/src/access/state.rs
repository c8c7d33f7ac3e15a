use std::collections::BTreeMap;

use domain::{
    access::{
        AccessChange, GrantInput, Grantee, MAX_CHANGES, NewGrant, PROPOSED_SEVERITY, Scope, SeverityChange,
        view::{AccessPage, GrantRow, GranteeView, OpenRequest, PersonLabel, PopulationSurvey},
    },
    communications::Severity,
    fields::{FieldErrors, FieldProblem},
};
use leptos::prelude::*;

use super::{line::Added, outcome::Outcome};
use crate::{AppError, components::form::Problems};

/// Which of the two tabs it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GranteeKind {
    Population,
    Person,
}

impl GranteeKind {
    /// Whether the tab's *Récapitulatif* shows this line.
    pub fn shows(self, row: &GrantRow) -> bool {
        matches!(row.grantee, GranteeView::Person(_)) == (self == Self::Person)
    }
}

/// Whether *Ajouter les accès* was pressed for the current form, and the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tried {
    No,
    Yes,
    /// The list has such a line already.
    Repeated,
}

/// The current state of *Ajouter des accès*.
#[derive(Clone, Debug)]
pub struct Form {
    pub line: GrantInput,
    pub person: Option<PersonLabel>,
    pub survey: PopulationSurvey,
    /// The survey for an empty form, without criteria.
    blank: PopulationSurvey,
    tried: Tried,
}

impl Form {
    /// Whether the list already has the line that the form describes.
    pub fn is_repeated(&self) -> bool {
        self.tried == Tried::Repeated
    }

    /// The error of every control; none before the first try.
    fn errors(&self, kind: GranteeKind, scope: Scope) -> FieldErrors {
        match self.tried {
            Tried::No => FieldErrors::default(),
            Tried::Yes | Tried::Repeated => self.parse(kind, scope).err().unwrap_or_default(),
        }
    }

    /// When no person is chosen on the tab for people, the problems of populations are left out.
    fn parse(&self, kind: GranteeKind, scope: Scope) -> Result<NewGrant, FieldErrors> {
        self.line.parse(scope).map_err(|errors| {
            if kind == GranteeKind::Population || self.line.person.is_some() {
                return errors;
            }
            let mut shown = FieldErrors::default();
            if let Some(problem) = errors.get("role") {
                shown.add("role", problem.clone());
            }
            shown.add("cible", FieldProblem::Required);
            shown
        })
    }

    /// The line that the form would add to the list.
    fn to_line(&self, kind: GranteeKind, scope: Scope) -> Option<Added> {
        let new = self.parse(kind, scope).ok()?;
        let (grantee, people) = match &new.grantee {
            Grantee::Person(_) => (GranteeView::Person(self.person.clone()?), 1),
            Grantee::Population(population) => {
                (GranteeView::Population(population.clone()), self.survey.people)
            }
        };
        Some(Added::new(self.line.clone(), &new, grantee, people))
    }

    /// The role stays, with its severity: an administrator often gives it to several people in a row.
    fn empty(&mut self) {
        let GrantInput { role, severity, .. } = std::mem::take(&mut self.line);
        self.line = GrantInput { role, severity, ..GrantInput::default() };
        self.person = None;
        self.survey = self.blank.clone();
        self.tried = Tried::No;
    }
}

/// *Récapitulatif des droits d’accès*: the lines last received from the server, and the changes
/// that wait for *Valider*.
#[derive(Clone, Debug)]
pub struct List {
    pub page: AccessPage,
    pub added: Vec<Added>,
    /// Identities of the grants to be removed.
    pub removed: Vec<i64>,
    /// The grants that get another highest severity, with its code.
    pub changed: BTreeMap<i64, String>,
}

impl List {
    /// A list without pending changes.
    pub fn of(page: AccessPage) -> Self {
        Self { page, added: Vec::new(), removed: Vec::new(), changed: BTreeMap::new() }
    }

    pub fn pending(&self) -> usize {
        self.added.len() + self.removed.len() + self.changes().count()
    }

    /// The grants that get another severity, with its code. One that is to be removed is not changed.
    pub fn changes(&self) -> impl Iterator<Item = (&GrantRow, &str)> {
        self.page.grants.iter().filter_map(|row| {
            let id = row.id.filter(|id| !self.removed.contains(id))?;
            let code = self.changed.get(&id)?;
            (row.severity.map(Severity::code) != Some(code.as_str())).then_some((row, code.as_str()))
        })
    }

    pub fn is_full(&self) -> bool {
        self.pending() >= MAX_CHANGES
    }

    /// The grants that are to be removed.
    pub fn leaving(&self) -> impl Iterator<Item = &GrantRow> {
        self.page.grants.iter().filter(|row| row.id.is_some_and(|id| self.removed.contains(&id)))
    }

    /// `false` when the role is already given or the line already pending.
    fn add(&mut self, mut line: Added) -> bool {
        let given = self.page.grants.iter().any(|row| line.repeats(row));
        let waiting = self.added.iter().any(|other| other.gives(line.role, &line.grantee, line.extent));
        if given || waiting {
            return false;
        }
        line.uid = self.added.iter().map(|line| line.uid + 1).max().unwrap_or_default();
        self.added.push(line);
        true
    }

    /// The change that *Valider* sends.
    pub fn change(&self) -> AccessChange {
        AccessChange {
            scope: self.page.scope.scope.to_string(),
            version: self.page.version,
            added: self.added.iter().map(|line| line.input.clone()).collect(),
            removed: self.removed.clone(),
            changed: self
                .changes()
                .filter_map(|(row, code)| Some(SeverityChange { grant: row.id?, severity: code.to_owned() }))
                .collect(),
        }
    }
}

/// The rights being edited; every component of a tab reads and changes them through this.
///
/// A few large signals: each type inside a signal costs some kB in the browser package.
#[derive(Clone, Copy)]
pub struct Access {
    pub kind: GranteeKind,
    pub form: RwSignal<Form>,
    pub list: RwSignal<List>,
    /// The text typed in the search for a person.
    pub search: RwSignal<String>,
    /// A count for the current form is on its way.
    pub counting: RwSignal<bool>,
    /// Why the last count failed.
    pub uncounted: RwSignal<Option<AppError>>,
    /// Number of the latest request for a count.
    pub asked: StoredValue<u32>,
    pub confirming: RwSignal<bool>,
    pub saving: RwSignal<bool>,
    pub outcome: RwSignal<Option<Outcome>>,
    /// The last change to the pending lines, announced to screen readers.
    pub spoken: RwSignal<String>,
    errors: Memo<FieldErrors>,
}

impl Access {
    pub fn new(kind: GranteeKind, page: AccessPage, survey: PopulationSurvey) -> Self {
        let scope = page.scope.scope;
        let severity = PROPOSED_SEVERITY.code().to_owned();
        let form = RwSignal::new(Form {
            line: GrantInput { severity, ..GrantInput::default() },
            person: None,
            blank: survey.clone(),
            survey,
            tried: Tried::No,
        });
        Self {
            kind,
            form,
            list: RwSignal::new(List::of(page)),
            search: RwSignal::default(),
            counting: RwSignal::new(false),
            uncounted: RwSignal::new(None),
            asked: StoredValue::new(0),
            confirming: RwSignal::new(false),
            saving: RwSignal::new(false),
            outcome: RwSignal::new(None),
            spoken: RwSignal::default(),
            errors: Memo::new(move |_| form.with(|form| form.errors(kind, scope))),
        }
    }

    /// Fills in the form as somebody asked; nothing is given by it.
    pub fn prefill(self, request: OpenRequest) {
        self.search.set(request.person.name.clone());
        self.form.update(|form| {
            request.role.code().clone_into(&mut form.line.role);
            if let Some(severity) = request.severity {
                severity.code().clone_into(&mut form.line.severity);
            }
            form.line.person = Some(request.person.id);
            form.person = Some(request.person);
        });
    }

    pub fn scope(self) -> Scope {
        self.list.with_untracked(|list| list.page.scope.scope)
    }

    pub fn edit(self, change: impl FnOnce(&mut GrantInput)) {
        self.form.update(|form| {
            if form.tried == Tried::Repeated {
                form.tried = Tried::No;
            }
            change(&mut form.line);
        });
    }

    pub fn choose_person(self, person: Option<PersonLabel>) {
        self.edit(|line| line.person = person.as_ref().map(|person| person.id));
        self.form.update(|form| form.person = person);
    }

    /// What is wrong with each control of the form.
    pub fn problems(self) -> Problems {
        let errors = self.errors;
        Problems::new(move |field| errors.with(|errors| errors.get(field).cloned()))
    }

    pub fn pending(self) -> usize {
        self.list.with(List::pending)
    }

    /// A count is on its way, and no failure of the last one is shown.
    pub fn is_counting(self) -> bool {
        self.counting.get() && self.uncounted.with(Option::is_none)
    }

    /// The count will not come by itself: nobody waits for it.
    pub fn has_no_count(self) -> bool {
        self.uncounted.with(|failed| failed.as_ref().is_some_and(|error| *error != AppError::Unreachable))
    }

    /// *Ajouter les accès*: `true` when the line was added to the list.
    pub fn add(self) -> bool {
        self.outcome.set(None);
        let line = self.form.with_untracked(|form| form.to_line(self.kind, self.scope()));
        let Some(line) = line else {
            self.form.update(|form| form.tried = Tried::Yes);
            return false;
        };
        let mut added = false;
        self.list.update(|list| added = list.add(line));
        if added {
            self.search.set(String::new());
            self.form.update(Form::empty);
        } else {
            self.form.update(|form| form.tried = Tried::Repeated);
        }
        added
    }

    pub fn take_back(self, uid: usize) {
        self.list.update(|list| list.added.retain(|line| line.uid != uid));
    }

    /// *Jusqu'à* of a line that exists.
    pub fn change_severity(self, id: i64, code: String) {
        self.list.update(|list| {
            list.changed.insert(id, code);
        });
    }

    pub fn toggle_removal(self, id: i64) {
        self.list.update(|list| match list.removed.iter().position(|known| *known == id) {
            Some(position) => {
                list.removed.remove(position);
            }
            None => list.removed.push(id),
        });
    }
}
