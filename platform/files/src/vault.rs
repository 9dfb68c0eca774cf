//! The object store: a local folder now, any store of the same library later. Keys are hashes, names live in rows.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use db::Moment;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use thiserror::Error;
use tokio::runtime::Runtime;

use crate::Spooled;

/// The store's library is asynchronous; areas are not. One small runtime serves its calls.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a thread for the file store can be started")
});

/// The file store could not do what was asked.
#[derive(Debug, Error)]
#[error("file store: {0}")]
pub struct VaultError(String);

/// Where the objects are.
#[derive(Debug, Clone)]
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    spool: PathBuf,
}

impl Vault {
    /// A vault in a local folder, created when absent: objects in `objects/`, uploads under way in `spool/`.
    pub fn in_folder(folder: &Path) -> Result<Self, VaultError> {
        let fault = |e: std::io::Error| VaultError(format!("{}: {e}", folder.display()));
        let (objects, spool) = (folder.join("objects"), folder.join("spool"));
        std::fs::create_dir_all(&objects).map_err(fault)?;
        std::fs::create_dir_all(&spool).map_err(fault)?;
        let store = LocalFileSystem::new_with_prefix(&objects).map_err(|e| VaultError(e.to_string()))?;
        // The row that names an object is on the disk before it is acknowledged: so must the object be.
        let store = store.with_fsync(true);
        Ok(Self { store: Arc::new(store), spool })
    }

    /// The folder in which uploads are received.
    pub fn spool(&self) -> &Path {
        &self.spool
    }

    /// Whether an upload can be received now: the disk is there, not full, and this user may write.
    pub fn takes_files(&self) -> std::io::Result<()> {
        let mut trial = tempfile::NamedTempFile::new_in(&self.spool)?;
        trial.write_all(b"ready")
    }

    /// Keeps an upload under its hash; keeping it twice changes nothing.
    pub fn keep(&self, upload: &Spooled) -> Result<(), VaultError> {
        let mut bytes = Vec::new();
        let mut file = upload.file.reopen().map_err(|e| VaultError(e.to_string()))?;
        file.read_to_end(&mut bytes).map_err(|e| VaultError(e.to_string()))?;
        self.put(&upload.sha256, bytes)
    }

    /// Keeps bytes whose hash is `sha256`.
    pub fn put(&self, sha256: &str, bytes: Vec<u8>) -> Result<(), VaultError> {
        let work = async { self.store.put(&key(sha256), PutPayload::from(bytes)).await };
        RUNTIME.block_on(work).map(|_| ()).map_err(|e| VaultError(e.to_string()))
    }

    /// The bytes of an object.
    pub fn get(&self, sha256: &str) -> Result<Vec<u8>, VaultError> {
        let work = async { self.store.get(&key(sha256)).await?.bytes().await };
        RUNTIME.block_on(work).map(|bytes| bytes.to_vec()).map_err(|e| VaultError(e.to_string()))
    }

    /// Whether the object is there.
    pub fn has(&self, sha256: &str) -> bool {
        RUNTIME.block_on(async { self.store.head(&key(sha256)).await }).is_ok()
    }

    /// The parts objects are spread over, `00`…`ff`: whoever looks at every object takes one at a time.
    pub fn shards(&self) -> Result<Vec<String>, VaultError> {
        let work = async { self.store.list_with_delimiter(None).await };
        let listed = RUNTIME.block_on(work).map_err(|e| VaultError(e.to_string()))?;
        Ok(listed.common_prefixes.iter().map(ToString::to_string).collect())
    }

    /// Keys of a shard's objects last put before the given instant of the machine's clock.
    pub fn keys_older_than(&self, shard: &str, before: Moment) -> Result<Vec<String>, VaultError> {
        let prefix = Key::from(shard);
        let work = async { self.store.list_with_delimiter(Some(&prefix)).await };
        let listed = RUNTIME.block_on(work).map_err(|e| VaultError(e.to_string()))?;
        let old = listed.objects.iter().filter(|object| object.last_modified.timestamp_micros() < before.0);
        Ok(old.map(|object| object.location.as_ref().replace('/', "")).collect())
    }

    /// Removes an object; a missing one is no error.
    pub fn remove(&self, sha256: &str) -> Result<(), VaultError> {
        match RUNTIME.block_on(async { self.store.delete(&key(sha256)).await }) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(VaultError(e.to_string())),
        }
    }
}

/// `ab/cdef…`
fn key(sha256: &str) -> Key {
    let (head, tail) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
    Key::from(format!("{head}/{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Spool;

    #[test]
    fn an_upload_is_kept_under_its_hash_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path()).unwrap();
        let mut spool = Spool::begin(vault.spool(), "C:\\Документы\\приказ.pdf", 100).unwrap();
        spool.take(b"%PDF-1.7").unwrap();
        let upload = spool.finish().unwrap();
        assert_eq!(upload.name, "приказ.pdf");
        vault.keep(&upload).unwrap();
        vault.keep(&upload).unwrap();
        assert_eq!(vault.get(&upload.sha256).unwrap(), b"%PDF-1.7");
        vault.remove(&upload.sha256).unwrap();
        assert!(!vault.has(&upload.sha256));
        vault.remove(&upload.sha256).unwrap();
    }

    #[test]
    fn only_objects_older_than_asked_are_listed_by_their_keys() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path()).unwrap();
        for key in ["ab01", "ab02", "cd03"] {
            vault.put(key, b"x".to_vec()).unwrap();
        }
        let old = std::fs::File::options().write(true).open(folder.path().join("objects/ab/01")).unwrap();
        old.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(100)).unwrap();
        let mut shards = vault.shards().unwrap();
        shards.sort();
        assert_eq!(shards, ["ab", "cd"]);
        assert_eq!(vault.keys_older_than("ab", Moment(100_000_001)).unwrap(), ["ab01"]);
        assert!(vault.keys_older_than("ab", Moment(100_000_000)).unwrap().is_empty());
        assert!(vault.keys_older_than("cd", Moment(100_000_001)).unwrap().is_empty());
    }

    #[test]
    fn one_byte_over_the_limit_is_too_large_and_the_limit_is_not() {
        let folder = tempfile::tempdir().unwrap();
        for (bytes, is_fine) in [(8_usize, true), (9, false)] {
            let mut spool = Spool::begin(folder.path(), "a.pdf", 8).unwrap();
            spool.take(&b"%PDF-1.7x"[..bytes]).unwrap();
            assert_eq!(spool.finish().unwrap().recognise().is_ok(), is_fine);
        }
    }
}
