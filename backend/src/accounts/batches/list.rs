use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    accounts::batch::{BatchesPage, PopulationChoice, PopulationView},
    directory::{Profile, SchoolLevel},
    search::by_number,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryOrder};

use super::{population::Population, view::rows};
use crate::{
    Backend, Result,
    access::Caller,
    entities::{account, establishment},
    ground::sql::sql,
    search::by_name,
};

/// Batches in the list.
const SHOWN: usize = 20;

/// The page of all batches, with what can be chosen for a new one.
///
/// # Errors
/// [`crate::Error::AdministratorOnly`].
pub async fn batches(backend: &Backend, caller: &Caller, choice: PopulationChoice) -> Result<BatchesPage> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let mut schools = establishment::Entity::find().order_by_asc(establishment::Column::Id).all(db).await?;
    by_name(&mut schools, |school| &school.name);
    let school = choice.school().filter(|chosen| schools.iter().any(|school| school.id == *chosen));
    let population = match school {
        Some(school) => Some(population(db, caller, school, choice).await?),
        None => None,
    };
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    Ok(BatchesPage {
        schools: schools.into_iter().map(|school| (school.id, named(school))).collect(),
        population,
        batches: rows(backend, caller, &format!("ORDER BY b.id DESC LIMIT {SHOWN}")).await?,
        sends_mail: backend.mail.is_some(),
        has_address: backend.public_address.is_known(),
        coded: account.as_ref().is_some_and(|account| account.totp_secret.is_some()),
        login: account.map(|account| account.login).unwrap_or_default(),
    })
}

/// Several schools may have the same name.
fn named(school: establishment::Model) -> String {
    let parts = [school.name, school.town, school.uai];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[derive(FromQueryResult)]
struct CohortRow {
    profile: Profile,
    level: String,
    school_class: String,
}

/// What the school has, and who is chosen there.
async fn population(
    db: &impl ConnectionTrait,
    caller: &Caller,
    school: EstablishmentId,
    choice: PopulationChoice,
) -> Result<PopulationView> {
    let text = "SELECT DISTINCT k.profile, k.level, k.school_class FROM cohort k WHERE k.establishment_id = :school \
                AND EXISTS (SELECT 1 FROM membership m WHERE m.cohort_id = k.id)";
    let cohorts = CohortRow::find_by_statement(sql!(db, text, school)).all(db).await?;
    let names = |name: fn(&CohortRow) -> &String| -> Vec<String> {
        let all: BTreeSet<&String> = cohorts.iter().map(name).filter(|name| !name.is_empty()).collect();
        let mut all: Vec<String> = all.into_iter().cloned().collect();
        all.sort_by_cached_key(|name| by_number(name));
        all
    };
    let (mut levels, classes) = (names(|row| &row.level), names(|row| &row.school_class));
    // In the order in which pupils go through them, as where a communication is aimed.
    levels.sort_by_key(|level| SchoolLevel::parse(level).map_or(u8::MAX, |level| level.rank()));
    let profiles: BTreeSet<Profile> = cohorts.iter().map(|row| row.profile).collect();
    // What the school does not have, or has no more, stays chosen and is nobody: without it everybody would be
    // meant. PostgreSQL accepts no such character in a text, and no name has it.
    let kept = |text: String| if text.contains('\0') { String::new() } else { text };
    let choice = PopulationChoice {
        school: school.to_string(),
        profile: choice.profile().map(|profile| profile.code().to_owned()).unwrap_or_default(),
        level: kept(choice.level),
        class: kept(choice.class),
        who: choice.who,
        rights: String::new(),
    };
    let chosen = Population { school, choice: &choice, caller: caller.person };
    let (count, introduced) = (chosen.count(db).await?, chosen.named(db, caller.words()).await?);
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(PopulationView {
        profiles: profiles.into_iter().collect(),
        levels,
        classes,
        people: number(count.people),
        with_address: number(count.with_address),
        with_rights: number(count.with_rights),
        with_rights_and_address: number(count.with_rights_and_address),
        named: introduced,
        choice,
    })
}
