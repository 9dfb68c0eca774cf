//! Why an indicator has so many points and what would earn the lost ones, as a Russian sentence.

use super::{IndicatorResult, State, shown};
use packs::{Assessment, Indicator, Scoring};
use rust_decimal::Decimal;

/// The ground of a score: which branch of the rule, from which values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// Nothing was answered.
    NoAnswer,
    /// Declared absent.
    Absent,
    /// Turned down by the verifier, with the reason when given.
    Rejected(Option<String>),
    /// The indicator it depends on is 0.
    Condition(String),
    /// There is evidence.
    Present,
    /// There is evidence, and demand grew from the first value to the second.
    Grew(Decimal, Decimal),
    /// There is evidence, but demand did not grow.
    DidNotGrow(Decimal, Decimal),
    /// There is evidence; growth cannot be told without both values.
    NoGrowthData,
    /// Previous and this period's value.
    Compared(Decimal, Decimal),
    /// No previous period to compare with.
    NoPrevious,
    /// The value fell on a step.
    Step(String),
    /// Units counted.
    Units(Decimal),
    /// Mark given.
    Mark(u32),
    /// Sum of parts.
    Parts,
    /// Own value against the best.
    AgainstBest(Decimal, Decimal),
    /// Kept for the record.
    Kept,
    /// The share has no base.
    NoBase,
    /// The values do not fit the rule.
    Unusable,
}

/// A score explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Name of the rule.
    pub rule: &'static str,
    /// Clause of the regulation.
    pub clause: String,
    /// Why the score is what it is: a full sentence.
    pub why: String,
    /// What would earn the lost points: a full sentence; none when nothing is lost.
    pub earns: Option<String>,
}

impl Explanation {
    /// Explains a result of an indicator.
    pub fn of(indicator: &Indicator, result: &IndicatorResult) -> Self {
        Self::told(indicator, result, result.state != State::NoAnswer)
    }

    /// The same where the answer is given and only its document is missing.
    pub fn without_document(indicator: &Indicator, result: &IndicatorResult) -> Self {
        let why = "Ответ есть, документа ещё нет: пока 0 баллов.".to_owned();
        Self { why, ..Self::told(indicator, result, true) }
    }

    fn told(indicator: &Indicator, result: &IndicatorResult, is_answered: bool) -> Self {
        let lost = result.score.map(|score| result.max - score).filter(|lost| *lost > Decimal::ZERO);
        Self {
            rule: result.rule,
            clause: indicator.clause.clone(),
            why: if is_awaited(indicator, result) { AWAITED.to_owned() } else { why(result) },
            earns: lost.map(|lost| earns(indicator, result, lost, is_answered)),
        }
    }

    /// Both sentences together.
    pub fn sentence(&self) -> String {
        match &self.earns {
            Some(earns) => format!("{} {earns}", self.why),
            None => self.why.clone(),
        }
    }
}

const AWAITED: &str = "Эксперт ещё не поставил отметку. От того, кто заполняет таблицу, ответ не нужен.";

/// A judgement nobody has made yet (Амурская обл. 1.2).
fn is_awaited(indicator: &Indicator, result: &IndicatorResult) -> bool {
    indicator.assessment == Assessment::Manual && result.because == Because::NoAnswer
}

fn why(result: &IndicatorResult) -> String {
    let points = result.score.map_or_else(|| "без оценки".to_owned(), points);
    match &result.because {
        Because::NoAnswer => "Ответа нет: 0 баллов.".to_owned(),
        Because::Absent => "Заявлено отсутствие: 0 баллов.".to_owned(),
        Because::Rejected(Some(reason)) => {
            format!("Проверяющий не принял ответ: {}.", reason.trim_end_matches('.'))
        }
        Because::Rejected(None) => "Проверяющий не принял ответ: 0 баллов.".to_owned(),
        Because::Condition(no) => format!("Показатель {no} равен нулю, поэтому и здесь 0 баллов."),
        Because::Present => format!("Подтверждение есть: {points}."),
        Because::Grew(from, to) => {
            format!("Подтверждение есть, рост с {} до {}: {points}.", shown(*from), shown(*to))
        }
        Because::DidNotGrow(from, to) => {
            format!("Подтверждение есть, роста нет (было {}, стало {}): {points}.", shown(*from), shown(*to))
        }
        Because::NoGrowthData => format!("Подтверждение есть, сравнить не с чем: {points}."),
        Because::Compared(from, to) => {
            let word = match to.cmp(from) {
                std::cmp::Ordering::Greater => "рост",
                std::cmp::Ordering::Equal => "без изменений",
                std::cmp::Ordering::Less => "снижение",
            };
            format!("Было {}, стало {} – {word}: {points}.", shown(*from), shown(*to))
        }
        Because::NoPrevious => "Нет значения прошлого периода: показатель не оценивается.".to_owned(),
        Because::Step(value) => format!("Значение {value}: {points}."),
        Because::Units(units) => format!("Учтено единиц: {}, {points}.", shown(*units)),
        Because::Mark(mark) => format!("Отметка эксперта {mark}: {points}."),
        Because::Parts => format!("Сумма по частям: {points}."),
        Because::AgainstBest(own, best) => {
            format!("Значение {} при лучшем {}: {points}.", shown(*own), shown(*best))
        }
        Because::Kept => "Значение хранится и показывается, но не оценивается.".to_owned(),
        Because::NoBase => "Доля без основания (0 из 0): показатель не оценивается.".to_owned(),
        Because::Unusable => "Значения не подходят к правилу оценки: 0 баллов.".to_owned(),
    }
}

fn earns(indicator: &Indicator, result: &IndicatorResult, lost: Decimal, is_answered: bool) -> String {
    let lost = points(lost);
    let evidence = indicator.evidence.text.as_str();
    if indicator.assessment == Assessment::Manual && !matches!(result.because, Because::Condition(_)) {
        return format!("{lost} даёт эксперт своей отметкой с основанием: {evidence}.");
    }
    match (&result.because, &indicator.scoring) {
        (Because::Condition(no), _) => format!("Сначала подтвердите показатель {no}: это вернёт {lost}."),
        (Because::DidNotGrow(from, _), _) => {
            format!("Ещё {lost} – если значение станет больше {}.", shown(*from))
        }
        (Because::Compared(from, _), _) => {
            format!("Полный балл – если значение станет больше {}.", shown(*from))
        }
        (_, Scoring::Presence { .. } | Scoring::Bonus { .. }) if !evidence.is_empty() => {
            let answered =
                if is_answered { "Приложите" } else { "Ответьте и приложите" };
            format!("{answered} подтверждение, это {lost}: {evidence}.")
        }
        _ => format!("Можно получить ещё {lost}."),
    }
}

/// «1 балл», «2 балла», «0,5 балла», «5 баллов».
pub(crate) fn points(value: Decimal) -> String {
    let text = shown(value);
    let word = if value.fract() == Decimal::ZERO {
        let last_two = text.trim_start_matches('-').parse::<u64>().unwrap_or_default() % 100;
        match (last_two, last_two % 10) {
            (11..=14, _) => "баллов",
            (_, 1) => "балл",
            (_, 2..=4) => "балла",
            _ => "баллов",
        }
    } else {
        "балла"
    };
    format!("{}\u{a0}{word}", text.replace('.', ","))
}
