//! A file against the server, answer by answer and document by document; nothing is stored here.

use std::collections::{BTreeMap, BTreeSet};

use packs::Indicator;
use serde::{Deserialize, Serialize};

use super::answered;
use super::evidence::{Own, lines};
use super::file::Row;
use super::identity::Taken;
use super::slots::{self, Slot, Typed};
use crate::model::AnswerRow;
use crate::pages::words;
use crate::rules::{Answer, Side, Verdict, verdict};
use crate::worksheet::Worksheet;

/// A change a person may accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proposal {
    /// Another answer, on the version the server had.
    Answer {
        /// The indicator.
        no: String,
        /// The version it was compared with.
        version: i64,
        /// The answer of the file.
        answer: Answer,
    },
    /// A document to be linked.
    Attach {
        /// The indicator.
        no: String,
        /// The document.
        document: i64,
    },
    /// A link to be removed.
    Detach {
        /// The indicator.
        no: String,
        /// The document of the link.
        document: i64,
    },
}

/// What became of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// An answer where there was none.
    New,
    /// Another answer.
    Changed,
    /// Another answer, and another one on the server since the file was taken: whose, and the instant.
    Conflict(Option<i64>, i64),
    /// A document to be linked or unlinked.
    Evidence,
    /// Not taken, and why.
    Refused(String),
}

/// One difference between the file and the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Difference {
    /// The indicator.
    pub no: String,
    /// `D12`
    pub address: String,
    /// On the server now.
    pub now: String,
    /// In the file.
    pub file: String,
    /// What became of it.
    pub kind: Kind,
    /// What would be done; none for what is refused.
    pub proposal: Option<Proposal>,
}

/// A file compared with the server.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// What differs, in the order of the table.
    pub differences: Vec<Difference>,
    /// How many answers are the same.
    pub same: usize,
    /// Indicators the file has no row of.
    pub missing: Vec<String>,
}

/// Compares the rows of a file with the sheet.
pub(crate) fn compare(
    work: &Worksheet,
    rows: &BTreeMap<String, Row>,
    taken: &BTreeMap<String, Taken>,
    own: &Own,
) -> Comparison {
    let mut comparison = Comparison::default();
    for (_, indicator) in work.template.indicators() {
        let slots = slots::of(indicator);
        let found: Vec<(&Slot, &Row)> =
            slots.iter().filter_map(|slot| Some((slot, rows.get(&slot.key)?))).collect();
        if found.len() < slots.len() {
            comparison.missing.push(indicator.no.clone());
            continue;
        }
        let is_asked = slots.iter().any(|slot| slot.kind != slots::Kind::Locked);
        if is_asked {
            match answer(work, indicator, &found, taken) {
                Some(difference) => comparison.differences.push(difference),
                None => comparison.same += 1,
            }
            comparison.differences.extend(proofs(work, indicator, found[0].1, taken, own));
        }
    }
    comparison
}

/// The difference of an indicator's answer; none when there is none.
fn answer(
    work: &Worksheet,
    indicator: &Indicator,
    rows: &[(&Slot, &Row)],
    taken: &BTreeMap<String, Taken>,
) -> Option<Difference> {
    let no = &indicator.no;
    if rows.iter().any(|(_, row)| is_computed(row)) {
        return None;
    }
    let given = answered(work, no);
    let difference = |address: String, file: String, kind: Kind, proposal: Option<Proposal>| Difference {
        no: no.clone(),
        address,
        now: words::answer(&given),
        file,
        kind,
        proposal,
    };
    let file = match read(indicator, rows) {
        Ok(file) => file,
        Err((address, text, reason)) => return Some(difference(address, text, Kind::Refused(reason), None)),
    };
    let now = seen(indicator, &given);
    let kind = kind(work.answers.get(no), indicator, rows, taken, &file, &now)?;
    let version = work.answers.get(no).map_or(0, |row| row.version);
    let (address, shown) = (changed_at(rows, &now, indicator), words::answer(&file));
    let proposal = Proposal::Answer { no: no.clone(), version, answer: file };
    Some(difference(address, shown, kind, Some(proposal)))
}

/// Whether the file says that the program answered by itself: nobody has given another answer there.
fn is_computed(row: &Row) -> bool {
    let text = row.first.found.as_ref().map(sheets::Found::text).unwrap_or_default();
    text.trim_start().starts_with(slots::COMPUTED)
}

/// What became of an answer since the file was taken; none when nothing.
fn kind(
    stored: Option<&AnswerRow>,
    indicator: &Indicator,
    rows: &[(&Slot, &Row)],
    taken: &BTreeMap<String, Taken>,
    file: &Answer,
    now: &Answer,
) -> Option<Kind> {
    let base = |slot: &Slot| taken.get(&slot.key).cloned().unwrap_or_default();
    let before: Vec<(&Slot, Typed)> = rows.iter().map(|(slot, _)| (*slot, base(slot).typed)).collect();
    let before = slots::answer(indicator, &before).unwrap_or_default();
    let taken = Side { answer: &before, version: base(rows[0].0).version };
    let now = Side { answer: now, version: stored.map_or(0, |row| row.version) };
    match (verdict(taken, file, now), stored) {
        (Verdict::Same, _) => None,
        (Verdict::Conflict, Some(row)) => Some(Kind::Conflict(row.updated_by, row.updated_at.0)),
        (Verdict::New, _) => Some(Kind::New),
        _ => Some(Kind::Changed),
    }
}

