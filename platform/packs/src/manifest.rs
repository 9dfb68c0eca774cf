//! `pack.toml`: whose regulation this is, its requisites, parent, term and the notes that resolve its errors.

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A date of a pack: `2020-07-13`, with or without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Day(pub NaiveDate);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Date(toml::value::Datetime),
    Text(String),
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Written::deserialize(deserializer)? {
            Written::Date(date) => date.to_string(),
            Written::Text(text) => text,
        };
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| {
            D::Error::custom(format!("«{text}» – не дата. Пишите год-месяц-день: 2020-07-13"))
        })?;
        Ok(Self(day))
    }
}

/// Requisites and settings of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Id, also the folder's name.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Version of the pack itself.
    pub version: String,
    /// Who issued the regulation.
    #[serde(default)]
    pub issuer: String,
    /// Number of the act; empty when the source has none.
    #[serde(default)]
    pub number: String,
    /// Date of the act.
    #[serde(default)]
    pub date: Option<Day>,
    /// The source document in words.
    pub source: String,
    /// Pack it inherits from; `federal` when absent.
    #[serde(default)]
    pub parent: Option<String>,
    /// First day in force.
    #[serde(default)]
    pub in_force_from: Option<Day>,
    /// Last day in force.
    #[serde(default)]
    pub in_force_to: Option<Day>,
    /// Highest level the pack speaks of.
    #[serde(default)]
    pub top_level: Option<String>,
    /// School year; the parent's when absent.
    #[serde(default)]
    pub school_year: Option<SchoolYear>,
    /// The smallest group whose results are kept; the parent's when absent.
    #[serde(default)]
    pub smallest_group: Option<SmallestGroup>,
    /// Errors and gaps of the regulation and how they were resolved.
    #[serde(default, rename = "note")]
    pub notes: Vec<Note>,
}

/// Bounds of the school year and its halves, `MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolYear {
    /// First day (`09-01`).
    pub starts: String,
    /// Last day (`08-31`).
    pub ends: String,
    /// Ends of the half-years (`12-31`, `05-31`).
    pub half_ends: Vec<String>,
    /// Clause.
    pub clause: String,
}

/// Fewest people of a group whose results may be kept: by a smaller one each of them would be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallestGroup {
    /// So many.
    pub participants: u32,
    /// Clause.
    pub clause: String,
}

/// Where the source errs or is silent: what it says, what was taken and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Short id inside the pack (`A22`).
    pub id: String,
    /// Clause the note is about.
    pub clause: String,
    /// What the source says.
    pub source_says: String,
    /// What the pack takes.
    pub taken: String,
    /// Why.
    pub why: String,
    /// Whether another reading would change a result.
    #[serde(default)]
    pub changes_result: bool,
}

impl Manifest {
    /// Parent's id: the written one, `federal` by default, none for `federal` itself.
    pub fn parent_id(&self) -> Option<&str> {
        match self.parent.as_deref() {
            Some(parent) => Some(parent),
            None if self.id == "federal" => None,
            None => Some("federal"),
        }
    }
}
