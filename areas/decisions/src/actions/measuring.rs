//! Measures: planned by the addressee, done with what proves it, cancelled for a reason.

use access::Granted;
use chrono::NaiveDate;
use documents::DocumentId;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{addressed, note, reason};
use crate::AnswerRecommendations;
use crate::model::{Measure, MeasureId, NewMeasure, Recommendation, RecommendationId};
use crate::rules::{Refusal, Status, Verb};
use crate::store;

/// Plans a measure; one planned before the receipt was told says the receipt too.
pub fn plan(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: RecommendationId,
    new: &NewMeasure,
) -> Result<MeasureId> {
    let one = addressed(cx, may, id)?;
    if !one.status().takes_measures() {
        return Err(Refusal::Step(one.status(), Verb::Answer).into());
    }
    if new.due_on < cx.today_at(&one.unit_path)? {
        return Err(Error::field("due_on", "Этот день прошёл. Укажите срок, который ещё впереди."));
    }
    if one.status() == Status::Sent {
        super::step(cx, &one, Verb::Acknowledge, ("Принята", ""), None)?;
    }
    let (measure, now) = (MeasureId(cx.id()), cx.now());
    let row = Measure::planned(measure, &one, new, now);
    store::add_measure(cx.tx(), &row)?;
    note(cx, &one, &format!("Добавлена мера до\u{a0}{}", russian::date(new.due_on)))?;
    Ok(measure)
}

/// What shows that a measure was done.
#[derive(Debug, Clone)]
pub struct Done<'a> {
    /// The day.
    pub on: NaiveDate,
    /// What came of it.
    pub outcome: &'a str,
    /// The document that proves it.
    pub document: Option<DocumentId>,
}

/// Tells that a measure was done.
pub fn complete(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: MeasureId,
    done: &Done<'_>,
) -> Result<RecommendationId> {
    let (measure, one) = planned(cx, may, id)?;
    let today = cx.today_at(&measure.unit_path)?;
    check(done, today)?;
    if let Some(document) = done.document {
        documents::store::find(cx.conn(), may.ranges(), document)?
            .filter(|found| found.unit_path == measure.unit_path)
            .filter(|found| found.status == documents::Status::InForce.code())
            .ok_or_else(|| Error::field("document", "Такого документа у\u{a0}вас нет."))?;
    }
    let now = cx.now();
    store::end_measure(cx.tx(), id, Some(done.on), done.outcome.trim(), done.document, now)?;
    note(cx, &one, "Мера выполнена")?;
    Ok(one.id)
}

/// What must be told of a measure that was done: a day that has come, and what shows it.
pub(super) fn check(done: &Done<'_>, today: NaiveDate) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if done.on > today {
        fault("done_on", "Этот день ещё не\u{a0}наступил.");
    }
    if done.outcome.trim().is_empty() && done.document.is_none() {
        fault("outcome", "Напишите, что сделано, или выберите документ.");
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Gives a measure up, and why.
pub fn cancel(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: MeasureId,
    word: &str,
) -> Result<RecommendationId> {
    let (_, one) = planned(cx, may, id)?;
    let word = reason(word, "Напишите, почему мера отменяется.")?;
    let now = cx.now();
    store::end_measure(cx.tx(), id, None, word, None, now)?;
    note(cx, &one, "Мера отменена")?;
    Ok(one.id)
}

/// The measure that is still to be done and its recommendation, which nobody has ended.
fn planned(
    cx: &mut Cx<Write>,
    may: &Granted<AnswerRecommendations>,
    id: MeasureId,
) -> Result<(Measure, Recommendation)> {
    let found = store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let one = addressed(cx, may, found.recommendation_id.ok_or(Error::NotFound)?)?;
    let measure = store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !measure.is_planned() || one.status().is_over() {
        return Err(Refusal::MeasureEnded.into());
    }
    if let Some(decision) = measure.decision_id {
        return Err(Refusal::OfDecision(format!("/decisions/{decision}")).into());
    }
    Ok((measure, one))
}
