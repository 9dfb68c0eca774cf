//! Levels of the tree: where a role is held and a unit stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A level of the tree of units; the pack says what each is called in its region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The whole installation.
    Installation,
    /// A region (субъект Федерации).
    Region,
    /// A municipality (муниципалитет).
    Municipality,
    /// An educational district inside a municipality (образовательный округ); optional.
    District,
    /// An organisation: a school, a centre.
    Organisation,
}

impl Level {
    /// All levels, from the top.
    pub const ALL: [Self; 5] =
        [Self::Installation, Self::Region, Self::Municipality, Self::District, Self::Organisation];

    /// The code stored and printed.
    pub fn code(self) -> &'static str {
        match self {
            Self::Installation => "installation",
            Self::Region => "region",
            Self::Municipality => "municipality",
            Self::District => "district",
            Self::Organisation => "organisation",
        }
    }

    /// The name on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Installation => "установка",
            Self::Region => "регион",
            Self::Municipality => "муниципалитет",
            Self::District => "округ",
            Self::Organisation => "организация",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Level {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.code() == code)
            .ok_or_else(|| format!("unknown level `{code}`"))
    }
}
