//! Deficits of an object: the indicators that earned nothing (annex 6, section 8), and what is recommended for each.

use packs::{Effective, Template};
use rust_decimal::Decimal;

/// An indicator without a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deficit {
    /// The indicator's number.
    pub no: String,
    /// Its words.
    pub title: String,
    /// Of so many points.
    pub max: String,
    /// Code of the published state: `absent`, `rejected`, `no_answer`, `scored`.
    pub finding: String,
}

/// One published figure: number, points, maximum, code of the state.
pub type Figure<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The deficits among published figures, in the order of the table. What was not scored and what gives no points is none.
pub fn deficits<'a>(table: &Template, figures: impl IntoIterator<Item = Figure<'a>>) -> Vec<Deficit> {
    let mut found: Vec<Figure<'a>> = figures.into_iter().filter(is_deficit).collect();
    let mut ordered = Vec::new();
    for (_, indicator) in table.indicators() {
        if let Some(at) = found.iter().position(|(no, ..)| *no == indicator.no) {
            let (no, _, max, finding) = found.swap_remove(at);
            let (no, max, finding) = (no.to_owned(), max.to_owned(), finding.to_owned());
            ordered.push(Deficit { no, title: indicator.title.clone(), max, finding });
        }
    }
    ordered
}

fn is_deficit((_, score, max, _): &Figure<'_>) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    number(score).is_some_and(|points| points.is_zero())
        && number(max).is_some_and(|most| most > Decimal::ZERO)
}

/// What is recommended for a deficit and the clause it rests on: the pack's advice, or a plain sentence.
pub fn recommended(rules: &Effective, table: &Template, deficit: &Deficit) -> (String, String) {
    match rules.advice_for(&table.id, &deficit.no) {
        Some(advice) => (advice.rule.text.clone(), advice.rule.clause.clone()),
        None => (
            format!(
                "По показателю {} «{}» баллов нет. Определите меры, ответственных и сроки.",
                deficit.no, deficit.title
            ),
            String::new(),
        ),
    }
}
