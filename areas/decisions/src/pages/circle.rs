//! The closed circle of a unit: each deficit of its monitorings with the recommendation, the decision, the measures and the
//! effect, and the first link that is missing named («по показателю 2.4 нет решения»).

use access::Granted;
use askama::Template;
use monitoring::model::Campaign;
use monitoring::store::results;
use units::{Unit, UnitId};
use web::view::Step;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::{issuing, sight};
use crate::measured::measured_of;
use crate::model::{Decision, Ground, Measure, Recommendation};
use crate::rules::{Deficit, Effect, Status, deficits};
use crate::store::{Sight, decisions};
use crate::{SeeRecommendations, TakeDecisions, access as reach, store};

/// So many past monitorings are shown.
const YEARS: usize = 3;

#[derive(Template)]
#[template(path = "circle.html")]
struct CirclePage {
    name: String,
    unit_url: String,
    years: Vec<Year>,
}

struct Year {
    title: String,
    result_url: String,
    letter_url: String,
    steps: Vec<Step>,
    rows: Vec<Row>,
}

struct Row {
    no: String,
    title: String,
    recommendation: (String, &'static str),
    url: String,
    /// What was decided about it, each with its page.
    decisions: Vec<(String, String)>,
    /// Where a decision is begun; empty: the person takes none here.
    decide_url: String,
    measures: String,
    effect: (&'static str, &'static str),
    /// The first link that is missing; empty when the circle is closed.
    missing: String,
}

/// `GET /circle/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let scope = access::Scope {
        unit: unit.id.0,
        path: unit.path.clone(),
        level: unit.level(),
        role: access::Role::Teacher,
    };
    let issuing = issuing(cx);
    let sight = sight(&may, &issuing);
    let campaigns = monitoring::store::campaigns::concerning(cx.conn(), &[scope])?;
    let published = campaigns.into_iter().filter(|one| one.has_copy() && one.unit_id != unit.id);
    let mut years = Vec::new();
    for campaign in published {
        if years.len() == YEARS {
            break;
        }
        years.extend(year(cx, &sight, &campaign, &unit)?);
    }
    let page = CirclePage { name: unit.name.clone(), unit_url: unit.url(), years };
    Page::titled(format!("Замкнутый круг – {}", unit.short_name))
        .at(&unit.path)
        .under("/recommendations")
        .show(&page)
}

/// One monitoring of the unit; none when the unit has no result in it.
fn year(cx: &mut Cx<Read>, sight: &Sight<'_>, campaign: &Campaign, unit: &Unit) -> Result<Option<Year>> {
    let Some(publication) = results::latest(cx.conn(), campaign.id)? else { return Ok(None) };
    let everywhere = db::Ranges::under([unit.path.as_str()]);
    let Some(object) = results::object_named(cx.conn(), publication.id, unit.id, "", &everywhere)? else {
        return Ok(None);
    };
    if !object.left_out_reason.is_empty() {
        return Ok(None);
    }
    let table = monitoring::table_of(cx.conn(), campaign)?;
    let cells = results::cells_of_objects(cx.conn(), &[object.id])?;
    let figures = cells.iter().map(|c| (c.no.as_str(), c.score.as_str(), c.max.as_str(), c.state.as_str()));
    let found = deficits(&table, figures);
    let all = store::of_unit(cx.conn(), sight, Some(campaign.id), unit.id.0)?;
    let mut measures = store::measures_of_each(cx.conn(), &all)?;
    let decided = Decided::of(cx, campaign, unit)?;
    let outcomes = measured_of(cx, campaign, unit.id)?;
    let may_take = reach::own::<TakeDecisions, Read>(cx).contains(&unit.path);
    let row = |deficit: Deficit| {
        let one = all.iter().find(|one| one.no == deficit.no && one.subject.is_empty());
        let own = one.and_then(|one| measures.remove(&one.id.0)).unwrap_or_default();
        let outcome = outcomes.outcome(&(unit.id.0, String::new(), deficit.no.clone()));
        let decide_url = if may_take { begun(campaign, unit, &deficit.no) } else { String::new() };
        Row { decide_url, ..row(deficit, one, &own, &decided, outcome.effect) }
    };
    let rows: Vec<Row> = found.into_iter().map(row).collect();
    let result_url = format!("/monitoring/{}/results/{}", campaign.id, unit.id);
    Ok(Some(Year {
        title: format!("{} · {}", campaign.title, russian::school_year(&campaign.period)),
        steps: steps(&rows, &all, &result_url, campaign, outcomes.next.as_ref()),
        letter_url: if all.is_empty() {
            String::new()
        } else {
            format!("/recommendations/campaigns/{}/units/{}", campaign.id, unit.id)
        },
        result_url,
        rows,
    }))
}

/// What was decided about the unit's indicators after a monitoring.
struct Decided {
    all: Vec<(Decision, Ground)>,
    points: Vec<Measure>,
}

