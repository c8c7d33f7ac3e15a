use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{
    CohortId, CommunicationId, EstablishmentId, MessageId, PersonId,
    communications::names::{AccountState, Child, ClassPlace, Recipient},
    directory::{Cohort, Profile, SchoolClass, SchoolLevel},
    search::fold,
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Result,
    audience::{audience_of, targets_of},
    entities::{cohort, message::Model},
    ground::sql::sql,
};

/// The most people of one list.
const MOST: usize = 20_000;

/// Everybody in one school who has the message.
pub(super) struct List {
    pub recipients: Vec<Recipient>,
    pub children: BTreeMap<PersonId, Child>,
    /// There are more people than a list holds.
    pub cut: bool,
}

#[derive(FromQueryResult)]
struct DeliveryRow {
    person_id: PersonId,
    first_name: String,
    last_name: String,
    read_at: Option<Millis>,
    acknowledged_at: Option<Millis>,
    covered_at: Option<Millis>,
    account: bool,
    used: bool,
}

#[derive(FromQueryResult)]
struct CohortRow {
    person_id: PersonId,
    cohort_id: CohortId,
}

#[derive(FromQueryResult)]
struct ChildRow {
    parent_id: PersonId,
    child_id: PersonId,
    first_name: String,
    last_name: String,
}

/// Reads the list: people who are still in the school, with what they do there, and of a parent the
/// children there whom the message concerns.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    message: &Model,
    communication: CommunicationId,
    school: EstablishmentId,
) -> Result<List> {
    let mut rows = deliveries(db, message, school).await?;
    let cut = rows.len() > MOST;
    rows.truncate(MOST);
    let of_school = cohort::Column::EstablishmentId.eq(school);
    let cohorts: Vec<cohort::Model> = cohort::Entity::find().filter(of_school).all(db).await?;
    let cohorts: HashMap<CohortId, Cohort> =
        cohorts.into_iter().map(|row| (row.id, Cohort::from(row))).collect();
    let text = "SELECT m.person_id, m.cohort_id FROM cohort k JOIN membership m ON m.cohort_id = k.id \
                WHERE k.establishment_id = :school";
    let mut places: HashMap<PersonId, Vec<&Cohort>> = HashMap::new();
    for row in CohortRow::find_by_statement(sql!(db, text, school)).all(db).await? {
        places.entry(row.person_id).or_default().extend(cohorts.get(&row.cohort_id));
    }
    let reached = reached(db, communication, school, &cohorts).await?;
    let (mut of_parent, children) = children(db, message.id, school, &places).await?;
    let recipients = rows
        .into_iter()
        .map(|row| {
            let all = places.get(&row.person_id).map(Vec::as_slice).unwrap_or_default();
            let children = of_parent.remove(&row.person_id).unwrap_or_default();
            recipient(row, all, &reached, children)
        })
        .collect();
    Ok(List { recipients, children, cut })
}

async fn deliveries(
    db: &impl ConnectionTrait,
    message: &Model,
    school: EstablishmentId,
) -> Result<Vec<DeliveryRow>> {
    // People who sign in with a provider need no account of ours.
    let text = format!(
        "SELECT d.person_id, p.first_name, p.last_name, d.read_at, d.acknowledged_at, d.covered_at, \
         (a.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM provider)) AS account, \
         (a.signed_in_at IS NOT NULL OR EXISTS (SELECT 1 FROM session s WHERE s.person_id = d.person_id) \
         OR EXISTS (SELECT 1 FROM delivery r WHERE r.person_id = d.person_id AND r.read_at IS NOT NULL)) AS used \
         FROM (SELECT DISTINCT m.person_id FROM cohort k JOIN membership m ON m.cohort_id = k.id \
         WHERE k.establishment_id = :school) here \
         JOIN delivery d ON d.message_id = :message AND d.person_id = here.person_id \
         JOIN person p ON p.id = d.person_id AND p.removed_at IS NULL \
         LEFT JOIN account a ON a.person_id = d.person_id \
         WHERE d.person_id <= :reached AND (d.establishment_id = :school OR EXISTS (SELECT 1 FROM delivery_also o \
         WHERE o.message_id = d.message_id AND o.person_id = d.person_id AND o.establishment_id = :school)) \
         ORDER BY d.person_id LIMIT {}",
        MOST + 1
    );
    let (id, reached) = (message.id, message.reached);
    Ok(DeliveryRow::find_by_statement(sql!(db, text, school, message = id, reached)).all(db).await?)
}

