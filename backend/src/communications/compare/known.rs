use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use crate::{
    Result,
    audience::{Index, Names},
    database::rows_per_insert,
    entities::known_name,
};

/// Names that one statement forgets.
const AT_ONCE: usize = 200;

/// The names of the directory as it is, and as it was when it was compared last.
pub(super) struct Known {
    pub present: Names,
    pub before: Names,
}

impl Known {
    pub async fn load(db: &impl ConnectionTrait, index: &Index) -> Result<Self> {
        let mut before = Names::default();
        for row in known_name::Entity::find().all(db).await? {
            before.add(row.establishment_id, row.profile, row.kind, &row.name);
        }
        Ok(Self { present: index.all_names(), before })
    }

    /// Stores the present names for the next comparison.
    pub async fn write(&self, tx: &DatabaseTransaction) -> Result<()> {
        let (present, before) = (self.present.all(), self.before.all());
        let gone: Vec<_> = before.difference(&present).collect();
        for some in gone.chunks(AT_ONCE) {
            let those = some.iter().fold(Condition::any(), |those, (school, profile, kind, name)| {
                let one = Condition::all()
                    .add(known_name::Column::EstablishmentId.eq(*school))
                    .add(known_name::Column::Profile.eq(*profile))
                    .add(known_name::Column::Kind.eq(*kind))
                    .add(known_name::Column::Name.eq(*name));
                those.add(one)
            });
            known_name::Entity::delete_many().filter(those).exec(tx).await?;
        }
        let new: Vec<_> = present
            .difference(&before)
            .map(|(school, profile, kind, name)| known_name::ActiveModel {
                establishment_id: Set(*school),
                profile: Set(*profile),
                kind: Set(*kind),
                name: Set((*name).to_owned()),
            })
            .collect();
        for some in new.chunks(rows_per_insert(4)) {
            known_name::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
        }
        Ok(())
    }
}
