use std::collections::BTreeMap;

use domain::{
    Conflict, GrantId,
    access::{
        AccessChange, Extent, Grantee, MAX_CHANGES, NewGrant, Role, Scope, SeverityChange,
        view::{AccessPage, Reason},
    },
    audit::Action,
    communications::Severity,
    directory::Profile,
    fields::{FieldErrors, FieldProblem},
    targets::CriterionKind,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};

use super::{
    Caller,
    administered::{ScopeSchools, authorized, schools_of},
    find_people::is_reachable,
    grant,
    labels::name_apart,
    page::{after_change, version},
    requests,
    selected::holds_any,
    sources::sources,
    stored::{self, StoredGrant},
    touched,
};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    database::{lock, statement},
    entities::{access_grant, access_version},
    queue::{self, Kind},
    transaction,
};

/// The checked lines of a change.
struct Lines<'a> {
    added: Vec<NewGrant>,
    /// Identities of grants.
    removed: &'a [i64],
    changed: BTreeMap<GrantId, Severity>,
}

/// *Valider*: saves all additions and removals on one scope, or none.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::Fields`] with `ajout-1-role` and the like;
/// [`Error::Conflict`] when another person saved meanwhile, when nobody would be left to administer
/// the rights of the scope ("last administrator"), or when there are more changes than a person
/// makes by hand ("too many changes").
pub async fn save(backend: &Backend, caller: &Caller, change: &AccessChange) -> Result<AccessPage> {
    let scope = authorized(caller, &change.scope)?;
    if change.added.len() + change.removed.len() + change.changed.len() > MAX_CHANGES {
        return Err(Error::Conflict(Conflict::TooManyChanges));
    }
    let lines = Lines {
        added: parse(change, scope)?,
        removed: &change.removed,
        changed: parse_severities(&change.changed)?,
    };
    let caller = transaction!(&backend.db, |tx| {
        lock(tx, &format!("access {scope}")).await?;
        // The caller may have lost the right while the request was being sent.
        let caller = Caller::load(tx, caller.person).await?;
        caller.authorize_rights(scope)?;
        if version(tx, scope).await? != change.version {
            return Err(Error::Conflict(Conflict::AccessChanged));
        }
        check_people(tx, &caller, &lines.added).await?;
        let of = schools_of(tx, scope).await?;
        let administered = has_administrator(tx, scope, &of).await?;
        let Written { entries, grants } = write(backend, tx, &caller, scope, &of, &lines).await?;
        if administered && !has_administrator(tx, scope, &of).await? {
            return Err(Error::Conflict(Conflict::LastAdministrator));
        }
        let now = backend.clock.now();
        if !entries.is_empty() {
            raise_version(tx, scope, change.version + 1).await?;
            requests::settle(tx, now, &caller, scope, &lines.added).await?;
            touched::touch(tx, (scope, &of), grants, caller.person).await?;
            queue::compare(tx, backend.clock.now()).await?;
        }
        for entry in entries {
            audit::append(tx, now, entry).await?;
        }
        Ok(caller)
    })?;
    backend.queue.wake(Kind::Compare);
    // Whoever asked for what they hold now is told.
    backend.queue.wake(Kind::Tell);
    backend.refresh().await?;
    after_change(backend, &caller, scope).await
}

fn parse(change: &AccessChange, scope: Scope) -> Result<Vec<NewGrant>> {
    let mut errors = FieldErrors::default();
    let mut added = Vec::new();
    for (position, input) in (1..).zip(&change.added) {
        match input.parse(scope) {
            Ok(new) => added.push(new),
            Err(FieldErrors(refused)) => {
                for (field, problem) in refused {
                    errors.add(format!("ajout-{position}-{field}"), problem);
                }
            }
        }
    }
    if errors.is_empty() { Ok(added) } else { Err(Error::Fields(errors)) }
}

/// The highest severity that each changed grant gets.
fn parse_severities(changed: &[SeverityChange]) -> Result<BTreeMap<GrantId, Severity>> {
    let parsed = changed.iter().map(|change| {
        let severity = Severity::from_code(&change.severity);
        let severity = severity.ok_or_else(|| Error::field("jusqua", FieldProblem::UnknownChoice))?;
        Ok((GrantId(change.grant), severity))
    });
    parsed.collect()
}

/// Checks that roles are given only to people in the giver's own perimeter.
async fn check_people(db: &DatabaseTransaction, caller: &Caller, added: &[NewGrant]) -> Result<()> {
    let mut errors = FieldErrors::default();
    for (position, new) in (1..).zip(added) {
        if let Grantee::Person(id) = new.grantee
            && !is_reachable(db, caller, id).await?
        {
            errors.add(format!("ajout-{position}-cible"), FieldProblem::UnknownChoice);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Fields(errors)) }
}

/// Whether anybody other than the portal's administrators administers the rights of the scope.
async fn has_administrator(db: &DatabaseTransaction, scope: Scope, of: &ScopeSchools) -> Result<bool> {
    let mut counting = sources(db, scope, of).await?;
    counting.retain(|source| {
        source.role == Role::SenderAdministrator
            && source.reason != Reason::PortalAdministrator
            // A role held only on people's own schools does not administer an authority.
            && (matches!(scope, Scope::Establishment(_)) || !own_schools_only(&source.reason))
    });
    let holds = holds_any(db, &counting).await?;
    let sql = format!("SELECT p.id FROM person p WHERE {holds} LIMIT 1");
    Ok(db.query_one_raw(statement(db, &sql, [])).await?.is_some())
}

