//! Monitoring in words: answers, points and states as the screen says them.

use packs::{Assessment, Indicator, PartScoring, Scoring, StepBasis};
use rust_decimal::Decimal;
use web::view::Step;
use web::{Form, russian};

use crate::rules::{Answer, CampaignState, SheetState, shown};

/// An answer in a few words: «есть», «нет», «12», «45 из 60».
pub(crate) fn answer(answer: &Answer) -> String {
    if answer.is_empty() {
        return "нет ответа".to_owned();
    }
    if answer.present == Some(false) {
        return "нет".to_owned();
    }
    let number = |value: Decimal| russian::decimal(&shown(value));
    if !answer.parts.is_empty() {
        let part = |(no, part): (&String, &Answer)| format!("{no} – {}", self::answer(part));
        return answer.parts.iter().map(part).collect::<Vec<_>>().join("; ");
    }
    match (answer.num, answer.den, answer.value, answer.mark) {
        (Some(num), Some(den), _, _) => format!("{} из {}", number(num), number(den)),
        (_, _, Some(value), _) => match answer.previous {
            Some(previous) => format!("{} (было {})", number(value), number(previous)),
            None => number(value),
        },
        (_, _, _, Some(mark)) => mark.to_string(),
        _ => answer.text.clone().unwrap_or_else(|| "есть".to_owned()),
    }
}

/// Where the thing behind a fact is opened; empty where nothing is.
pub(crate) fn proof_url(proof: &registry::Proof) -> String {
    match proof.kind.as_str() {
        "document" => format!("/documents/{}", proof.id),
        "recommendation" => format!("/recommendations/{}", proof.id),
        "decision" => format!("/decisions/{}", proof.id),
        "unit" => format!("/units/{}", proof.id),
        "structure" => format!("/structures/{}", proof.id),
        "people" => format!("/people?unit={}", proof.id),
        "young" => format!("/mentoring/young?unit={}", proof.id),
        "adaptation" => format!("/mentoring/young?unit={}&who=studied", proof.id),
        "young_aids" => format!("/schooling/materials?unit={}", proof.id),
        "young_school" => format!("/schooling?unit={}", proof.id),
        _ => String::new(),
    }
}

/// Points with a comma.
pub fn points(value: Decimal) -> String {
    russian::decimal(&shown(value))
}

/// A percent as the screen shows it: one decimal and a comma; empty stays empty.
pub fn percent(exact: &str) -> String {
    let Ok(value) = exact.parse::<Decimal>() else {
        return String::new();
    };
    let rounded = value.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    format!("{}\u{a0}%", points(rounded))
}

/// How a row of the sheet is filled.
pub(crate) fn input(indicator: &Indicator) -> &'static str {
    if indicator.assessment == Assessment::Manual {
        return "none";
    }
    match &indicator.scoring {
        Scoring::Presence { .. } | Scoring::Bonus { .. } | Scoring::Scale { .. } => "choice",
        Scoring::Parts { .. } => "parts",
        Scoring::Dynamics { .. } => "dynamics",
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => "share",
        Scoring::Text {} => "text",
        Scoring::Heading {} => "none",
        _ => "number",
    }
}

/// The choices of a row: a mark of the scale, or there is · there is not.
pub(crate) fn options(indicator: &Indicator) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), "нет ответа".to_owned())];
    if let Scoring::Scale { max, .. } = &indicator.scoring {
        options.extend((0..=*max).map(|mark| (mark.to_string(), mark.to_string())));
    } else {
        options.push(("yes".to_owned(), "есть".to_owned()));
    }
    options.push(("no".to_owned(), "нет".to_owned()));
    options
}

/// What the row's first and second field show for an answer.
pub(crate) fn typed(answer: Option<&Answer>, indicator: &Indicator) -> (String, String) {
    let Some(answer) = answer else {
        return (String::new(), String::new());
    };
    let text = |value: Option<Decimal>| value.map(points).unwrap_or_default();
    if answer.present == Some(false) {
        let no = if input(indicator) == "choice" { "no" } else { "нет" };
        return (no.to_owned(), String::new());
    }
    match input(indicator) {
        "choice" if answer.mark.is_some() => {
            (answer.mark.map(|mark| mark.to_string()).unwrap_or_default(), String::new())
        }
        "choice" => ("yes".to_owned(), String::new()),
        "dynamics" => (text(answer.value), text(answer.previous)),
        "share" => (text(answer.num), text(answer.den)),
        "text" => (answer.text.clone().unwrap_or_default(), String::new()),
        _ => (text(answer.value), String::new()),
    }
}

/// The answer a person typed; the error is a sentence. Growth of an earlier answer is kept when only presence is sent.
pub(crate) fn read(form: &Form, indicator: &Indicator, before: Option<&Answer>) -> Result<Answer, String> {
    let (value, second) = (form.text("value"), form.text("second"));
    let kind = input(indicator);
    match (kind, value) {
        ("none", _) => {
            return Err("Этот показатель оценивает эксперт: ответ от вас не нужен.".to_owned());
        }
        ("parts", "") => return parts(form, indicator),
        (_, "") if second.is_empty() => return Ok(Answer::default()),
        (_, "no" | "нет" | "Нет") => return Ok(Answer::absent()),
        _ => {}
    }
    match kind {
        "choice" => choice(form, indicator, before),
        "text" => Ok(Answer { text: Some(value.to_owned()), ..Answer::default() }),
        "share" => Ok(Answer { num: decimal(value)?, den: decimal(second)?, ..Answer::default() }),
        "dynamics" => Ok(Answer { value: decimal(value)?, previous: decimal(second)?, ..Answer::default() }),
        _ => Ok(Answer { value: decimal(value)?, ..Answer::default() }),
    }
}

