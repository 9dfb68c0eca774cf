//! Scores a sheet or a whole campaign: `(template, answers, previous, rulings) → result`.

use super::exact::{rational, to_decimal};
use super::explain::Because;
use super::kinds::{self, Outcome, Setting};
use super::result::{CriterionResult, IndicatorResult, ObjectResult, Results, State};
use super::{Entry, ObjectAnswers, Percent, places, summary};
use packs::{Criterion, Indicator, Number, Scoring, Template};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Best values of relative indicators, by number.
type Bests<'a> = HashMap<&'a str, Decimal>;

/// Scores all objects of a campaign: points, places, figures over all.
pub fn score(template: &Template, period: &str, objects: &[ObjectAnswers]) -> Results {
    let bests = bests(template, objects);
    let mut results: Vec<ObjectResult> =
        objects.iter().map(|object| one(template, period, object, &bests)).collect();
    places::give(&mut results);
    let summary = summary::of(template, &results);
    Results { objects: results, summary }
}

/// Scores one sheet alone: no places; relative indicators are not scored until there is a campaign to compare with.
pub fn score_object(template: &Template, period: &str, object: &ObjectAnswers) -> ObjectResult {
    one(template, period, object, &Bests::new())
}

fn bests<'a>(template: &'a Template, objects: &[ObjectAnswers]) -> Bests<'a> {
    let relative = template.indicators().filter_map(|(_, indicator)| match indicator.scoring {
        Scoring::Relative { direction, .. } => Some((indicator.no.as_str(), direction)),
        _ => None,
    });
    let value = |object: &ObjectAnswers, no: &str| {
        object.answers.get(no).filter(|entry| !entry.is_rejected())?.winning()?.value
    };
    relative
        .filter_map(|(no, direction)| {
            Some((no, kinds::best(direction, objects.iter().filter_map(|object| value(object, no)))?))
        })
        .collect()
}

fn one(template: &Template, period: &str, object: &ObjectAnswers, bests: &Bests<'_>) -> ObjectResult {
    let mut criteria = Vec::with_capacity(template.criteria.len());
    let mut indicators = Vec::new();
    let (mut score, mut max) = (Decimal::ZERO, Decimal::ZERO);
    for criterion in measured(template, object) {
        let from = indicators.len();
        for indicator in &criterion.indicators {
            let best = bests.get(indicator.no.as_str()).copied();
            let setting = Setting { period, first_period: template.first_period, best };
            indicators.push(indicator_result(indicator, object, &setting));
        }
        let own = indicators.iter().skip(from);
        let sum = weighted(own.clone().filter_map(|one| one.score).sum(), criterion.weight);
        let most = weighted(own.map(|one| one.max).sum(), criterion.weight);
        score += sum;
        max += most;
        criteria.push(CriterionResult { no: criterion.no.clone(), score: sum, max: most });
    }
    let percent = Percent::of(score, max);
    let band = percent.as_ref().and_then(|percent| band(template, percent));
    let (id, group) = (object.id.clone(), object.group.clone());
    ObjectResult { id, group, score, max, percent, band, rank: 0, group_rank: None, criteria, indicators }
}

/// Criteria that measure the object: those of its level, all when it names none.
pub(super) fn measured<'a>(
    template: &'a Template,
    object: &'a ObjectAnswers,
) -> impl Iterator<Item = &'a Criterion> {
    let level = object.level.as_deref();
    template
        .criteria
        .iter()
        .filter(move |criterion| level.is_none_or(|level| template.level_of(criterion) == level))
}

fn band(template: &Template, percent: &Percent) -> Option<String> {
    let reached = template.bands.iter().rev().find(|band| percent.0 >= rational(band.from.0));
    reached.map(|band| band.title.clone())
}

/// A sum with a weight, rounded half-up to four decimals.
pub fn weighted(value: Decimal, weight: Option<Number>) -> Decimal {
    weight.map_or(value, |weight| to_decimal(&(rational(value) * rational(weight.0)), 4))
}

fn indicator_result(indicator: &Indicator, object: &ObjectAnswers, setting: &Setting<'_>) -> IndicatorResult {
    let entry = object.answers.get(&indicator.no);
    let mut outcome = outcome(indicator, entry, setting);
    if outcome.score.is_some_and(|score| score > Decimal::ZERO)
        && let Some(needed) = unmet(indicator, object)
    {
        outcome.score = Some(Decimal::ZERO);
        outcome.because = Because::Condition(needed.to_owned());
    }
    IndicatorResult {
        no: indicator.no.clone(),
        score: outcome.score.map(|score| weighted(score, indicator.weight)),
        max: weighted(outcome.max, indicator.weight),
        state: outcome.state,
        rule: indicator.scoring.name(),
        present: entry.is_some_and(Entry::counts),
        because: outcome.because,
    }
}

/// Number of the indicator this one depends on, when that one is 0.
fn unmet<'a>(indicator: &'a Indicator, object: &ObjectAnswers) -> Option<&'a str> {
    let base = match &indicator.scoring {
        Scoring::Bonus { base, .. } => Some(base.as_str()),
        _ => None,
    };
    let counts = |no: &&str| object.answers.get(*no).is_some_and(Entry::counts);
    [indicator.condition.as_deref(), base].into_iter().flatten().find(|no| !counts(no))
}

fn outcome(indicator: &Indicator, entry: Option<&Entry>, setting: &Setting<'_>) -> Outcome {
    let max = indicator.max.0;
    let zero = |max, state, because| Outcome { score: Some(Decimal::ZERO), max, state, because };
    let answer = entry.and_then(Entry::winning);
    let given = || kinds::max_when_given(&indicator.scoring, max, answer);
    match (entry, answer) {
        _ if matches!(indicator.scoring, Scoring::Heading {}) => {
            Outcome { score: None, max: Decimal::ZERO, state: State::NotScored, because: Because::Kept }
        }
        (Some(entry), _) if entry.is_rejected() => {
            zero(given(), State::Rejected, Because::Rejected(entry.rejected.clone()))
        }
        (_, None) => zero(max, State::NoAnswer, Because::NoAnswer),
        (_, Some(answer)) if answer.present == Some(false) => zero(given(), State::Absent, Because::Absent),
        (_, Some(answer)) => kinds::score(&indicator.scoring, max, answer, setting),
    }
}