fn own_schools_only(reason: &Reason) -> bool {
    match reason {
        Reason::Head => true,
        Reason::Population { extent, .. } => *extent == Extent::OwnSchools,
        Reason::Personal { .. } | Reason::PortalAdministrator => false,
    }
}

/// What really changed: the entries of the journal, and the grants as they were or are.
#[derive(Default)]
struct Written {
    entries: Vec<Entry>,
    grants: Vec<StoredGrant>,
}

/// Removes and inserts, and returns what really changed. A grant that exists already is not given
/// twice.
async fn write(
    backend: &Backend,
    db: &DatabaseTransaction,
    caller: &Caller,
    scope: Scope,
    of: &ScopeSchools,
    lines: &Lines<'_>,
) -> Result<Written> {
    let mut standing: BTreeMap<GrantId, StoredGrant> =
        stored::grants(db, stored::on(scope)).await?.into_iter().map(|grant| (grant.id, grant)).collect();
    let mut written = Written::default();
    for id in lines.removed {
        // The grant does not exist or belongs to another scope: the page never showed it.
        let grant = standing.remove(&GrantId(*id)).ok_or(Error::NotFound)?;
        access_grant::Entity::delete_many().filter(access_grant::Column::Id.eq(*id)).exec(db).await?;
        written.entries.push(entry(db, caller, Action::RightRemoved, &grant.line(), of).await?);
        written.grants.push(grant);
    }
    for (id, severity) in &lines.changed {
        let grant = standing.get_mut(id).filter(|grant| grant.role.has_severity()).ok_or(Error::NotFound)?;
        if grant.severity != Some(*severity) {
            written.entries.push(change_severity(db, caller, grant, *severity, of).await?);
            written.grants.push(grant.clone());
        }
    }
    let given = Some((backend.clock.now(), caller.person));
    for new in &lines.added {
        let known = standing.values_mut().find(|grant| grant.line().is_same_line(new));
        match (known, new.severity) {
            // The role is there already, up to another severity: it gets the one that was said last.
            (Some(grant), Some(severity)) if grant.severity != Some(severity) => {
                written.entries.push(change_severity(db, caller, grant, severity, of).await?);
                written.grants.push(grant.clone());
            }
            (Some(_), _) => {}
            (None, _) => {
                let row = grant::insert(db, new, scope, given).await?;
                written.entries.push(entry(db, caller, Action::RightGranted, new, of).await?);
                let (id, grant) = (row.id, StoredGrant::try_from(row)?);
                written.grants.push(grant.clone());
                standing.insert(id, grant);
            }
        }
    }
    Ok(written)
}

async fn change_severity(
    db: &DatabaseTransaction,
    caller: &Caller,
    grant: &mut StoredGrant,
    severity: Severity,
    of: &ScopeSchools,
) -> Result<Entry> {
    access_grant::Entity::update_many()
        .col_expr(access_grant::Column::Severity, severity.code().into())
        .filter(access_grant::Column::Id.eq(grant.id))
        .exec(db)
        .await?;
    grant.severity = Some(severity);
    entry(db, caller, Action::RightChanged, &grant.line(), of).await
}

async fn entry(
    db: &DatabaseTransaction,
    caller: &Caller,
    action: Action,
    grant: &NewGrant,
    of: &ScopeSchools,
) -> Result<Entry> {
    let extent = if grant.extent == Extent::OwnSchools { grant.extent.code() } else { "" };
    let entry = match &grant.grantee {
        Grantee::Person(id) => Entry::by(caller, action, name_apart(db, *id).await?),
        Grantee::Population(population) => {
            let criteria = population.criteria();
            let list = |kind: CriterionKind| match kind {
                CriterionKind::Level => join(criteria.levels.values()),
                CriterionKind::SubLevel => join(criteria.sub_levels.values()),
                CriterionKind::Function => join(criteria.functions.values()),
                CriterionKind::Subject => join(criteria.subjects.values()),
                CriterionKind::Class => join(criteria.classes.values()),
                CriterionKind::Group => join(criteria.groups.values()),
            };
            Entry::by(caller, action, "population")
                .with("profiles", join(criteria.profiles.values().map(|profile: &Profile| profile.code())))
                .with("levels", list(CriterionKind::Level))
                .with("sub_levels", list(CriterionKind::SubLevel))
                .with("functions", list(CriterionKind::Function))
                .with("subjects", list(CriterionKind::Subject))
                .with("classes", list(CriterionKind::Class))
                .with("groups", list(CriterionKind::Group))
        }
    };
    Ok(entry
        .with("role", grant.role.code())
        .with("severity", grant.severity.map_or("", Severity::code))
        .with("scope", &of.name)
        .with("extent", extent))
}

fn join<T: ToString>(values: impl Iterator<Item = T>) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

async fn raise_version(db: &DatabaseTransaction, scope: Scope, to: i64) -> Result<()> {
    let row = access_version::ActiveModel { scope: Set(scope), version: Set(to) };
    access_version::Entity::insert(row)
        .on_conflict(
            OnConflict::column(access_version::Column::Scope)
                .update_column(access_version::Column::Version)
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
