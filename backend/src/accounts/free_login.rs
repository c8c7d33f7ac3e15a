use std::collections::HashSet;

use domain::search::name_key;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Error, Result, entities::account};

/// How many numbers are tried with one query.
const AT_ONCE: usize = 20;
/// As many namesakes as a whole country has, at most.
const ROUNDS: usize = 5_000;
/// The longest part of a login that comes from a name.
const CHARACTERS: usize = 80;

/// `camille.lefevre`, with a number when that is already taken. It looks for whole logins, which an
/// index finds among millions.
pub(super) async fn free_login(db: &impl ConnectionTrait, first: &str, last: &str) -> Result<String> {
    let part = |name: &str| name_key(name).replace(' ', "-");
    let plain: String = format!("{}.{}", part(first), part(last)).chars().take(CHARACTERS).collect();
    let numbered = |number: usize| if number == 1 { plain.clone() } else { format!("{plain}{number}") };
    for round in 0..ROUNDS {
        let some: Vec<String> = (1..=AT_ONCE).map(|number| numbered(round * AT_ONCE + number)).collect();
        let taken: Vec<String> = account::Entity::find()
            .select_only()
            .column(account::Column::Login)
            .filter(account::Column::Login.is_in(some.iter().map(String::as_str)))
            .into_tuple()
            .all(db)
            .await?;
        let taken: HashSet<String> = taken.into_iter().collect();
        if let Some(free) = some.into_iter().find(|login| !taken.contains(login)) {
            return Ok(free);
        }
    }
    Err(Error::Inconsistent(format!("no free login for {plain}")))
}
