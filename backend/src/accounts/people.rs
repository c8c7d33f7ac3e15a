use std::collections::HashMap;

use domain::{
    EstablishmentId, PersonId,
    accounts::{
        people::{ListedPerson, PEOPLE_PER_PAGE, PeopleFilter, PeoplePage, PersonPlace},
        view::AccountRow,
    },
    directory::Profile,
    search::{finds, name_key},
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use super::list::rows;
use crate::{
    Backend, Result,
    access::Caller,
    entities::{establishment, person_row},
    ground::sql::{Sql, numbers, sql},
    search::{by_name, in_name, name_wanted, name_words},
};

/// Characters of a school or a class that are read.
const MAX_CHARACTERS: usize = 200;
/// Schools that the page offers; all others are found when they are typed.
const SCHOOLS_OFFERED: usize = 500;
/// More schools than these are not looked through at once: their list is part of the statement.
const SCHOOLS_MEANT: usize = 200;
/// In how many ways one class is written at most, in upper and lower case.
const SPELLINGS: usize = 50;
/// Schools of one person, and what the person does in each, that are shown.
const PLACES: usize = 10;

#[derive(FromQueryResult)]
struct FoundRow {
    id: PersonId,
    added_at: Option<Millis>,
}

#[derive(FromQueryResult)]
struct ClassName {
    name: String,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    person_id: PersonId,
    profile: Profile,
    level: String,
    school_class: String,
    staff_function: String,
    subject: String,
    establishment_id: EstablishmentId,
}

/// What the filter asks of a cohort `c`.
struct Inside {
    condition: String,
    /// The values of `:class0`, `:class1` … in the condition.
    classes: Vec<String>,
    /// Few people may meet it, so the search begins with them and not with everybody by name.
    few: bool,
}

/// *Personnes*: the people of the directory by name, without those who have left it. A record that is
/// joined to another is shown as that one.
///
/// # Errors
/// [`crate::Error::AdministratorOnly`].
pub async fn people(backend: &Backend, caller: &Caller, filter: &PeopleFilter) -> Result<PeoplePage> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let mut schools = establishment::Entity::find().all(db).await?;
    by_name(&mut schools, |school| &school.name);
    let labels = labels(&schools);
    let offered = schools.iter().take(SCHOOLS_OFFERED).filter_map(|school| labels.get(&school.id).cloned());
    let offered: Vec<String> = offered.collect();
    let meant = meant(&schools, filter);
    if meant.as_ref().is_some_and(|meant| meant.len() > SCHOOLS_MEANT) {
        return Ok(PeoplePage { schools: offered, too_many_schools: true, ..PeoplePage::default() });
    }
    let inside = inside(db, meant, filter).await?;
    let mut found = found(db, inside, filter).await?;
    let is_full = found.len() > PEOPLE_PER_PAGE;
    found.truncate(PEOPLE_PER_PAGE);
    let next = found.last().map(|row| row.id).filter(|_| is_full);
    let ids: Vec<PersonId> = found.iter().map(|row| row.id).collect();
    let accounts = rows(backend, caller, &ids).await?;
    let mut accounts: HashMap<PersonId, AccountRow> =
        accounts.into_iter().map(|row| (row.person, row)).collect();
    let mut places = places(db, &ids, &labels).await?;
    let zone = caller.own_zone();
    let listed = found.into_iter().filter_map(|row| {
        let account = accounts.remove(&row.id)?;
        let (places, more_places) = places.remove(&row.id).unwrap_or_default();
        Some(ListedPerson {
            account,
            places,
            more_places,
            since: row.added_at.map(|at| Stamp::new(at, zone)),
        })
    });
    Ok(PeoplePage { rows: listed.collect(), next, schools: offered, too_many_schools: false })
}

/// Each school with its town; where another one of the same name stands there too, with its number.
fn labels(schools: &[establishment::Model]) -> HashMap<EstablishmentId, String> {
    let mut alike: HashMap<(&str, &str), usize> = HashMap::new();
    for school in schools {
        *alike.entry((school.name.as_str(), school.town.as_str())).or_default() += 1;
    }
    let label = |school: &establishment::Model| {
        let has_twin =
            alike.get(&(school.name.as_str(), school.town.as_str())).is_some_and(|count| *count > 1);
        let number = if has_twin { school.uai.as_str() } else { "" };
        let parts = [school.town.as_str(), number];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { school.name.clone() } else { format!("{} ({})", school.name, parts.join(", ")) }
    };
    schools.iter().map(|school| (school.id, label(school))).collect()
}

fn key(typed: &str) -> String {
    let typed: String = typed.chars().take(MAX_CHARACTERS).collect();
    name_wanted(&typed)
}

/// The schools that the filter names; `None` where it asks nothing of them.
fn meant(schools: &[establishment::Model], filter: &PeopleFilter) -> Option<Vec<i64>> {
    let school = key(&filter.school);
    let is_meant = |known: &&establishment::Model| {
        finds(&school, &name_key(&format!("{} {} {}", known.name, known.town, known.uai)))
    };
    let ids = || schools.iter().filter(is_meant).map(|known| known.id).map(|EstablishmentId(id)| id);
    (!school.is_empty()).then(|| ids().collect())
}

