use bytes::Bytes;
use domain::{
    Conflict,
    audit::{Action, Outcome},
    fields::FieldProblem,
    files::AttachmentView,
};
use futures::{Stream, StreamExt as _};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter,
};

use super::{
    arriving::{FIELD, most_of_a_person},
    authorize::authorize,
    incoming::{disk, spooled},
    kind,
    name::cleaned,
    owner::Owner,
    owners::{Form, WAITS},
    ownership::ours,
    scan::Verdict,
    spool::Arrived,
    withdrawn::{self, Known},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{communication, file},
    ground::sql::sql,
    token::{check_form_key, random_hex},
    transaction,
};

/// Receives a file for the form with this key. A file that is too long, infected, incomplete or of
/// a kind that is not accepted is not stored at all. Bytes beyond the limit are read to the end and
/// thrown away, so that the sender gets to see the reason.
///
/// # Errors
/// [`Error::Fields`] for `fichiers`; [`Error::Interrupted`] when `content` ends with an error;
/// [`Error::ScannerUnavailable`]; [`Error::StoreUnavailable`]; [`Error::Conflict`] once the form has been
/// deployed.
pub async fn receive<E>(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    name: &str,
    content: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<AttachmentView> {
    receive_as(backend, caller, form_key, &random_hex::<16>()?, name, content).await
}

/// Like [`receive`], under a token that the browser has chosen: sent again, because the answer was
/// lost, it is still one file; removed meanwhile, it is not stored.
///
/// # Errors
/// Also [`Error::Conflict`] when it was removed, and [`Error::NotFound`] for a malformed token or
/// one that is in use elsewhere.
pub async fn receive_as<E>(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    token: &str,
    name: &str,
    mut content: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<AttachmentView> {
    authorize(&backend.db, caller).await?;
    check_form_key(form_key)?;
    withdrawn::check(token)?;
    let name = cleaned(name);
    if let Some(known) = already(&backend.db, caller, token).await? {
        // Read to the end, as below.
        while let Some(piece) = content.next().await {
            piece.map_err(|_| Error::Interrupted)?;
        }
        return known;
    }
    let waiting = has_room(backend, &backend.db, caller, form_key).await?;
    // Counted until the row is there.
    let mut arriving = backend.arriving.begin(caller.person, waiting)?;
    let arrived =
        spooled(backend, content, &mut arriving, (FIELD, name.as_str()), backend.limits.bytes).await?;
    keep(backend, caller, UploadKey { form_key, token }, name, arrived).await
}

/// Where a file goes, and the name that its browser gave to it.
#[derive(Clone, Copy)]
struct UploadKey<'a> {
    form_key: &'a str,
    token: &'a str,
}

/// The answer for a file that arrived before, or was removed; `None` for a new one.
async fn already(
    db: &impl ConnectionTrait,
    caller: &Caller,
    token: &str,
) -> Result<Option<Result<AttachmentView>>> {
    Ok(match withdrawn::known(db, caller.person, token).await? {
        Known::Nothing => None,
        Known::There(row) => Some(Ok((*row).into())),
        Known::Withdrawn => Some(Err(Error::Conflict(Conflict::FilesChanged))),
        Known::Elsewhere => Some(Err(Error::NotFound)),
    })
}

/// Checks a file that has arrived completely, and stores it.
async fn keep(
    backend: &Backend,
    caller: &Caller,
    place: UploadKey<'_>,
    name: String,
    mut arrived: Arrived,
) -> Result<AttachmentView> {
    let recognised = kind::media_type_of(&name, &mut arrived).await.map_err(|reason| disk(&reason))?;
    let media_type = recognised.map_err(|problem| Error::field(FIELD, problem))?;
    if let Some(scanner) = &backend.scanner {
        let content = arrived.file.try_clone().await.map_err(|reason| disk(&reason))?;
        arrived.rewind().await.map_err(|reason| disk(&reason))?;
        if let Verdict::Infected(virus) = scanner.scan(content).await? {
            let same = format!("virus {virus} of {}", caller.person);
            let entry =
                Entry::by(caller, Action::FileRefused, &name).ended(Outcome::Refused).with("virus", virus);
            audit::record_folded(backend, same, entry).await?;
            return Err(Error::field(FIELD, FieldProblem::FileInfected { name }));
        }
    }
    let _turn = backend.files.turn().await?;
    arrived.rewind().await.map_err(|reason| disk(&reason))?;
    ours(backend).await?;
    let object_key = backend.files.put(&mut arrived.file).await?;
    let owner = Owner::from(caller.person);
    let row = file::ActiveModel {
        token: Set(place.token.to_owned()),
        owner_kind: Set(owner.kind),
        owner_id: Set(owner.id),
        uploader_id: Set(caller.person),
        form_key: Set(place.form_key.to_owned()),
        name: Set(name),
        media_type: Set(media_type.to_owned()),
        bytes: Set(i64::try_from(arrived.bytes).unwrap_or(i64::MAX)),
        sha256: Set(arrived.sha256),
        object_key: Set(object_key.clone()),
        created_at: Set(backend.clock.now()),
        ..Default::default()
    };
    let inserted = insert(backend, caller, place, row).await;
    if !matches!(inserted, Ok((_, true))) {
        backend.files.forget(&object_key).await;
    }
    inserted.map(|(kept, _)| kept)
}

/// Counts in the transaction that inserts, and one file of a person at a time, so that two uploads
/// at once cannot both take the last place. `false` when the same file arrived meanwhile.
async fn insert(
    backend: &Backend,
    caller: &Caller,
    place: UploadKey<'_>,
    row: file::ActiveModel,
) -> Result<(AttachmentView, bool)> {
    transaction!(&backend.db, |tx| {
        withdrawn::hold(tx, caller.person).await?;
        if let Some(known) = already(tx, caller, place.token).await? {
            return Ok((known?, false));
        }
        has_room(backend, tx, caller, place.form_key).await?;
        let row = file::Entity::insert(row.clone()).exec_with_returning(tx).await?;
        Ok((row.into(), true))
    })
}

/// Whether the form may get another file. Returns the bytes of the person that wait in forms.
async fn has_room(
    backend: &Backend,
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
) -> Result<u64> {
    let deployed = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(caller.person))
        .filter(communication::Column::FormKey.eq(form_key));
    if let Some(deployed) = deployed.one(db).await? {
        return Err(Error::Conflict(Conflict::Deployed(deployed.id)));
    }
    let form = Form { person: caller.person, key: form_key };
    let there = file::Entity::find().filter(form.files()).count(db).await?;
    // A copied file that was already sent shares its content, so it takes no space.
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(f.bytes), 0) AS BIGINT) AS waiting FROM file f \
         WHERE {WAITS} AND f.owner_id = :person AND NOT EXISTS \
         (SELECT 1 FROM file s WHERE s.object_key = f.object_key AND s.owner_kind <> f.owner_kind)"
    );
    let waiting = db.query_one_raw(sql!(db, sql.as_str(), person = caller.person)).await?;
    let waiting: Option<i64> = waiting.map(|row| row.try_get("", "waiting")).transpose()?;
    let waiting = waiting.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default();
    if waiting >= most_of_a_person(backend.limits) {
        return Err(Error::field(FIELD, FieldProblem::TooManyUnsentFiles));
    }
    let max = backend.limits.files;
    if usize::try_from(there).unwrap_or(usize::MAX) >= max {
        return Err(Error::field(FIELD, FieldProblem::TooManyFiles { max }));
    }
    Ok(waiting)
}