impl Decided {
    fn of(cx: &mut Cx<Read>, campaign: &Campaign, unit: &Unit) -> Result<Self> {
        let all = decisions::concerning(cx.conn(), unit.id, campaign.id)?;
        let mut ids: Vec<i64> = all.iter().map(|(one, _)| one.id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut points = store::points_of(cx.conn(), &ids)?;
        points.retain(|point| point.unit_id == unit.id);
        Ok(Self { all, points })
    }

    /// Decisions that answer an indicator.
    fn about(&self, no: &str) -> Vec<&Decision> {
        self.all.iter().filter(|(_, ground)| ground.no == no).map(|(one, _)| one).collect()
    }
}

/// Where a decision about an indicator is begun.
fn begun(campaign: &Campaign, unit: &Unit, no: &str) -> String {
    let (unit, campaign) = (unit.id.to_string(), campaign.id.to_string());
    web::address("/decisions/new", &[("unit", &unit), ("campaign", &campaign), ("no", no)])
}

fn row(
    deficit: Deficit,
    one: Option<&Recommendation>,
    own: &[Measure],
    decided: &Decided,
    effect: Effect,
) -> Row {
    let Deficit { no, title, .. } = deficit;
    let about = decided.about(&no);
    let is_of = |point: &&Measure| about.iter().any(|one| Some(one.id) == point.decision_id);
    let is_known = |point: &Measure| own.iter().any(|measure| measure.id == point.id);
    let ordered: Vec<&Measure> =
        decided.points.iter().filter(is_of).filter(|point| !is_known(point)).collect();
    let all = || own.iter().chain(ordered.iter().copied());
    let done = all().filter(|measure| measure.is_done()).count();
    let live = all().filter(|measure| measure.is_done() || measure.is_planned()).count();
    let missing = missing(&no, one.map(Recommendation::status), about.is_empty(), (live, done), effect);
    Row {
        recommendation: one.map_or_else(
            || ("нет".to_owned(), "warn"),
            |one| (one.status().title().to_owned(), one.status().tone()),
        ),
        url: one.map(Recommendation::url).unwrap_or_default(),
        decisions: about.iter().map(|one| (one.kind().title().to_owned(), one.url())).collect(),
        decide_url: String::new(),
        measures: if live == 0 { "–".to_owned() } else { format!("{done} из\u{a0}{live}") },
        effect: (effect.title(), effect.tone()),
        missing,
        no,
        title,
    }
}

/// The first link of the circle that is missing; empty when it is closed, or was taken back.
fn missing(
    no: &str,
    status: Option<Status>,
    is_undecided: bool,
    (live, done): (usize, usize),
    effect: Effect,
) -> String {
    let words = match status {
        None | Some(Status::Draft) => "нет рекомендации",
        Some(Status::Withdrawn) => return String::new(),
        Some(Status::Refused) => "нет решения об отказе",
        Some(_) if is_undecided => "нет решения",
        Some(_) if live == 0 => "нет мер",
        Some(_) if done == 0 => "ни одна мера не\u{a0}выполнена",
        Some(_) if effect == Effect::NotYet => "результат ещё не\u{a0}измерен",
        Some(_) => return String::new(),
    };
    format!("по\u{a0}показателю {no} {words}")
}

/// The links of the circle: which are made, which is the next.
fn steps(
    rows: &[Row],
    all: &[Recommendation],
    result_url: &str,
    campaign: &Campaign,
    next: Option<&Campaign>,
) -> Vec<Step> {
    let is_shown = |one: &&Recommendation| one.subject.is_empty() && rows.iter().any(|row| row.no == one.no);
    let is_live = |one: &&Recommendation| !matches!(one.status(), Status::Draft | Status::Withdrawn);
    let live: Vec<&Recommendation> = all.iter().filter(is_shown).filter(is_live).collect();
    let sent = live.len();
    let answered =
        live.iter().filter(|one| matches!(one.status(), Status::Answered | Status::Fulfilled)).count();
    let decided = rows.iter().filter(|row| !row.decisions.is_empty()).count();
    let with_measures = rows.iter().filter(|row| row.measures != "–").count();
    let links = [
        ("Показатели", campaign.title.clone(), true, campaign.url()),
        ("Мониторинг", russian::school_year(&campaign.period), true, result_url.to_owned()),
        ("Анализ", format!("без баллов: {}", rows.len()), true, result_url.to_owned()),
        ("Рекомендации", format!("{sent} из\u{a0}{}", rows.len()), sent > 0, String::new()),
        ("Ответы", format!("{answered} из\u{a0}{sent}"), answered > 0, String::new()),
        ("Решения", said(decided), decided > 0, String::new()),
        ("Меры", said(with_measures), with_measures > 0, String::new()),
        (
            "Результат",
            next.map_or_else(|| "ещё не\u{a0}измерен".to_owned(), |next| russian::school_year(&next.period)),
            next.is_some(),
            next.map(Campaign::url).unwrap_or_default(),
        ),
    ];
    let mut is_open = true;
    let step = |(title, note, is_made, url): (&str, String, bool, String)| {
        let state = match (is_made, is_open) {
            (true, true) => "done",
            (false, true) => "current",
            _ => "coming",
        };
        is_open &= is_made;
        Step { title: title.to_owned(), note, state, url }
    };
    links.map(step).into_iter().collect()
}

/// «по 1 показателю», «по 12 показателям»
fn said(lines: usize) -> String {
    let count = i64::try_from(lines).unwrap_or(i64::MAX);
    format!("по\u{a0}{}", russian::counted(count, "показателю", "показателям", "показателям"))
}

impl Year {
    /// The links that are missing, each once.
    fn missing(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row.missing.as_str()).filter(|words| !words.is_empty()).take(5).collect()
    }
}
