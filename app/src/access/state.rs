use std::collections::BTreeSet;

use domain::{
    access::{
        AccessChange, Extent, GrantInput, Grantee, MAX_CHANGES, NewGrant, Role, Scope,
        view::{AccessPage, GrantRow, GranteeView, PersonChoice, PopulationSurvey},
    },
    fields::{FieldErrors, FieldProblem},
    targets::TargetInput,
};
use leptos::prelude::*;

use super::outcome::Outcome;

/// Which of the two tabs it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Population,
    Person,
}

impl Kind {
    /// Whether the tab's *Récapitulatif* shows this line.
    pub fn shows(self, row: &GrantRow) -> bool {
        matches!(row.grantee, GranteeView::Person(_)) == (self == Self::Person)
    }
}

/// A line to be added, not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Stays with the line when another one is taken back.
    pub uid: usize,
    pub input: GrantInput,
    pub role: Role,
    pub grantee: GranteeView,
    pub extent: Extent,
    pub people: u64,
    /// What the server found wrong with it.
    pub problems: FieldErrors,
}

impl Added {
    /// Whether it would give what `row` gives.
    pub fn repeats(&self, row: &GrantRow) -> bool {
        row.id.is_some() && self.gives(row.role, &row.grantee, row.extent)
    }

    fn gives(&self, role: Role, grantee: &GranteeView, extent: Extent) -> bool {
        self.role == role && self.extent == extent && same(&self.grantee, grantee)
    }
}

/// The same person may be written in two ways: by a first membership here or elsewhere.
fn same(one: &GranteeView, other: &GranteeView) -> bool {
    match (one, other) {
        (GranteeView::Person(one), GranteeView::Person(other)) => one.id == other.id,
        _ => one == other,
    }
}

/// Whether *Ajouter les accès* was pressed for what stands in the form, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tried {
    No,
    Yes,
    /// The list has such a line already.
    Repeated,
}

/// The rights in the making; every piece of a tab reads and changes them through this.
#[derive(Clone, Copy)]
pub struct Access {
    pub kind: Kind,
    /// As the server last told it.
    pub page: RwSignal<AccessPage>,
    /// *Ajouter des accès*, as it stands.
    pub line: RwSignal<GrantInput>,
    pub person: RwSignal<Option<PersonChoice>>,
    /// What is typed in the search for a person.
    pub search: RwSignal<String>,
    pub survey: RwSignal<PopulationSurvey>,
    /// A count for what stands in the form is on its way.
    pub counting: RwSignal<bool>,
    /// From the first try on, what is wrong with the form is shown.
    tried: RwSignal<Tried>,
    pub added: RwSignal<Vec<Added>>,
    /// Identities of the grants to be removed.
    pub removed: RwSignal<BTreeSet<i64>>,
    pub confirming: RwSignal<bool>,
    pub saving: RwSignal<bool>,
    pub outcome: RwSignal<Option<Outcome>>,
    /// What was just done to the pending lines, for those who do not see the list.
    pub spoken: RwSignal<String>,
    errors: Memo<FieldErrors>,
    blank: StoredValue<PopulationSurvey>,
}

impl Access {
    pub fn new(kind: Kind, page: AccessPage, survey: PopulationSurvey) -> Self {
        let scope = page.scope.scope;
        let line = RwSignal::new(GrantInput::default());
        let errors = Memo::new(move |_| line.with(|line| parse(kind, line, scope)).err().unwrap_or_default());
        Self {
            kind,
            page: RwSignal::new(page),
            line,
            person: RwSignal::new(None),
            search: RwSignal::default(),
            blank: StoredValue::new(survey.clone()),
            survey: RwSignal::new(survey),
            counting: RwSignal::new(false),
            tried: RwSignal::new(Tried::No),
            added: RwSignal::default(),
            removed: RwSignal::default(),
            confirming: RwSignal::new(false),
            saving: RwSignal::new(false),
            outcome: RwSignal::new(None),
            spoken: RwSignal::default(),
            errors,
        }
    }

    pub fn scope(self) -> Scope {
        self.page.with_untracked(|page| page.scope.scope)
    }

