//! The card of a decision: its requisites, what it answers, its points and what may be done with each, its history.

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::SeeDocuments;
use web::view::HistoryEntry;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::form::{self, Choices};
use super::is_own;
use crate::access::{open, opened};
use crate::model::{Decision, Ground, Measure};
use crate::pages::words;
use crate::rules::Stage;
use crate::store::{self, decisions};
use crate::{CarryOutDecisions, SeeDecisions, TakeDecisions};

mod facts;

#[derive(Template)]
#[template(path = "decision.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows a part of the page")]
struct CardPage {
    csrf: String,
    one: Decision,
    mark: (&'static str, &'static str),
    kind_line: String,
    facts: Vec<(String, String, String)>,
    grounds: Vec<(String, String, &'static str)>,
    points: Vec<PointRow>,
    /// «1–30 из 295»; empty: all are shown.
    counted: String,
    previous_url: String,
    next_url: String,
    past: Vec<HistoryEntry>,
    faults: Vec<(String, String)>,
    typed: Typed,
    held_by: Choices,
    executors: Choices,
    recommendations: Choices,
    new_document: String,
    today: String,
    is_own: bool,
    is_draft: bool,
    is_taken: bool,
    may_close: bool,
    word_label: &'static str,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a form of the page")]
struct PointRow {
    ordinal: i64,
    text: String,
    about: String,
    outcome: String,
    proof: Option<(String, String)>,
    mark: (&'static str, &'static str),
    url: String,
    recommendation: String,
    may_complete: bool,
    may_control: bool,
    may_drop: bool,
    /// Its form came back with faults.
    is_asked: bool,
    offered: Choices,
}

/// What was typed into the forms of the card.
struct Typed {
    title: String,
    responsible: String,
    due_on: String,
    word: String,
    outcome: String,
    executor: String,
    document: String,
}

impl CardPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// The fault of a field in the form of this point.
    fn fault_at(&self, row: &PointRow, field: &str) -> &str {
        if row.is_asked { self.fault(field) } else { "" }
    }
}

/// `GET /decisions/{decision}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeDecisions>) -> Result<Reply> {
    show(cx, Vec::new())
}

/// The card with what was wrong in a form of it.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let today = cx.today_at(&one.unit_path)?;
    let (points, grounds) =
        (store::points_of(cx.conn(), &[one.id.0])?, decisions::grounds_of(cx.conn(), &[one.id.0])?);
    let (path, heading) = (one.unit_path.clone(), one.title.clone());
    let stage = one.stage();
    let is_own = is_own::<TakeDecisions, M>(cx, &one.unit_path);
    let left = points.iter().filter(|point| point.is_planned()).count();
    let from = first_shown(cx, &points);
    let page_points: Vec<Measure> = points.iter().skip(from).take(PAGE).cloned().collect();
    let url = one.url();
    let at = |from: usize| if from == 0 { url.clone() } else { format!("{url}?from={from}") };
    let page = CardPage {
        csrf: cx.csrf().to_owned(),
        mark: (stage.title(), stage.tone()),
        kind_line: words::decision_kind(&one),
        facts: facts::of(cx, &one)?,
        recommendations: recommendations(&grounds),
        grounds: facts::grounds(cx, &one, &grounds)?,
        held_by: if is_own && stage == Stage::Draft {
            form::documents(cx, &one.unit_path, "")?
        } else {
            Vec::new()
        },
        executors: executors(cx, &one)?,
        counted: if points.len() > PAGE {
            shown(from, page_points.len(), points.len())
        } else {
            String::new()
        },
        previous_url: if from == 0 { String::new() } else { at(from.saturating_sub(PAGE)) },
        next_url: if from + page_points.len() < points.len() { at(from + PAGE) } else { String::new() },
        points: rows(cx, &one, page_points, today)?,
        past: past(cx, &one)?,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: typed(cx, &one),
        new_document: facts::new_document(&one),
        today: today.to_string(),
        is_own,
        is_draft: stage == Stage::Draft,
        is_taken: stage == Stage::Taken,
        may_close: stage == Stage::Taken && left == 0,
        word_label: if stage == Stage::Taken && left == 0 {
            "Что показал контроль или почему отменяется"
        } else {
            "Почему отменяется"
        },
        one,
    };
    Page::titled(heading).at(&path).under("/decisions").show(&page)
}

/// So many points stand on a page.
const PAGE: usize = 30;

/// The first point of the page asked for, or of the page with the form that came back.
fn first_shown<M: Mode>(cx: &Cx<M>, points: &[Measure]) -> usize {
    let asked = cx.request().arg::<i64>("measure").ok();
    let at = match asked {
        Some(id) => points.iter().position(|point| point.id.0 == id).unwrap_or(0),
        None => cx.request().asked("from").parse().unwrap_or(0),
    };
    at.min(points.len().saturating_sub(1)) / PAGE * PAGE
}

