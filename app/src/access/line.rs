use domain::{
    access::{
        Extent, GrantInput, NewGrant, Role,
        view::{GrantRow, GranteeView},
    },
    communications::Severity,
    fields::FieldErrors,
};

/// A line to be added, not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Stays the same when another line is removed.
    pub uid: usize,
    pub input: GrantInput,
    pub role: Role,
    pub grantee: GranteeView,
    pub extent: Extent,
    /// The highest severity, for a role that has severities.
    pub severity: Option<Severity>,
    pub people: u64,
    /// The errors that the server found in it.
    pub problems: FieldErrors,
}

impl Added {
    /// A checked line for these people.
    pub fn new(input: GrantInput, new: &NewGrant, grantee: GranteeView, people: u64) -> Self {
        let NewGrant { role, extent, severity, .. } = *new;
        Self { uid: 0, input, role, grantee, extent, severity, people, problems: FieldErrors::default() }
    }

    /// Whether `row` gives exactly the same already. Up to another severity is not the same.
    pub fn repeats(&self, row: &GrantRow) -> bool {
        row.id.is_some() && self.severity == row.severity && self.gives(row.role, &row.grantee, row.extent)
    }

    /// Whether it would give this role to these people.
    pub fn gives(&self, role: Role, grantee: &GranteeView, extent: Extent) -> bool {
        self.role == role && self.extent == extent && same(&self.grantee, grantee)
    }
}

/// Compares people by identity: the same person may be shown with a membership here or elsewhere.
fn same(one: &GranteeView, other: &GranteeView) -> bool {
    match (one, other) {
        (GranteeView::Person(one), GranteeView::Person(other)) => one.id == other.id,
        _ => one == other,
    }
}
