//! Pairs behind the figures of the picture: by state, orders and reports of the school year in time or not; the same as a file.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use sheets::{Cell, Column, Line};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::asked::{self, Asked, asked, cut};
use super::{Choices, words};
use crate::SeeMentoring;
use crate::actions::ordering::Whole;
use crate::model::{Pair, State};
use crate::picture::Keeping;
use crate::rules::{keeps_day, order_due};
use crate::store;
use crate::store::lines::Line as PairLine;

#[derive(Template)]
#[template(path = "pairs.html")]
struct PairsPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    on: String,
    which: String,
    whiches: Choices,
    rows: Vec<Row>,
    /// Whether reports were asked for: each line is a report then.
    has_reports: bool,
    counted: String,
    next_url: String,
    register_url: String,
    clear_url: String,
}

struct Row {
    url: String,
    mentee: String,
    mentors: String,
    place: String,
    state: (String, &'static str),
    order: String,
    due: String,
    half: String,
}

/// Pairs at work whose mentors have all left: by the order they go on, but nobody is led.
pub(super) const ALONE: &str = "alone";
/// What may be asked for.
const WHICH: [(&str, &str); 11] = [
    ("active", "работают"),
    (ALONE, "без наставника"),
    ("preparing", "готовятся"),
    ("ended", "завершены"),
    ("cancelled", "отменены"),
    ("orders_in_time", "приказ этого года в\u{a0}срок"),
    ("orders_late", "приказ этого года с\u{a0}опозданием"),
    ("reports_handed", "отчёт наставника за\u{a0}этот год сдан"),
    ("reports_in_time", "отчёт наставника за\u{a0}этот год в\u{a0}срок"),
    ("reports_late", "отчёт наставника за\u{a0}этот год с\u{a0}опозданием"),
    ("reports_missing", "отчёт наставника за\u{a0}этот год не\u{a0}сдан"),
];

/// A pair of the list, with the half-year of its report where reports are asked for.
#[derive(Clone)]
pub(super) struct Picked {
    pair: i64,
    state: State,
    /// The last day it had a mentor, of one that has none any more.
    alone: Option<NaiveDate>,
    half: String,
}

/// The pairs a filter picks.
pub(super) fn picked(cx: &mut Cx<Read>, asked: &Asked, which: &str) -> Result<Vec<Picked>> {
    let (pairs, rules) = (asked.pairs(cx)?, &asked.rules);
    let states: BTreeMap<i64, State> = pairs.lines.iter().map(|(one, state)| (one.id.0, *state)).collect();
    let of = |pair: &PairLine, half: String| Picked {
        pair: pair.id.0,
        state: states.get(&pair.id.0).copied().unwrap_or(State::Cancelled),
        alone: pairs.alone(pair.id.0),
        half,
    };
    let how = match which {
        "orders_in_time" | "orders_late" => {
            let mut all = pairs.orders(cx.conn(), rules)?;
            all.retain(|(_, kept)| *kept == (which == "orders_in_time"));
            return Ok(all.into_iter().map(|(pair, _)| of(pair, String::new())).collect());
        }
        "reports_handed" => {
            let mut all = pairs.reports(cx.conn(), rules)?;
            all.retain(|(_, _, kept)| *kept != Keeping::Missing);
            return Ok(all.into_iter().map(|(pair, half, _)| of(pair, half.title())).collect());
        }
        "reports_in_time" => Keeping::InTime,
        "reports_late" => Keeping::Late,
        "reports_missing" => Keeping::Missing,
        _ => {
            let wanted = State::ALL.into_iter().find(|state| state.code() == which);
            if let Some(wanted) = wanted {
                return Ok(pairs.of_state(wanted).map(|pair| of(pair, String::new())).collect());
            }
            let is_asked = |pair: &&PairLine| which != ALONE || pairs.alone(pair.id.0).is_some();
            let all = pairs.lines.iter().map(|(pair, _)| pair).filter(is_asked);
            return Ok(all.map(|pair| of(pair, String::new())).collect());
        }
    };
    let all = pairs.reports(cx.conn(), rules)?.into_iter().filter(|(_, _, kept)| *kept == how);
    Ok(all.map(|(pair, half, _)| of(pair, half.title())).collect())
}

/// `GET /mentoring/pairs?unit=…&which=orders_late`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let which = cx.request().asked("which").to_owned();
    let all = picked(cx, &asked, &which)?;
    let counted = russian::counted(i64::try_from(all.len()).unwrap_or(0), "строка", "строки", "строк");
    let (shown, next) = cut(cx, all, |one| format!("{}~{}", one.pair, one.half));
    let next = next.map(|after| asked.here("/mentoring/pairs", &[("which", &which), ("after", &after)]));
    let unit = asked.unit.id.to_string();
    let page = PairsPage {
        of: asked.subtitle(),
        tabs: asked.tabs("/mentoring/pairs"),
        whiches: words::choices(&WHICH),
        rows: rows(cx, &asked, &shown)?,
        has_reports: which.starts_with("reports"),
        counted,
        next_url: next.unwrap_or_default(),
        register_url: asked.here("/mentoring/pairs/register", &[("which", &which)]),
        clear_url: asked.clear("/mentoring/pairs", &which),
        on: asked.on.clone(),
        which,
        unit,
    };
    Page::titled("Приказы и\u{a0}отчёты").at(&asked.unit.path).under("/mentoring").show(&page)
}

