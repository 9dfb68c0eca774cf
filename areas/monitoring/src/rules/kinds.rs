//! Each scoring kind: from an answer to points, maximum and ground. Exact decimals only.

use super::exact::{half_up, rational, rounded, to_decimal};
use super::explain::Because;
use super::{Answer, Percent, State};
use num_rational::BigRational;
use packs::{Direction, FirstPeriod, Number, Part, PartScoring, Scoring, Step, StepBasis};
use rust_decimal::Decimal;

/// Points, maximum, state and ground of an answered indicator, before weights and conditions.
pub(super) struct Outcome {
    pub(super) score: Option<Decimal>,
    pub(super) max: Decimal,
    pub(super) state: State,
    pub(super) because: Because,
}

impl Outcome {
    fn scored(score: Decimal, max: Decimal, because: Because) -> Self {
        Self { score: Some(score), max, state: State::Scored, because }
    }

    fn not_scored(because: Because) -> Self {
        Self { score: None, max: Decimal::ZERO, state: State::NotScored, because }
    }
}

/// What a kind may need besides the answer.
pub(super) struct Setting<'a> {
    pub(super) period: &'a str,
    pub(super) first_period: FirstPeriod,
    /// Best value of the campaign's objects for a relative indicator.
    pub(super) best: Option<Decimal>,
}

/// Maximum of an indicator whose answer is given but earns nothing (absent, rejected).
pub(super) fn max_when_given(scoring: &Scoring, max: Decimal, answer: Option<&Answer>) -> Decimal {
    match scoring {
        Scoring::Presence { points, growth: Some(_) } => {
            let compared = answer.is_some_and(|one| one.value.is_some() && one.previous.is_some());
            if compared { max } else { points.0 }
        }
        _ => max,
    }
}

/// Scores an answer that is given and not declared absent.
pub(super) fn score(scoring: &Scoring, max: Decimal, answer: &Answer, setting: &Setting<'_>) -> Outcome {
    let unusable = || Outcome::scored(Decimal::ZERO, max, Because::Unusable);
    match scoring {
        Scoring::Presence { points, growth } => presence(*points, *growth, max, answer),
        Scoring::Bonus { points, .. } => Outcome::scored(points.0, max, Because::Present),
        Scoring::Parts { parts } => {
            let sum = parts.iter().map(|part| part_points(part, parts, answer)).sum();
            Outcome::scored(sum, max, Because::Parts)
        }
        Scoring::Dynamics { .. } => dynamics(scoring, max, answer, setting),
        Scoring::Steps { of, round, cap_at_100, steps, by_period } => {
            let steps = by_period.get(setting.period).unwrap_or(steps);
            stepped(*of, *round, *cap_at_100, steps, max, answer)
        }
        Scoring::PerUnit { points } => answer.value.map_or_else(unusable, |units| {
            Outcome::scored((points.0 * units).min(max).max(Decimal::ZERO), max, Because::Units(units))
        }),
        Scoring::Scale { max: top, .. } => answer.mark.map_or_else(unusable, |mark| {
            Outcome::scored(Decimal::from(mark.min(*top)), max, Because::Mark(mark))
        }),
        Scoring::Share { steps, .. } if steps.is_empty() => Outcome::not_scored(Because::Kept),
        Scoring::Share { steps, .. } => stepped(StepBasis::Percent, None, true, steps, max, answer),
        Scoring::Relative { points, direction } => match (answer.value, setting.best) {
            (Some(own), Some(best)) => Outcome::scored(
                relative(points.0, *direction, own, best),
                max,
                Because::AgainstBest(own, best),
            ),
            (Some(_), None) => Outcome::not_scored(Because::Kept),
            _ => unusable(),
        },
        Scoring::Count { .. } | Scoring::Text {} | Scoring::Heading {} => Outcome::not_scored(Because::Kept),
    }
}

fn presence(points: Number, growth: Option<Number>, max: Decimal, answer: &Answer) -> Outcome {
    let Some(extra) = growth else {
        return Outcome::scored(points.0, max, Because::Present);
    };
    match (answer.previous, answer.value) {
        (Some(from), Some(to)) if to > from => {
            Outcome::scored(points.0 + extra.0, max, Because::Grew(from, to))
        }
        (Some(from), Some(to)) => Outcome::scored(points.0, max, Because::DidNotGrow(from, to)),
        _ => Outcome::scored(points.0, points.0, Because::NoGrowthData),
    }
}

