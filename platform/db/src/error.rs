//! What a database can answer besides rows: said once, so that nobody above reads driver messages.

use diesel::result::{DatabaseErrorKind, Error as Diesel};
use thiserror::Error;

/// The result of a store function.
pub type Result<T> = std::result::Result<T, Error>;

/// A failed statement or connection.
#[derive(Debug, Error)]
pub enum Error {
    /// A unique index refused the row; the text names the index or the columns, as the database gives it.
    #[error("already exists: {0}")]
    Unique(String),
    /// Another transaction stood in the way; running the whole write again may succeed.
    #[error("to be tried again: {0}")]
    Retry(String),
    /// The database file or server accepts no writes.
    #[error("the database is read-only: {0}")]
    ReadOnly(String),
    /// No connection could be had.
    #[error("no connection to the database: {0}")]
    Unavailable(String),
    /// The database exists but cannot be used as it is (locale, encoding, version); the text says what to do.
    #[error("{0}")]
    Unsuitable(String),
    /// Anything else: a fault of the program or of the machine.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// Whether a unique index over exactly these columns refused the row.
    ///
    /// SQLite names `table.column, …`; PostgreSQL names the index, by house rule `table_column_…_key`.
    pub fn is_unique_on(&self, table: &str, columns: &[&str]) -> bool {
        let Self::Unique(text) = self else { return false };
        let listed: Vec<String> = columns.iter().map(|column| format!("{table}.{column}")).collect();
        let index = format!("{table}_{}_key", columns.join("_"));
        text.ends_with(&listed.join(", ")) || text.contains(&index)
    }
}

impl From<Diesel> for Error {
    fn from(error: Diesel) -> Self {
        let (kind, info) = match &error {
            Diesel::DatabaseError(kind, info) => (kind, info),
            // The connection died within a transaction.
            Diesel::BrokenTransactionManager => return Self::Unavailable(error.to_string()),
            _ => return Self::Other(error.to_string()),
        };
        let text = match info.constraint_name() {
            Some(name) => format!("{} ({name})", info.message()),
            None => info.message().to_owned(),
        };
        match kind {
            DatabaseErrorKind::UniqueViolation => Self::Unique(text),
            DatabaseErrorKind::SerializationFailure => Self::Retry(text),
            DatabaseErrorKind::ReadOnlyTransaction => Self::ReadOnly(text),
            DatabaseErrorKind::ClosedConnection => Self::Unavailable(text),
            _ => by_message(text),
        }
    }
}

/// The server, the network or the disk does not answer: no fault of the program, and trying later helps.
const AWAY: [&str; 12] = [
    "server closed the connection",
    "terminating connection",
    "the database system is",
    "no connection to the server",
    "connection to server",
    "could not receive data from server",
    "could not send data to server",
    "SSL connection has been closed",
    "disk I/O error",
    "disk is full",
    "No space left on device",
    "unable to open database file",
];

/// The drivers have no kind for these; their wording has been stable for a decade.
fn by_message(text: String) -> Error {
    if text.contains("deadlock detected")
        || text.contains("database is locked")
        || text.contains("database table is locked")
    {
        Error::Retry(text)
    } else if text.contains("readonly database") {
        Error::ReadOnly(text)
    } else if AWAY.iter().any(|words| text.contains(words)) {
        Error::Unavailable(text)
    } else {
        Error::Other(text)
    }
}
