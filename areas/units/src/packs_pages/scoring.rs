//! Rules of scoring in words, so that a methodist can check them against the regulation.

use packs::{Direction, Indicator, Number, Part, PartScoring, Scoring, Step, StepBasis};
use web::russian;

/// «1 балл», «0,5 балла», «5 баллов».
pub(super) fn points_of(number: &Number) -> String {
    let text = number.to_string();
    match text.parse::<i64>() {
        Ok(whole) => russian::counted(whole, "балл", "балла", "баллов"),
        Err(_) => format!("{}\u{a0}балла", russian::decimal(&text)),
    }
}

/// «61 балла», «5 баллов»: after «не больше».
pub(super) fn points_up_to(number: &Number) -> String {
    let text = number.to_string();
    match text.parse::<i64>() {
        Ok(whole) => russian::counted(whole, "балла", "баллов", "баллов"),
        Err(_) => format!("{}\u{a0}балла", russian::decimal(&text)),
    }
}

fn plain(number: &Number) -> String {
    russian::decimal(&number.to_string())
}

/// The rule of an indicator in one sentence.
pub fn sentence(indicator: &Indicator) -> String {
    match &indicator.scoring {
        Scoring::Presence { points, growth } => presence(points, growth.as_ref()),
        Scoring::Parts { parts } => parts.iter().map(part).collect::<Vec<_>>().join("; "),
        Scoring::Bonus { points, base } => format!("ещё {}, если есть показатель {base}", points_of(points)),
        Scoring::Dynamics { up, same, down, tolerance } => dynamics([up, same, down], tolerance),
        Scoring::Steps { of, steps: list, .. } => steps(list, *of),
        Scoring::PerUnit { points } => {
            format!(
                "{} за каждую единицу, всего не больше {}",
                points_of(points),
                points_up_to(&indicator.max)
            )
        }
        Scoring::Scale { max, .. } => format!("отметка от 0 до {max} с обоснованием"),
        Scoring::Share { steps: list, goal } => share(list, goal.as_ref()),
        Scoring::Relative { points, direction } => relative(points, *direction),
        Scoring::Count { unit } => counted(unit.as_deref()),
        Scoring::Text {} => "текст, без баллов".to_owned(),
        Scoring::Heading {} => "заголовок строк под ним".to_owned(),
    }
}

/// What each mark of a scale means.
pub(super) fn rubric(scoring: &Scoring) -> Vec<String> {
    let Scoring::Scale { rubric, .. } = scoring else {
        return Vec::new();
    };
    rubric.iter().map(|line| format!("{} – {}", line.mark, line.text)).collect()
}

fn presence(points: &Number, growth: Option<&Number>) -> String {
    let growth = growth.map(|more| format!("; рост против прошлого периода – ещё {}", points_of(more)));
    format!("есть – {}, нет – 0{}", points_of(points), growth.unwrap_or_default())
}

fn part(part: &Part) -> String {
    let rule = match &part.scoring {
        PartScoring::Presence { points } => format!("есть – {}", points_of(points)),
        PartScoring::Scale { max } => format!("отметка от 0 до {max}"),
        PartScoring::Count { unit } => counted(unit.as_deref()),
    };
    format!("{}) {}: {rule}", part.no, part.title)
}

fn dynamics([up, same, down]: [&Number; 3], tolerance: &Number) -> String {
    let is_exact = tolerance.to_string() == "0";
    let within =
        if is_exact { String::new() } else { format!(" (разница до {})", plain(tolerance)) };
    let [up, same, down] = [up, same, down].map(plain);
    format!("против прошлого периода: рост – {up}, сохранение{within} – {same}, снижение – {down}")
}

fn steps(list: &[Step], of: StepBasis) -> String {
    let unit = if of == StepBasis::Percent { "\u{a0}%" } else { "" };
    list.iter().map(|step| one_step(step, unit)).collect::<Vec<_>>().join("; ")
}

fn one_step(step: &Step, unit: &str) -> String {
    let bounds = match (&step.from, &step.to) {
        (Some(from), Some(to)) if to.to_string() == "100" && !unit.is_empty() => {
            format!("от {} до 100{unit}", plain(from))
        }
        (Some(from), Some(to)) => format!("от {} до {}{unit} (не включая)", plain(from), plain(to)),
        (Some(from), None) => format!("от {}{unit}", plain(from)),
        (None, Some(to)) => format!("меньше {}{unit}", plain(to)),
        (None, None) => "любое значение".to_owned(),
    };
    format!("{bounds} – {}", points_of(&step.points))
}

fn share(list: &[Step], goal: Option<&Number>) -> String {
    let goal = goal.map(|goal| format!("; цель – {}\u{a0}%", plain(goal))).unwrap_or_default();
    let rule =
        if list.is_empty() { "без баллов".to_owned() } else { steps(list, StepBasis::Percent) };
    format!("доля в процентах: {rule}{goal}")
}

fn relative(points: &Number, direction: Direction) -> String {
    let better = if direction == Direction::More { "больше" } else { "меньше" };
    format!("лучший результат – {}, остальные в сравнении с ним; лучше, когда {better}", points_of(points))
}

fn counted(unit: Option<&str>) -> String {
    unit.map_or_else(|| "число, без баллов".to_owned(), |unit| format!("число ({unit}), без баллов"))
}
