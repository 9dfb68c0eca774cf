//! The rule of an indicator as fields of a form: only the parameters the chosen rule has, read back into the rule.

use packs::{Direction, Number, Part, PartScoring, RubricLine, Scoring, Step, StepBasis};
use web::{Check, Form, russian};

/// Rules as the form offers them.
pub(super) const RULES: [(&str, &str); 13] = [
    ("presence", "Наличие: есть или нет"),
    ("presence+growth", "Наличие и рост против прошлого периода"),
    ("scale", "Отметка по шкале с обоснованием"),
    ("share", "Доля: часть из целого, в процентах"),
    ("steps", "Ступени: баллы по числу или проценту"),
    ("dynamics", "Динамика: рост, сохранение, снижение"),
    ("per_unit", "Баллы за каждую единицу"),
    ("parts", "Несколько частей"),
    ("bonus", "Дополнительные баллы к другому показателю"),
    ("relative", "В сравнении с лучшим результатом"),
    ("count", "Число, без баллов"),
    ("text", "Текст, без баллов"),
    ("heading", "Заголовок строк под ним"),
];

/// What a part may be.
pub(super) const PARTS: [(&str, &str); 3] =
    [("presence", "есть или нет"), ("scale", "отметка"), ("count", "число")];

/// A part as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct PartTyped {
    pub no: String,
    pub heading: String,
    pub kind: String,
    pub amount: String,
}

/// The parameters as they are or as they were typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters {
    pub rule: String,
    pub points: String,
    pub growth: String,
    pub base: String,
    pub up: String,
    pub same: String,
    pub down: String,
    pub tolerance: String,
    pub of: String,
    pub round: String,
    pub cap: bool,
    pub most: String,
    pub goal: String,
    pub unit: String,
    pub direction: String,
    pub steps: Vec<[String; 3]>,
    pub rubric: Vec<String>,
    pub parts: Vec<PartTyped>,
}

/// A number with a comma or a point.
pub(super) fn number(text: &str) -> Option<Number> {
    text.replace(',', ".").replace('−', "-").replace([' ', '\u{a0}'], "").parse().ok()
}

/// A number as the form shows it.
pub(super) fn shown(number: Number) -> String {
    russian::decimal(&number.to_string())
}

fn step(step: &Step) -> [String; 3] {
    let end = |end: Option<Number>| end.map(shown).unwrap_or_default();
    [end(step.from), end(step.to), shown(step.points)]
}

/// A text for every mark, empty where the rubric says nothing.
fn rubric_of(max: u32, rubric: &[RubricLine]) -> Vec<String> {
    let said = |mark: u32| rubric.iter().find(|line| line.mark == mark).map(|line| line.text.clone());
    (0..=max).map(|mark| said(mark).unwrap_or_default()).collect()
}

fn part(part: &Part) -> PartTyped {
    let (kind, amount) = match &part.scoring {
        PartScoring::Presence { points } => ("presence", shown(*points)),
        PartScoring::Scale { max } => ("scale", max.to_string()),
        PartScoring::Count { unit } => ("count", unit.clone().unwrap_or_default()),
    };
    PartTyped { no: part.no.clone(), heading: part.title.clone(), kind: kind.to_owned(), amount }
}

