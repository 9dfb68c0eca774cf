//! «Что изменилось через год»: for each recommendation what became of its indicator, beside objects where nobody took a
//! measure (Владимир, п. 2.2, 4.1.7: анализ эффективности принятых мер). Shown, not interpreted.

mod decided;

use std::collections::{BTreeMap, HashMap, HashSet};

use access::Granted;
use askama::Template;
use monitoring::model::Campaign;
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use self::decided::{Decided, DecidedRow};
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
    /// Made, carried out, late.
    summary: Vec<(String, String, String)>,
    decided: Vec<(DecidedRow, String)>,
    rows: Vec<Row>,
    shown: String,
    previous_url: String,
    next_url: String,
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
    decided: Vec<DecidedRow>,
    summary: Vec<(String, String)>,
}

/// So many lines stand on a page.
const PAGE: usize = 50;

fn told(cx: &mut Cx<Read>, may: &Granted<SeeRecommendations>) -> Result<Told> {
    let campaign = super::campaign(cx, may)?;
    let issuing = issuing(cx);
    let all = store::of_campaign(cx.conn(), &sight(may, &issuing), campaign.id)?;
    let sent: Vec<Recommendation> = all.into_iter().filter(|one| one.sent_at.is_some()).collect();
    let measures = store::measures_of_each(cx.conn(), &sent)?;
    let measured = measured(cx, &campaign)?;
    let decided = Decided::of(cx, &campaign)?;
    let mut with: HashSet<Line> = store::done_lines(cx.conn(), campaign.id)?.into_iter().collect();
    let ordered = decided.ordered();
    with.extend(ordered.iter().filter(|(_, (done, _))| *done > 0).map(|(line, _)| line.clone()));
    let next = measured.next.as_ref().map(|next| russian::school_year(&next.period)).unwrap_or_default();
    let today = cx.today_at(&campaign.unit_path)?;
    Ok(Told {
        rows: rows(&sent, (&measures, &ordered), &measured, &with),
        summary: decided::summary(&sent, &measures, &decided, today),
        decided: decided.rows(&measured),
        campaign,
        next,
    })
}

/// `GET /recommendations/campaigns/{campaign}/effect`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let from: usize = cx.request().asked("from").parse().unwrap_or(0);
    let Told { campaign, next, rows, decided, summary } = told(cx, &may)?;
    let (figures, all) = (figures(&rows), rows.len());
    let rows: Vec<Row> = rows.into_iter().skip(from).take(PAGE).collect();
    let at = |from: usize| {
        let url = format!("/recommendations/campaigns/{}/effect", campaign.id);
        if from == 0 { url } else { format!("{url}?from={from}") }
    };
    let page = EffectPage {
        shown: decided::shown(from, rows.len(), all),
        previous_url: if from == 0 { String::new() } else { at(from.saturating_sub(PAGE)) },
        next_url: if from + rows.len() < all { at(from + PAGE) } else { String::new() },
        summary: summary.into_iter().map(|(label, count)| (label, count, String::new())).collect(),
        decided: decided
            .into_iter()
            .map(|row| (decided::said(&row.counts), row))
            .map(|(a, b)| (b, a))
            .collect(),
        about: format!("{} · {}", campaign.title, russian::school_year(&campaign.period)),
        board_url: format!("/recommendations/campaigns/{}", campaign.id),
        next,
        may_report: issuing(cx).holds(&campaign.unit_path),
        figures,
        rows,
    };
    Page::titled(format!("Что изменилось через год – {}", campaign.title))
        .at(&campaign.unit_path)
        .under("/recommendations")
        .show(&page)
}

/// `GET /recommendations/campaigns/{campaign}/effect/paper?as=pdf`: the same figures as on the page.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let Told { campaign, next, rows, decided, summary } = told(cx, &may)?;
    // The report is the owner's: from below only a part of it is seen.
    if rows.is_empty() || !issuing(cx).holds(&campaign.unit_path) {
        return Err(Error::NotFound);
    }
    let day = cx.today_at(&campaign.unit_path)?;
    let head = units::letterhead(cx.conn(), campaign.unit_id)?;
    let counts = figures(&rows).into_iter().map(|one| format!("{}: {}", one.label, one.value)).collect();
    let line = |row: Row| -> ReportLine {
        let effect = row.effect.0.to_owned();
        [row.name, format!("{} {}", row.no, row.title), row.measures, row.then, row.now, effect, row.beside]
    };
    let report = Report {
        head,
        campaign: &campaign,
        next: &next,
        counts,
        summary: summary.into_iter().map(|(label, count)| format!("{label}: {count}")).collect(),
        decided: decided.into_iter().map(decided_line).collect(),
        lines: rows.into_iter().map(line).collect(),
        day,
    };
    let year = russian::school_year(&campaign.period).replace('/', "-");
    papers::printed(cx, &report.paper(), &format!("Эффективность принятых мер {year}"))
}

fn decided_line(row: DecidedRow) -> [String; 4] {
    [row.title, row.nos, row.points, decided::said(&row.counts)]
}

type Measures = HashMap<i64, Vec<Measure>>;

fn line(one: &Recommendation) -> Line {
    (one.unit_id.0, one.subject_key.clone(), one.no.clone())
}

type Ordered = HashMap<Line, (usize, usize)>;

fn rows(
    sent: &[Recommendation],
    (measures, ordered): (&Measures, &Ordered),
    measured: &Measured,
    with: &HashSet<Line>,
) -> Vec<Row> {
    let beside = beside(measured, with);
    let row = |one: &Recommendation| {
        let (line, own) = (line(one), measures.get(&one.id.0).map(Vec::as_slice).unwrap_or_default());
        let outcome = measured.outcome(&line);
        let (done, live) = ordered.get(&line).copied().unwrap_or_default();
        let done = done + own.iter().filter(|one| one.is_done()).count();
        let live = live + own.iter().filter(|one| one.is_done() || one.is_planned()).count();
        Row {
            name: one.name().to_owned(),
            name_url: format!("/circle/{}", one.unit_id),
            no: one.no.clone(),
            title: one.title.clone(),
            url: one.url(),
            measures: if live == 0 { "–".to_owned() } else { format!("{done} из\u{a0}{live}") },
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
