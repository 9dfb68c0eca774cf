//! The document a list says a structure is founded by – kind, number, day, in three columns or in one – among those of the
//! registry.

use chrono::NaiveDate;
use documents::{Document, DocumentId, genus_title};
use lists::{Cells, days, plain};
use packs::{Effective, StructureKind};

use crate::rules::may_found;

/// What a row says of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paper {
    pub kind: String,
    pub number: String,
    pub on: Option<NaiveDate>,
}

impl Paper {
    /// Whether the row names a document at all.
    pub fn is_told(&self) -> bool {
        !self.number.is_empty() || self.on.is_some()
    }

    /// «Приказ № 12 от 01.09.2025», for a sentence.
    fn line(&self) -> String {
        let number =
            if self.number.is_empty() { String::new() } else { format!(" №\u{a0}{}", self.number) };
        let on = self.on.map(|day| format!(" от\u{a0}{}", web::russian::date(day))).unwrap_or_default();
        let kind = if self.kind.is_empty() { "документ" } else { &self.kind };
        format!("{kind}{number}{on}")
    }
}

/// A document of the registry a structure here may be founded by.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    pub document: Document,
    /// Whether the person sees it.
    pub is_seen: bool,
}

/// Reads the columns of a row; three of them say more than one.
pub(super) fn read(at: &mut Cells<'_>) -> Paper {
    let whole = parsed(&at.text("founded"), at.today);
    let (kind, number) = (at.text("document_kind"), at.text("document_number"));
    let on = at.first_day("document_on");
    if kind.is_empty() && number.is_empty() && on.is_none() {
        return whole;
    }
    Paper { kind, number, on }
}

/// «Приказ № 12-од от 30.08.2025» → its parts.
fn parsed(text: &str, today: NaiveDate) -> Paper {
    let (before, on) = match text.rsplit_once(" от ") {
        Some((before, day)) => (before, days::day(day, today).map(|told| told.first)),
        None => (text, None),
    };
    match before.split_once('№') {
        Some((kind, number)) => Paper { kind: kind.trim().to_owned(), number: number.trim().to_owned(), on },
        None if on.is_some() => Paper { kind: before.trim().to_owned(), number: String::new(), on },
        None => Paper::default(),
    }
}

/// The document of the registry; none with a note: it is not there; an error: it founds no such structure.
pub(super) fn found(
    paper: &Paper,
    (kind, path): (&StructureKind, &str),
    (registry, rules): (&[Registered], &Effective),
) -> Result<Option<DocumentId>, String> {
    let is_named = |one: &&Registered| {
        let document = &one.document;
        let title = rules.document_kind(&document.kind).map_or("", |kind| kind.rule.title.as_str());
        let is_kind = paper.kind.is_empty()
            || [title, genus_title(&document.genus), &document.kind]
                .into_iter()
                .any(|title| plain(title) == plain(&paper.kind));
        is_kind
            && plain(&document.number) == plain(&paper.number)
            && paper.on.is_none_or(|day| document.signed_on == day)
            && path.starts_with(&document.unit_path)
            && (one.is_seen || !kind.founded_by.is_empty())
    };
    let mut all: Vec<&Registered> = registry.iter().filter(is_named).collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.document.unit_path.len(), one.document.id)));
    let may = |one: &&&Registered| {
        let document = &one.document;
        document.state().has_force() && may_found(kind, (&document.kind, &document.genus))
    };
    match (all.iter().find(may), all.first()) {
        (Some(one), _) => Ok(Some(one.document.id)),
        (None, None) => Ok(None),
        (None, Some(one)) if !one.document.state().has_force() => {
            Err(format!("{}: документ ещё не\u{a0}введён в\u{a0}действие", paper.line()))
        }
        (None, Some(_)) if kind.founded_by.is_empty() => Err(format!(
            "{}: этим документом структуру не\u{a0}создают, нужен приказ, положение или протокол с\u{a0}решением",
            paper.line()
        )),
        (None, Some(_)) => {
            let how = if kind.founded.is_empty() { "другой документ" } else { &kind.founded };
            Err(format!("{}: основание структуры этого вида – {how} ({})", paper.line(), kind.clause))
        }
    }
}

/// What is said where the registry has no such document.
pub(super) fn absent(paper: &Paper) -> String {
    format!(
        "{} нет в\u{a0}реестре документов: зарегистрируйте его и\u{a0}загрузите список снова, основание добавится",
        paper.line()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_column_is_read_as_three() {
        let today = "2026-06-18".parse().unwrap();
        let told = |text: &str| {
            let paper = parsed(text, today);
            (paper.kind, paper.number, paper.on.map(|day| day.to_string()).unwrap_or_default())
        };
        let of = |kind: &str, number: &str, on: &str| (kind.to_owned(), number.to_owned(), on.to_owned());
        assert_eq!(told("Приказ № 12-од от 30.08.2025"), of("Приказ", "12-од", "2025-08-30"));
        assert_eq!(
            told("приказ управления №\u{a0}7 от 1 сентября 2025 г."),
            of("приказ управления", "7", "2025-09-01")
        );
        assert_eq!(told("Протокол от 01.09.2025"), of("Протокол", "", "2025-09-01"));
        assert_eq!(told("решение учредителя"), of("", "", ""));
    }
}
