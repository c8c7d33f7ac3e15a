use domain::{PictureId, files::OwnerKind};
use sea_orm::{ColumnTrait, Condition};

use crate::entities::file;

/// The owner of a file, as its row stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub kind: OwnerKind,
    pub id: i64,
}

impl Owner {
    /// The picture that its sizes belong to.
    pub fn of_picture(picture: PictureId) -> Self {
        Self { kind: OwnerKind::Picture, id: picture.0 }
    }

    /// Condition: the files of this owner.
    pub fn files(self) -> Condition {
        Condition::all().add(file::Column::OwnerKind.eq(self.kind)).add(file::Column::OwnerId.eq(self.id))
    }
}
