//! The parameters of a rule read back from its form: faults go to their fields, all at once.

use packs::{Direction, Number, Part, PartScoring, RubricLine, Scoring, Step, StepBasis};
use web::Check;

use super::{Parameters, PartTyped, number};

impl Parameters {
    /// The rule and, for points a unit, its own maximum; faults go to their fields.
    pub fn read(&self, check: &mut Check<'_>, before: Option<&Scoring>) -> (Scoring, Number) {
        let mut points = |field: &str, text: &str| points(check, field, text);
        let scoring = match self.rule.as_str() {
            "presence+growth" => Scoring::Presence {
                points: points("points", &self.points),
                growth: Some(points("growth", &self.growth)),
            },
            "parts" => Scoring::Parts { parts: self.read_parts(check) },
            "bonus" => Scoring::Bonus { points: points("points", &self.points), base: self.base.clone() },
            "dynamics" => Scoring::Dynamics {
                up: points("up", &self.up),
                same: points("same", &self.same),
                down: points("down", &self.down),
                tolerance: points("tolerance", &self.tolerance),
            },
            "steps" => self.read_steps(check, before),
            "per_unit" => {
                let (unit, most) = (points("points", &self.points), points("most", &self.most));
                return (Scoring::PerUnit { points: unit }, most);
            }
            "scale" => self.read_scale(check),
            "share" => {
                let goal = Some(&self.goal).filter(|goal| !goal.is_empty());
                let goal = goal.map(|goal| points("goal", goal));
                Scoring::Share { steps: self.step_rows(check), goal }
            }
            "relative" => Scoring::Relative {
                points: points("points", &self.points),
                direction: if self.direction == "less" { Direction::Less } else { Direction::More },
            },
            "count" => Scoring::Count { unit: Some(self.unit.clone()).filter(|unit| !unit.is_empty()) },
            "text" => Scoring::Text {},
            "heading" => Scoring::Heading {},
            _ => Scoring::Presence { points: points("points", &self.points), growth: None },
        };
        let most = scoring.most().unwrap_or_default();
        (scoring, most)
    }

    fn read_scale(&self, check: &mut Check<'_>) -> Scoring {
        let max = self.most.parse::<u32>().ok().filter(|max| (1..=10).contains(max)).unwrap_or_else(|| {
            check.fault("most", "Высшая отметка – целое число от 1 до 10.");
            1
        });
        let marks = self.rubric.iter().zip(0..=max).filter(|(text, _)| !text.is_empty());
        let rubric = marks.map(|(text, mark)| RubricLine { mark, text: text.clone() }).collect();
        Scoring::Scale { max, rubric }
    }

    /// Steps of chosen periods are kept as they came: the form has one list.
    fn read_steps(&self, check: &mut Check<'_>, before: Option<&Scoring>) -> Scoring {
        let round = self.round.parse().ok().filter(|round| *round <= 4);
        if !self.round.is_empty() && round.is_none() {
            check.fault("round", "Знаков после запятой бывает от 0 до 4.");
        }
        let by_period = match before {
            Some(Scoring::Steps { by_period, .. }) => by_period.clone(),
            _ => std::collections::BTreeMap::new(),
        };
        Scoring::Steps {
            of: if self.of == "number" { StepBasis::Number } else { StepBasis::Percent },
            round,
            cap_at_100: self.cap,
            steps: self.step_rows(check),
            by_period,
        }
    }

    fn step_rows(&self, check: &mut Check<'_>) -> Vec<Step> {
        let rows = self.steps.iter().filter(|row| row.iter().any(|text| !text.is_empty()));
        let mut end = |text: &String| (!text.is_empty()).then(|| points(check, "steps", text));
        let mut steps = Vec::new();
        for [from, to, given] in rows {
            steps.push(Step { from: end(from), to: end(to), points: end(given).unwrap_or_default() });
        }
        steps
    }

    fn read_parts(&self, check: &mut Check<'_>) -> Vec<Part> {
        let rows: Vec<&PartTyped> = self.parts.iter().filter(|part| !part.heading.is_empty()).collect();
        if rows.is_empty() {
            check.fault("parts", "Назовите хотя бы одну часть.");
        }
        let mut last = rows.iter().filter_map(|part| part.no.parse::<u32>().ok()).max().unwrap_or(0);
        let mut parts = Vec::new();
        for row in rows {
            let no = if row.no.is_empty() {
                last += 1;
                last.to_string()
            } else {
                row.no.clone()
            };
            parts.push(Part { no, title: row.heading.clone(), scoring: part_rule(row, check) });
        }
        parts
    }
}

fn part_rule(row: &PartTyped, check: &mut Check<'_>) -> PartScoring {
    match row.kind.as_str() {
        "scale" => PartScoring::Scale {
            max: row.amount.parse().ok().filter(|max| (1..=10).contains(max)).unwrap_or_else(|| {
                check.fault(
                    "parts",
                    format!("Часть «{}»: высшая отметка – целое число от 1 до 10.", row.heading),
                );
                1
            }),
        },
        "count" => PartScoring::Count { unit: Some(row.amount.clone()).filter(|unit| !unit.is_empty()) },
        _ if row.amount.is_empty() => PartScoring::Presence { points: Number::ONE },
        _ => PartScoring::Presence { points: points(check, "parts", &row.amount) },
    }
}

/// Points: not negative, two decimals at most so that weighed sums stay exact.
fn points(check: &mut Check<'_>, field: &str, text: &str) -> Number {
    let given = number(text).filter(|value| *value >= Number::ZERO && value.0.scale() <= 2);
    given.filter(|value| *value <= Number::from(1_000_000)).unwrap_or_else(|| {
        let sentence = if text.is_empty() {
            "Заполните число.".to_owned()
        } else {
            format!("«{text}» – не подходит. Напишите число от 0, не больше двух знаков после запятой.")
        };
        check.fault(field, sentence);
        Number::ZERO
    })
}