/// Answers of the parts, each in its own field `part-<no>`; none of them takes the answer back.
fn parts(form: &Form, indicator: &Indicator) -> Result<Answer, String> {
    let Scoring::Parts { parts } = &indicator.scoring else {
        return Ok(Answer::default());
    };
    let mut answer = Answer::default();
    for part in parts {
        let typed = form.text(&part_field(&part.no)).to_owned();
        let own = match (typed.as_str(), &part.scoring) {
            ("", _) => continue,
            ("no" | "нет", _) => Answer::absent(),
            ("yes" | "есть", PartScoring::Presence { .. }) => Answer::present(),
            (mark, PartScoring::Scale { .. }) => {
                let mark =
                    mark.parse().map_err(|_| format!("«{mark}» – не отметка. Выберите её из списка."))?;
                Answer { mark: Some(mark), ..Answer::default() }
            }
            (number, PartScoring::Count { .. }) => Answer { value: decimal(number)?, ..Answer::default() },
            (other, PartScoring::Presence { .. }) => {
                return Err(format!("«{other}» – не ответ. Выберите «есть» или «нет»."));
            }
        };
        answer.parts.insert(part.no.clone(), own);
    }
    Ok(answer)
}

/// The field of a part in the form.
pub(crate) fn part_field(no: &str) -> String {
    format!("part-{no}")
}

fn choice(form: &Form, indicator: &Indicator, before: Option<&Answer>) -> Result<Answer, String> {
    let value = form.text("value");
    if let Scoring::Scale { .. } = indicator.scoring {
        let mark = value.parse().map_err(|_| format!("«{value}» – не отметка. Выберите её из списка."))?;
        return Ok(Answer { mark: Some(mark), ..Answer::default() });
    }
    if value != "yes" {
        return Err(format!("«{value}» – не ответ. Выберите «есть» или «нет»."));
    }
    let mut answer = Answer::present();
    if let Scoring::Presence { growth: Some(_), .. } = indicator.scoring {
        // The row sends presence alone; the numbers of demand come from the indicator's own form.
        let is_sent = form.has("now") || form.has("then");
        answer.value = if is_sent { decimal(form.text("now"))? } else { before.and_then(|b| b.value) };
        answer.previous = if is_sent { decimal(form.text("then"))? } else { before.and_then(|b| b.previous) };
    }
    Ok(answer)
}

/// A number as people write it: blanks between thousands, a comma. An empty text is none.
pub(crate) fn decimal(text: &str) -> Result<Option<Decimal>, String> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let is_plain = plain.len() <= 18 && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number = if is_plain { plain.parse().ok() } else { None };
    number.map(Some).ok_or_else(|| format!("«{text}» – не число. Напишите цифрами, дробную часть через запятую: 12,5. Если показателя нет, напишите «нет»."))
}

/// The longest reason, in characters: a paragraph, not a paper.
const REASON: usize = 2_000;

/// The reason given with a step; too long a one is said so.
pub(crate) fn reason(form: &Form) -> web::Result<String> {
    let mut check = form.check();
    let reason = check.optional("reason", REASON).to_owned();
    check.done()?;
    Ok(reason)
}

/// The tone of a sheet's state.
pub(crate) fn tone(state: SheetState) -> &'static str {
    match state {
        SheetState::Empty => "muted",
        SheetState::Draft | SheetState::Objected => "warn",
        SheetState::Submitted | SheetState::Answered => "info",
        SheetState::Returned => "bad",
        SheetState::Verified | SheetState::Final => "ok",
    }
}

/// The tone of a campaign's state.
pub(crate) fn campaign_tone(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Planned | CampaignState::Archived => "muted",
        CampaignState::Collecting => "warn",
        CampaignState::Verifying => "info",
        CampaignState::Published => "ok",
    }
}

/// The step bar: done before `at`, coming after it.
pub(crate) fn steps<const N: usize>(names: [(&str, String); N], at: usize) -> Vec<Step> {
    let state = |index: usize| match index.cmp(&at) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "current",
        std::cmp::Ordering::Greater => "coming",
    };
    let step = |(index, (title, note)): (usize, (&str, String))| Step {
        title: title.to_owned(),
        note,
        state: state(index),
        url: String::new(),
    };
    names.into_iter().enumerate().map(step).collect()
}

/// «приказ от 13.07.2020 № 696» of the pack behind a template.
pub(crate) fn source(packs: &packs::Library, template: &str) -> String {
    let Some(pack) = template.split_once('/').and_then(|(pack, _)| packs.pack(pack)) else {
        return String::new();
    };
    let number = &pack.manifest.number;
    if number.is_empty() { String::new() } else { format!("приказ №\u{a0}{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(decimal(" 1 234,5 ").unwrap(), Some(Decimal::new(12345, 1)));
        assert_eq!(decimal("").unwrap(), None);
        for wrong in ["двенадцать", "1e9", "--1", "1.2.3", "9999999999999999999"] {
            assert!(decimal(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_percent_is_shown_with_one_decimal_half_up() {
        assert_eq!(percent("72.1311"), "72,1\u{a0}%");
        assert_eq!(percent("0.05"), "0,1\u{a0}%");
        assert_eq!(percent(""), "");
    }
}
