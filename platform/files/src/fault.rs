//! What the file store could not do, told apart where it matters: a missing object is not a store that does not answer.

use std::io;

use thiserror::Error;

/// The file store could not do what was asked.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The store answers, and the object is not there.
    #[error("file store: no object {0}")]
    Missing(String),
    /// What was read is not what its hash says.
    #[error("file store: the bytes given for {sha256} have the hash {found}")]
    Changed {
        /// The hash asked for.
        sha256: String,
        /// The hash of the bytes.
        found: String,
    },
    /// What was to be kept could not be read.
    #[error("file store: {0}")]
    Source(io::Error),
    /// What was read from the store could not be written where it was to go.
    #[error("file store: {0}")]
    Target(io::Error),
    /// The store did not do it, or did not answer.
    #[error("file store: {0}")]
    Failed(String),
}

impl From<object_store::Error> for VaultError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { path, .. } => Self::Missing(path.replace('/', "")),
            other => Self::Failed(other.to_string()),
        }
    }
}
