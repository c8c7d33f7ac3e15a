use domain::{
    access::Right,
    accounts::view::{AccountView, SecondFactor, SessionView},
    communications::Channel,
    time::{Millis, Stamp},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::close_sessions::NAMED_BY;
use crate::{
    Backend, Result,
    access::Caller,
    door::{SESSION_IDLE_MS, enrolment, pending_secret, recovery_codes_left},
    entities::{account, session},
    mail,
    settings::second_factor_demanded,
    token::token_hash,
};

/// *Mon compte*, seen in the session with this cookie.
pub async fn account(backend: &Backend, caller: &Caller, session: Option<&str>) -> Result<AccountView> {
    let db = &backend.db;
    // Who comes from a provider of sign-on alone has no account of ours.
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    let zone = caller.own_zone();
    let stamp = |at: Millis| Stamp::new(at, zone);
    let now = backend.clock.now();
    let current = session.map(token_hash);
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(caller.person))
        .filter(session::Column::ExpiresAt.gt(now))
        .filter(
            Condition::any()
                .add(session::Column::Kept.eq(true))
                .add(session::Column::SeenAt.gt(now.plus(-SESSION_IDLE_MS))),
        )
        .order_by_desc(session::Column::SeenAt)
        .all(db)
        .await?;
    let mut sessions: Vec<SessionView> = rows
        .into_iter()
        .map(|row| SessionView {
            id: row.token_hash.chars().take(NAMED_BY).collect(),
            current: current.as_ref() == Some(&row.token_hash),
            user_agent: row.user_agent,
            address: row.address,
            opened: stamp(row.created_at),
            seen: stamp(row.seen_at),
            kept_until: row.kept.then(|| stamp(row.expires_at)),
        })
        .collect();
    sessions.sort_by_key(|session| !session.current);
    let sends = caller.lacks_second_factor()
        || caller.authorize_somewhere(Right::CreateCommunication, &Channel::ALL).is_ok()
        || caller.authorize_somewhere(Right::OpenSenderDashboard, &Channel::ALL).is_ok();
    let demanded = sends && second_factor_demanded(db).await?;
    let second_factor = match &account {
        Some(account) if account.totp_secret.is_some() => {
            let since = stamp(account.totp_since.unwrap_or(Millis(0)));
            SecondFactor::On { since, demanded, codes_left: recovery_codes_left(db, caller.person).await? }
        }
        _ if backend.secrets.is_empty() => SecondFactor::Unavailable,
        Some(account) => match pending_secret(backend, account, session.unwrap_or_default())? {
            Some(secret) => SecondFactor::Pending(enrolment(&secret, &account.login)?),
            None => SecondFactor::Off { demanded },
        },
        None => SecondFactor::Off { demanded },
    };
    let password_changed = account.as_ref().and_then(|account| account.password_changed_at).map(stamp);
    let email_copies = mail::preference(backend, caller).await?;
    let login = account.map(|account| account.login);
    Ok(AccountView { login, password_changed, sessions, second_factor, email_copies })
}
