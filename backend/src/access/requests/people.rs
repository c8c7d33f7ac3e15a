//! Who may ask, and who is asked.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, PersonId,
    access::{Grantee, Population, Role, Scope},
    directory::Profile,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Result,
    access::{holders_on_any, stored},
    audience::people_sql,
    entities::establishment,
    ground::sql::sql,
    search::by_name,
};

/// The schools in which a person works: as anything but a pupil or a parent. By name.
pub(super) async fn staffed_schools(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<establishment::Model>> {
    let sql = "SELECT DISTINCT c.establishment_id FROM membership m JOIN cohort c ON c.id = m.cohort_id \
               WHERE m.person_id = :person AND c.profile NOT IN (:student, :parent)";
    let rows = db
        .query_all_raw(sql!(
            db,
            sql,
            person,
            student = Profile::Student.code(),
            parent = Profile::Parent.code()
        ))
        .await?;
    let ids: BTreeSet<EstablishmentId> =
        rows.iter().map(|row| Ok(row.try_get("", "establishment_id")?)).collect::<Result<_>>()?;
    let schools = establishment::Entity::find()
        .filter(establishment::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(establishment::Column::Id);
    let mut schools = schools.all(db).await?;
    by_name(&mut schools, |school| &school.name);
    Ok(schools)
}

/// Those who administer the rights of a school and are nearest to it: its heads, and who was given
/// that on the school itself. Only where there are none besides the person who asks: everybody who may,
/// from the authority and the portal.
pub(crate) async fn nearest_administrators(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    asking: PersonId,
) -> Result<Vec<PersonId>> {
    let schools = BTreeSet::from([school]);
    let mut selects = vec![people_sql(&Population::heads().in_schools(&schools))];
    let mut near = BTreeSet::new();
    for grant in stored::grants(db, stored::on(Scope::Establishment(school))).await? {
        match grant.grantee {
            _ if grant.role != Role::SenderAdministrator => {}
            Grantee::Person(id) => {
                near.insert(id);
            }
            Grantee::Population(population) => selects.push(people_sql(&population.in_schools(&schools))),
        }
    }
    for sql in selects {
        for row in db.query_all_raw(sql.on(db)).await? {
            near.insert(row.try_get("", "person_id")?);
        }
    }
    let mut all = holders_on_any(db, Role::SenderAdministrator, &schools).await?;
    all.remove(&asking);
    // Who has left the directory is not among all holders.
    let here: Vec<PersonId> = near.intersection(&all).copied().collect();
    Ok(if here.is_empty() { all.into_iter().collect() } else { here })
}