impl Parameters {
    /// Of a rule as it stands.
    pub fn of(scoring: &Scoring, max: Number) -> Self {
        let mut typed = Self { rule: scoring.name().to_owned(), ..Self::blank() };
        match scoring {
            Scoring::Presence { points, growth } => {
                typed.points = shown(*points);
                typed.growth = growth.map_or(typed.growth, shown);
            }
            Scoring::Parts { parts } => typed.parts = parts.iter().map(part).collect(),
            Scoring::Bonus { points, base } => {
                (typed.points, typed.base) = (shown(*points), base.clone());
            }
            Scoring::Dynamics { up, same, down, tolerance } => {
                [typed.up, typed.same, typed.down, typed.tolerance] =
                    [*up, *same, *down, *tolerance].map(shown);
            }
            Scoring::Steps { of, round, cap_at_100, steps, .. } => {
                typed.of = if *of == StepBasis::Number { "number" } else { "percent" }.to_owned();
                typed.round = round.map(|round| round.to_string()).unwrap_or_default();
                typed.cap = *cap_at_100;
                typed.steps = steps.iter().map(step).collect();
            }
            Scoring::PerUnit { points } => (typed.points, typed.most) = (shown(*points), shown(max)),
            Scoring::Scale { max, rubric } => {
                typed.most = max.to_string();
                typed.rubric = rubric_of(*max, rubric);
            }
            Scoring::Share { steps, goal } => {
                typed.steps = steps.iter().map(step).collect();
                typed.goal = goal.map(shown).unwrap_or_default();
            }
            Scoring::Relative { points, direction } => {
                typed.points = shown(*points);
                typed.direction = if *direction == Direction::More { "more" } else { "less" }.to_owned();
            }
            Scoring::Count { unit } => typed.unit = unit.clone().unwrap_or_default(),
            Scoring::Text {} | Scoring::Heading {} => {}
        }
        typed.with_room()
    }

    /// What a rule begins with.
    fn blank() -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            points: text("1"),
            growth: text("1"),
            up: text("1"),
            same: text("0,5"),
            down: text("0"),
            tolerance: text("0"),
            of: text("percent"),
            most: text("3"),
            direction: text("more"),
            ..Self::default()
        }
    }

    /// As posted; fields another rule had keep their beginnings.
    pub fn posted(form: &Form) -> Self {
        let blank = Self::blank();
        let text = |name: &str, begins: &str| {
            if form.has(name) { form.text(name).to_owned() } else { begins.to_owned() }
        };
        let all = |name: &str| form.all(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (from, to, points) = (all("step-from"), all("step-to"), all("step-points"));
        let (nos, kinds, amounts) = (all("part-no"), all("part-kind"), all("part-amount"));
        let at = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
        let parts = all("part-title").into_iter().enumerate().map(|(index, heading)| PartTyped {
            no: at(&nos, index),
            heading,
            kind: at(&kinds, index),
            amount: at(&amounts, index),
        });
        let steps = from.iter().enumerate().map(|(i, from)| [from.clone(), at(&to, i), at(&points, i)]);
        Self {
            rule: text("rule", "presence"),
            points: text("points", &blank.points),
            growth: text("growth", &blank.growth),
            base: text("base", ""),
            up: text("up", &blank.up),
            same: text("same", &blank.same),
            down: text("down", &blank.down),
            tolerance: text("tolerance", &blank.tolerance),
            of: text("of", &blank.of),
            round: text("round", ""),
            cap: form.has("cap"),
            most: text("most", &blank.most),
            goal: text("goal", ""),
            unit: text("unit", ""),
            direction: text("direction", &blank.direction),
            steps: steps.filter(|step| step.iter().any(|text| !text.is_empty())).collect(),
            rubric: all("rubric"),
            parts: parts.filter(|part| !part.heading.is_empty() || !part.amount.is_empty()).collect(),
        }
        .with_room()
    }

    /// Empty rows to write into.
    fn with_room(mut self) -> Self {
        let rows = (self.steps.len() + 2).max(3);
        self.steps.resize(rows, Default::default());
        let parts = (self.parts.len() + 2).max(3);
        self.parts.resize_with(parts, || PartTyped { kind: "presence".to_owned(), ..PartTyped::default() });
        let marks = self.most.parse::<usize>().unwrap_or(3).min(10) + 1;
        self.rubric.resize(marks, String::new());
        self
    }

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
            format!("«{text}» – не число от 0, в котором не больше двух знаков после запятой.")
        };
        check.fault(field, sentence);
        Number::ZERO
    })
}
