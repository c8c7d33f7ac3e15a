use std::collections::{BTreeSet, HashMap};

use domain::{EstablishmentId, PersonId, accounts::batch::PopulationChoice, search::by_number};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use words::Words;

use crate::{
    Result,
    access::{labels, sender_sql},
    ground::sql::Sql,
};

/// A batch makes no links for administrators of the portal, nor for the person who begins it.
const FROM: &str = " FROM cohort k JOIN membership m ON m.cohort_id = k.id JOIN person p ON p.id = m.person_id \
    LEFT JOIN account a ON a.person_id = p.id WHERE k.establishment_id = :school AND p.removed_at IS NULL \
    AND p.joined_to IS NULL AND p.id <> :caller AND (a.person_id IS NULL OR a.portal_administrator = :no)";
/// People who sign in with a provider have no account of ours, but they have sessions, and have read
/// messages.
const NEVER_CAME: &str = " AND a.signed_in_at IS NULL \
    AND NOT EXISTS (SELECT 1 FROM session s WHERE s.person_id = p.id) \
    AND NOT EXISTS (SELECT 1 FROM delivery r WHERE r.person_id = p.id AND r.read_at IS NOT NULL)";

/// A population of one school, for the person who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Population<'a> {
    pub school: EstablishmentId,
    pub choice: &'a PopulationChoice,
    pub caller: PersonId,
}

/// How many there are; those whose account opens rights are counted by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub(super) struct Count {
    pub people: i64,
    pub with_address: i64,
    pub with_rights: i64,
    pub with_rights_and_address: i64,
}

#[derive(FromQueryResult)]
struct Named {
    id: PersonId,
}

#[derive(FromQueryResult)]
struct ClassName {
    school_class: String,
}

/// People with rights who are named.
const NAMED: u64 = 50;

impl Population<'_> {
    /// `head`, and from whom. A criterion that the directory does not have matches nobody.
    fn select(&self, head: &str) -> Sql {
        let choice = self.choice;
        let mut sql = Sql::new(head).then(FROM);
        sql = sql.bind("school", self.school).bind("caller", self.caller).bind("no", false);
        if !choice.profile.is_empty() {
            sql = sql.then(" AND k.profile = :profile").bind("profile", choice.profile.as_str());
        }
        if !choice.level.is_empty() {
            sql = sql.then(" AND k.level = :level").bind("level", choice.level.as_str());
        }
        if !choice.class.is_empty() {
            sql = sql.then(" AND k.school_class = :class").bind("class", choice.class.as_str());
        }
        if choice.is_everybody() { sql } else { sql.then(NEVER_CAME) }
    }

    /// SQL condition on the identity `person`: their account opens rights.
    async fn rights(&self, db: &impl ConnectionTrait, person: &str) -> Result<String> {
        let among = format!(
            "SELECT x.person_id FROM membership x JOIN cohort y ON y.id = x.cohort_id \
             WHERE y.establishment_id = {}",
            self.school
        );
        sender_sql(db, person, &among).await
    }

    /// How many people it has.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<Count> {
        let rights = self.rights(db, "p.id").await?;
        let head = format!(
            "SELECT COUNT(DISTINCT CASE WHEN NOT ({rights}) THEN p.id END) AS people, \
             COUNT(DISTINCT CASE WHEN p.email <> '' AND NOT ({rights}) THEN p.id END) AS with_address, \
             COUNT(DISTINCT CASE WHEN {rights} THEN p.id END) AS with_rights, \
             COUNT(DISTINCT CASE WHEN p.email <> '' AND ({rights}) THEN p.id END) AS with_rights_and_address"
        );
        let row = Count::find_by_statement(self.select(&head).on(db)).one(db).await?;
        Ok(row.unwrap_or_default())
    }

    /// The first of those whose account opens rights, by name.
    pub async fn named(&self, db: &impl ConnectionTrait, words: &Words) -> Result<Vec<(PersonId, String)>> {
        let rights = self.rights(db, "p.id").await?;
        let head = "SELECT DISTINCT p.id, p.search_last, p.search_first";
        let sql = self
            .select(head)
            .then(&format!(" AND ({rights}) ORDER BY p.search_last, p.search_first, p.id LIMIT {NAMED}"));
        let rows = Named::find_by_statement(sql.on(db)).all(db).await?;
        let people: Vec<PersonId> = rows.into_iter().map(|row| row.id).collect();
        let mut names = told_apart(db, words, &people).await?;
        Ok(people.into_iter().filter_map(|person| Some((person, names.remove(&person)?))).collect())
    }

    /// Puts its people into a batch, by class and name; only those with an address if `mail`. Those whose
    /// account opens rights are in it without a link, unless letters to them are asked for.
    pub async fn put_into(&self, tx: &DatabaseTransaction, batch: i64, mail: bool) -> Result<()> {
        let included = mail && self.choice.includes_rights();
        let (among, of_all) = (self.rights(tx, "p.id").await?, self.rights(tx, "x.id").await?);
        let no_link =
            if included { "NULL".to_owned() } else { format!("CASE WHEN {of_all} THEN 'rights' END") };
        let classes = self.classes(tx).await?;
        let order = place_of_class(classes.len());
        let head = format!(
            "INSERT INTO account_batch_person (batch_id, person_id, place, school_class, failures, no_link) \
             SELECT :batch, x.id, ROW_NUMBER() OVER (ORDER BY {order}, x.search_last, x.search_first, x.id), \
             x.school_class, 0, {no_link} FROM (SELECT p.id, p.search_last, p.search_first, \
             COALESCE(MIN(NULLIF(k.school_class, '')), '') AS school_class"
        );
        let sql = self.select(&head).bind("batch", batch);
        let named = classes.into_iter().enumerate();
        let mut sql = named.fold(sql, |sql, (place, class)| sql.bind(&format!("class_{place}"), class));
        if included {
            sql = sql.then(" AND p.email <> ''");
        } else if mail {
            sql = sql.then(&format!(" AND (p.email <> '' OR {among})"));
        }
        let sql = sql.then(" GROUP BY p.id, p.search_last, p.search_first) x");
        tx.execute_raw(sql.on(tx)).await?;
        Ok(())
    }

    /// The classes of its people in the order in which they are read, on both engines: "2de 9" comes
    /// before "2de 10".
    async fn classes(&self, db: &impl ConnectionTrait) -> Result<Vec<String>> {
        let sql = self.select("SELECT DISTINCT k.school_class");
        let rows = ClassName::find_by_statement(sql.on(db)).all(db).await?;
        let mut classes: Vec<String> = rows.into_iter().map(|row| row.school_class).collect();
        classes.sort_by_cached_key(|class| (by_number(class), class.clone()));
        Ok(classes)
    }
}

/// SQL: the place of the class `x.school_class` among those that are bound to `class_0`, `class_1` …
fn place_of_class(classes: usize) -> String {
    let places: Vec<String> = (0..classes).map(|place| format!("WHEN :class_{place} THEN {place}")).collect();
    if places.is_empty() { "1".to_owned() } else { format!("CASE x.school_class {} END", places.join(" ")) }
}

/// The names of people to whom links are made or not, with what tells namesakes apart.
pub(super) async fn told_apart(
    db: &impl ConnectionTrait,
    words: &Words,
    people: &[PersonId],
) -> Result<HashMap<PersonId, String>> {
    let labels = labels(db, people, &BTreeSet::new()).await?;
    Ok(labels.into_iter().map(|(id, label)| (id, words.access.person_text(&label))).collect())
}
