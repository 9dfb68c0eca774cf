//! Why a backup could not be made or an archive is not taken: one sentence for the person at the terminal.

use std::io;

use thiserror::Error;

/// Why it did not go.
#[derive(Debug, Error)]
pub enum Fault {
    /// The archive is not as it was written; the text names the part.
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    /// The archive comes from a later version of the program.
    #[error("{0}")]
    Newer(String),
    /// What was asked is refused; the text says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The file store did not do it.
    #[error(transparent)]
    Files(#[from] files::VaultError),
    /// The disk did not do it.
    #[error("{0}")]
    Disk(String),
}

impl Fault {
    /// A fault of reading or writing, with what it happened to.
    pub(crate) fn disk(what: impl std::fmt::Display) -> impl Fn(io::Error) -> Self {
        move |error| Self::Disk(format!("{what}: {error}"))
    }

    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Damaged(what.to_string())
    }
}

impl From<diesel::result::Error> for Fault {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The result of this crate's work.
pub(crate) type Result<T> = std::result::Result<T, Fault>;
