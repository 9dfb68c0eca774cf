//! The result as JSON: one shape for the command line and the API. Numbers are decimal strings, places integers.

use super::exact::rounded;
use super::{ObjectResult, Percent, Results, Summary, shown};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// JSON of a campaign's results (`template` is the full name, `amur-2020/mms`).
pub fn to_json(template: &str, period: &str, results: &Results) -> String {
    let whole = Whole {
        template,
        period,
        objects: results.objects.iter().map(Object::of).collect(),
        summary: Figures::of(&results.summary),
    };
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

#[derive(Serialize)]
struct Whole<'a> {
    template: &'a str,
    period: &'a str,
    objects: Vec<Object<'a>>,
    summary: Figures<'a>,
}

#[derive(Serialize)]
struct Object<'a> {
    id: &'a str,
    score: String,
    max: String,
    percent: Option<String>,
    band: Option<&'a str>,
    rank: usize,
    group_rank: Option<usize>,
    criteria: Vec<Sum<'a>>,
    indicators: InOrder<'a, Line>,
}

#[derive(Serialize)]
struct Sum<'a> {
    no: &'a str,
    score: String,
    max: String,
}

#[derive(Serialize)]
struct Line {
    score: Option<String>,
    max: String,
    state: &'static str,
    rule: &'static str,
}

#[derive(Serialize)]
struct Figures<'a> {
    mean_percent: Option<String>,
    median_percent: Option<String>,
    share_present: InOrder<'a, String>,
}

/// A map in the order of the table rather than of the alphabet (3.9 before 3.10).
struct InOrder<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for InOrder<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'a> Object<'a> {
    fn of(result: &'a ObjectResult) -> Self {
        let criteria = result.criteria.iter();
        let indicators = result.indicators.iter().map(|one| {
            let (score, max) = (one.score.map(shown), shown(one.max));
            (one.no.as_str(), Line { score, max, state: one.state.code(), rule: one.rule })
        });
        Self {
            id: &result.id,
            score: shown(result.score),
            max: shown(result.max),
            percent: result.percent.as_ref().map(Percent::shown),
            band: result.band.as_deref(),
            rank: result.rank,
            group_rank: result.group_rank,
            criteria: criteria
                .map(|one| Sum { no: &one.no, score: shown(one.score), max: shown(one.max) })
                .collect(),
            indicators: InOrder(indicators.collect()),
        }
    }
}

impl<'a> Figures<'a> {
    fn of(summary: &'a Summary) -> Self {
        let shares = summary.share_present.iter().map(|(no, share)| (no.as_str(), rounded(share, 4)));
        Self {
            mean_percent: summary.mean_percent.as_ref().map(Percent::shown),
            median_percent: summary.median_percent.as_ref().map(Percent::shown),
            share_present: InOrder(shares.collect()),
        }
    }
}