/// `None` where the filter asks nothing of the schools of people.
async fn inside(
    db: &impl ConnectionTrait,
    schools: Option<Vec<i64>>,
    filter: &PeopleFilter,
) -> Result<Option<Inside>> {
    let class = key(&filter.class);
    let mut parts = Vec::new();
    let of_schools = schools.is_some();
    if let Some(ids) = schools {
        parts.push(format!("c.establishment_id IN ({})", numbers(ids)));
    }
    if let Some(profile) = filter.profile {
        parts.push(format!("c.profile = '{}'", profile.code()));
    }
    let mut classes = Vec::new();
    if !class.is_empty() {
        classes = spellings(db, &class).await?;
        let names: Vec<String> = (0..classes.len()).map(|number| format!(":class{number}")).collect();
        let names = if names.is_empty() { "NULL".to_owned() } else { names.join(", ") };
        parts.push(format!("c.school_class IN ({names})"));
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let of_many = matches!(filter.profile, Some(Profile::Student | Profile::Parent | Profile::Teacher));
    let few = of_schools || !class.is_empty() || !of_many;
    Ok(Some(Inside { condition: parts.join(" AND "), classes, few }))
}

/// How the schools write a class, in upper or lower case. From one name to the next along their index:
/// there are many times fewer names than cohorts.
async fn spellings(db: &impl ConnectionTrait, class: &str) -> Result<Vec<String>> {
    let text = "WITH RECURSIVE known(name) AS (SELECT MIN(c.school_class) FROM cohort c WHERE c.school_class > '' \
                UNION ALL SELECT (SELECT MIN(c.school_class) FROM cohort c WHERE c.school_class > known.name) \
                FROM known WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL";
    let names = ClassName::find_by_statement(sql!(db, text)).all(db).await?;
    // "6eA" and "6e A" are one class to who types them.
    let typed = class.replace(' ', "");
    let is_same = |name: &String| name_key(name).replace(' ', "") == typed;
    let same = names.into_iter().map(|ClassName { name }| name).filter(is_same);
    Ok(same.take(SPELLINGS).collect())
}

/// One more than a page shows.
async fn found(
    db: &impl ConnectionTrait,
    inside: Option<Inside>,
    filter: &PeopleFilter,
) -> Result<Vec<FoundRow>> {
    const MEMBERS: &str = "FROM cohort c JOIN membership m ON m.cohort_id = c.id WHERE";
    // In the order of the index: by the names as they are stored.
    const EVERYBODY: &str = "person_row f JOIN person p ON p.id = f.id";
    let classes = inside.as_ref().map(|inside| inside.classes.clone()).unwrap_or_default();
    let (from, also) = match inside {
        None => (EVERYBODY.to_owned(), String::new()),
        Some(Inside { condition, few: true, .. }) => (
            format!(
                "(SELECT DISTINCT m.person_id {MEMBERS} {condition}) here \
                 JOIN person_row f ON f.id = here.person_id JOIN person p ON p.id = f.id"
            ),
            String::new(),
        ),
        Some(Inside { condition, few: false, .. }) => (
            EVERYBODY.to_owned(),
            format!(" AND EXISTS (SELECT 1 {MEMBERS} m.person_id = p.id AND {condition})"),
        ),
    };
    let mut sql = Sql::new(format!(
        "SELECT p.id, p.added_at FROM {from} WHERE p.removed_at IS NULL AND p.joined_to IS NULL{also}"
    ));
    for (number, class) in classes.into_iter().enumerate() {
        sql = sql.bind(&format!("class{number}"), class);
    }
    for (number, word) in name_words(&filter.search).iter().enumerate() {
        let name = format!("word{number}");
        sql = sql.then(&format!(" AND {}", in_name(word, &name))).bind(&name, format!("%{word}%"));
    }
    if let Some(after) = filter.after
        && let Some(last) = person_row::Entity::find_by_id(after).one(db).await?
    {
        sql = sql
            .then(" AND f.search_last >= :name AND (f.search_last > :name OR p.id > :after)")
            .bind("name", last.search_last)
            .bind("after", after);
    }
    let sql = sql.then(&format!(" ORDER BY f.search_last, f.id LIMIT {}", PEOPLE_PER_PAGE + 1));
    Ok(FoundRow::find_by_statement(sql.on(db)).all(db).await?)
}

/// What these people are in their schools, and whether there is more than is shown.
async fn places(
    db: &impl ConnectionTrait,
    people: &[PersonId],
    schools: &HashMap<EstablishmentId, String>,
) -> Result<HashMap<PersonId, (Vec<PersonPlace>, bool)>> {
    let list = numbers(people.iter().map(|PersonId(id)| *id));
    let text = format!(
        "SELECT m.person_id, c.profile, c.level, c.school_class, c.staff_function, c.subject, c.establishment_id \
         FROM membership m JOIN cohort c ON c.id = m.cohort_id \
         WHERE m.person_id IN ({list}) ORDER BY m.person_id, c.establishment_id, c.id"
    );
    let mut places: HashMap<PersonId, (Vec<PersonPlace>, bool)> = HashMap::new();
    for row in PlaceRow::find_by_statement(sql!(db, text)).all(db).await? {
        let (known, more) = places.entry(row.person_id).or_default();
        let school = schools.get(&row.establishment_id).cloned().unwrap_or_default();
        let at = known.iter().position(|place| place.profile == row.profile && place.school == school);
        let at = at.unwrap_or_else(|| {
            known.push(PersonPlace { profile: row.profile, school, details: Vec::new() });
            known.len() - 1
        });
        let class = if row.school_class.is_empty() { row.level } else { row.school_class };
        for detail in [row.staff_function, row.subject, class] {
            let details = &mut known[at].details;
            if detail.is_empty() || details.contains(&detail) {
                continue;
            }
            if details.len() < PLACES {
                details.push(detail);
            } else {
                *more = true;
            }
        }
        if known.len() > PLACES {
            known.truncate(PLACES);
            *more = true;
        }
    }
    Ok(places)
}
