use domain::{
    PersonId,
    audit::Action,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};
use words::Language;

use super::{
    recovery,
    totp::{owner, step_of},
};
use crate::{
    Error, Result,
    audit::{self, Entry},
    delivery::{self, Content, Letter},
    entities::{account, used_code},
    ground::secrets::SecretKeys,
    stored::name_of,
};

const STEP_MS: i64 = 30_000;
/// Codes that were used are remembered for a day: a clock that is set back does not make them good
/// again.
const REMEMBERED_STEPS: i64 = 24 * 60 * 60_000 / STEP_MS;

/// The code that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Application,
    Recovery { left: u64 },
}

/// Accepts a code of the person's application, or a recovery code; `None` when it is wrong or was
/// used before.
pub(super) async fn take(
    db: &DatabaseTransaction,
    keys: &SecretKeys,
    person: PersonId,
    code: &str,
    now: Millis,
) -> Result<Option<Taken>> {
    let account = account::Entity::find_by_id(person).one(db).await?.ok_or(Error::NotFound)?;
    let Some(stored) = &account.totp_secret else { return Ok(None) };
    if let Some(code) = recovery::normalised(code) {
        let left = recovery::take(db, person, &code, now).await?;
        return Ok(left.map(|left| Taken::Recovery { left }));
    }
    let secret = keys.unwrap(stored, &owner(person))?;
    let Some(step) = step_of(&secret, &account.login, code.trim(), now)? else { return Ok(None) };
    Ok(use_up(db, person, step, now).await?.then_some(Taken::Application))
}

/// Remembers that the code of a half minute was accepted; `false` when it was already.
///
/// Each code is remembered by itself. Remembering only the latest one would refuse every code after
/// the clock was set back, until it is that late again.
pub(super) async fn use_up(
    db: &DatabaseTransaction,
    person: PersonId,
    step: i64,
    now: Millis,
) -> Result<bool> {
    let forgotten = now.0 / STEP_MS - REMEMBERED_STEPS;
    used_code::Entity::delete_many()
        .filter(used_code::Column::PersonId.eq(person))
        .filter(used_code::Column::Step.lt(forgotten))
        .exec(db)
        .await?;
    let row = used_code::ActiveModel { person_id: Set(person), step: Set(step) };
    let once =
        OnConflict::columns([used_code::Column::PersonId, used_code::Column::Step]).do_nothing().to_owned();
    Ok(used_code::Entity::insert(row).on_conflict(once).exec_without_returning(db).await? == 1)
}

/// Forgets the codes of an application that is no longer used.
pub(super) async fn forget(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    used_code::Entity::delete_many().filter(used_code::Column::PersonId.eq(person)).exec(db).await?;
    Ok(())
}

impl Taken {
    /// Tells the owner that a recovery code was used: a stranger may have found the list. Call it
    /// before counters are raised.
    pub(super) async fn tell(self, db: &DatabaseTransaction, person: PersonId, now: Millis) -> Result<()> {
        let Self::Recovery { left } = self else { return Ok(()) };
        let reason = format!("recovery-code-{person}-{}-{left}", now.0);
        tell(db, person, reason, Notice::RecoveryCodeUsed { left }, now).await
    }

    /// Writes the use of a recovery code into the journal, which comes last.
    pub(super) async fn record(
        self,
        db: &DatabaseTransaction,
        person: PersonId,
        address: &str,
        now: Millis,
    ) -> Result<()> {
        let Self::Recovery { left } = self else { return Ok(()) };
        let name = name_of(db, person).await?;
        let entry = Entry::named(Some(person), name.as_str(), Action::RecoveryCodeUsed, name.as_str())
            .from(address)
            .with("left", left);
        audit::append(db, now, entry).await
    }
}

/// Puts a notice about their account into somebody's inbox.
pub(super) async fn tell(
    db: &DatabaseTransaction,
    person: PersonId,
    reason: String,
    notice: Notice,
    now: Millis,
) -> Result<()> {
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        ..Letter::new(MessageKind::Notification, reason, Content::Notice(notice), now)
    };
    delivery::post(db, now, letter, &[person]).await?;
    Ok(())
}
