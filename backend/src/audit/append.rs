use domain::{
    PersonId,
    audit::{Action, Outcome},
    search::fold,
    time::Millis,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use crate::{Backend, Result, database::lock, entities::audit_entry, transaction};

/// Who did something: a person, under the name they had then.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: PersonId,
    pub name: String,
}

/// One entry of the journal.
#[derive(Clone, Debug)]
pub struct Entry {
    actor: Option<PersonId>,
    actor_name: String,
    address: String,
    action: Action,
    outcome: Outcome,
    subject: String,
    detail: Vec<String>,
}

impl Entry {
    /// An action of a person.
    pub fn by(actor: impl Into<Actor>, action: Action, subject: impl Into<String>) -> Self {
        let Actor { person, name } = actor.into();
        Self::named(Some(person), name, action, subject)
    }

    /// An action of a person who is not the caller of a use case, for instance at sign-in.
    pub fn named(
        actor: Option<PersonId>,
        name: impl Into<String>,
        action: Action,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            actor,
            actor_name: bounded(name),
            address: String::new(),
            action,
            outcome: Outcome::Done,
            subject: bounded(subject),
            detail: Vec::new(),
        }
    }

    /// An action of the program itself, or one from its command line.
    pub fn by_the_system(action: Action, subject: impl Into<String>) -> Self {
        Self::named(None, "", action, subject)
    }

    /// Another action of the same actor, which came about with this one.
    #[must_use]
    pub fn beside(&self, action: Action, subject: impl Into<String>) -> Self {
        let entry = Self::named(self.actor, self.actor_name.clone(), action, subject);
        Self { address: self.address.clone(), ..entry }
    }

    #[must_use]
    pub fn ended(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    #[must_use]
    pub fn from(mut self, address: impl Into<String>) -> Self {
        self.address = bounded(address);
        self
    }

    /// Whether nobody is named who did it.
    pub(super) const fn is_of_stranger(&self) -> bool {
        self.actor.is_none()
    }

    /// What is the same for all who do this, wherever they come from.
    pub(super) fn wherever(&self) -> String {
        format!("anywhere {} {} {}", self.action.code(), self.subject, self.detail.join(";"))
    }

    #[cfg(test)]
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Adds one `key=value`; does nothing for an empty value. A semicolon separates the parts of a detail:
    /// no text may look like two of them.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        let value = bounded(value.to_string()).replace(';', ",");
        if !value.is_empty() {
            self.detail.push(format!("{key}={value}"));
        }
        self
    }
}

/// The longest text of an entry: text from strangers must not fill the disk.
const MAX_CHARACTERS: usize = 300;

fn bounded(text: impl Into<String>) -> String {
    let text: String = text.into();
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_CHARACTERS).collect()
}

/// Appends an entry. Call it last in the transaction of the change itself, because the next append
/// waits for that transaction to end.
pub async fn append(transaction: &DatabaseTransaction, now: Millis, entry: Entry) -> Result<()> {
    lock(transaction, "audit_entry").await?;
    let last: Option<(i64, String)> = audit_entry::Entity::find()
        .select_only()
        .columns([audit_entry::Column::Number, audit_entry::Column::Hash])
        .order_by_desc(audit_entry::Column::Number)
        .limit(1)
        .into_tuple()
        .one(transaction)
        .await?;
    let (number, previous) = last.unwrap_or_default();
    let mut row = audit_entry::Model {
        number: number + 1,
        at: now,
        actor_id: entry.actor,
        search_text: fold(&format!("{} {}", entry.actor_name, entry.subject)),
        actor: entry.actor_name,
        address: entry.address,
        action: entry.action.code().to_owned(),
        outcome: entry.outcome.code().to_owned(),
        subject: entry.subject,
        detail: entry.detail.join("; "),
        hash: String::new(),
    };
    row.hash = chained(&previous, &row);
    audit_entry::Entity::insert(audit_entry::ActiveModel {
        number: Set(row.number),
        at: Set(row.at),
        actor_id: Set(row.actor_id),
        actor: Set(row.actor),
        address: Set(row.address),
        action: Set(row.action),
        outcome: Set(row.outcome),
        subject: Set(row.subject),
        detail: Set(row.detail),
        search_text: Set(row.search_text),
        hash: Set(row.hash),
    })
    .exec_without_returning(transaction)
    .await?;
    Ok(())
}

/// Appends an entry about an action that changed nothing else.
pub async fn record(backend: &Backend, entry: Entry) -> Result<()> {
    transaction!(&backend.db, |tx| { append(tx, backend.clock.now(), entry.clone()).await })
}

/// SHA-256 of the previous entry's hash and of all fields of this entry. Each field is preceded by
/// its length, so that two different entries never give the same input.
pub(super) fn chained(previous: &str, row: &audit_entry::Model) -> String {
    let actor = row.actor_id.map(|id| id.to_string()).unwrap_or_default();
    let (number, at) = (row.number.to_string(), row.at.to_string());
    let mut hasher = Sha256::new();
    for field in [
        previous,
        &number,
        &at,
        &actor,
        &row.actor,
        &row.address,
        &row.action,
        &row.outcome,
        &row.subject,
        &row.detail,
    ] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}
