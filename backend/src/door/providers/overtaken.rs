use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ProviderId, time::Millis};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, sea_query::OnConflict,
};
use serde_json::Value;

use super::Ended;
use crate::{
    Backend, Result,
    door::{Sessions, open_session::Opened},
    entities::{provider_logout, sign_in_step::AssertedSession},
    token::token_hash,
    transaction,
};

/// Longer than a code is exchanged, and than a second factor is waited for.
const REMEMBERED_MS: i64 = 10 * 60 * 1_000;
/// For one provider. Anybody can send the messages of CAS; what comes after these is not remembered.
const REMEMBERED_AT_MOST: u64 = 10_000;

/// Remembers for some minutes what a provider ended, for a sign-in that is under way: its session does
/// not exist yet. `said_at`: when the provider said so; who signs in there later is not meant.
///
/// Commit this before looking for sessions to end. A sign-in commits its session before it looks here
/// (`end_overtaken`), so one of the two sees the other.
pub async fn remember(
    backend: &Backend,
    provider: ProviderId,
    which: Ended<'_>,
    said_at: Millis,
) -> Result<()> {
    let now = backend.clock.now();
    // Beyond the bound, what strangers send only reads, so no writer waits for it.
    if is_full(&backend.db, provider, now).await? {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        forget(tx, now).await?;
        if is_full(tx, provider, now).await? {
            return Ok(());
        }
        let rows = ended_names(which).into_iter().map(|name| provider_logout::ActiveModel {
            provider_id: Set(provider),
            jti_hash: Set(token_hash(&name)),
            ends_at: Set(now.plus(REMEMBERED_MS)),
            said_at: Set(Some(said_at)),
        });
        let key = [provider_logout::Column::ProviderId, provider_logout::Column::JtiHash];
        let newer = [provider_logout::Column::EndsAt, provider_logout::Column::SaidAt];
        provider_logout::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(key).update_columns(newer).to_owned())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    })
}

/// Whether no more is remembered for a provider.
async fn is_full(db: &impl ConnectionTrait, provider: ProviderId, now: Millis) -> Result<bool> {
    let there = provider_logout::Entity::find()
        .filter(provider_logout::Column::ProviderId.eq(provider))
        .filter(provider_logout::Column::SaidAt.is_not_null())
        .filter(provider_logout::Column::EndsAt.gt(now))
        .count(db)
        .await?;
    Ok(there >= REMEMBERED_AT_MOST)
}

/// Forgets the messages that can no longer be sent again, and what is no longer remembered.
pub async fn forget(db: &DatabaseTransaction, now: Millis) -> Result<()> {
    let over = provider_logout::Column::EndsAt.lte(now);
    provider_logout::Entity::delete_many().filter(over).exec(db).await?;
    Ok(())
}

/// Ends a session that was just opened, if a logout message about it came first.
pub(in crate::door) async fn end_overtaken(
    backend: &Backend,
    asserted: &AssertedSession,
    opened: &Opened,
) -> Result<()> {
    if is_over(&backend.db, asserted, backend.clock.now()).await? {
        transaction!(&backend.db, |tx| {
            Sessions::close(tx, opened.session.as_str()).await?;
            Ok(())
        })?;
    }
    Ok(())
}

async fn is_over(db: &impl ConnectionTrait, session: &AssertedSession, now: Millis) -> Result<bool> {
    let hashes = session_names(session).into_iter().map(|name| token_hash(&name));
    let rows = provider_logout::Entity::find()
        .filter(provider_logout::Column::ProviderId.eq(session.provider))
        .filter(provider_logout::Column::JtiHash.is_in(hashes))
        .filter(provider_logout::Column::EndsAt.gt(now))
        .all(db)
        .await?;
    let made = session.id_token.as_deref().and_then(made_at);
    Ok(rows.iter().filter_map(|row| row.said_at).any(|said| made.is_none_or(|made| made <= said)))
}

/// What a message ends, as it is remembered.
fn ended_names(which: Ended<'_>) -> Vec<String> {
    match which {
        Ended::Sid(sid) => vec![format!("sid\n{sid}")],
        Ended::SidOf { sid, subject } => vec![format!("sid\n{sid}"), format!("unnamed\n{subject}")],
        Ended::Subject(subject) => vec![format!("sub\n{subject}")],
        Ended::Ticket(ticket) => vec![format!("ticket\n{ticket}")],
    }
}

/// Under which of these names a session ends.
fn session_names(session: &AssertedSession) -> Vec<String> {
    let subject = &session.subject;
    let own = match &session.sid {
        Some(sid) => format!("sid\n{sid}"),
        None => format!("unnamed\n{subject}"),
    };
    let ticket = session.ticket.iter().map(|ticket| format!("ticket\n{ticket}"));
    [own, format!("sub\n{subject}")].into_iter().chain(ticket).collect()
}

/// When an identity token was made, to the second. It was verified before.
fn made_at(token: &str) -> Option<Millis> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    let seconds = claims.get("iat")?.to_string();
    let seconds: i64 = seconds.split('.').next()?.parse().ok()?;
    Some(Millis(seconds.saturating_mul(1_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_means_the_same_sessions_before_and_after_they_are_there() {
        let with_sid = AssertedSession {
            provider: ProviderId(1),
            subject: "eleve".to_owned(),
            sid: Some("s1".to_owned()),
            ticket: None,
            id_token: None,
        };
        let without = AssertedSession { sid: None, ..with_sid.clone() };
        let by_ticket = AssertedSession { ticket: Some("ST-1".to_owned()), ..without.clone() };
        let both = |sid, subject| Ended::SidOf { sid, subject };
        for (which, expected) in [
            (Ended::Sid("s1"), [true, false, false]),
            (Ended::Sid("s2"), [false; 3]),
            (both("s1", "eleve"), [true; 3]),
            (both("s2", "eleve"), [false, true, true]),
            (both("s2", "parent"), [false; 3]),
            (Ended::Subject("eleve"), [true; 3]),
            (Ended::Subject("parent"), [false; 3]),
            (Ended::Ticket("ST-1"), [false, false, true]),
        ] {
            let ended = ended_names(which);
            let means = [&with_sid, &without, &by_ticket]
                .map(|one| session_names(one).iter().any(|n| ended.contains(n)));
            assert_eq!(means, expected, "{which:?}");
        }
    }

    #[test]
    fn an_identity_token_says_when_it_was_made() {
        let token = |payload: &str| format!("e30.{}.x", URL_SAFE_NO_PAD.encode(payload));
        assert_eq!(made_at(&token(r#"{"iat":1764000000}"#)), Some(Millis(1_764_000_000_000)));
        assert_eq!(made_at(&token(r#"{"iat":1764000000.5}"#)), Some(Millis(1_764_000_000_000)));
        for token in [String::new(), "a".to_owned(), token("{}"), token(r#"{"iat":"soon"}"#)] {
            assert_eq!(made_at(&token), None, "{token}");
        }
    }
}
