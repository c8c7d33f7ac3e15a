use std::{
    fmt, io,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use object_store::{
    BackoffConfig, ClientOptions, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMode, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory, path::Path, prefix::PrefixStore,
};
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use super::{key, put::put};
use crate::{Error, Required, Result, request};

/// How many files are stored at the same time; each needs a buffer or two …
const AT_ONCE: usize = 3;
/// … and how long a further one waits.
const WAIT: Duration = Duration::from_mins(2);
/// How many pictures are encoded at the same time; each needs its pixels in memory.
const PICTURES_AT_ONCE: usize = 2;
/// How much of a file is in memory while it is stored; S3 accepts no smaller parts …
const PART: usize = 5 * 1024 * 1024;
/// … and a folder needs no larger ones.
const PART_OF_FOLDER: usize = 256 * 1024;
/// How often a store that does not answer is asked again while a person waits at a form …
const RETRIES: usize = 3;
/// … and for how long in all. The limit for connecting is shorter; that for a silent connection is
/// longer.
const RETRY_FOR: Duration = Duration::from_secs(10);
const CONNECT_IN: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(30);

/// The object that says to which database a store belongs.
pub(super) const MARK: &str = ".portevoix-magasin";
/// The largest mark that is read, in bytes; ours are much smaller.
const MARK_BYTES: u64 = 1_024;

/// Where attachments are kept.
#[derive(Clone, Debug, Default)]
pub struct FilesSettings {
    /// A folder, or `s3://BUCKET/PREFIX`.
    pub url: String,
    pub s3: S3Settings,
}

/// How to reach a store that speaks S3. Missing values come from the machine's own role.
#[derive(Clone, Debug, Default)]
pub struct S3Settings {
    /// `https://…` of a store that is not Amazon's; `None` for Amazon.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key_id: Option<String>,
    pub secret_access_key: Option<String>,
    pub session_token: Option<String>,
}

/// Why a store is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOurs {
    /// It does not answer at the moment, so nothing is known. The reason is for the log.
    Unreachable(String),
    /// It holds something else. A sentence for the operator, which begins with the setting.
    Foreign(String),
}

/// The store of attachments.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The folder of a store on this machine's disk.
    folder: Option<PathBuf>,
    /// Where files wait until it is decided whether they are kept.
    spool: PathBuf,
    /// As the operator named it.
    place: String,
    /// The database whose mark this process has seen in the store.
    claimed: Arc<OnceLock<String>>,
    gate: Arc<Semaphore>,
    pictures: Arc<Semaphore>,
    looking: Arc<Mutex<()>>,
}

