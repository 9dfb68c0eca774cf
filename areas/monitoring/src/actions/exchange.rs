//! Taking what a person accepted of a file: every answer on the version it was compared with, documents as links.

use access::Granted;
use web::{Cx, Error, Result, Write};

use super::fill::{self, Edit, Saved};
use crate::access::FillSheet;
use crate::exchange::compare::Proposal;
use crate::exchange::evidence::Own;
use crate::model::{AnswerRow, SheetId, written};
use crate::rules::SheetState;
use crate::store::{answers, sheets};
use crate::worksheet::Worksheet;

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Answers kept.
    pub answers: usize,
    /// Documents linked or unlinked.
    pub documents: usize,
    /// Answers that somebody changed between the comparison and now: theirs stand.
    pub conflicts: Vec<AnswerRow>,
    /// What could not be linked any more, and why.
    pub left: Vec<String>,
}

/// Keeps the accepted proposals in one transaction: the sheet is read twice, whatever their number.
pub fn accept(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    sheet: SheetId,
    accepted: &[Proposal],
) -> Result<Outcome> {
    let mut work = fill::editable(cx, may, sheet)?;
    let mut outcome = Outcome::default();
    for proposal in accepted {
        if let Proposal::Answer { no, version, answer } = proposal {
            let edit = Edit { answer: answer.clone(), version: *version, is_fact: false };
            keep(cx, &mut work, no, &edit, &mut outcome)?;
        }
    }
    link(cx, may, sheet, accepted, &mut outcome)?;
    if outcome.answers + outcome.documents > 0 {
        let text = format!("Принято из файла: ответов {}, документов {}", outcome.answers, outcome.documents);
        let (id, at, by) = (cx.id(), cx.now(), fill::account(cx));
        sheets::note(cx.tx(), id, sheet, by, "", &text, at)?;
    }
    Ok(outcome)
}

fn keep(
    cx: &mut Cx<Write>,
    work: &mut Worksheet,
    no: &str,
    edit: &Edit,
    outcome: &mut Outcome,
) -> Result<()> {
    // A second click finds its answers kept already.
    if work.answers.get(no).map_or("", |row| row.declared.as_str()) == written(&edit.answer) {
        return Ok(());
    }
    match fill::keep(cx, work, no, edit)? {
        Saved::Kept => {
            outcome.answers += 1;
            // The first change made a draft of the sheet: the next one need not.
            SheetState::Draft.code().clone_into(&mut work.sheet.state);
        }
        Saved::Conflict(theirs) => outcome.conflicts.push(*theirs),
    }
    Ok(())
}

/// Documents after answers: one linked to an unanswered indicator makes it «есть», as on the page.
fn link(
    cx: &mut Cx<Write>,
    may: &Granted<FillSheet>,
    sheet: SheetId,
    accepted: &[Proposal],
    outcome: &mut Outcome,
) -> Result<()> {
    let named = |proposal: &Proposal| match proposal {
        Proposal::Attach { document, .. } | Proposal::Detach { document, .. } => {
            Some(format!("[{document}]"))
        }
        Proposal::Answer { .. } => None,
    };
    let ids: Vec<String> = accepted.iter().filter_map(named).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mut work = fill::editable(cx, may, sheet)?;
    let own = Own::read(cx.conn(), &work, &ids.iter().map(String::as_str).collect::<Vec<_>>())?;
    for proposal in accepted {
        match proposal {
            Proposal::Attach { no, document } => attach(cx, &mut work, &own, (no, *document), outcome)?,
            Proposal::Detach { no, document } => {
                let link =
                    work.links(no).iter().find(|link| link.document_id.0 == *document).map(|link| link.id);
                if let Some(link) = link {
                    fill::detach(cx, &work, link)?;
                    work.evidence.entry(no.clone()).or_default().retain(|row| row.id != link);
                    outcome.documents += 1;
                }
            }
            Proposal::Answer { .. } => {}
        }
    }
    Ok(())
}

/// Links a document, unless it is linked already; what cannot be linked any more is left, and said so.
fn attach(
    cx: &mut Cx<Write>,
    work: &mut Worksheet,
    own: &Own,
    (no, id): (&str, i64),
    outcome: &mut Outcome,
) -> Result<()> {
    if work.links(no).iter().any(|link| link.document_id.0 == id) {
        return Ok(());
    }
    let Some(document) = own.of_id(id) else {
        outcome.left.push(format!("показатель {no} – документа больше нет в реестре территории"));
        return Ok(());
    };
    match fill::attach(cx, work, no, document) {
        Ok(()) => outcome.documents += 1,
        Err(Error::Refused(refusal)) => outcome.left.push(format!("показатель {no} – {refusal}")),
        Err(error) => return Err(error),
    }
    // The link may have answered the indicator: the next one of the same must see it.
    if work.answers.get(no).is_none_or(|row| row.declared.is_empty())
        && let Some(row) = answers::find(cx.conn(), work.sheet.id, no)?
    {
        work.answers.insert(no.to_owned(), row);
    }
    Ok(())
}
