//! Recovery codes: each stands in once for the code of the application.

use domain::{PersonId, accounts::RECOVERY_CODES, time::Millis};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, sea_query::Expr,
};
use totp_rs::Secret;

use crate::{
    Result,
    entities::recovery_code::{ActiveModel, Column, Entity},
    token::{random_bytes, token_hash},
};

/// 80 random bits in Base32.
const BYTES: usize = 10;
pub(super) const CHARACTERS: usize = 16;

/// Stores ten new codes and deletes the old ones; returns them as people read them.
pub(super) async fn replace(db: &DatabaseTransaction, person: PersonId) -> Result<Vec<String>> {
    forget(db, person).await?;
    let mut shown = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = Secret::from(random_bytes::<BYTES>()?).to_base32();
        let row =
            ActiveModel { code_hash: Set(hash(person, &code)), person_id: Set(person), used_at: Set(None) };
        Entity::insert(row).exec_without_returning(db).await?;
        shown.push(grouped(&code));
    }
    Ok(shown)
}

/// Deletes every code of `person`.
pub(super) async fn forget(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person)).exec(db).await?;
    Ok(())
}

/// How many codes `person` can still use.
pub(crate) async fn left(db: &impl ConnectionTrait, person: PersonId) -> Result<u64> {
    let mine = Entity::find().filter(Column::PersonId.eq(person)).filter(Column::UsedAt.is_null());
    Ok(mine.count(db).await?)
}

/// A code in Base32 as it is stored, if this can be one: people type it with or without hyphens, in
/// capitals or not. Digits that no code has are the letters that look like them.
pub(super) fn normalised(typed: &str) -> Option<String> {
    let code = signs(typed);
    (code.len() == CHARACTERS).then_some(code)
}

/// The letters and digits of what was typed.
pub(super) fn signs(typed: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        other => other.to_ascii_uppercase(),
    };
    typed.chars().filter(char::is_ascii_alphanumeric).map(letter).collect()
}

/// Uses a code up. `None` when it is wrong or was used before; otherwise how many are left.
pub(super) async fn take(
    db: &DatabaseTransaction,
    person: PersonId,
    code: &str,
    now: Millis,
) -> Result<Option<u64>> {
    // The condition is part of the update, so only one of two requests with the same code succeeds.
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::CodeHash.eq(hash(person, code)))
        .filter(Column::PersonId.eq(person))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    if used.rows_affected == 1 { Ok(Some(left(db, person).await?)) } else { Ok(None) }
}

fn hash(person: PersonId, code: &str) -> String {
    token_hash(&format!("recovery code of {person}: {code}"))
}

/// `ABCD-EFGH-IJKL-MNOP`
pub(super) fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{grouped, normalised};

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(grouped("ABCDEFGHIJKLMNOP"), "ABCD-EFGH-IJKL-MNOP");
        for typed in ["ABCD-EFGH-IJKL-MNOP", "abcdefghijklmnop", " abcd efgh ijkl mnop "] {
            assert_eq!(normalised(typed).as_deref(), Some("ABCDEFGHIJKLMNOP"), "{typed}");
        }
        assert_eq!(
            normalised("ab0d-ef1h-ij8l-mnop").as_deref(),
            Some("ABODEFIHIJBLMNOP"),
            "signs that look alike"
        );
        for other in ["", "123456", "ABCD-EFGH-IJKL", "ABCD-EFGH-IJKL-MNOPQ"] {
            assert_eq!(normalised(other), None, "{other}");
        }
    }
}
