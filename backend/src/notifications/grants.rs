use std::collections::BTreeSet;

use domain::{
    EstablishmentId, GrantId,
    access::{Population, Role, Scope},
    communications::Concern,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::DatabaseTransaction;
use words::Language;

use crate::{
    Result,
    access::{administering, administering_portal},
    delivery::{Content, Letter, post},
};

/// A role given to a population that has lost its holders, or a name that selects them.
pub(crate) struct GrantConcerned<'a> {
    pub grant: GrantId,
    pub role: Role,
    pub population: &'a Population,
    pub scope: Scope,
    /// The name of the scope, and its schools.
    pub name: String,
    pub schools: &'a BTreeSet<EstablishmentId>,
    pub concerns: Vec<Concern>,
    /// Identifies these reasons: they are told once.
    pub last: i64,
}

/// Tells those who administer the scope, and the portal. Call it in the transaction that found the reasons.
pub(crate) async fn grant_concerned(
    db: &DatabaseTransaction,
    now: Millis,
    told: GrantConcerned<'_>,
) -> Result<()> {
    let mut people = match told.scope {
        Scope::Establishment(_) => administering(db, told.schools, None).await?,
        // The heads of its schools do not administer an authority.
        Scope::Authority(id) => administering(db, &BTreeSet::new(), Some(id)).await?,
    };
    people.extend(administering_portal(db).await?);
    let notice = Notice::GrantConcerned {
        role: told.role,
        population: told.population.clone(),
        scope: told.name.clone(),
        concerns: told.concerns,
    };
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: told.name,
        ..Letter::new(
            MessageKind::Notification,
            format!("grant-concerned-{}-{}", told.grant, told.last),
            Content::Notice(notice),
            now,
        )
    };
    post(db, now, letter, &people.into_iter().collect::<Vec<_>>()).await?;
    Ok(())
}
