//! Scoring rules as inline tables; what the reader takes by default is left out.

use super::{bare, number, quoted};
use crate::{Direction, Number, Part, PartScoring, Scoring, Step, StepBasis};
use std::collections::BTreeMap;

/// `{ kind = "…", … }`
pub(super) fn inline(scoring: &Scoring) -> String {
    let kind = match scoring {
        Scoring::Presence { .. } => "presence",
        other => other.name(),
    };
    let mut parts = vec![("kind", quoted(kind))];
    parts.extend(parameters(scoring));
    table(&parts)
}

fn table(parts: &[(&str, String)]) -> String {
    let parts: Vec<String> = parts.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", parts.join(", "))
}

type Parameters = Vec<(&'static str, String)>;

fn parameters(scoring: &Scoring) -> Parameters {
    match scoring {
        Scoring::Presence { points, growth } => {
            let growth = growth.map(|growth| ("growth", number(growth)));
            unless("points", *points, Number::ONE).into_iter().chain(growth).collect()
        }
        Scoring::Parts { parts } => vec![("parts", list(parts, part))],
        Scoring::Bonus { points, base } => vec![("points", number(*points)), ("base", quoted(base))],
        Scoring::Dynamics { up, same, down, tolerance } => [
            unless("up", *up, Number::ONE),
            unless("same", *same, Number::half()),
            unless("down", *down, Number::ZERO),
            unless("tolerance", *tolerance, Number::ZERO),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Scoring::Steps { of, round, cap_at_100, steps, by_period } => {
            stepped(*of, *round, *cap_at_100, steps, by_period)
        }
        Scoring::PerUnit { points } => vec![("points", number(*points))],
        Scoring::Scale { max, rubric } => {
            let line = |line: &crate::RubricLine| {
                table(&[("mark", line.mark.to_string()), ("text", quoted(&line.text))])
            };
            let rubric = (!rubric.is_empty()).then(|| ("rubric", list(rubric, line)));
            std::iter::once(("max", max.to_string())).chain(rubric).collect()
        }
        Scoring::Share { steps, goal } => {
            let steps = (!steps.is_empty()).then(|| ("steps", list(steps, step)));
            steps.into_iter().chain(goal.map(|goal| ("goal", number(goal)))).collect()
        }
        Scoring::Relative { points, direction } => {
            let direction = if *direction == Direction::More { "\"more\"" } else { "\"less\"" };
            vec![("points", number(*points)), ("direction", direction.to_owned())]
        }
        Scoring::Count { unit } => unit.iter().map(|unit| ("unit", quoted(unit))).collect(),
        Scoring::Text {} | Scoring::Heading {} => Vec::new(),
    }
}

fn unless(key: &'static str, value: Number, default: Number) -> Option<(&'static str, String)> {
    (value != default).then(|| (key, number(value)))
}

fn stepped(
    of: StepBasis,
    round: Option<u32>,
    cap_at_100: bool,
    steps: &[Step],
    by_period: &BTreeMap<String, Vec<Step>>,
) -> Parameters {
    let of = if of == StepBasis::Number { "\"number\"" } else { "\"percent\"" };
    let mut parts = vec![("of", of.to_owned())];
    parts.extend(round.map(|round| ("round", round.to_string())));
    if cap_at_100 {
        parts.push(("cap_at_100", "true".to_owned()));
    }
    parts.push(("steps", list(steps, step)));
    if !by_period.is_empty() {
        let periods: Vec<String> = by_period
            .iter()
            .map(|(period, steps)| format!("{} = {}", bare(period), list(steps, step)))
            .collect();
        parts.push(("by_period", format!("{{ {} }}", periods.join(", "))));
    }
    parts
}

fn list<T>(items: &[T], shown: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", "))
}

fn step(step: &Step) -> String {
    let mut parts: Vec<(&str, String)> = Vec::new();
    parts.extend(step.from.map(|from| ("from", number(from))));
    parts.extend(step.to.map(|to| ("to", number(to))));
    parts.push(("points", number(step.points)));
    table(&parts)
}

fn part(part: &Part) -> String {
    let scoring = match &part.scoring {
        PartScoring::Presence { points } => {
            let points = unless("points", *points, Number::ONE);
            let parts: Vec<_> = std::iter::once(("kind", quoted("presence"))).chain(points).collect();
            table(&parts)
        }
        PartScoring::Scale { max } => table(&[("kind", quoted("scale")), ("max", max.to_string())]),
        PartScoring::Count { unit } => {
            let unit = unit.iter().map(|unit| ("unit", quoted(unit)));
            let parts: Vec<_> = std::iter::once(("kind", quoted("count"))).chain(unit).collect();
            table(&parts)
        }
    };
    table(&[("no", quoted(&part.no)), ("title", quoted(&part.title)), ("scoring", scoring)])
}
