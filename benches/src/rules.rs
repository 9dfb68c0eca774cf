//! Scoring, from inside: every object of a campaign by the table of annex 6, places and figures included.

use std::collections::BTreeMap;
use std::time::Instant;

use monitoring::rules::{Answer, Entry, ObjectAnswers, score};
use packs::{Library, Scoring, Template};

use crate::Outcome;
use crate::figures::{Report, head};

/// (objects, aim in milliseconds): a region, and all municipalities of the country.
const SIZES: [(usize, f64); 2] = [(29, 5.0), (2_500, 400.0)];
/// Runs of each; the median counts.
const TIMES: usize = 9;
/// The table that is scored.
const TEMPLATE: &str = "amur-2020/mms";

/// Measures it.
pub fn measure(report: &mut Report) -> Outcome<()> {
    let library = Library::embedded().map_err(|problems| format!("{problems:?}"))?;
    let template = library.template(TEMPLATE).ok_or("the template is not there")?;
    let lines = template.indicators().count();
    head(&format!("scoring by {TEMPLATE}, {lines} lines"));
    for (size, aim) in SIZES {
        let objects: Vec<ObjectAnswers> = (0..size).map(|number| object(template, number)).collect();
        let mut times: Vec<f64> = (0..TIMES)
            .map(|_| {
                let begun = Instant::now();
                let results = score(template, "2026", &objects);
                assert_eq!(results.objects.len(), size, "every object has a result");
                begun.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let median = times.get(TIMES / 2).copied().unwrap_or_default();
        report.aim("scoring", format!("{size} objects"), median, "ms", aim);
    }
    Ok(())
}

/// An object that answers every line; which of them with «есть» depends on its number.
fn object(template: &Template, number: usize) -> ObjectAnswers {
    let lines = template.indicators().enumerate().map(|(place, (_, line))| {
        let is_there = (number * 7 + place * 13) % 10 < 7;
        let answer = match (&line.scoring, is_there) {
            (_, false) => Answer::absent(),
            (Scoring::Scale { .. }, true) => Answer { mark: Some(1), ..Answer::default() },
            (_, true) => Answer::present(),
        };
        (line.no.clone(), Entry::declared(answer))
    });
    let group = if number.is_multiple_of(3) { "city" } else { "district" };
    let answers: BTreeMap<String, Entry> = lines.collect();
    ObjectAnswers {
        id: number.to_string(),
        group: Some(group.to_owned()),
        answers,
        ..ObjectAnswers::default()
    }
}
