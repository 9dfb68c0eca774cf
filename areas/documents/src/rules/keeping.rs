//! How long a document is kept: its own regulation's term (Амурская область, приложение 5, п. 7.2: три года) or the archival
//! list's, the longer of the two; whole years from the first of January after it ceased to hold.

use chrono::{Datelike, NaiveDate};
use packs::{Effective, KeepingTerm};

use crate::{Document, Status};

/// Until when a document is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// For ever.
    Always,
    /// So many years from the year after it ceases to hold: it still does, or is still being made.
    NotBegun(u32),
    /// This is the last day.
    Until(NaiveDate),
    /// No rule says it.
    Unsaid,
}

/// Until when, and by which clause.
pub(crate) fn kept(document: &Document, rules: &Effective) -> (Kept, String) {
    let own = rules.document_kind(&document.kind).map(|kind| &kind.rule);
    let own = own.and_then(|kind| Some((kind.retention_years?, kind.clause.as_str())));
    let list = rules.keeping_of(&document.genus).map(|term| &term.rule);
    if let Some(term) = list.filter(|term| term.permanent) {
        return (Kept::Always, term.clause.clone());
    }
    let Some((years, clause)) = longest(own, list) else {
        return (Kept::Unsaid, String::new());
    };
    let until = ceased(document).and_then(|day| last_day(day, years));
    (until.map_or(Kept::NotBegun(years), Kept::Until), clause.to_owned())
}

/// The whole years of its term, where there is one.
pub(crate) fn years(document: &Document, rules: &Effective) -> Option<u32> {
    let own = rules.document_kind(&document.kind).and_then(|kind| kind.rule.retention_years);
    longest(own.map(|years| (years, "")), rules.keeping_of(&document.genus).map(|term| &term.rule))
        .map(|(years, _)| years)
}

fn longest<'r>(own: Option<(u32, &'r str)>, list: Option<&'r KeepingTerm>) -> Option<(u32, &'r str)> {
    let terms = own.into_iter().chain(list.map(|term| (term.years, term.clause.as_str())));
    terms.max_by_key(|(years, _)| *years)
}

/// The day it ceased to hold; none: it holds, or nobody has registered it.
fn ceased(document: &Document) -> Option<NaiveDate> {
    match document.state() {
        Status::Lapsed | Status::Archived => Some(document.valid_to.unwrap_or(document.signed_on)),
        Status::Cancelled => Some(document.updated_at.day(chrono_tz::UTC).max(document.signed_on)),
        _ => None,
    }
}

/// The last of `years` whole calendar years after the year of `day`.
fn last_day(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year().checked_add(i32::try_from(years).ok()?)?, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::document;

    fn told(kind: &str, genus: &str, status: &str, last: Option<&str>) -> Kept {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let valid_to = last.map(|day| day.parse().unwrap());
        let (kind, genus, status) = (kind.to_owned(), genus.to_owned(), status.to_owned());
        kept(&Document { kind, genus, status, valid_to, ..document("2020-01-10", None, "in_force") }, &rules)
            .0
    }

    #[test]
    fn the_longer_term_holds_and_what_is_permanent_stays() {
        let until = |text: &str| Kept::Until(text.parse().unwrap());
        // Three years by the file of a service, five by the list.
        assert_eq!(told("mms_year_plan", "plan", "lapsed", Some("2020-06-01")), until("2025-12-31"));
        assert_eq!(told("mms_year_plan", "plan", "archived", Some("2020-12-31")), until("2025-12-31"));
        assert_eq!(told("mms_year_plan", "plan", "in_force", Some("2020-12-31")), Kept::NotBegun(5));
        assert_eq!(told("mms_year_plan", "plan", "draft", None), Kept::NotBegun(5));
        assert_eq!(told("mms_regulation", "regulation", "lapsed", Some("2001-01-01")), Kept::Always);
        assert_eq!(told("unknown", "unknown", "lapsed", None), Kept::Unsaid);
        // No list speaks of the genus: the three years of the regulation.
        assert_eq!(told("mms_year_plan", "unknown", "lapsed", Some("2020-06-01")), until("2023-12-31"));
    }
}
