//! `documents.toml`: kinds of documents, where each must exist, how long it is kept, and how numbers are written.

use serde::{Deserialize, Serialize};

use crate::RequiredSection;

/// A kind of document.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentKind {
    /// Id (`mms_regulation`).
    pub id: String,
    /// Title («Положение о муниципальной методической службе»).
    pub title: String,
    /// Level that issues it.
    pub level: String,
    /// Genus: `regulation`, `programme`, `plan`, `order`, `analysis`, `protocol`, `materials`, `act`.
    pub genus: String,
    /// Years it is kept; the law's own term when absent.
    #[serde(default)]
    pub retention_years: Option<u32>,
    /// Levels every unit of which must have one.
    #[serde(default)]
    pub must_exist: Vec<String>,
    /// Other kinds, any of which stands for this one where it must exist.
    #[serde(default)]
    pub met_by: Vec<String>,
    /// A new one is made for each school year: last year's is a gap.
    #[serde(default)]
    pub yearly: bool,
    /// One is for one structure: what another structure has does not answer for it.
    #[serde(default)]
    pub each: bool,
    /// It is about certain people: read by whoever keeps the papers of the unit, and by those it names.
    #[serde(default)]
    pub about_people: bool,
    /// It is for everybody: what is a structure's own stands on the public page of that structure.
    #[serde(default)]
    pub shown: bool,
    /// Where a sample of its text is published; empty: nowhere.
    #[serde(default)]
    pub sample: String,
    /// Kinds of units of those levels that must have one; empty: every kind.
    #[serde(default)]
    pub must_kinds: Vec<String>,
    /// The share of units that have one, where the regulation tells it.
    #[serde(default)]
    pub share: Option<DocumentShare>,
    /// Sections it must have.
    #[serde(default, rename = "section")]
    pub sections: Vec<RequiredSection>,
    /// Clause.
    pub clause: String,
}

impl DocumentKind {
    /// Whether a unit of the level and this kind must have one.
    pub fn is_asked_of(&self, level: &str, unit_kind: &str) -> bool {
        let is_kind = self.must_kinds.is_empty() || self.must_kinds.iter().any(|one| one == unit_kind);
        is_kind && self.must_exist.iter().any(|one| one == level)
    }
}

/// How many of the units that must have a document of a kind have one, as the regulation tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentShare {
    /// «Школы со стратегией кадровой политики».
    pub title: String,
    /// What it was when the regulation was written, per cent.
    pub base: u32,
    /// What it is to be, per cent; none: the regulation names none.
    #[serde(default)]
    pub target: Option<u32>,
    /// How the words are read, where they leave a choice.
    #[serde(default)]
    pub taken: String,
    /// Clause.
    pub clause: String,
}

/// The number written on a document that is the `n`-th of its journal in the year: «{n}-од» → «12-од».
///
/// A format knows `{n}`, `{year}` (2026) and `{yy}` (26); none: the bare number.
pub fn document_number(format: Option<&str>, n: i64, year: i32) -> String {
    let format = format.unwrap_or("{n}");
    let short = format!("{:02}", year.rem_euclid(100));
    format.replace("{n}", &n.to_string()).replace("{year}", &year.to_string()).replace("{yy}", &short)
}

/// Why a format of numbers is none: without the number itself, two papers would bear one number.
pub(crate) fn format_fault(format: &str) -> Option<String> {
    let rest = format.replacen("{n}", "", 1).replace("{year}", "").replace("{yy}", "");
    let is_fine = format.contains("{n}") && !rest.contains(['{', '}']) && format.chars().count() <= 30;
    (!is_fine).then(|| {
        format!(
            "Образец номера «{format}» не годится: нужен ровно один {{n}}, ещё можно {{year}} и {{yy}}, всего до 30 знаков."
        )
    })
}

/// Genera a kind may belong to, as the pack writes them.
pub(crate) const GENERA: [&str; 9] =
    ["regulation", "programme", "plan", "order", "analysis", "protocol", "materials", "act", "letter"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_by_its_format() {
        let cases = [
            (None, "7"),
            (Some("{n}-од"), "7-од"),
            (Some("{yy}/{n}"), "05/7"),
            (Some("{n} от {year}"), "7 от 2005"),
        ];
        for (format, said) in cases {
            assert_eq!(document_number(format, 7, 2005), said);
        }
    }

    #[test]
    fn a_format_has_the_number_once_and_no_other_braces() {
        for fine in ["{n}", "{n}-н", "{year}/{n}-{yy}", &format!("{{n}}{}", "я".repeat(27))] {
            assert_eq!(format_fault(fine), None, "{fine}");
        }
        for bad in
            ["", "од", "{year}", "{n}{n}", "{n}-{m}", "{n", "{n}}", &format!("{{n}}{}", "я".repeat(28))]
        {
            assert!(format_fault(bad).is_some(), "{bad}");
        }
    }
}
