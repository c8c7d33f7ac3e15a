use domain::{
    access::{
        Extent, GrantInput, Role,
        view::{GrantRow, GranteeView},
    },
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
    pub people: u64,
    /// The errors that the server found in it.
    pub problems: FieldErrors,
}

impl Added {
    /// Whether it would give the same role as `row`.
    pub fn repeats(&self, row: &GrantRow) -> bool {
        row.id.is_some() && self.gives(row.role, &row.grantee, row.extent)
    }

    /// Whether it would give exactly this role.
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