fn dynamics(scoring: &Scoring, max: Decimal, answer: &Answer, setting: &Setting<'_>) -> Outcome {
    let Scoring::Dynamics { up, same, down, tolerance } = scoring else {
        return Outcome::not_scored(Because::Unusable);
    };
    match (answer.previous, answer.value) {
        (Some(from), Some(to)) => {
            let earned = if (to - from).abs() <= tolerance.0 {
                same
            } else if to > from {
                up
            } else {
                down
            };
            Outcome::scored(earned.0, max, Because::Compared(from, to))
        }
        (None, Some(_)) if setting.first_period == FirstPeriod::Same => {
            Outcome::scored(same.0, max, Because::NoPrevious)
        }
        (None, Some(_)) => Outcome::not_scored(Because::NoPrevious),
        _ => Outcome::scored(Decimal::ZERO, max, Because::Unusable),
    }
}

fn stepped(
    of: StepBasis,
    round: Option<u32>,
    cap: bool,
    steps: &[Step],
    max: Decimal,
    answer: &Answer,
) -> Outcome {
    let hundred = BigRational::from(num_bigint::BigInt::from(100));
    let value = match of {
        StepBasis::Number => answer.value.map(rational),
        StepBasis::Percent => match (answer.num, answer.den) {
            (Some(num), Some(den)) if den.is_zero() && num.is_zero() => {
                return Outcome::not_scored(Because::NoBase);
            }
            (Some(num), Some(den)) => Percent::of(num, den).map(|percent| percent.0),
            _ => None,
        },
    };
    let Some(value) = value else {
        return Outcome::scored(Decimal::ZERO, max, Because::Unusable);
    };
    let value = round.map_or(value.clone(), |decimals| half_up(&value, decimals));
    let value = if cap && of == StepBasis::Percent { value.min(hundred) } else { value };
    let points = steps
        .iter()
        .rev()
        .find(|step| falls_on(step, &value, of))
        .map_or(Decimal::ZERO, |step| step.points.0);
    Outcome::scored(points, max, Because::Step(rounded(&value, 4)))
}

fn falls_on(step: &Step, value: &BigRational, of: StepBasis) -> bool {
    let hundred = Number::from(100);
    let above = step.from.is_none_or(|from| *value >= rational(from.0));
    let below = step.to.is_none_or(|to| {
        let closed = of == StepBasis::Percent && to >= hundred;
        *value < rational(to.0) || (closed && *value == rational(to.0))
    });
    above && below
}

fn relative(points: Decimal, direction: Direction, own: Decimal, best: Decimal) -> Decimal {
    let (part, whole) = match direction {
        Direction::More => (own, best),
        Direction::Less => (best, own),
    };
    if whole.is_zero() {
        return Decimal::ZERO;
    }
    to_decimal(&(rational(points) * rational(part) / rational(whole)), 4)
}

/// The best of the values given; none when there are none.
pub(super) fn best(direction: Direction, values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    match direction {
        Direction::More => values.max(),
        Direction::Less => values.min(),
    }
}

fn part_points(part: &Part, parts: &[Part], answer: &Answer) -> Decimal {
    let Some(own) = part_answer(part, parts, answer) else {
        return Decimal::ZERO;
    };
    match &part.scoring {
        PartScoring::Presence { points } if own.present == Some(true) => points.0,
        PartScoring::Scale { max } => Decimal::from(own.mark.unwrap_or_default().min(*max)),
        _ => Decimal::ZERO,
    }
}

/// The part's own answer: by its number, or the indicator's own value when only this part takes such a value.
pub(crate) fn part_answer<'a>(part: &Part, parts: &[Part], answer: &'a Answer) -> Option<&'a Answer> {
    let kind = std::mem::discriminant(&part.scoring);
    let alone = parts.iter().filter(|one| std::mem::discriminant(&one.scoring) == kind).count() == 1;
    answer.parts.get(&part.no).or(alone.then_some(answer))
}
