//! The object store: a local folder, or any store of the same library. Keys are hashes, names live in rows.
//!
//! Large objects go and come in parts, so that memory holds one part, whatever the object's size.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use db::Moment;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use crate::caller::Caller;
use crate::{Spooled, VaultError, spool};

/// The most of an object that is held in memory, bytes; more than the least part S3 takes (5 MiB).
const PART: u64 = 8 * 1024 * 1024;

/// Where the objects are.
#[derive(Debug, Clone)]
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    caller: Caller,
    spool: PathBuf,
}

impl Vault {
    /// A vault in a local folder, created when absent: objects in `objects/`, uploads under way in `spool/`.
    pub fn in_folder(folder: &Path) -> Result<Self, VaultError> {
        let fault = |e: io::Error| VaultError::Failed(format!("{}: {e}", folder.display()));
        let objects = folder.join("objects");
        std::fs::create_dir_all(&objects).map_err(fault)?;
        let store =
            LocalFileSystem::new_with_prefix(&objects).map_err(|e| VaultError::Failed(e.to_string()))?;
        // The row that names an object is on the disk before it is acknowledged: so must the object be.
        let store = store.with_fsync(true);
        Self::over(Arc::new(store), folder, Caller::local())
    }

    /// A vault over a store; uploads under way lie in `spool/` of the folder.
    pub(crate) fn over(
        store: Arc<dyn ObjectStore>,
        folder: &Path,
        caller: Caller,
    ) -> Result<Self, VaultError> {
        let spool = folder.join("spool");
        std::fs::create_dir_all(&spool)
            .map_err(|e| VaultError::Failed(format!("{}: {e}", spool.display())))?;
        Ok(Self { store, caller, spool })
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
        let mut file = upload.file.reopen().map_err(|e| VaultError::Failed(e.to_string()))?;
        self.receive(&upload.sha256, &mut file)
    }

    /// Keeps bytes whose hash is `sha256`.
    pub fn put(&self, sha256: &str, bytes: Vec<u8>) -> Result<(), VaultError> {
        self.caller.run(async { self.store.put(&key(sha256), PutPayload::from(bytes)).await }).map(|_| ())
    }

    /// Keeps what is read, part by part; bytes of another hash are not kept.
    pub fn receive(&self, sha256: &str, from: &mut dyn Read) -> Result<(), VaultError> {
        let mut hash = Sha256::new();
        let first = part(from, &mut hash)?;
        if first.len() < usize::try_from(PART).unwrap_or(usize::MAX) {
            refuse_other(sha256, hash)?;
            return self.put(sha256, first);
        }
        let mut upload = self.caller.run(async { self.store.put_multipart(&key(sha256)).await })?;
        let sent = self.send_parts(&mut upload, first, from, hash, sha256);
        let outcome = sent.and_then(|()| self.caller.run(async { upload.complete().await }).map(|_| ()));
        if outcome.is_err() {
            // The parts would lie there for nothing; when this fails too, the store's own rule for leftovers takes them.
            let _ = self.caller.run(async { upload.abort().await });
        }
        outcome
    }

    fn send_parts(
        &self,
        upload: &mut Box<dyn MultipartUpload>,
        mut bytes: Vec<u8>,
        from: &mut dyn Read,
        mut hash: Sha256,
        sha256: &str,
    ) -> Result<(), VaultError> {
        while !bytes.is_empty() {
            self.caller.run(upload.put_part(PutPayload::from(bytes)))?;
            bytes = part(from, &mut hash)?;
        }
        refuse_other(sha256, hash)
    }

