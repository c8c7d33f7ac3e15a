use std::time::Duration;

use bytes::Bytes;
use domain::{
    Conflict,
    fields::{FieldProblem, PictureProblem},
    files::{OwnerKind, PICTURE_BYTES},
};
use futures::Stream;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait as _,
    QueryFilter,
};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt as _;

use super::{
    encode::{Size, encode},
    remove::{delete, forget},
    row::of_owner,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    database::lock,
    entities::{communication, file, picture},
    files::{
        authorize::authorize_pictures,
        incoming::{disk, spooled},
        name::cleaned,
        owner::Owner,
        owners::{Form, forms_of},
        ownership::ours,
        spool::Arrived,
    },
    token::{check_form_key, random_hex},
    transaction,
};

/// The form field at which a refusal is shown.
const FIELD: &str = "image";
/// How long encoding may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many pictures of one person may wait in forms.
const WAITING: u64 = 120;

/// Receives a picture for the form with this key, in place of an earlier one, and returns its token.
/// Bytes beyond the limit are read to the end and thrown away, so that the sender gets to see the
/// reason.
///
/// # Errors
/// [`Error::Fields`] for `image`; [`Error::Interrupted`] when `content` ends with an error;
/// [`Error::Busy`] when encoding takes too long; [`Error::StoreUnavailable`]; [`Error::Conflict`]
/// once the form has been deployed.
pub async fn receive_picture<E>(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    name: &str,
    content: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<String> {
    authorize_pictures(&backend.db, caller).await?;
    check_form_key(form_key)?;
    let name = cleaned(name);
    let form = Form { person: caller.person, key: form_key };
    has_room(&backend.db, form).await?;
    // Counted until the rows are there.
    let mut arriving = backend.arriving.begin(caller.person, 0)?;
    let arrived = spooled(backend, content, &mut arriving, (FIELD, name.as_str()), PICTURE_BYTES).await?;
    let sizes = encoded(backend, name, arrived).await?;
    keep(backend, form, sizes).await
}

/// Encodes a picture that has arrived completely.
async fn encoded(backend: &Backend, name: String, mut arrived: Arrived) -> Result<Vec<Size>> {
    // Held until the encoder has ended, even if the request is given up: two at a time.
    let turn = backend.files.picture_turn().await?;
    arrived.rewind().await.map_err(|reason| disk(&reason))?;
    let mut bytes = Vec::new();
    arrived.file.read_to_end(&mut bytes).await.map_err(|reason| disk(&reason))?;
    let as_named = name.clone();
    let encoding = tokio::task::spawn_blocking(move || {
        let sizes = encode(&as_named, &bytes);
        drop(turn);
        sizes
    });
    let ended = tokio::time::timeout(PATIENCE, encoding).await.map_err(|_| Error::Busy)?;
    // A file on which the decoder panics is not a picture.
    let sizes =
        ended.map_err(|_| Error::field(FIELD, FieldProblem::Picture(PictureProblem::Unreadable { name })))?;
    sizes.map_err(|problem| Error::field(FIELD, FieldProblem::Picture(problem)))
}

/// Stores the sizes, then the rows.
async fn keep(backend: &Backend, form: Form<'_>, sizes: Vec<Size>) -> Result<String> {
    ours(backend).await?;
    let mut stored = Vec::new();
    for size in sizes {
        let sha256 = hex::encode(Sha256::digest(&size.bytes));
        let length = size.bytes.len();
        match backend.files.put_bytes(size.bytes).await {
            Ok(key) => stored.push(Stored {
                width: size.width,
                height: size.height,
                media_type: size.media_type,
                length,
                sha256,
                key,
            }),
            Err(reason) => {
                forget_all(backend, &stored).await;
                return Err(reason);
            }
        }
    }
    let token = random_hex::<16>()?;
    let inserted: Result<Vec<String>> = transaction!(&backend.db, |tx| {
        lock(tx, &forms_of(form.person)).await?;
        has_room(tx, form).await?;
        let mut gone = Vec::new();
        for earlier in picture::Entity::find().filter(form.pictures()).all(tx).await? {
            gone.extend(delete(tx, &earlier).await?);
        }
        insert(backend, tx, form, &token, &stored).await?;
        Ok(gone)
    });
    match inserted {
        Ok(gone) => forget(backend, &gone).await?,
        Err(reason) => {
            forget_all(backend, &stored).await;
            return Err(reason);
        }
    }
    Ok(token)
}

/// A size whose content is in the store.
struct Stored {
    width: u32,
    height: u32,
    media_type: &'static str,
    length: usize,
    sha256: String,
    key: String,
}

async fn forget_all(backend: &Backend, stored: &[Stored]) {
    for size in stored {
        backend.files.forget(&size.key).await;
    }
}

async fn insert(
    backend: &Backend,
    tx: &DatabaseTransaction,
    form: Form<'_>,
    token: &str,
    sizes: &[Stored],
) -> Result<()> {
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let largest = sizes.last().map_or((0, 0), |size| (pixels(size.width), pixels(size.height)));
    let (now, owner) = (backend.clock.now(), Owner::from(form.person));
    let row = picture::ActiveModel {
        token: Set(token.to_owned()),
        owner_kind: Set(owner.kind),
        owner_id: Set(owner.id),
        uploader_id: Set(form.person),
        form_key: Set(form.key.to_owned()),
        alternative: Set(None),
        width: Set(largest.0),
        height: Set(largest.1),
        created_at: Set(now),
        ..Default::default()
    };
    let id = picture::Entity::insert(row).exec(tx).await?.last_insert_id;
    for size in sizes {
        let row = file::ActiveModel {
            token: Set(random_hex::<16>()?),
            owner_kind: Set(OwnerKind::Picture),
            owner_id: Set(id.0),
            uploader_id: Set(form.person),
            form_key: Set(String::new()),
            name: Set(size.width.to_string()),
            media_type: Set(size.media_type.to_owned()),
            bytes: Set(i64::try_from(size.length).unwrap_or(i64::MAX)),
            sha256: Set(size.sha256.clone()),
            object_key: Set(size.key.clone()),
            created_at: Set(now),
            ..Default::default()
        };
        file::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn has_room(db: &impl ConnectionTrait, form: Form<'_>) -> Result<()> {
    let deployed = communication::Entity::find()
        .filter(communication::Column::AuthorId.eq(form.person))
        .filter(communication::Column::FormKey.eq(form.key));
    if let Some(deployed) = deployed.one(db).await? {
        return Err(Error::Conflict(Conflict::Deployed(deployed.id)));
    }
    let waiting = picture::Entity::find().filter(of_owner(form.person.into())).count(db).await?;
    if waiting >= WAITING {
        return Err(Error::field(FIELD, FieldProblem::TooManyUnsentFiles));
    }
    Ok(())
}
