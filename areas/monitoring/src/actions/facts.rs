//! Facts at the handing over of a sheet: what the program answered by itself is kept with its proofs (decision 8).

use std::collections::BTreeSet;

use documents::DocumentId;
use packs::Indicator;
use registry::Proof;
use web::{Cx, Result, Write};

use crate::found::{self, FrozenFact};
use crate::model::{AnswerRow, written};
use crate::rules::Answer;
use crate::store::answers::Declared;
use crate::store::{answers, evidence, sheets};
use crate::worksheet::Worksheet;

/// Freezes every fact that stands behind an answer: the computed answer itself, the fact, and links to its documents.
pub(super) fn freeze(cx: &mut Cx<Write>, work: &Worksheet) -> Result<()> {
    let mut wanted = BTreeSet::new();
    for (_, indicator) in work.template.indicators() {
        keep(cx, work, indicator)?;
        let proofs = proofs(work, indicator);
        wanted.extend(proofs.iter().map(|proof| (indicator.no.clone(), proof.id)));
        for proof in proofs.iter().filter(|proof| !is_shelved(work, &indicator.no, proof)) {
            let (id, at, document) = (cx.id(), cx.now(), DocumentId(proof.id));
            let (sheet, no, title) = (work.sheet.id, indicator.no.as_str(), proof.title.as_str());
            evidence::add(cx.tx(), &evidence::Link { id, sheet, no, document, title, by: None, at })?;
        }
    }
    for link in &work.shelved {
        if !wanted.contains(&(link.no.clone(), link.document_id.0)) {
            evidence::remove(cx.tx(), work.sheet.id, link.id)?;
        }
    }
    Ok(())
}

/// Writes the answer of one indicator as the program gives it, and the fact behind it. An answer that is the same as at
/// the last handing over keeps what the verifier said of it.
fn keep(cx: &mut Cx<Write>, work: &Worksheet, indicator: &Indicator) -> Result<()> {
    let no = indicator.no.as_str();
    let (row, at) = (work.answers.get(no), cx.now());
    let known = work.found.get(no).filter(|_| work.is_backed(no));
    let fact = known.and_then(|fact| FrozenFact::of(fact, at));
    let was = row.and_then(|row| FrozenFact::read(&row.fact));
    let is_same = was.as_ref().is_some_and(|was| was.is_still(known));
    let json = fact.as_ref().map(FrozenFact::written).unwrap_or_default();
    if work.is_computed(no) {
        let answer = known.and_then(|fact| found::answer(indicator, fact)).unwrap_or_default();
        if !(is_same && row.is_some_and(|row| row.origin() == crate::rules::Origin::Fact)) {
            computed(cx, work, no, (&written(&answer), &json))?;
            told(cx, work, no, &answer)?;
        }
    } else if let Some(row) = row.filter(|row| !is_same && row.fact != json) {
        answers::set_fact(cx.tx(), row.id, &json)?;
        if was.is_some() {
            super::fill::reopened(cx, work, no)?;
        }
    }
    Ok(())
}

/// A line of the indicator's history: nobody said it but the program.
fn told(cx: &mut Cx<Write>, work: &Worksheet, no: &str, answer: &Answer) -> Result<()> {
    let (id, at) = (cx.id(), cx.now());
    let proof = work.proofs(no).first().map(|proof| format!(": {}", proof.title)).unwrap_or_default();
    let text = format!("ответ «{}» вычислен при отправке{proof}", crate::pages::words::answer(answer));
    Ok(sheets::note(cx.tx(), id, work.sheet.id, None, no, &text, at)?)
}

fn computed(cx: &mut Cx<Write>, work: &Worksheet, no: &str, (json, fact): (&str, &str)) -> Result<()> {
    let (id, at) = (cx.id(), cx.now());
    let row = work.answers.get(no).map(|row: &AnswerRow| row.id);
    if row.is_none() {
        answers::add(cx.tx(), id, work.sheet.id, no, &Declared { json, origin: "fact", by: None, at })?;
    }
    answers::freeze(cx.tx(), row.unwrap_or(id), json, fact, at)?;
    super::fill::reopened(cx, work, no)
}

/// The documents of a fact that are linked at the handing over: not those a person has linked, and within the limit.
fn proofs<'a>(work: &'a Worksheet, indicator: &Indicator) -> Vec<&'a Proof> {
    let links = work.links(&indicator.no);
    let is_linked = |proof: &&Proof| links.iter().any(|link| link.document_id.0 == proof.id);
    let limit = indicator.evidence.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let own = work.proofs(&indicator.no).iter();
    let own = own.filter(|proof| proof.kind == "document").filter(|proof| !is_linked(proof));
    own.take(limit.saturating_sub(links.len())).collect()
}

fn is_shelved(work: &Worksheet, no: &str, proof: &Proof) -> bool {
    work.shelved.iter().any(|link| link.no == no && link.document_id.0 == proof.id)
}
