//! The cells a person fills for one indicator: what they show for an answer and what an answer they make.

use packs::{Assessment, Indicator, Part, PartScoring, Scoring, StepBasis};
use rust_decimal::Decimal;

use crate::pages::words;
use crate::rules::{Answer, check_answer, part_answer, shown};

/// «есть», «нет», and what stands where nothing was said.
const YES: &str = "есть";
const NO: &str = "нет";
const NOTHING: &str = "нет ответа";
/// How a cell begins that the program has answered itself.
pub(crate) const COMPUTED: &str = "вычислено:";

/// What may stand in a row's two cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing: a heading, or the judgement of an expert.
    Locked,
    /// There is or there is not.
    Presence,
    /// The same, and in the second cell two numbers of demand: «стало / было».
    Growth,
    /// A mark up to this one.
    Mark(u32),
    /// A number.
    Number,
    /// This period's number and the previous one's.
    Dynamics,
    /// Two numbers of a share.
    Share,
    /// Words.
    Text,
}

/// A fillable row: an indicator, or one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// «2.1», «2.1/а»: in the first column of the file.
    pub key: String,
    /// The part; none: the indicator itself.
    pub part: Option<String>,
    /// The title of the part; empty for the indicator itself.
    pub title: String,
    /// What is typed.
    pub kind: Kind,
}

/// What the two cells of a row hold, as text: numbers with a point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Typed {
    /// The answer.
    pub first: String,
    /// What it is compared with.
    pub second: String,
}

/// The rows of an indicator: one, or a heading and its parts.
pub(crate) fn of(indicator: &Indicator) -> Vec<Slot> {
    let own = Slot { key: indicator.no.clone(), part: None, title: String::new(), kind: kind(indicator) };
    match &indicator.scoring {
        Scoring::Parts { parts } if indicator.assessment != Assessment::Manual => {
            let rows = parts.iter().map(|part| Slot {
                key: format!("{}/{}", indicator.no, part.no),
                part: Some(part.no.clone()),
                title: part.title.clone(),
                kind: part_kind(part),
            });
            std::iter::once(own).chain(rows).collect()
        }
        _ => vec![own],
    }
}

fn kind(indicator: &Indicator) -> Kind {
    if indicator.assessment == Assessment::Manual {
        return Kind::Locked;
    }
    match &indicator.scoring {
        Scoring::Presence { growth: Some(_), .. } => Kind::Growth,
        Scoring::Presence { .. } | Scoring::Bonus { .. } => Kind::Presence,
        Scoring::Scale { max, .. } => Kind::Mark(*max),
        Scoring::Dynamics { .. } => Kind::Dynamics,
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => Kind::Share,
        Scoring::Text {} => Kind::Text,
        Scoring::Heading {} | Scoring::Parts { .. } => Kind::Locked,
        Scoring::Steps { .. }
        | Scoring::PerUnit { .. }
        | Scoring::Relative { .. }
        | Scoring::Count { .. } => Kind::Number,
    }
}

fn part_kind(part: &Part) -> Kind {
    match &part.scoring {
        PartScoring::Presence { .. } => Kind::Presence,
        PartScoring::Scale { max } => Kind::Mark(*max),
        PartScoring::Count { .. } => Kind::Number,
    }
}

impl Kind {
    /// What is chosen from; empty where one types.
    pub fn choices(&self) -> Vec<String> {
        let marks = |max: u32| (0..=max).map(|mark| mark.to_string());
        let named = || [YES, NO, NOTHING].into_iter().map(str::to_owned);
        match self {
            Self::Presence | Self::Growth => named().collect(),
            Self::Mark(max) => marks(*max).chain(named().skip(1)).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the row has a second cell.
    pub fn has_second(&self) -> bool {
        matches!(self, Self::Dynamics | Self::Share | Self::Growth)
    }

    /// How the two cells are filled, for the note on the margin; empty where it is plain.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Dynamics => {
                "Первое число – за этот период, второе – за прошлый. Если показателя нет, напишите «нет»."
            }
            Self::Share => {
                "Первое число – сколько есть, второе – из скольких. Если показателя нет, напишите «нет»."
            }
            Self::Growth => {
                "Если спрос считали, напишите во второй ячейке два числа через дробь: стало / было. Например: 12 / 10."
            }
            Self::Number => "Число. Если показателя нет, напишите «нет».",
            _ => "",
        }
    }
}

/// What a row's cells show for the indicator's answer.
pub(crate) fn typed(slot: &Slot, indicator: &Indicator, answer: &Answer) -> Typed {
    let own = match (&slot.part, &indicator.scoring) {
        (Some(no), Scoring::Parts { parts }) => {
            parts.iter().find(|part| part.no == *no).and_then(|part| part_answer(part, parts, answer))
        }
        _ => Some(answer),
    };
    let is_absent = answer.present == Some(false) || own.is_some_and(|own| own.present == Some(false));
    let mut typed = match own {
        _ if slot.kind == Kind::Locked => Typed::default(),
        _ if is_absent => Typed { first: NO.to_owned(), second: String::new() },
        Some(own) => cells(&slot.kind, own),
        None => Typed::default(),
    };
    if typed.first.is_empty() && !slot.kind.choices().is_empty() {
        NOTHING.clone_into(&mut typed.first);
    }
    typed
}

