use domain::files::OwnerKind;
use sea_orm::{ColumnTrait, Condition};

use crate::entities::file;

/// The owner of a file, as its row stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub kind: OwnerKind,
    pub id: i64,
}

impl Owner {
    /// Condition: the files of this owner.
    pub fn files(self) -> Condition {
        Condition::all().add(file::Column::OwnerKind.eq(self.kind)).add(file::Column::OwnerId.eq(self.id))
    }
}