/// The cohorts of the school that the targets reach.
async fn reached<'c>(
    db: &impl ConnectionTrait,
    communication: CommunicationId,
    school: EstablishmentId,
    cohorts: &'c HashMap<CohortId, Cohort>,
) -> Result<HashSet<&'c Cohort>> {
    let Some(targets) = targets_of(db, vec![communication]).await?.remove(&communication) else {
        return Ok(HashSet::new());
    };
    let audience = audience_of(&targets, &BTreeSet::from([school]));
    Ok(cohorts.values().filter(|cohort| audience.matches(cohort)).collect())
}

/// The children of each parent in the school, and their names: those whom the message concerns, if
/// that was noted for the parent.
async fn children(
    db: &impl ConnectionTrait,
    message: MessageId,
    school: EstablishmentId,
    places: &HashMap<PersonId, Vec<&Cohort>>,
) -> Result<(HashMap<PersonId, Vec<PersonId>>, BTreeMap<PersonId, Child>)> {
    let text = "SELECT DISTINCT f.parent_id, f.child_id, c.first_name, c.last_name FROM cohort k \
                JOIN membership m ON m.cohort_id = k.id \
                JOIN family_link f ON f.child_id = m.person_id \
                JOIN person c ON c.id = f.child_id AND c.removed_at IS NULL \
                WHERE k.establishment_id = :school AND k.profile = :pupil \
                AND (EXISTS (SELECT 1 FROM delivery_child n WHERE n.message_id = :message \
                    AND n.person_id = f.parent_id AND n.child_id = f.child_id) \
                OR NOT EXISTS (SELECT 1 FROM delivery_child n WHERE n.message_id = :message \
                    AND n.person_id = f.parent_id)) \
                ORDER BY f.child_id";
    let pupil = Profile::Student.code();
    let mut of_parent: HashMap<PersonId, Vec<PersonId>> = HashMap::new();
    let mut children = BTreeMap::new();
    for row in ChildRow::find_by_statement(sql!(db, text, school, message, pupil)).all(db).await? {
        of_parent.entry(row.parent_id).or_default().push(row.child_id);
        children.entry(row.child_id).or_insert_with(|| {
            let of = places.get(&row.child_id).map(Vec::as_slice).unwrap_or_default();
            Child {
                name: format!("{} {}", row.first_name, row.last_name),
                places: classes(of.iter().filter(|cohort| cohort.profile == Profile::Student)),
            }
        });
    }
    Ok((of_parent, children))
}

/// Somebody, as the message reached them: a parent who also teaches in the school is a parent for a
/// message to parents.
fn recipient(
    row: DeliveryRow,
    all: &[&Cohort],
    reached: &HashSet<&Cohort>,
    children: Vec<PersonId>,
) -> Recipient {
    let through: Vec<&&Cohort> = all.iter().filter(|cohort| reached.contains(*cohort)).collect();
    // People who have changed their class since then are shown where they are now.
    let through = if through.is_empty() { all.iter().collect() } else { through };
    let profile = through.iter().map(|cohort| cohort.profile).min().unwrap_or(Profile::Parent);
    let of_classes = matches!(profile, Profile::Student | Profile::Parent);
    let places = classes(through.into_iter().filter(|cohort| of_classes && cohort.profile == profile));
    Recipient {
        person: row.person_id,
        order: fold(&format!("{} {}", row.last_name, row.first_name)),
        name: format!("{} {}", row.first_name, row.last_name),
        profile,
        places,
        opened: row.read_at.is_some(),
        confirmed: row.acknowledged_at.is_some(),
        covered: row.covered_at.is_some(),
        account: match (row.account, row.used) {
            (_, true) => AccountState::Used,
            (true, false) => AccountState::Unused,
            (false, false) => AccountState::Missing,
        },
        children: if profile == Profile::Parent { children } else { Vec::new() },
    }
}

/// The levels and classes of these cohorts, without those that have neither.
fn classes<'c>(cohorts: impl Iterator<Item = &'c &'c Cohort>) -> BTreeSet<ClassPlace> {
    let text = |name: Option<&str>| name.unwrap_or_default().to_owned();
    cohorts
        .map(|cohort| {
            let level = cohort.level.as_ref().map(SchoolLevel::as_str);
            let class = cohort.class.as_ref().map(SchoolClass::as_str);
            (text(level), text(class))
        })
        .filter(|place| *place != ClassPlace::default())
        .collect()
}