fn cells(kind: &Kind, answer: &Answer) -> Typed {
    let number = |value: Option<Decimal>| value.map(shown).unwrap_or_default();
    let yes = || if answer.present == Some(true) { YES.to_owned() } else { String::new() };
    let (first, second) = match kind {
        Kind::Locked => (String::new(), String::new()),
        Kind::Presence => (yes(), String::new()),
        Kind::Growth => (yes(), demand(answer)),
        Kind::Mark(_) => (answer.mark.map(|mark| mark.to_string()).unwrap_or_default(), String::new()),
        Kind::Number => (number(answer.value), String::new()),
        Kind::Dynamics => (number(answer.value), number(answer.previous)),
        Kind::Share => (number(answer.num), number(answer.den)),
        Kind::Text => (answer.text.clone().unwrap_or_default(), String::new()),
    };
    Typed { first, second }
}

fn demand(answer: &Answer) -> String {
    match (answer.value, answer.previous) {
        (None, None) => String::new(),
        (now, then) => {
            let said = |value: Option<Decimal>| value.map(words::points).unwrap_or_default();
            format!("{} / {}", said(now), said(then))
        }
    }
}

/// The answer that the rows of an indicator make; the error is a sentence and the row it is about.
pub(crate) fn answer(indicator: &Indicator, rows: &[(&Slot, Typed)]) -> Result<Answer, (usize, String)> {
    let at = |row: usize| move |text: String| (row, text);
    let mut whole = Answer::default();
    let (mut parts, mut absent) = (0, 0);
    for (index, (slot, typed)) in rows.iter().enumerate() {
        let own = read(&slot.kind, typed).map_err(at(index))?;
        match &slot.part {
            None if slot.kind != Kind::Locked => whole = own,
            None => {}
            Some(no) => {
                parts += 1;
                absent += usize::from(own.present == Some(false));
                if !own.is_empty() {
                    whole.parts.insert(no.clone(), own);
                }
            }
        }
    }
    if parts > 0 && absent == parts {
        whole = Answer::absent();
    }
    if !whole.is_empty() {
        check_answer(indicator, &whole).map_err(at(0))?;
    }
    Ok(whole)
}

fn read(kind: &Kind, typed: &Typed) -> Result<Answer, String> {
    let (first, second) = (typed.first.trim(), typed.second.trim());
    match first.to_lowercase().as_str() {
        "нет" if second.is_empty() => return Ok(Answer::absent()),
        "нет" => return Err("стоит «нет», а рядом число; уберите одно из двух".to_owned()),
        "" | "нет ответа" if second.is_empty() => return Ok(Answer::default()),
        "" | "нет ответа" if kind.has_second() => {
            return Err("есть только второе значение; заполните и первое".to_owned());
        }
        _ => {}
    }
    match kind {
        Kind::Locked => Ok(Answer::default()),
        Kind::Presence => presence(first),
        Kind::Growth => growth(first, second),
        Kind::Mark(max) => mark(first, *max),
        Kind::Number => Ok(Answer { value: words::decimal(first)?, ..Answer::default() }),
        Kind::Dynamics => Ok(Answer {
            value: words::decimal(first)?,
            previous: words::decimal(second)?,
            ..Answer::default()
        }),
        Kind::Share if second.is_empty() => Err("не хватает второго числа: из скольких".to_owned()),
        Kind::Share => {
            Ok(Answer { num: words::decimal(first)?, den: words::decimal(second)?, ..Answer::default() })
        }
        Kind::Text => Ok(Answer { text: Some(first.to_owned()), ..Answer::default() }),
    }
}

fn presence(first: &str) -> Result<Answer, String> {
    match first.to_lowercase().as_str() {
        "есть" | "да" => Ok(Answer::present()),
        _ => Err(format!("«{}» – не ответ; выберите «есть» или «нет»", brief(first))),
    }
}

fn growth(first: &str, second: &str) -> Result<Answer, String> {
    let answer = presence(first)?;
    if second.is_empty() {
        return Ok(answer);
    }
    let Some((now, then)) = second.split_once('/') else {
        return Err(format!("«{}» – не два числа; напишите через дробь: стало / было", brief(second)));
    };
    Ok(Answer { value: words::decimal(now)?, previous: words::decimal(then)?, ..answer })
}

fn mark(first: &str, max: u32) -> Result<Answer, String> {
    let mark = first.parse::<u32>().ok().filter(|mark| *mark <= max);
    let mark =
        mark.ok_or_else(|| format!("«{}» – не отметка; поставьте число от 0 до {max}", brief(first)))?;
    Ok(Answer { mark: Some(mark), ..Answer::default() })
}

/// A text short enough for a sentence.
pub(crate) fn brief(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
