//! «Что изменилось через год»: for each recommendation what became of its indicator, beside objects where nobody took a
//! measure (Владимир, п. 2.2, 4.1.7: анализ эффективности принятых мер). Shown, not interpreted.

use std::collections::{BTreeMap, HashMap, HashSet};

use access::Granted;
use askama::Template;
use monitoring::model::Campaign;
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::{issuing, sight, words};
use crate::measured::{Line, Measured, measured};
use crate::model::{Measure, Recommendation};
use crate::papers::{self, Report, ReportLine};
use crate::rules::{Effect, aside};
use crate::{SeeRecommendations, store};

#[derive(Template)]
#[template(path = "effect.html")]
struct EffectPage {
    about: String,
    board_url: String,
    /// The next monitoring; empty: not published yet.
    next: String,
    figures: Vec<Figure>,
    rows: Vec<Row>,
    /// The report is printed by the owner of the monitoring.
    may_report: bool,
}

struct Row {
    name: String,
    name_url: String,
    no: String,
    title: String,
    url: String,
    measures: String,
    then: String,
    now: String,
    effect: (&'static str, &'static str),
    beside: String,
}

/// What the page and the paper are made of.
struct Told {
    campaign: Campaign,
    /// The next monitoring; empty: not published yet.
    next: String,
    rows: Vec<Row>,
}

fn told(cx: &mut Cx<Read>, may: &Granted<SeeRecommendations>) -> Result<Told> {
    let campaign = super::campaign(cx, may)?;
    let issuing = issuing(cx);
    let all = store::of_campaign(cx.conn(), &sight(may, &issuing), campaign.id)?;
    let sent: Vec<Recommendation> = all.into_iter().filter(|one| one.sent_at.is_some()).collect();
    let measures = store::measures_of_each(cx.conn(), &sent)?;
    let measured = measured(cx, &campaign)?;
    let with: HashSet<Line> = store::done_lines(cx.conn(), campaign.id)?.into_iter().collect();
    let next = measured.next.as_ref().map(|next| russian::school_year(&next.period)).unwrap_or_default();
    Ok(Told { rows: rows(&sent, &measures, &measured, &with), campaign, next })
}

/// `GET /recommendations/campaigns/{campaign}/effect`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let Told { campaign, next, rows } = told(cx, &may)?;
    let page = EffectPage {
        about: format!("{} · {}", campaign.title, russian::school_year(&campaign.period)),
        board_url: format!("/recommendations/campaigns/{}", campaign.id),
        next,
        may_report: issuing(cx).holds(&campaign.unit_path),
        figures: figures(&rows),
        rows,
    };
    Page::titled(format!("Что изменилось через год – {}", campaign.title))
        .at(&campaign.unit_path)
        .under("/recommendations")
        .show(&page)
}

/// `GET /recommendations/campaigns/{campaign}/effect/paper?as=pdf`: the same figures as on the page.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let Told { campaign, next, rows } = told(cx, &may)?;
    // The report is the owner's: from below only a part of it is seen.
    if rows.is_empty() || !issuing(cx).holds(&campaign.unit_path) {
        return Err(Error::NotFound);
    }
    let day = cx.today_at(&campaign.unit_path)?;
    let owner = units::store::all_of(cx.conn(), &[campaign.unit_id.0])?.pop();
    let counts = figures(&rows).into_iter().map(|one| format!("{}: {}", one.label, one.value)).collect();
    let line = |row: Row| -> ReportLine {
        let effect = row.effect.0.to_owned();
        [row.name, format!("{} {}", row.no, row.title), row.measures, row.then, row.now, effect, row.beside]
    };
    let report = Report {
        owner: owner.as_ref().map_or("", |unit| unit.name.as_str()),
        campaign: &campaign,
        next: &next,
        counts,
        lines: rows.into_iter().map(line).collect(),
        day,
    };
    let year = russian::school_year(&campaign.period).replace('/', "-");
    papers::printed(cx, &report.paper(), &format!("Эффективность принятых мер {year}"))
}

type Measures = HashMap<i64, Vec<Measure>>;

fn line(one: &Recommendation) -> Line {
    (one.unit_id.0, one.subject_key.clone(), one.no.clone())
}

fn rows(sent: &[Recommendation], measures: &Measures, measured: &Measured, with: &HashSet<Line>) -> Vec<Row> {
    let done = |one: &Recommendation| {
        measures.get(&one.id.0).map_or(0, |own| own.iter().filter(|measure| measure.is_done()).count())
    };
    let beside = beside(measured, with);
    let row = |one: &Recommendation| {
        let outcome = measured.outcome(&line(one));
        let planned = measures
            .get(&one.id.0)
            .map_or(0, |own| own.iter().filter(|one| one.is_done() || one.is_planned()).count());
        Row {
            name: one.name().to_owned(),
            name_url: format!("/circle/{}", one.unit_id),
            no: one.no.clone(),
            title: one.title.clone(),
            url: one.url(),
            measures: if planned == 0 {
                "–".to_owned()
            } else {
                format!("{} из\u{a0}{planned}", done(one))
            },
            then: words::points(outcome.then),
            now: words::points(outcome.now),
            effect: (outcome.effect.title(), outcome.effect.tone()),
            beside: beside.get(one.no.as_str()).cloned().unwrap_or_else(|| "–".to_owned()),
        }
    };
    sent.iter().map(row).collect()
}

/// By indicator «улучшилось у 3 из 12»: the same deficit where no measure was done. Counted once, whatever the number of rows.
fn beside(measured: &Measured, with: &HashSet<Line>) -> HashMap<String, String> {
    let mut others: HashMap<&str, Vec<Effect>> = HashMap::new();
    for (line, outcome) in measured.deficits().filter(|(line, _)| !with.contains(*line)) {
        others.entry(line.2.as_str()).or_default().push(outcome.effect);
    }
    let told = |(no, effects): (&str, Vec<Effect>)| {
        let counted = aside(effects);
        let words = format!("улучшилось у\u{a0}{} из\u{a0}{}", counted.improved, counted.measured);
        (counted.measured > 0).then(|| (no.to_owned(), words))
    };
    others.into_iter().filter_map(told).collect()
}

fn figures(rows: &[Row]) -> Vec<Figure> {
    let mut by: BTreeMap<Effect, usize> = BTreeMap::new();
    for effect in Effect::ALL {
        by.insert(effect, rows.iter().filter(|row| row.effect.0 == effect.title()).count());
    }
    let figure = |(effect, count): (Effect, usize)| Figure {
        label: effect.title().to_owned(),
        value: count.to_string(),
        note: String::new(),
        url: String::new(),
    };
    by.into_iter().map(figure).collect()
}
