//! `documents.toml`: kinds of documents, where each must exist, how long it is kept, and how numbers are written.

use serde::{Deserialize, Serialize};

use crate::RequiredSection;

/// A kind of document.
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
    /// Where a sample of its text is published; empty: nowhere.
    #[serde(default)]
    pub sample: String,
    /// Sections it must have.
    #[serde(default, rename = "section")]
    pub sections: Vec<RequiredSection>,
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
