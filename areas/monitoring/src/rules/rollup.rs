//! A value taken from the level below (Терский район, раздел 4: организация → округ → ИМЦ): a share or a mean of what
//! the objects below answered. Who has not answered is left out of a mean and counts as not having it in a share.

use super::exact::{rational, to_decimal};
use super::{Answer, Entry};
use num_bigint::BigInt;
use num_rational::BigRational;
use packs::{Indicator, RollupKind, Scoring, StepBasis};
use rust_decimal::Decimal;

/// Decimals a mean is rounded to, half-up.
const DECIMALS: u32 = 4;

/// A value made of the answers below, and of how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolledUp {
    /// The value as an answer of the indicator above.
    pub answer: Answer,
    /// Objects below that answered.
    pub given: usize,
    /// Objects below.
    pub of: usize,
}

/// What the answers below to `lower` come to; `None` while nobody has answered, or a share has nothing to divide by.
pub fn rolled_up(kind: RollupKind, lower: &Indicator, below: &[Option<&Entry>]) -> Option<RolledUp> {
    let answer = match kind {
        RollupKind::Share if is_share(&lower.scoring) => summed(below)?,
        RollupKind::Share => having(below)?,
        RollupKind::Mean => mean(below)?,
    };
    Some(RolledUp { answer, given: below.iter().filter(|entry| is_given(**entry)).count(), of: below.len() })
}

fn is_share(scoring: &Scoring) -> bool {
    matches!(scoring, Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. })
}

fn is_given(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.is_rejected() || entry.winning().is_some())
}

/// Sum of numerators over sum of denominators; an answer turned down brings neither.
fn summed(below: &[Option<&Entry>]) -> Option<Answer> {
    let accepted = below.iter().flatten().filter(|entry| !entry.is_rejected());
    let pairs: Vec<(Decimal, Decimal)> =
        accepted.filter_map(|entry| entry.winning()).filter_map(|one| one.num.zip(one.den)).collect();
    let num = pairs.iter().map(|(num, _)| *num).sum::<Decimal>();
    let den = pairs.iter().map(|(_, den)| *den).sum::<Decimal>();
    (!den.is_zero()).then(|| share(num, den))
}

/// Objects that have it over all objects below.
fn having(below: &[Option<&Entry>]) -> Option<Answer> {
    let has = below.iter().flatten().filter(|entry| !entry.is_rejected() && entry.counts()).count();
    below.iter().any(|entry| is_given(*entry)).then(|| share(whole(has), whole(below.len())))
}

fn share(num: Decimal, den: Decimal) -> Answer {
    Answer { num: Some(num.normalize()), den: Some(den.normalize()), ..Answer::default() }
}

fn whole(count: usize) -> Decimal {
    Decimal::from(count)
}

/// Mean of values or marks of those who answered; what is absent or turned down counts as zero.
fn mean(below: &[Option<&Entry>]) -> Option<Answer> {
    let values: Vec<Decimal> = below.iter().flatten().filter_map(|entry| measured(entry)).collect();
    if values.is_empty() {
        return None;
    }
    let sum: BigRational = values.iter().map(|value| rational(*value)).sum();
    let mean = sum / BigRational::from(BigInt::from(values.len()));
    Some(Answer::of_value(to_decimal(&mean, DECIMALS), None))
}

fn measured(entry: &Entry) -> Option<Decimal> {
    if entry.is_rejected() {
        return Some(Decimal::ZERO);
    }
    let answer = entry.winning()?;
    if answer.present == Some(false) {
        return Some(Decimal::ZERO);
    }
    answer.value.or(answer.mark.map(Decimal::from))
}
