//! Which of a reader's children a message concerns.

use domain::{
    MessageId,
    directory::Profile,
    targets::{Audience, ResolvedTarget},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{Result, audience::children_sql, ground::sql::Sql};

/// Notes, for each recipient with several children, those whom the message concerns; for `every`
/// recipient if one guardian of each child is to acknowledge it. It is noted when the message is
/// sent, with the child's level: next year, or after a level is renamed, it could not be found out.
pub(super) async fn note(
    db: &DatabaseTransaction,
    message: MessageId,
    audience: &Audience,
    every: bool,
) -> Result<()> {
    let for_parents = |target: &ResolvedTarget| {
        !target.criteria().names_people() && target.criteria().profiles.accepts(Some(&Profile::Parent))
    };
    if !audience.targets().iter().any(for_parents) {
        return Ok(());
    }
    let several = if every {
        ""
    } else {
        "AND EXISTS (SELECT 1 FROM family_link other WHERE other.parent_id = f.parent_id \
         AND other.child_id <> f.child_id) "
    };
    let sql = Sql::new(format!(
        "INSERT INTO delivery_child (message_id, person_id, child_id, level) \
         SELECT {message}, f.parent_id, f.child_id, MIN(k.level) FROM cohort k \
         JOIN membership m ON m.cohort_id = k.id JOIN family_link f ON f.child_id = m.person_id \
         WHERE k.id IN ("
    ))
    .nest(children_sql(audience))
    .then(&format!(
        ") {several}AND EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = {message} AND d.person_id = f.parent_id) \
         GROUP BY f.parent_id, f.child_id"
    ));
    db.execute_raw(sql.on(db)).await?;
    Ok(())
}
