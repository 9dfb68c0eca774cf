//! Results of many schools together: means weighted by participants, by kind, subject, grade and year.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Kind;
use crate::model::ProcedureResult;

/// The results of a subject in a year over some schools.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sum {
    /// Schools.
    pub schools: usize,
    /// All participants.
    pub participants: i64,
    /// Mean points or mark, in hundredths; empty where no school tells it.
    pub mean: Option<Decimal>,
    /// Percent of those who coped, in tenths.
    pub passed: Option<Decimal>,
    /// Percent of «4» and «5», in tenths.
    pub quality: Option<Decimal>,
}

/// What a sum is of: kind, subject, grade.
pub type Work = (Kind, String, i64);

/// Sums by work and period.
pub fn sums<'a>(results: impl Iterator<Item = &'a ProcedureResult>) -> BTreeMap<Work, BTreeMap<String, Sum>> {
    let mut groups: BTreeMap<Work, BTreeMap<String, Vec<&ProcedureResult>>> = BTreeMap::new();
    // One subject may be written with capitals in one file and without in another.
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for one in results {
        let Some(kind) = Kind::from_code(&one.kind) else { continue };
        let subject = *names.entry(&one.subject_key).or_insert(&one.subject);
        let work = (kind, subject.to_owned(), one.grade);
        groups.entry(work).or_default().entry(one.period.clone()).or_default().push(one);
    }
    let summed = |years: BTreeMap<String, Vec<&ProcedureResult>>| {
        years.into_iter().map(|(period, all)| (period, sum(&all))).collect()
    };
    groups.into_iter().map(|(work, years)| (work, summed(years))).collect()
}

fn sum(all: &[&ProcedureResult]) -> Sum {
    Sum {
        schools: all.len(),
        participants: all.iter().map(|one| one.participants).sum(),
        mean: weighted(all, |one| &one.mean, 2),
        passed: weighted(all, |one| &one.passed, 1),
        quality: weighted(all, |one| &one.quality, 1),
    }
}

fn weighted(all: &[&ProcedureResult], of: fn(&ProcedureResult) -> &String, places: u32) -> Option<Decimal> {
    let told = all
        .iter()
        .filter_map(|one| Some((Decimal::from(one.participants), of(one).parse::<Decimal>().ok()?)));
    let (mut people, mut total) = (Decimal::ZERO, Decimal::ZERO);
    for (count, value) in told {
        people += count;
        total += count * value;
    }
    let mean = total.checked_div(people)?;
    Some(mean.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize())
}
