use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use crate::{
    Result,
    audience::{Index, Names},
    database::{rows_per_insert, statement},
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
            let one = "(establishment_id = ? AND profile = ? AND kind = ? AND name = ?)";
            let sql = format!("DELETE FROM known_name WHERE {}", vec![one; some.len()].join(" OR "));
            let values = some.iter().flat_map(|(school, profile, kind, name)| {
                [(*school).into(), profile.code().into(), kind.code().into(), (*name).into()]
            });
            tx.execute_raw(statement(tx, &sql, values)).await?;
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