/// `GET /mentoring/pairs/register?unit=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let which = cx.request().asked("which").to_owned();
    let all = picked(cx, &asked, &which)?;
    cx.may_export(all.len())?;
    cx.exported(all.len());
    let columns = [
        ("Наставляемый", 30),
        ("Наставник", 36),
        ("Организация", 30),
        ("Состояние", 14),
        ("Приказ", 12),
        ("Срок приказа", 12),
        ("Отчёт наставника", 26),
    ];
    let line = |row: Row| {
        let texts = [row.mentee, row.mentors, row.place, row.state.0, row.order, row.due, row.half];
        Line::Cells(texts.into_iter().map(Cell::text).collect())
    };
    let lines = rows(cx, &asked, &all)?.into_iter().map(line).collect();
    let columns = columns.map(|(title, width)| Column::new(title, width)).to_vec();
    let title = WHICH.iter().find(|(code, _)| *code == which).map_or("все", |(_, title)| *title);
    asked::book(&asked, ("Пары", &format!("Показаны: {title}")), columns, lines)
}

fn rows(cx: &mut Cx<Read>, asked: &Asked, shown: &[Picked]) -> Result<Vec<Row>> {
    let ids: Vec<i64> = shown.iter().map(|one| one.pair).collect();
    let known: BTreeMap<i64, Pair> =
        store::lines::these(cx.conn(), &ids)?.into_iter().map(|pair| (pair.id.0, pair)).collect();
    let pairs = ids.iter().filter_map(|id| known.get(id).cloned()).collect();
    let wholes = Whole::all(cx, pairs)?;
    let people: Vec<i64> = wholes.iter().flat_map(Whole::people).collect();
    cx.saw("person", &people, &asked.unit.path);
    let rules = &asked.rules;
    let row = |(whole, one): (Whole, &Picked)| {
        let pair = &whole.pair;
        let days = (pair.hired_on, pair.order_on.unwrap_or(asked.day.on));
        let is_due = keeps_day(&rules.mentoring, &pair.category, days);
        let due = order_due(pair.hired_on, &rules.mentoring, &rules.calendar).filter(|_| is_due);
        Row {
            url: pair.url(),
            mentee: whole.mentee.person.name().short(),
            mentors: names(&whole),
            place: whole.unit.short_name.clone(),
            state: one.alone.map_or_else(
                || (one.state.title().to_owned(), one.state.tone()),
                |last| (format!("без\u{a0}наставника с\u{a0}{}", words::next(last)), "bad"),
            ),
            order: pair.order_on.map(russian::date).unwrap_or_default(),
            due: due.map(russian::date).unwrap_or_default(),
            half: one.half.clone(),
        }
    };
    Ok(wholes.into_iter().zip(shown).map(row).collect())
}

/// The mentors now, or of a pair that is over everybody there was.
fn names(whole: &Whole) -> String {
    let now = words::mentors(whole);
    if !now.is_empty() {
        return now;
    }
    let all = whole.mentors.iter().map(|(_, card)| card.person.name().short());
    all.collect::<Vec<String>>().join(", ")
}
