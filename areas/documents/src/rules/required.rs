//! Documents that must exist (Амурская область, приложение 1, раздел 3.6; приложение 5, п. 7.1): which a level is asked for,
//! and how a unit stands with each of them on a day.

use chrono::{Datelike, Days, Months, NaiveDate};
use packs::{DocumentKind, Effective};

use crate::Status;
use crate::model::Proving;

/// A document whose term ends within so many days asks for a new one already.
const SOON_DAYS: u64 = 60;
/// A plan of a school year is approved in the summer before it.
const EARLY_MONTHS: u32 = 3;

/// How a unit stands with a document it must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is in force.
    There,
    /// It is in force, and its term ends soon.
    Ending,
    /// It is being made: drafted, agreed, signed or registered.
    OnTheWay,
    /// There was one.
    Lapsed,
    /// Never seen.
    Missing,
}

impl Standing {
    /// The word on a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::There => "действует",
            Self::Ending => "требует актуализации",
            Self::OnTheWay => "готовится",
            Self::Lapsed => "утратил силу",
            Self::Missing => "отсутствует",
        }
    }

    /// The tone of that badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::There => "ok",
            Self::Ending => "warn",
            Self::OnTheWay => "info",
            Self::Lapsed | Self::Missing => "bad",
        }
    }

    /// Whether the unit has the document today.
    pub fn is_met(self) -> bool {
        matches!(self, Self::There | Self::Ending)
    }
}

/// A document asked of a unit.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its kind.
    pub kind: &'a DocumentKind,
    /// «Документы муниципальной методической службы»; empty: in no list.
    pub folder: &'a str,
    /// The clause of the list, or of the kind.
    pub clause: &'a str,
    /// Kept there where there is one; its absence is no gap.
    pub is_optional: bool,
}

/// What a level is asked for: the lists of the regulations in their order, then whatever else must exist.
pub fn asked_of<'a>(rules: &'a Effective, level: &'a str) -> Vec<Asked<'a>> {
    let mut asked: Vec<Asked<'a>> = Vec::new();
    for folder in rules.folders.iter().map(|folder| &folder.rule).filter(|folder| folder.level == level) {
        for kind in folder.kinds.iter().filter_map(|id| rules.document_kind(id)) {
            let is_optional = !kind.rule.must_exist.iter().any(|one| one == level);
            asked.push(Asked {
                kind: &kind.rule,
                folder: &folder.title,
                clause: &folder.clause,
                is_optional,
            });
        }
    }
    for kind in rules.required_documents(level) {
        if !asked.iter().any(|known| known.kind.id == kind.rule.id) {
            let clause = kind.rule.clause.as_str();
            asked.push(Asked { kind: &kind.rule, folder: "", clause, is_optional: false });
        }
    }
    asked
}

/// The same where the conditions of these folders hold: of theirs only what is kept by need may lack.
pub fn asked_where<'a>(mut asked: Vec<Asked<'a>>, here: &[packs::Folder]) -> Vec<Asked<'a>> {
    for one in &mut asked {
        if let Some(folder) = here.iter().find(|folder| folder.title == one.folder) {
            one.is_optional = folder.optional.contains(&one.kind.id);
        }
    }
    asked
}

/// The same of a unit of this kind: what only other kinds of units must have is asked of none of it.
pub fn of_kind<'a>(asked: Vec<Asked<'a>>, unit_kind: &str) -> Vec<Asked<'a>> {
    let is_asked = |one: &Asked<'_>| {
        one.kind.must_kinds.is_empty() || one.kind.must_kinds.iter().any(|known| known == unit_kind)
    };
    asked.into_iter().filter(is_asked).collect()
}

/// Each kind that must exist once, in the same order: what gaps are counted by.
pub fn must_exist<'a>(asked: &[Asked<'a>]) -> Vec<&'a DocumentKind> {
    let mut kinds: Vec<&DocumentKind> = Vec::new();
    for one in asked.iter().filter(|one| !one.is_optional) {
        if !kinds.iter().any(|known| known.id == one.kind.id) {
            kinds.push(one.kind);
        }
    }
    kinds
}