/// «1–30 из 295»
fn shown(from: usize, count: usize, all: usize) -> String {
    format!("{}–{} из\u{a0}{all}", from + 1, from + count)
}

fn typed<M: Mode>(cx: &Cx<M>, one: &Decision) -> Typed {
    let request = cx.request();
    let text = |name: &str| request.form.text(name).to_owned();
    let asked = request.asked("document").to_owned();
    let kept = one.document_id.map(|id| id.to_string()).unwrap_or_default();
    let document = [text("document"), asked, kept].into_iter().find(|one| !one.is_empty());
    Typed {
        title: text("title"),
        responsible: text("responsible"),
        due_on: text("due_on"),
        word: text("word"),
        outcome: text("outcome"),
        executor: text("executor"),
        document: document.unwrap_or_default(),
    }
}

/// The recommendations a point may answer.
fn recommendations(grounds: &[Ground]) -> Choices {
    let with = |ground: &Ground| {
        let id = ground.recommendation_id?;
        Some((id.to_string(), format!("{} {}", ground.no, ground.text)))
    };
    grounds.iter().filter_map(with).collect()
}

/// Who may carry out a point: the addressees, and the unit itself.
fn executors<M: Mode>(cx: &mut Cx<M>, one: &Decision) -> Result<Choices> {
    let to = decisions::addressees_of(cx.conn(), &[one.id.0])?;
    let mut ids: Vec<i64> = to.iter().map(|place| place.unit_id.0).collect();
    ids.insert(0, one.unit_id.0);
    let found = units::store::all_of(cx.conn(), &ids)?;
    let named = |id: &i64| found.iter().find(|unit| unit.id.0 == *id);
    Ok(ids.iter().filter_map(named).map(|unit| (unit.id.to_string(), unit.short_name.clone())).collect())
}

fn rows<M: Mode>(
    cx: &mut Cx<M>,
    one: &Decision,
    points: Vec<Measure>,
    today: NaiveDate,
) -> Result<Vec<PointRow>> {
    let ids: Vec<i64> = points.iter().filter_map(|point| point.document_id).map(|id| id.0).collect();
    let proofs = documents::store::all_of(cx.conn(), &ids)?;
    let units = units::store::all_of(cx.conn(), &points.iter().map(|p| p.unit_id.0).collect::<Vec<_>>())?;
    let controls = is_own::<TakeDecisions, M>(cx, &one.unit_path);
    let is_taken = one.stage() == Stage::Taken;
    let asked = cx.request().arg::<i64>("measure").ok();
    let answered: Vec<i64> =
        points.iter().filter_map(|point| point.recommendation_id).map(|id| id.0).collect();
    let opened = opened(cx, &answered)?;
    let mut known: HashMap<String, Choices> = HashMap::new();
    let mut made = Vec::with_capacity(points.len());
    for point in points {
        let carries_out = is_own::<CarryOutDecisions, M>(cx, &point.unit_path);
        let may_complete = is_taken && point.is_planned() && (controls || carries_out);
        let holder = if carries_out { &point.unit_path } else { &one.unit_path };
        if may_complete && !known.contains_key(holder) {
            known.insert(holder.clone(), form::documents(cx, holder, "")?);
        }
        let offered = if may_complete { known.get(holder).cloned().unwrap_or_default() } else { Vec::new() };
        let proof = proofs.iter().find(|document| Some(document.id) == point.document_id);
        let place = units.iter().find(|unit| unit.id == point.unit_id);
        made.push(PointRow {
            about: about(&point, place.map_or("", |unit| unit.short_name.as_str())),
            proof: proof
                .map(|one| (one.title_line(), open::<SeeDocuments, M>(cx, &one.unit_path, one.url()))),
            mark: words::point(&point, today, is_taken),
            url: format!("{}/points/{}", one.url(), point.id),
            recommendation: point
                .recommendation_id
                .filter(|id| opened.contains(&id.0))
                .map(|id| format!("/recommendations/{id}"))
                .unwrap_or_default(),
            may_complete,
            may_control: is_taken && point.is_planned() && controls,
            may_drop: controls && one.stage() == Stage::Draft,
            is_asked: asked == Some(point.id.0),
            offered,
            ordinal: point.ordinal,
            outcome: point.outcome,
            text: point.title,
        });
    }
    Ok(made)
}

fn about(point: &Measure, place: &str) -> String {
    let done = point.done_on.map(|day| format!(" · исполнен {}", russian::date(day))).unwrap_or_default();
    let moved = match point.prolonged {
        0 => String::new(),
        times => format!(" · продлён: {}", russian::counted(times, "раз", "раза", "раз")),
    };
    format!("{place} · {} · до\u{a0}{}{moved}{done}", point.responsible, russian::date(point.due_on))
}

fn past<M: Mode>(cx: &mut Cx<M>, one: &Decision) -> Result<Vec<HistoryEntry>> {
    let events = store::decided::history(cx.conn(), one.id.0)?;
    web::told(cx, events, &one.unit_path)
}
