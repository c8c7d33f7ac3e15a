//! The texts of the statements. They are made once, because that costs more than to give them their values.

use std::sync::LazyLock;

use domain::PersonId;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::{
    agenda::HAS_UPCOMING,
    ground::sql::Sql,
    messages::{glance_with, glances_with},
};

/// How many of the announcements that somebody has put away are read with their inbox: the newest ones,
/// and more than most people have.
pub(super) const AWAY: usize = 40;

/// Stands in the text of what is read beside an inbox when its owner has an agenda of their own.
pub(super) const AGENDA: &str = "agenda";

/// For one person, as every engine takes it.
static ONE: LazyLock<Sql> = LazyLock::new(|| glance_with(&beside(HAS_UPCOMING)));
/// The same for somebody whose agenda cannot be read.
static ONE_WITHOUT_AGENDA: LazyLock<Sql> = LazyLock::new(|| glance_with(&beside("(1 = 1)")));
/// For several people, in the order of their number, a power of two: 2, 4, 8, 16.
static SEVERAL: LazyLock<[Sql; 4]> = LazyLock::new(|| [2, 4, 8, 16].map(one_after_the_other));
/// For people whose numbers stand in a text, with commas between them: `PostgreSQL` begins it once for all.
static LISTED: LazyLock<Sql> = LazyLock::new(|| {
    // A SELECT of its own: if the planner saw how many they are, it would plan anew for each number.
    let people = "unnest((SELECT CAST(string_to_array(:people, ',') AS bigint[])))";
    glances_with(&beside(HAS_UPCOMING), people)
});

/// What is asked about these people.
pub(super) fn of(db: &impl ConnectionTrait, people: &[PersonId]) -> Sql {
    if let [only] = people {
        return ONE.clone().bind("person", *only);
    }
    let several = people.len().checked_ilog2().and_then(|power| SEVERAL.get(power as usize - 1));
    match several {
        Some(text) if db.get_database_backend() == DbBackend::Sqlite && people.len().is_power_of_two() => {
            let named = people.iter().enumerate();
            named.fold(text.clone(), |sql, (place, person)| sql.bind(&named_by(place), *person))
        }
        _ => {
            let listed: Vec<String> = people.iter().map(ToString::to_string).collect();
            LISTED.clone().bind("people", listed.join(","))
        }
    }
}

/// The same about one person, except for their agenda.
pub(super) fn without_agenda(person: PersonId) -> Sql {
    ONE_WITHOUT_AGENDA.clone().bind("person", person)
}

fn one_after_the_other(people: usize) -> Sql {
    let one = |place: usize| ONE.clone().with("person", &format!(":{}", named_by(place)));
    (1..people).fold(one(0), |sql, place| sql.then(" UNION ALL ").then_as(&one(place)))
}

fn named_by(place: usize) -> String {
    format!("person_{place}")
}

/// What stands beside an inbox; `has_agenda` is a condition about `:person`.
fn beside(has_agenda: &str) -> String {
    format!(
        "COALESCE((SELECT string_agg(CAST(away.communication_id AS text) || '-' || CAST(away.version AS text), ' ') \
         FROM (SELECT communication_id, version FROM folded WHERE person_id = :person \
         ORDER BY communication_id DESC LIMIT {}) AS away), '') \
         || CASE WHEN {has_agenda} THEN ' {AGENDA}' ELSE '' END",
        AWAY + 1
    )
}
