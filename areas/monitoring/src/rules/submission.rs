//! Handing a sheet in and ruling on its answers: what must be there, and what a verifier must say.

use super::score::measured;
use super::{Answer, ObjectAnswers, Refusal, SheetState, check_answer};
use packs::{Assessment, Indicator, Scoring, Template};
use std::collections::BTreeMap;

/// Where an answer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The program computed it; its evidence is the fact's own.
    Fact,
    /// A person gave it.
    Person,
}

/// An answer of a sheet with what is needed to hand it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAnswer {
    /// Values.
    pub answer: Answer,
    /// Who gave it.
    pub origin: Origin,
    /// Links to evidence.
    pub evidence: usize,
}

/// Whether a sheet may be submitted: every line is computed, given with its evidence, or declared absent.
///
/// An expert's line (`assessment = manual`, Амурская обл. 1.2) is not asked of the object: the verifier sets it
/// with a comment, on the same document that proves the line it depends on (notes A22). Headings ask nothing;
/// lines kept without a score need a value, but no evidence.
pub fn may_submit(
    template: &Template,
    level: Option<&str>,
    answers: &BTreeMap<String, SheetAnswer>,
) -> Result<(), Refusal> {
    let object = ObjectAnswers { level: level.map(str::to_owned), ..ObjectAnswers::default() };
    let asked: Vec<&Indicator> = measured(template, &object)
        .flat_map(|criterion| &criterion.indicators)
        .filter(|one| is_asked(one))
        .collect();
    let unanswered = numbers(&asked, |one| answers.get(&one.no).is_none_or(|given| given.answer.is_empty()));
    let bare = numbers(&asked, |one| answers.get(&one.no).is_some_and(|given| lacks_evidence(one, given)));
    if !unanswered.is_empty() && !bare.is_empty() {
        let count = unanswered.len();
        return Err(Refusal::Incomplete([unanswered, bare].concat(), count));
    }
    if !unanswered.is_empty() {
        return Err(Refusal::Unanswered(unanswered));
    }
    for indicator in &asked {
        if let Some(given) = answers.get(&indicator.no) {
            check(indicator, given)?;
        }
    }
    if bare.is_empty() { Ok(()) } else { Err(Refusal::NoEvidence(bare)) }
}

fn is_asked(indicator: &Indicator) -> bool {
    indicator.assessment != Assessment::Manual && !matches!(indicator.scoring, Scoring::Heading {})
}

fn numbers(asked: &[&Indicator], is_bad: impl Fn(&Indicator) -> bool) -> Vec<String> {
    asked.iter().filter(|one| is_bad(one)).map(|one| one.no.clone()).collect()
}

fn check(indicator: &Indicator, given: &SheetAnswer) -> Result<(), Refusal> {
    check_answer(indicator, &given.answer).map_err(|what| Refusal::WrongValue(indicator.no.clone(), what))?;
    let limit = indicator.evidence.limit;
    let over = limit.filter(|limit| usize::try_from(*limit).is_ok_and(|limit| given.evidence > limit));
    match over {
        Some(limit) => Err(Refusal::TooMuchEvidence(indicator.no.clone(), given.evidence, limit)),
        None => Ok(()),
    }
}

fn lacks_evidence(indicator: &Indicator, given: &SheetAnswer) -> bool {
    given.origin == Origin::Person
        && !given.answer.is_empty()
        && given.answer.present != Some(false)
        && indicator.scoring.is_scored()
        && given.evidence == 0
}

/// Whether a verifier may rule on an answer: the sheet is under verification, a rejection says why.
pub fn may_rule(state: SheetState, indicator: &str, rejected_because: Option<&str>) -> Result<(), Refusal> {
    if !state.is_under_verification() {
        return Err(Refusal::NotUnderVerification(state));
    }
    match rejected_because {
        Some(reason) if reason.trim().is_empty() => Err(Refusal::RejectedWithoutReason(indicator.to_owned())),
        _ => Ok(()),
    }
}

/// Whether a submitted sheet may be returned: it names the indicators and says why.
pub fn may_return(state: SheetState, indicators: &[String], reason: &str) -> Result<(), Refusal> {
    state.step(SheetState::Returned)?;
    if indicators.is_empty() {
        return Err(Refusal::ReturnedWithoutIndicators);
    }
    if reason.trim().is_empty() {
        return Err(Refusal::ReturnedWithoutReason);
    }
    Ok(())
}
