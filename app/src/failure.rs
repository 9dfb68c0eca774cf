//! How a command ends badly: a sentence for the person at the terminal and an exit code for a script.

use std::fmt;
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A problem was found or the thing was refused: exit code 1.
    Refused(String),
    /// The command was called wrongly, or its input cannot be read: exit code 2.
    Usage(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Refused(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(text) | Self::Usage(text) => f.write_str(text),
        }
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Self::Refused(match error {
            db::Error::ReadOnly(text) => {
                format!(
                    "the database is read-only ({text}): give this user the right to write it, or name another with --database"
                )
            }
            other => other.to_string(),
        })
    }
}

impl From<web::Error> for Failure {
    fn from(error: web::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<files::VaultError> for Failure {
    fn from(error: files::VaultError) -> Self {
        Self::Refused(format!("{error}: look at the settings dir and files"))
    }
}

impl From<backup::Fault> for Failure {
    fn from(fault: backup::Fault) -> Self {
        match fault {
            backup::Fault::Database(error) => error.into(),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Refused(error.to_string())
    }
}
