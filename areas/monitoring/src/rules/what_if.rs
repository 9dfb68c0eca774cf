//! What if: the answer that would earn an indicator's whole maximum, for a sum that changes nothing.

use super::{Answer, Entry};
use packs::{Indicator, PartScoring, Scoring, Step, StepBasis};
use rust_decimal::Decimal;

/// The entry that would earn the indicator's maximum, from the one there is; none where no answer alone does: a value
/// against the best of all, or one that is not scored.
pub fn earning(indicator: &Indicator, period: &str, entry: Option<&Entry>) -> Option<Entry> {
    let given = entry.and_then(Entry::winning);
    let answer = match &indicator.scoring {
        Scoring::Presence { growth: Some(_), .. } => {
            let from = given.and_then(|answer| answer.previous).unwrap_or_default();
            Answer { value: Some(from + Decimal::ONE), previous: Some(from), ..Answer::present() }
        }
        Scoring::Presence { .. } | Scoring::Bonus { .. } => Answer::present(),
        Scoring::Dynamics { tolerance, .. } => {
            let from = given.and_then(|answer| answer.previous)?;
            Answer::of_value(from + tolerance.0 + Decimal::ONE, Some(from))
        }
        Scoring::Scale { max, .. } => Answer { mark: Some(*max), ..Answer::default() },
        Scoring::PerUnit { points } => {
            let units = indicator.max.0.checked_div(points.0)?.ceil();
            Answer::of_value(units, None)
        }
        Scoring::Steps { of, steps, by_period, .. } => stepped(*of, by_period.get(period).unwrap_or(steps))?,
        Scoring::Share { steps, .. } => stepped(StepBasis::Percent, steps)?,
        Scoring::Parts { parts } => Answer {
            parts: parts.iter().map(|part| (part.no.clone(), whole(&part.scoring))).collect(),
            ..Answer::default()
        },
        _ => return None,
    };
    Some(Entry { declared: Some(answer), ..Entry::default() })
}

fn whole(scoring: &PartScoring) -> Answer {
    match scoring {
        PartScoring::Scale { max } => Answer { mark: Some(*max), ..Answer::default() },
        _ => Answer::present(),
    }
}

/// The value on the step of most points where it begins.
fn stepped(of: StepBasis, steps: &[Step]) -> Option<Answer> {
    let best = steps.iter().max_by(|one, other| one.points.0.cmp(&other.points.0))?;
    let value = best.from.map_or(Decimal::ZERO, |from| from.0);
    Some(match of {
        StepBasis::Percent => {
            Answer { num: Some(value), den: Some(Decimal::ONE_HUNDRED), ..Answer::default() }
        }
        StepBasis::Number => Answer::of_value(value, None),
    })
}
