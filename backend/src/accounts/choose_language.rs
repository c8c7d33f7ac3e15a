use domain::PersonId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use words::Language;

use crate::{
    Backend, Result,
    entities::person,
    revision::{self, Scope},
    transaction,
};

/// From now on the person reads everything in this language: in every browser, and in letters. It is
/// their own row, so no right is needed.
pub async fn choose_language(backend: &Backend, reader: PersonId, language: Language) -> Result<()> {
    transaction!(&backend.db, |tx| {
        person::Entity::update_many()
            .col_expr(person::Column::Language, Expr::value(language.code()))
            .filter(person::Column::Id.eq(reader))
            .exec(tx)
            .await?;
        // Sessions are kept in memory together with the language of their person.
        revision::touch(tx, revision::SESSIONS, [Scope::Person(reader)]).await
    })?;
    backend.refresh().await
}