    /// The bytes of an object.
    pub fn get(&self, sha256: &str) -> Result<Vec<u8>, VaultError> {
        let mut bytes = Vec::new();
        self.copy(sha256, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes the bytes of an object, part by part; returns how many.
    pub fn copy(&self, sha256: &str, to: &mut dyn Write) -> Result<u64, VaultError> {
        let mut done = 0;
        loop {
            let options =
                GetOptions { range: Some(GetRange::Bounded(done..done + PART)), ..GetOptions::default() };
            let (size, bytes) = self.caller.run(async {
                let found = self.store.get_opts(&key(sha256), options).await?;
                let size = found.meta.size;
                Ok((size, found.bytes().await?))
            })?;
            to.write_all(&bytes).map_err(VaultError::Target)?;
            done += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if done >= size || bytes.is_empty() {
                return Ok(done);
            }
        }
    }

    /// Whether the object is there; a store that does not answer is an error, not a no.
    pub fn has(&self, sha256: &str) -> Result<bool, VaultError> {
        match self.caller.run(async { self.store.head(&key(sha256)).await }) {
            Ok(_) => Ok(true),
            Err(VaultError::Missing(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// The parts objects are spread over, `00`…`ff`: whoever looks at every object takes one at a time.
    pub fn shards(&self) -> Result<Vec<String>, VaultError> {
        let listed = self.caller.run(async { self.store.list_with_delimiter(None).await })?;
        Ok(listed.common_prefixes.iter().map(ToString::to_string).collect())
    }

    /// Keys of a shard's objects last put before the given instant of the machine's clock.
    pub fn keys_older_than(&self, shard: &str, before: Moment) -> Result<Vec<String>, VaultError> {
        let prefix = Key::from(shard);
        let listed = self.caller.run(async { self.store.list_with_delimiter(Some(&prefix)).await })?;
        let old = listed.objects.iter().filter(|object| object.last_modified.timestamp_micros() < before.0);
        Ok(old.map(|object| object.location.as_ref().replace('/', "")).collect())
    }

    /// Removes an object; a missing one is no error.
    pub fn remove(&self, sha256: &str) -> Result<(), VaultError> {
        match self.caller.run(async { self.store.delete(&key(sha256)).await }) {
            Ok(()) | Err(VaultError::Missing(_)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }
}

/// The next part of what is read; shorter than [`PART`] only at the end.
fn part(from: &mut dyn Read, hash: &mut Sha256) -> Result<Vec<u8>, VaultError> {
    let mut bytes = Vec::new();
    from.take(PART).read_to_end(&mut bytes).map_err(VaultError::Source)?;
    hash.update(&bytes);
    Ok(bytes)
}

fn refuse_other(sha256: &str, hash: Sha256) -> Result<(), VaultError> {
    let found = spool::hex(hash);
    if found == sha256 { Ok(()) } else { Err(VaultError::Changed { sha256: sha256.to_owned(), found }) }
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
        assert!(!vault.has(&upload.sha256).unwrap());
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
        for (bytes, is_fine) in [(26_usize, true), (27, false)] {
            let mut spool = Spool::begin(folder.path(), "a.pdf", 26).unwrap();
            spool.take(&b"%PDF-1.7\nstartxref\n0\n%%EOFx"[..bytes]).unwrap();
            assert_eq!(spool.finish().unwrap().recognise().is_ok(), is_fine);
        }
    }

    #[test]
    fn a_large_object_goes_and_comes_in_parts_and_other_bytes_are_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path()).unwrap();
        for length in [PART - 1, PART, PART + 1, 2 * PART] {
            let bytes: Vec<u8> =
                (0..length).map(|at| u8::try_from((at * 7 + at / 251 + length) % 256).unwrap()).collect();
            let sha256 = spool::hex(Sha256::new_with_prefix(&bytes));
            let other = "0".repeat(64);
            assert!(matches!(vault.receive(&other, &mut bytes.as_slice()), Err(VaultError::Changed { .. })));
            assert!(!vault.has(&other).unwrap());
            vault.receive(&sha256, &mut bytes.as_slice()).unwrap();
            assert!(vault.get(&sha256).unwrap() == bytes, "{length}");
        }
        let missing = vault.copy(&"1".repeat(64), &mut Vec::new()).unwrap_err();
        assert!(matches!(missing, VaultError::Missing(_)), "{missing}");
    }
}