impl Files {
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn open(settings: &FilesSettings) -> Result<Self, String> {
        let wrong = |reason: object_store::Error| format!("attachments_url: {reason}");
        if settings.url.starts_with("s3://") {
            let (bucket, prefix) = bucket_and_prefix(&settings.url)?;
            let s3 = &settings.s3;
            let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
            // No limit for a whole download, whose reader may be slow.
            let mut client = ClientOptions::new()
                .with_timeout_disabled()
                .with_connect_timeout(CONNECT_IN)
                .with_read_timeout(SILENCE);
            if let Some(endpoint) = &s3.endpoint {
                let is_plain = endpoint.starts_with("http://");
                if !is_plain && !endpoint.starts_with("https://") {
                    return Err(format!(
                        "attachments_endpoint: expected http:// or https://, found {endpoint:?}"
                    ));
                }
                builder = builder.with_endpoint(endpoint);
                client = client.with_allow_http(is_plain);
            }
            builder = builder.with_client_options(client).with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: RETRIES,
                retry_timeout: RETRY_FOR,
            });
            builder = builder.with_region(s3.region.as_deref().unwrap_or("us-east-1"));
            if let Some(id) = &s3.access_key_id {
                builder = builder.with_access_key_id(id);
            }
            if let Some(secret) = &s3.secret_access_key {
                builder = builder.with_secret_access_key(secret);
            }
            if let Some(token) = &s3.session_token {
                builder = builder.with_token(token);
            }
            let store = PrefixStore::new(builder.build().map_err(wrong)?, prefix);
            return Ok(Self::over(Arc::new(store), None, std::env::temp_dir(), &settings.url));
        }
        // A mistyped `s3:/…` is no folder of this name; `./s3:` would be one.
        if settings.url.split('/').next().is_some_and(|first| first.contains(':')) {
            return Err(format!(
                "attachments_url: expected a folder or s3://BUCKET/PREFIX, found {:?}",
                settings.url
            ));
        }
        let folder = PathBuf::from(&settings.url);
        std::fs::create_dir_all(&folder)
            .map_err(|reason| format!("attachments_url: {}: {reason}", folder.display()))?;
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(wrong)?;
        Ok(Self::over(Arc::new(store), Some(folder.clone()), folder, &settings.url))
    }

    fn over(store: Arc<dyn ObjectStore>, folder: Option<PathBuf>, spool: PathBuf, place: &str) -> Self {
        let (gate, pictures) =
            (Arc::new(Semaphore::new(AT_ONCE)), Arc::new(Semaphore::new(PICTURES_AT_ONCE)));
        let (place, claimed, looking) = (place.to_owned(), Arc::default(), Arc::default());
        Self { store, folder, spool, place, claimed, gate, pictures, looking }
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// Whether this process has seen the mark of this database in the store.
    pub(super) fn is_claimed_as(&self, identity: &str) -> bool {
        self.claimed.get().is_some_and(|claimed| claimed == identity)
    }

    /// Whether this process has seen its mark in the store.
    pub(super) fn is_claimed(&self) -> bool {
        self.claimed.get().is_some()
    }

    pub(super) fn note_claim(&self, identity: &str) {
        self.claimed.get_or_init(|| identity.to_owned());
    }

    /// The identity in the store's mark; `None` without a mark.
    pub(super) async fn mark(&self) -> Result<Option<String>, NotOurs> {
        let unreachable = |reason: object_store::Error| NotOurs::Unreachable(reason.to_string());
        match self.store.get(&Path::from(MARK)).await {
            // Somebody else's object of this name; no database has such an identity.
            Ok(found) if found.meta.size > MARK_BYTES => Ok(Some(format!("{} bytes", found.meta.size))),
            Ok(found) => {
                let bytes = found.bytes().await.map_err(unreachable)?;
                Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(reason) => Err(unreachable(reason)),
        }
    }

    /// Writes the mark, unless there is one meanwhile.
    pub(super) async fn set_mark(&self, identity: &str) -> Result<(), NotOurs> {
        use object_store::Error::{AlreadyExists, Precondition};
        let (path, content) = (Path::from(MARK), format!("{identity}\n"));
        match self.store.put_opts(&path, content.clone().into(), PutMode::Create.into()).await {
            Ok(_) | Err(AlreadyExists { .. } | Precondition { .. }) => Ok(()),
            // Some stores know no such condition; the mark is read again afterwards.
            Err(_) => match self.store.put(&path, content.into()).await {
                Ok(_) => Ok(()),
                Err(reason) => Err(NotOurs::Unreachable(reason.to_string())),
            },
        }
    }

    /// The names at the top of the store, except the mark.
    pub(super) async fn top_level(&self) -> Result<Vec<String>, NotOurs> {
        let unreachable = |reason: &dyn fmt::Display| NotOurs::Unreachable(reason.to_string());
        let names: Vec<String> = if let Some(folder) = self.folder.clone() {
            // The store itself would hide some names, and fail on others.
            let names = tokio::task::spawn_blocking(move || {
                let entries = std::fs::read_dir(folder)?;
                let name = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
                entries.map(|entry| entry.map(name)).collect::<io::Result<Vec<_>>>()
            });
            names.await.map_err(io::Error::other).flatten().map_err(|reason| unreachable(&reason))?
        } else {
            let found = self.store.list_with_delimiter(None).await.map_err(|reason| unreachable(&reason))?;
            let objects = found.objects.into_iter().map(|object| object.location);
            objects.chain(found.common_prefixes).map(|path| path.as_ref().to_owned()).collect()
        };
        Ok(names.into_iter().filter(|name| name != MARK).collect())
    }

    pub(crate) fn spool(&self) -> &std::path::Path {
        &self.spool
    }

    /// The same store, for which files wait in another folder.
    #[cfg(test)]
    pub(super) fn with_spool(self, spool: PathBuf) -> Self {
        Self { spool, ..self }
    }

    pub(super) fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// Allows to look whether the store works; `None` while an earlier look has not come back.
    pub(super) fn look(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.looking).try_lock_owned().ok()
    }

    /// Waits for a place, which allows to store one complete file.
    ///
    /// # Errors
    /// [`Error::Busy`] when the files before take too long.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        match tokio::time::timeout(WAIT, self.gate.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }

    /// Waits for a place, which allows to encode one picture on any thread.
    pub(super) async fn picture_turn(&self) -> Result<OwnedSemaphorePermit> {
        let turn = Arc::clone(&self.pictures).acquire_owned().await;
        turn.required("the turns of the store")
    }

    /// Stores `content` under a new key; a failure leaves nothing behind.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`]
    pub(super) async fn put(&self, content: &mut tokio::fs::File) -> Result<String> {
        let key = key::new()?;
        let part = if self.folder.is_some() { PART_OF_FOLDER } else { PART };
        let stored = put(self.store.as_ref(), &Path::from(key.as_str()), content, part).await;
        stored.map_err(|reason| away(&reason, &key))?;
        Ok(key)
    }

    /// Stores `content` under a key that it had before, unless an object of this size is there.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`]
    pub(super) async fn put_as(&self, key: &str, bytes: u64, content: &mut tokio::fs::File) -> Result<()> {
        let path = Path::from(key);
        if self.store.head(&path).await.is_ok_and(|there| there.size == bytes) {
            return Ok(());
        }
        let part = if self.folder.is_some() { PART_OF_FOLDER } else { PART };
        put(self.store.as_ref(), &path, content, part).await.map_err(|reason| away(&reason, key))
    }

    /// Stores content that is in memory under a new key.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`]
    pub(super) async fn put_bytes(&self, content: Vec<u8>) -> Result<String> {
        let key = key::new()?;
        let stored = self.store.put(&Path::from(key.as_str()), content.into()).await;
        stored.map_err(|reason| away(&reason, &key))?;
        Ok(key)
    }

    /// # Errors
    /// [`Error::StoreUnavailable`], even when the store has no such object.
    pub(crate) async fn get(&self, key: &str) -> Result<BoxStream<'static, io::Result<bytes::Bytes>>> {
        let found = self.find(key).await?;
        found.ok_or_else(|| away(&"there is no such object", key))
    }

    /// The same for what may have been deleted a moment ago; `None` when the store has no such object.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`]
    pub(crate) async fn find(
        &self,
        key: &str,
    ) -> Result<Option<BoxStream<'static, io::Result<bytes::Bytes>>>> {
        let found = match self.store.get(&Path::from(key)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(reason) => return Err(away(&reason, key)),
        };
        // Whoever reads it sees only that it breaks off.
        let (request, key) = (request::current(), key.to_owned());
        let broken = move |reason: object_store::Error| {
            let told = || tracing::error!(%reason, key, "the store of attachments broke off in a file");
            request::within(request.as_ref(), told);
            io::Error::other(reason)
        };
        Ok(Some(found.into_stream().map(move |piece| piece.map_err(&broken)).boxed()))
    }

    /// Removes an object; it is no error if the object is already gone.
    pub(super) async fn delete(&self, key: &str) -> Result<()> {
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(reason) => Err(away(&reason, key)),
        }
    }

    /// Removes an object that no row refers to any more; if that fails, the sweep removes it.
    pub(super) async fn forget(&self, key: &str) {
        if self.delete(key).await.is_err() {
            tracing::info!(key, "the sweep will delete it");
        }
    }

    /// The objects in the folders that may be ours; nothing else is looked at.
    pub(super) async fn list(&self) -> Result<BoxStream<'static, object_store::Result<ObjectMeta>>, NotOurs> {
        let (store, names) = (Arc::clone(&self.store), self.top_level().await?);
        let folders = names.into_iter().filter(|name| key::is_folder(name));
        Ok(stream::iter(folders).flat_map(move |name| store.list(Some(&Path::from(name)))).boxed())
    }
}

/// The reason is only logged, because it reveals where the store is.
pub(super) fn away(reason: &dyn fmt::Display, key: &str) -> Error {
    tracing::error!(%reason, key, "the store of attachments failed its check");
    Error::StoreUnavailable
}

fn bucket_and_prefix(url: &str) -> Result<(&str, &str), String> {
    let rest = url.strip_prefix("s3://").unwrap_or_default();
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() {
        return Err(format!("attachments_url: expected s3://BUCKET/PREFIX, found {url:?}"));
    }
    Ok((bucket, prefix.trim_matches('/')))
}

/// In memory, for as long as the process lives.
impl Default for Files {
    fn default() -> Self {
        Self::over(Arc::new(InMemory::new()), None, std::env::temp_dir(), "memory")
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("store", &self.store.to_string()).finish_non_exhaustive()
    }
}
