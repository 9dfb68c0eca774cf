//! «Что будет, если…»: the total and the level if chosen lost points were earned; it changes nothing.

use access::Granted;
use askama::Template;
use packs::Indicator;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::words;
use crate::access::SeeSheets;
use crate::model::SheetId;
use crate::rules::{self, Because, Explanation, IndicatorResult, ObjectResult, shown};
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(path = "what_if.html")]
struct WhatIfPage {
    heading: String,
    subtitle: String,
    url: String,
    back: String,
    now: Total,
    then: Total,
    change: String,
    trend: &'static str,
    chosen: usize,
    unmet: Vec<String>,
    criteria: Vec<LostPoints>,
}

struct Total {
    points: String,
    max: String,
    percent: String,
    level: String,
}

/// What a criterion lost.
struct LostPoints {
    no: String,
    title: String,
    rows: Vec<Lost>,
}

struct Lost {
    no: String,
    title: String,
    url: String,
    earns: String,
    points: String,
    is_chosen: bool,
}

/// `GET /monitoring/sheets/{sheet}/what-if?no=2.3&no=5.2`: the lost points, the chosen ones as if they were earned.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = Worksheet::live(cx, may.ranges(), id)?;
    let request = cx.request_handle();
    let asked: Vec<&str> =
        request.query.iter().filter(|(name, _)| name == "no").map(|(_, no)| no.as_str()).collect();
    let now = work.result();
    let chosen: Vec<&Indicator> = lost(&work, &now)
        .map(|(_, indicator, _)| indicator)
        .filter(|indicator| asked.contains(&indicator.no.as_str()))
        .collect();
    let then = earned(&work, &chosen);
    let page = page(&work, &now, &then, &chosen);
    Page::titled(format!("Что будет, если… – {}", work.sheet.name()))
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// Indicators with points to be earned, in the order of the table.
fn lost<'a>(
    work: &'a Worksheet,
    now: &'a ObjectResult,
) -> impl Iterator<Item = (&'a packs::Criterion, &'a Indicator, &'a IndicatorResult)> {
    let lines = work
        .template
        .indicators()
        .filter_map(|(criterion, indicator)| Some((criterion, indicator, now.indicator(&indicator.no)?)));
    lines.filter(|(_, indicator, scored)| {
        let can_earn = rules::earning(indicator, &work.campaign.period, None).is_some();
        can_earn && scored.score.is_some_and(|score| score < scored.max)
    })
}

/// The result as if the chosen indicators had their whole maximum: by the same rules, conditions among them.
fn earned(work: &Worksheet, chosen: &[&Indicator]) -> ObjectResult {
    let mut object = work.object();
    for indicator in chosen {
        let known = object.answers.get(&indicator.no);
        if let Some(entry) = rules::earning(indicator, &work.campaign.period, known) {
            object.answers.insert(indicator.no.clone(), entry);
        }
    }
    rules::score_object(&work.template, &work.campaign.period, &object)
}

fn page(work: &Worksheet, now: &ObjectResult, then: &ObjectResult, chosen: &[&Indicator]) -> WhatIfPage {
    let change = then.score - now.score;
    let rows = |criterion: &packs::Criterion| LostPoints {
        no: criterion.no.clone(),
        title: criterion.title.clone(),
        rows: lost(work, now)
            .filter(|(of, ..)| of.no == criterion.no)
            .map(|(_, indicator, scored)| row(work, indicator, scored, chosen))
            .collect(),
    };
    WhatIfPage {
        heading: work.campaign.title.clone(),
        subtitle: format!("{} · {}", work.sheet.name(), russian::school_year(&work.campaign.period)),
        url: format!("{}/what-if", work.sheet.url()),
        back: work.sheet.url(),
        now: total(now),
        then: total(then),
        change: russian::change(&shown(change)),
        trend: super::row::trend(change),
        chosen: chosen.len(),
        unmet: chosen.iter().filter_map(|indicator| unmet(indicator, then)).collect(),
        criteria: work.template.criteria.iter().map(rows).filter(|lost| !lost.rows.is_empty()).collect(),
    }
}

fn row(work: &Worksheet, indicator: &Indicator, scored: &IndicatorResult, chosen: &[&Indicator]) -> Lost {
    let missing = scored.score.map_or(scored.max, |score| scored.max - score);
    Lost {
        no: indicator.no.clone(),
        title: indicator.title.clone(),
        url: format!("{}/answers/{}", work.sheet.url(), indicator.no),
        earns: Explanation::of(indicator, scored).earns.unwrap_or_default(),
        points: format!("+{}", words::points(missing)),
        is_chosen: chosen.iter().any(|one| one.no == indicator.no),
    }
}

/// «5.2: без показателя 5.1 баллов не даёт.»
fn unmet(indicator: &Indicator, then: &ObjectResult) -> Option<String> {
    match &then.indicator(&indicator.no)?.because {
        Because::Condition(needed) => {
            Some(format!("{} не даёт баллов без показателя {needed}: отметьте и его.", indicator.no))
        }
        _ => None,
    }
}

fn total(result: &ObjectResult) -> Total {
    let percent = result.percent.as_ref().map(rules::Percent::shown).unwrap_or_default();
    Total {
        points: words::points(result.score),
        max: words::points(result.max),
        percent: words::percent(&percent),
        level: result.band.clone().unwrap_or_default(),
    }
}
