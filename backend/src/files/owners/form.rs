use domain::{PersonId, files::OwnerKind};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Result,
    access::Caller,
    entities::{file, picture},
    files::owner::Owner,
};

/// A form that is not deployed yet; a person is filling it in under a key.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    pub person: PersonId,
    pub key: &'a str,
}

/// SQL condition on a file `f`: it waits in a form.
pub const WAITS: &str = "f.owner_kind = 'form'";

/// SQL condition on a file `f` that waits in a form: the form has no draft any more.
pub const IS_LEFT: &str =
    "NOT EXISTS (SELECT 1 FROM draft d WHERE d.author_id = f.owner_id AND d.form_key = f.form_key)";

/// The lock of everything that a person does with forms that are not deployed yet: saving a draft,
/// deploying, joining a file.
pub fn forms_of(person: PersonId) -> String {
    format!("forms of {person}")
}

/// Moves the files and the picture that are left in a form to another key.
pub async fn rename(db: &impl ConnectionTrait, form: Form<'_>, key: &str) -> Result<()> {
    picture::Entity::update_many()
        .col_expr(picture::Column::FormKey, key.into())
        .filter(form.pictures())
        .exec(db)
        .await?;
    file::Entity::update_many()
        .col_expr(file::Column::FormKey, key.into())
        .filter(form.files())
        .exec(db)
        .await?;
    Ok(())
}

/// Gives a form the files and the picture of what was made from it. Call it in the transaction that
/// takes the sending back.
pub async fn give_back(db: &impl ConnectionTrait, from: Owner, form: Form<'_>) -> Result<()> {
    let owner = Owner::from(form.person);
    let its_own = Condition::all()
        .add(picture::Column::OwnerKind.eq(from.kind))
        .add(picture::Column::OwnerId.eq(from.id));
    picture::Entity::update_many()
        .col_expr(picture::Column::OwnerKind, owner.kind.into())
        .col_expr(picture::Column::OwnerId, owner.id.into())
        .col_expr(picture::Column::FormKey, form.key.into())
        .filter(its_own)
        .exec(db)
        .await?;
    file::Entity::update_many()
        .col_expr(file::Column::OwnerKind, owner.kind.into())
        .col_expr(file::Column::OwnerId, owner.id.into())
        .col_expr(file::Column::FormKey, form.key.into())
        .filter(from.files())
        .exec(db)
        .await?;
    Ok(())
}

impl Form<'_> {
    pub fn pictures(self) -> Condition {
        let owner = Owner::from(self.person);
        Condition::all()
            .add(picture::Column::OwnerKind.eq(owner.kind))
            .add(picture::Column::OwnerId.eq(owner.id))
            .add(picture::Column::FormKey.eq(self.key))
    }

    pub fn files(self) -> Condition {
        Owner::from(self.person).files().add(file::Column::FormKey.eq(self.key))
    }
}

/// The person who fills in a form owns the files in it.
impl From<PersonId> for Owner {
    fn from(person: PersonId) -> Self {
        Self { kind: OwnerKind::Form, id: person.0 }
    }
}

pub fn may_open(owner: Owner, caller: &Caller) -> bool {
    owner == caller.person.into()
}