/// The kinds documents are looked for by.
pub fn kinds_of(asked: &[Asked<'_>]) -> Vec<String> {
    let each = asked.iter().flat_map(|one| std::iter::once(&one.kind.id).chain(&one.kind.met_by));
    let mut kinds: Vec<String> = each.cloned().collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// The first day of the school year `today` lies in.
pub fn year_start(rules: &Effective, today: NaiveDate) -> NaiveDate {
    let starts = rules.school_year.as_ref().map_or("09-01", |year| year.rule.starts.as_str());
    let on = |year: i32| NaiveDate::parse_from_str(&format!("{year}-{starts}"), "%Y-%m-%d").unwrap_or(today);
    let this = on(today.year());
    if this <= today { this } else { on(today.year() - 1) }
}

/// How a unit stands with a kind on a day, by the document that says it best; `documents`: newest first.
pub(crate) fn standing<'a>(
    kind: &DocumentKind,
    documents: &[&'a Proving],
    (today, year): (NaiveDate, NaiveDate),
) -> (Standing, Option<&'a Proving>) {
    let is_of = |document: &&&Proving| document.kind == kind.id || kind.met_by.contains(&document.kind);
    let best = documents.iter().filter(is_of).map(|one| (of_one(kind, one, today, year), *one));
    best.min_by_key(|(standing, _)| *standing)
        .map_or((Standing::Missing, None), |(how, one)| (how, Some(one)))
}

/// Whether a document of a kind made anew each school year was signed before the one that began on `year`.
pub fn is_of_an_earlier_year(kind: &DocumentKind, signed_on: NaiveDate, year: NaiveDate) -> bool {
    let earliest = year.checked_sub_months(Months::new(EARLY_MONTHS)).unwrap_or(year);
    kind.yearly && signed_on < earliest
}

fn of_one(kind: &DocumentKind, document: &Proving, today: NaiveDate, year: NaiveDate) -> Standing {
    match document.state() {
        Status::Draft | Status::Agreed | Status::Signed | Status::Registered => return Standing::OnTheWay,
        Status::Lapsed | Status::Archived | Status::Cancelled => return Standing::Lapsed,
        Status::InForce => {}
    }
    let is_old = is_of_an_earlier_year(kind, document.signed_on, year);
    match document.valid_to {
        Some(last) if last < today => Standing::Lapsed,
        _ if is_old => Standing::Lapsed,
        Some(last) if last < today + Days::new(SOON_DAYS) => Standing::Ending,
        _ => Standing::There,
    }
}

#[cfg(test)]
mod tests {
    use units::UnitId;

    use super::*;
    use crate::DocumentId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn document(kind: &str, status: &str, signed_on: &str, valid_to: Option<&str>) -> Proving {
        Proving {
            id: DocumentId(1),
            unit_id: UnitId(1),
            kind: kind.to_owned(),
            genus: "plan".to_owned(),
            number: String::new(),
            signed_on: day(signed_on),
            status: status.to_owned(),
            valid_to: valid_to.map(day),
            topic_key: String::new(),
        }
    }

    fn amur() -> std::sync::Arc<Effective> {
        packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap()
    }

    #[test]
    fn levels_are_asked_for_what_the_lists_say_and_the_agreement_is_no_gap() {
        let rules = amur();
        let counts = ["region", "municipality", "organisation"].map(|level| {
            let asked = asked_of(&rules, level);
            (asked.len(), must_exist(&asked).len())
        });
        // 3 of the municipal list and 8 of the file of a service name two regulations twice.
        // The files of the association (приложение 3, раздел 5) and of mentoring (приложение 2, раздел 9) are kept where there is one.
        assert_eq!(counts, [(20, 13), (11, 8), (8, 2)]);
        let municipal = asked_of(&rules, "municipality");
        let optional: Vec<_> =
            municipal.iter().filter(|one| one.is_optional).map(|one| &one.kind.id).collect();
        assert_eq!(optional, ["institute_agreement"]);
        assert_eq!(municipal.iter().filter(|one| one.clause == "приложение 5, п. 7.1").count(), 8);
    }

    #[test]
    fn a_document_stands_by_its_state_its_term_and_its_year() {
        let rules = amur();
        let (regulation, plan) = (
            &rules.document_kind("mms_regulation").unwrap().rule,
            &rules.document_kind("mms_year_plan").unwrap().rule,
        );
        let on = (day("2026-06-18"), day("2025-09-01"));
        let told = |kind: &DocumentKind, document: Proving| standing(kind, &[&document], on).0;
        let cases = [
            ("in_force", "2019-01-10", None, Standing::There),
            ("in_force", "2019-01-10", Some("2026-08-17"), Standing::There),
            ("in_force", "2019-01-10", Some("2026-08-16"), Standing::Ending),
            ("in_force", "2019-01-10", Some("2026-06-18"), Standing::Ending),
            ("in_force", "2019-01-10", Some("2026-06-17"), Standing::Lapsed),
            ("registered", "2026-01-10", None, Standing::OnTheWay),
            ("draft", "2026-01-10", None, Standing::OnTheWay),
            ("lapsed", "2019-01-10", None, Standing::Lapsed),
            ("cancelled", "2019-01-10", None, Standing::Lapsed),
        ];
        for (status, signed, last, how) in cases {
            assert_eq!(
                told(regulation, document("mms_regulation", status, signed, last)),
                how,
                "{status} {last:?}"
            );
        }
        for (signed, how) in [("2025-06-01", Standing::There), ("2025-05-31", Standing::Lapsed)] {
            assert_eq!(told(plan, document("mms_year_plan", "in_force", signed, None)), how, "{signed}");
        }
        assert_eq!(standing(plan, &[], on).0, Standing::Missing);
    }

    #[test]
    fn the_best_document_speaks_and_another_kind_may_stand_for_it() {
        let rules = amur();
        let kind = &rules.document_kind("young_support_programme").unwrap().rule;
        let on = (day("2026-06-18"), day("2025-09-01"));
        let old = document("young_support_programme", "lapsed", "2020-01-10", None);
        let roadmap = document("young_support_roadmap", "in_force", "2024-01-10", None);
        let stranger = document("mms_regulation", "in_force", "2024-01-10", None);
        assert_eq!(standing(kind, &[&old, &stranger], on).0, Standing::Lapsed);
        let (how, best) = standing(kind, &[&old, &roadmap], on);
        assert_eq!((how, best.unwrap().kind.as_str()), (Standing::There, "young_support_roadmap"));
    }

    #[test]
    fn a_school_year_begins_on_its_day() {
        let rules = amur();
        for (today, start) in
            [("2026-08-31", "2025-09-01"), ("2026-09-01", "2026-09-01"), ("2026-12-31", "2026-09-01")]
        {
            assert_eq!(year_start(&rules, day(today)), day(start), "{today}");
        }
    }
}
