//! One line of the journal.

use std::fmt;
use std::str::FromStr;

use db::Moment;
use serde_json::{Value, json};

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

/// Where the details of a line say in whose stead it was done.
const STEAD: &str = "in_stead_of";

/// Details that say so as well: the account of the absent person.
pub fn in_stead(details: Value, absent: Option<i64>) -> Value {
    let Some(absent) = absent else { return details };
    match details {
        Value::Object(mut known) => {
            known.insert(STEAD.to_owned(), json!(absent));
            Value::Object(known)
        }
        Value::Null => json!({ STEAD: absent }),
        other => json!({ STEAD: absent, "details": other }),
    }
}

/// In whose stead the thing of a line was done, by its details as stored.
pub fn stead_of(details: &str) -> Option<i64> {
    if !details.contains(STEAD) {
        return None;
    }
    serde_json::from_str::<Value>(details).ok()?.get(STEAD)?.as_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_in_whose_stead_it_was_done_and_keeps_its_details() {
        for details in [Value::Null, json!({ "from": "1" }), json!([1])] {
            assert_eq!(in_stead(details.clone(), None), details);
            assert_eq!(stead_of(&in_stead(details, Some(7)).to_string()), Some(7));
        }
        assert_eq!(stead_of("{\"text\":\"in_stead_of\"}"), None);
    }
}