    pub fn edit(self, change: impl FnOnce(&mut GrantInput)) {
        if self.tried.get_untracked() == Tried::Repeated {
            self.tried.set(Tried::No);
        }
        self.line.update(change);
    }

    pub fn choose_person(self, person: Option<PersonChoice>) {
        let id = person.as_ref().map(|person| person.id);
        self.person.set(person);
        self.edit(|line| line.person = id);
    }

    /// The problem of one control of the form; none before the first try.
    pub fn error(self, field: &str) -> Option<FieldProblem> {
        (self.tried.get() != Tried::No)
            .then(|| self.errors.with(|errors| errors.get(field).cloned()))
            .flatten()
    }

    /// Whether what stands in the form is already in the list below it.
    pub fn is_repeated(self) -> bool {
        self.tried.get() == Tried::Repeated
    }

    /// How many lines wait for *Valider*.
    pub fn pending(self) -> usize {
        self.added.with(Vec::len) + self.removed.with(BTreeSet::len)
    }

    pub fn is_full(self) -> bool {
        self.pending() >= MAX_CHANGES
    }

    /// *Ajouter les accès*: `true` when the line went into the list.
    pub fn add(self) -> bool {
        self.tried.set(Tried::Yes);
        self.outcome.set(None);
        let input = self.line.get_untracked();
        let Ok(NewGrant { role, grantee, extent }) = parse(self.kind, &input, self.scope()) else {
            return false;
        };
        let (grantee, people) = match (grantee, self.person.get_untracked()) {
            (Grantee::Person(_), Some(person)) => (GranteeView::Person(person), 1),
            (Grantee::Person(_), None) => return false,
            (Grantee::Population(population), _) => {
                (GranteeView::Population(population), self.survey.with_untracked(|survey| survey.people))
            }
        };
        let uid = self
            .added
            .with_untracked(|added| added.iter().map(|line| line.uid + 1).max().unwrap_or_default());
        let line = Added { uid, input, role, grantee, extent, people, problems: FieldErrors::default() };
        let given = self.page.with_untracked(|page| page.grants.iter().any(|row| line.repeats(row)));
        let waiting = self
            .added
            .with_untracked(|added| added.iter().any(|other| other.gives(role, &line.grantee, extent)));
        if given || waiting {
            self.tried.set(Tried::Repeated);
            return false;
        }
        self.added.update(|added| added.push(line));
        self.empty_form();
        true
    }

    /// The role stays: whoever gives it to one person often gives it to the next.
    fn empty_form(self) {
        self.tried.set(Tried::No);
        self.search.set(String::new());
        self.person.set(None);
        self.survey.set(self.blank.get_value());
        self.edit(|line| {
            *line = GrantInput { role: std::mem::take(&mut line.role), ..GrantInput::default() }
        });
    }

    pub fn set_population(self, population: TargetInput) {
        self.edit(|line| line.population = population);
    }

    pub fn take_back(self, uid: usize) {
        self.added.update(|added| added.retain(|line| line.uid != uid));
    }

    pub fn toggle_removal(self, id: i64) {
        self.removed.update(|removed| {
            if !removed.remove(&id) {
                removed.insert(id);
            }
        });
    }

    /// What *Valider* sends.
    pub fn change(self) -> AccessChange {
        let (scope, version) = self.page.with_untracked(|page| (page.scope.scope.to_string(), page.version));
        AccessChange {
            scope,
            version,
            added: self.added.with_untracked(|added| added.iter().map(|line| line.input.clone()).collect()),
            removed: self.removed.with_untracked(|removed| removed.iter().copied().collect()),
        }
    }
}

/// What the form says, or every refused control. For a person without a person nothing is said of
/// populations.
fn parse(kind: Kind, line: &GrantInput, scope: Scope) -> Result<NewGrant, FieldErrors> {
    line.parse(scope).map_err(|mut errors| {
        if kind == Kind::Person && line.person.is_none() {
            errors.0.retain(|field, _| field == "role");
            errors.add("cible", FieldProblem::Required);
        }
        errors
    })
}
