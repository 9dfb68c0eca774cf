//! One line of the journal.

use std::fmt;
use std::str::FromStr;

use db::Moment;
use serde_json::Value;

db::id! {
    /// A line of the journal.
    EntryId
}

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Something was made.
    Created,
    /// Something was changed.
    Changed,
    /// Something was removed.
    Removed,
    /// A state was entered: submitted, returned, published.
    Moved,
    /// Personal data was shown.
    Read,
    /// Somebody signed in, out, or failed to.
    Access,
}

impl Action {
    /// All actions, for the filter of the screen.
    pub const ALL: [Self; 6] =
        [Self::Created, Self::Changed, Self::Removed, Self::Moved, Self::Read, Self::Access];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Read => "read",
            Self::Access => "access",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Created => "создано",
            Self::Changed => "изменено",
            Self::Removed => "удалено",
            Self::Moved => "переведено",
            Self::Read => "просмотрено",
            Self::Access => "вход",
        }
    }
}

impl FromStr for Action {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|a| a.code() == code).ok_or_else(|| format!("unknown action `{code}`"))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// A line to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Who; none for a job or a command.
    pub account: Option<i64>,
    /// What kind of thing was done.
    pub action: Action,
    /// The area it belongs to: `monitoring`.
    pub area: &'static str,
    /// The kind of object: `answer`.
    pub kind: &'static str,
    /// The object.
    pub object: i64,
    /// The unit under which it lies, for the scope of the journal's readers.
    pub unit_path: String,
    /// One Russian sentence without personal data: «Показатель 2.3: ответ «есть»».
    pub text: String,
    /// Before and after, where that matters.
    pub details: Value,
}
