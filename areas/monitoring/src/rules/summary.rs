//! Figures over all objects: mean and median percent, share of objects that have an indicator.

use super::result::Summary;
use super::{ObjectResult, Percent};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use packs::{Scoring, Template};
use std::collections::HashMap;

pub(super) fn of(template: &Template, results: &[ObjectResult]) -> Summary {
    let mut percents: Vec<&BigRational> =
        results.iter().filter_map(|result| result.percent.as_ref()).map(|percent| &percent.0).collect();
    percents.sort();
    Summary {
        mean_percent: mean(&percents).map(Percent),
        median_percent: median(&percents).map(Percent),
        share_present: shares(template, results),
    }
}

/// Sums per denominator first, so that the fractions stay small.
pub(super) fn mean(percents: &[&BigRational]) -> Option<BigRational> {
    if percents.is_empty() {
        return None;
    }
    let mut sums: HashMap<&BigInt, BigInt> = HashMap::new();
    for percent in percents {
        *sums.entry(percent.denom()).or_default() += percent.numer();
    }
    let total = sums
        .into_iter()
        .fold(BigRational::zero(), |sum, (denom, numer)| sum + BigRational::new(numer, denom.clone()));
    Some(total / BigInt::from(percents.len()))
}

pub(super) fn median(sorted: &[&BigRational]) -> Option<BigRational> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some((lower + upper) / BigInt::from(2))
}

fn shares(template: &Template, results: &[ObjectResult]) -> Vec<(String, BigRational)> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for indicator in results.iter().flat_map(|result| &result.indicators) {
        let count = counts.entry(indicator.no.as_str()).or_default();
        count.0 += usize::from(indicator.present);
        count.1 += 1;
    }
    let is_presence = |scoring: &Scoring| matches!(scoring, Scoring::Presence { .. } | Scoring::Bonus { .. });
    template
        .indicators()
        .filter(|(_, indicator)| is_presence(&indicator.scoring))
        .filter_map(|(_, indicator)| {
            let (have, all) = counts.get(indicator.no.as_str())?;
            Some((indicator.no.clone(), BigRational::new(BigInt::from(*have), BigInt::from(*all))))
        })
        .collect()
}