/// An answer as the cells of a file can say it.
fn seen(indicator: &Indicator, answer: &Answer) -> Answer {
    let slots = slots::of(indicator);
    let rows: Vec<(&Slot, Typed)> =
        slots.iter().map(|slot| (slot, slots::typed(slot, indicator, answer))).collect();
    slots::answer(indicator, &rows).unwrap_or_else(|_| answer.clone())
}

/// The answer of a file's rows, or the cell that gives none: address, text, reason.
pub(super) fn read(
    indicator: &Indicator,
    rows: &[(&Slot, &Row)],
) -> Result<Answer, (String, String, String)> {
    let mut typed: Vec<(&Slot, Typed)> = Vec::new();
    for (slot, row) in rows {
        let cell = |at: &super::file::At| {
            at.plain(&slot.kind).map_err(|reason| {
                let shown = at.found.as_ref().map(sheets::Found::text).unwrap_or_default();
                (at.address.clone(), slots::brief(&shown), reason)
            })
        };
        if slot.kind == slots::Kind::Locked {
            typed.push((slot, Typed::default()));
            continue;
        }
        let second = if slot.kind.has_second() { cell(&row.second)? } else { String::new() };
        typed.push((slot, Typed { first: cell(&row.first)?, second }));
    }
    slots::answer(indicator, &typed).map_err(|(index, reason)| {
        let address = rows.get(index).map(|(_, row)| row.first.address.clone()).unwrap_or_default();
        let shown = typed.get(index).map(|(_, typed)| said(typed)).unwrap_or_default();
        (address, slots::brief(&shown), reason)
    })
}

fn said(typed: &Typed) -> String {
    if typed.second.is_empty() { typed.first.clone() } else { format!("{}; {}", typed.first, typed.second) }
}

/// The first cell that says something else than the server.
fn changed_at(rows: &[(&Slot, &Row)], now: &Answer, indicator: &Indicator) -> String {
    let differs = |(slot, row): &&(&Slot, &Row)| {
        let shown = slots::typed(slot, indicator, now);
        row.first.plain(&slot.kind).is_ok_and(|first| first != shown.first)
    };
    let changed = rows.iter().filter(|(slot, _)| slot.kind != slots::Kind::Locked).find(differs);
    let first = || rows.iter().find(|(slot, _)| slot.kind != slots::Kind::Locked);
    changed.or_else(first).map(|(_, row)| row.first.address.clone()).unwrap_or_default()
}

/// The differences of an indicator's documents: links only, nothing is created.
fn proofs(
    work: &Worksheet,
    indicator: &Indicator,
    row: &Row,
    taken: &BTreeMap<String, Taken>,
    own: &Own,
) -> Vec<Difference> {
    let no = &indicator.no;
    let difference = |now: &str, file: String, kind: Kind, proposal: Option<Proposal>| Difference {
        no: no.clone(),
        address: row.evidence.address.clone(),
        now: now.to_owned(),
        file,
        kind,
        proposal,
    };
    let text = match row.evidence.plain(&slots::Kind::Text) {
        Ok(text) => text,
        Err(reason) => return vec![difference("", String::new(), Kind::Refused(reason), None)],
    };
    let before: BTreeSet<i64> =
        taken.get(no).map(|taken| taken.documents.iter().copied().collect()).unwrap_or_default();
    let linked: BTreeSet<i64> = work.links(no).iter().map(|link| link.document_id.0).collect();
    let (mut named, mut found) = (BTreeSet::new(), Vec::new());
    for line in lines(&text) {
        match own.document(line) {
            Ok(document) if !named.insert(document.id.0) => {}
            Ok(document) if linked.contains(&document.id.0) || before.contains(&document.id.0) => {}
            Ok(document) => {
                let proposal = Proposal::Attach { no: no.clone(), document: document.id.0 };
                let shown = format!("приложить: {}", document.title_line());
                found.push(difference("", shown, Kind::Evidence, Some(proposal)));
            }
            // What was there when the file was taken is no mistake of the person's.
            Err(_) if was_there(line, &before, &mut named) => {}
            Err(reason) => found.push(difference("", slots::brief(line), Kind::Refused(reason), None)),
        }
    }
    let is_dropped = |document: i64| before.contains(&document) && !named.contains(&document);
    let dropped = work.links(no).iter().filter(|link| is_dropped(link.document_id.0));
    found.extend(dropped.map(|link| {
        let proposal = Proposal::Detach { no: no.clone(), document: link.document_id.0 };
        difference(&link.title, "убрать".to_owned(), Kind::Evidence, Some(proposal))
    }));
    limited(indicator, linked.len(), found)
}

/// Whether a line that gives no document now names one the file was taken with: cancelled since, or gone.
fn was_there(line: &str, before: &BTreeSet<i64>, named: &mut BTreeSet<i64>) -> bool {
    let known = before.iter().find(|id| line.ends_with(&format!("[{id}]")));
    known.is_some_and(|id| {
        named.insert(*id);
        true
    })
}

/// Links above the indicator's limit are refused before they are offered.
fn limited(indicator: &Indicator, linked: usize, mut found: Vec<Difference>) -> Vec<Difference> {
    let Some(limit) = indicator.evidence.limit.and_then(|limit| usize::try_from(limit).ok()) else {
        return found;
    };
    let removed = found.iter().filter(|one| matches!(one.proposal, Some(Proposal::Detach { .. }))).count();
    let mut room = (limit + removed).saturating_sub(linked);
    for one in &mut found {
        if !matches!(one.proposal, Some(Proposal::Attach { .. })) {
            continue;
        }
        if room == 0 {
            one.kind = Kind::Refused(format!("у показателя может быть не больше {limit} документов"));
            one.proposal = None;
        }
        room = room.saturating_sub(1);
    }
    found
}
