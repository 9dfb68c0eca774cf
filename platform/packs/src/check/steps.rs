//! Steps and bands: ascending, without gap or overlap, and from end to end.

use crate::{Band, Number, Step, StepBasis};

/// Problems of a list of steps: index of the step and sentence.
pub(super) fn check_steps(steps: &[Step], of: StepBasis) -> Vec<(usize, String)> {
    let ends: Vec<Ends> =
        steps.iter().map(|step| Ends { from: step.from, to: step.to, name: String::new() }).collect();
    let mut found = joints(&ends, "ступени", "значение");
    let hundred = Number::from(100);
    let (first, last) = (steps.first(), steps.last());
    if first.is_none() {
        return vec![(0, "Ступеней нет: правило никому не даст балла.".to_owned())];
    }
    if let Some(from) = first.and_then(|step| step.from).filter(|from| *from > Number::ZERO) {
        found.push((0, format!("Первая ступень начинается с {from}: значение меньше не получит оценки.")));
    }
    if let Some(to) = last.and_then(|step| step.to)
        && (of == StepBasis::Number || to < hundred)
    {
        let sentence = format!("Последняя ступень кончается на {to}: значение больше не получит оценки.");
        found.push((steps.len().saturating_sub(1), sentence));
    }
    found
}

/// Problems of level bands: index of the band and sentence.
pub(super) fn check_bands(bands: &[Band]) -> Vec<(usize, String)> {
    let ends: Vec<Ends> = bands
        .iter()
        .map(|band| Ends { from: Some(band.from), to: Some(band.to), name: format!(" «{}»", band.title) })
        .collect();
    let mut found = joints(&ends, "уровни", "процент");
    if let Some(first) = bands.first().filter(|band| band.from != Number::ZERO) {
        found.push((0, format!("Уровни начинаются с {} %, а должны с 0.", first.from)));
    }
    if let Some(last) = bands.last().filter(|band| band.to != Number::from(100)) {
        found.push((
            bands.len().saturating_sub(1),
            format!("Уровни кончаются на {} %, а должны на 100.", last.to),
        ));
    }
    found
}

struct Ends {
    from: Option<Number>,
    to: Option<Number>,
    name: String,
}

fn joints(ends: &[Ends], what: &str, value: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, pair) in ends.windows(2).enumerate() {
        let [low, high] = pair else { continue };
        let at = index + 1;
        match (low.to, high.from) {
            (Some(to), Some(from)) if to < from => found.push((
                at,
                format!(
                    "Разрыв: {what}{}{} не сходятся, {value} от {to} до {from} не попадает никуда.",
                    low.name,
                    and(&high.name)
                ),
            )),
            (Some(to), Some(from)) if to > from => found.push((
                at,
                format!(
                    "Перекрываются {what}{}{}: {value} от {from} до {to} попадает в оба места.",
                    low.name,
                    and(&high.name)
                ),
            )),
            (Some(_), Some(_)) => {}
            _ => found
                .push((at, "У соседних ступеней должна быть общая граница: укажите to и from.".to_owned())),
        }
    }
    for (index, one) in ends.iter().enumerate() {
        if let (Some(from), Some(to)) = (one.from, one.to)
            && from >= to
        {
            found.push((index, format!("Верхняя граница {to} не больше нижней {from}.")));
        }
    }
    found
}

fn and(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" и{name}") }
}
