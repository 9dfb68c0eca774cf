//! An answer that came on paper is entered by the sender or by whoever stands above the addressee – with the number and day of
//! the paper, and never without: otherwise nobody answers from above.

use access::Granted;
use chrono::NaiveDate;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{locked, note, reason};
use crate::IssueRecommendations;
use crate::model::{
    Measure, MeasureId, NewMeasure, PaperAnswer, PaperAnswerId, Recommendation, RecommendationId,
};
use crate::rules::{Refusal, Verb, next};
use crate::store::{self, Sight, Step, paper_answers};

/// The paper an answer came on.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its day.
    pub dated: NaiveDate,
}

/// What the paper says.
#[derive(Debug, Clone)]
pub enum Said<'a> {
    /// Measures, at least one.
    Measures(Vec<NewMeasure>),
    /// No measures, and why.
    Refusal(&'a str),
}

/// Enters an answer from paper.
pub fn enter(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
    paper: &Paper<'_>,
    said: &Said<'_>,
) -> Result<()> {
    let one = from_above(cx, may, id)?;
    let verb = if matches!(said, Said::Measures(_)) { Verb::Answer } else { Verb::Refuse };
    let status = next(one.status(), verb).ok_or(Refusal::Step(one.status(), verb))?;
    check(cx, &one, paper)?;
    let (now, entered_by) = (cx.now(), cx.person().map(|person| person.account.0));
    let word = match said {
        Said::Refusal(word) => {
            reason(word, "Напишите, почему рекомендация отклонена: как сказано в\u{a0}бумаге.")?
        }
        Said::Measures(measures) => {
            plan(cx, &one, measures)?;
            ""
        }
    };
    let row = PaperAnswer {
        id: PaperAnswerId(cx.id()),
        recommendation_id: id,
        number: paper.number.to_owned(),
        dated: paper.dated,
        entered_by,
        entered_at: now,
    };
    paper_answers::add(cx.tx(), &row)?;
    store::enter(cx.tx(), id, Step { status, word, reply_by: None }, now)?;
    let what =
        if verb == Verb::Answer { "ответ: меры и\u{a0}сроки" } else { "отклонена" };
    let word = if word.is_empty() { String::new() } else { format!(": {word}") };
    let day = russian::date(paper.dated);
    note(cx, &one, &format!("Внесено с\u{a0}бумаги №\u{a0}{} от\u{a0}{day} – {what}{word}", paper.number))
}

/// The recommendation, locked, if the person sent it or stands above the unit it went to.
fn from_above(
    cx: &mut Cx<Write>,
    may: &Granted<IssueRecommendations>,
    id: RecommendationId,
) -> Result<Recommendation> {
    let one = locked(cx, &Sight { scope: may.ranges(), issuing: may.ranges(), own: &[] }, id)?;
    let is_sent = one.sent_at.is_some();
    let is_own = may.scopes().iter().any(|scope| scope.path == one.unit_path);
    if is_sent && !is_own { Ok(one) } else { Err(Error::NotFound) }
}

fn check(cx: &mut Cx<Write>, one: &Recommendation, paper: &Paper<'_>) -> Result<()> {
    let (today, zone) = (cx.today_at(&one.unit_path)?, cx.zone_at(&one.unit_path)?);
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if paper.dated > today {
        fault("paper_on", "Этот день ещё не\u{a0}наступил.");
    }
    if one.sent_at.is_some_and(|at| paper.dated < at.day(zone)) {
        fault("paper_on", "Бумага не\u{a0}может быть раньше, чем направлена рекомендация.");
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn plan(cx: &mut Cx<Write>, one: &Recommendation, measures: &[NewMeasure]) -> Result<()> {
    if measures.is_empty() {
        return Err(Refusal::NoMeasures.into());
    }
    for new in measures {
        let row = Measure::planned(MeasureId(cx.id()), one, new, cx.now());
        store::add_measure(cx.tx(), &row)?;
    }
    Ok(())
}
