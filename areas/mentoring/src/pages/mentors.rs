//! The registry of mentors (приложение 2, п. 1.3): post, subjects, service, category, achievements, load, the history of pairs; the
//! same as a file.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use people::PersonId;
use people::rules::seniority::whole_years;
use people::staff::{self, Colleague};
use sheets::{Cell, Column, Line};
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::Choices;
use super::asked::{self, Asked, asked, cut};
use super::words;
use crate::SeeMentoring;
use crate::model::State;
use crate::picture::Pairs;

#[derive(Template)]
#[template(path = "mentors.html")]
struct MentorsPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    on: String,
    load: String,
    loads: Choices,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    register_url: String,
    clear_url: String,
}

struct Row {
    name: String,
    full: String,
    url: String,
    place: String,
    about: String,
    service: String,
    category: String,
    awards: String,
    load: usize,
    limit: String,
    is_over: bool,
    history: Vec<(String, String)>,
}

/// The choices of load.
const LOADS: [(&str, &str); 5] = [
    ("now", "сопровождают сейчас"),
    ("1", "одного"),
    ("2", "двоих"),
    ("3", "троих и\u{a0}больше"),
    ("free", "сейчас никого"),
];

/// Everybody who is or was a mentor here by an order, and how many mentees each has.
pub(super) fn loads(pairs: &Pairs) -> BTreeMap<i64, usize> {
    let ordered = pairs.parts.iter().filter(|one| one.from.is_some_and(|from| from <= pairs.day.on));
    let mut loads: BTreeMap<i64, usize> = ordered.map(|one| (one.person, 0)).collect();
    loads.extend(pairs.load());
    loads
}

/// Those of a load.
pub(super) fn of_load(loads: &BTreeMap<i64, usize>, load: &str) -> Vec<i64> {
    let is = |count: usize| match load {
        "now" => count > 0,
        "1" => count == 1,
        "2" => count == 2,
        "3" => count > 2,
        "free" => count == 0,
        _ => true,
    };
    loads.iter().filter(|(_, count)| is(**count)).map(|(id, _)| *id).collect()
}

/// `GET /mentoring/mentors?unit=…&load=2`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let load = cx.request().asked("load").to_owned();
    let pairs = asked.pairs(cx)?;
    let keys = people::store::keys_of(cx.conn(), &of_load(&loads(&pairs), &load))?;
    let counted =
        russian::counted(i64::try_from(keys.len()).unwrap_or(0), "наставник", "наставника", "наставников");
    let (shown, next) = cut(cx, keys, |(_, id)| id.to_string());
    let ids: Vec<i64> = shown.into_iter().map(|(_, id)| id).collect();
    let next = next.map(|after| asked.here("/mentoring/mentors", &[("load", &load), ("after", &after)]));
    let unit = asked.unit.id.to_string();
    let page = MentorsPage {
        of: asked.subtitle(),
        tabs: asked.tabs("/mentoring/mentors"),
        loads: words::choices(&LOADS),
        rows: rows(cx, &asked, &pairs, &ids)?,
        counted,
        next_url: next.unwrap_or_default(),
        register_url: asked.here("/mentoring/mentors/register", &[("load", &load)]),
        clear_url: asked.clear("/mentoring/mentors", &load),
        on: asked.on.clone(),
        load,
        unit,
    };
    Page::titled("Наставники").at(&asked.unit.path).under("/mentoring").show(&page)
}

/// `GET /mentoring/mentors/register?unit=…`
pub(super) fn register(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let load = cx.request().asked("load").to_owned();
    let pairs = asked.pairs(cx)?;
    let keys = people::store::keys_of(cx.conn(), &of_load(&loads(&pairs), &load))?;
    cx.may_export(keys.len())?;
    cx.exported(keys.len());
    let ids: Vec<i64> = keys.into_iter().map(|(_, id)| id).collect();
    let columns = [
        ("Наставник", 36),
        ("Организация", 30),
        ("Должность, предметы", 40),
        ("Педагогический стаж, лет", 14),
        ("Категория", 18),
        ("Награды", 40),
        ("Сопровождает сейчас", 14),
        ("Предел", 10),
        ("Пары", 60),
    ];
    let line = |row: Row| {
        let pairs: Vec<String> = row.history.into_iter().map(|(text, _)| text).collect();
        let texts = [row.full, row.place, row.about, row.service, row.category, row.awards];
        let mut cells: Vec<Cell> = texts.into_iter().map(Cell::text).collect();
        cells.extend([
            Cell::number(row.load.to_string()),
            Cell::text(row.limit),
            Cell::text(pairs.join("; ")),
        ]);
        Line::Cells(cells)
    };
    let lines = rows(cx, &asked, &pairs, &ids)?.into_iter().map(line).collect();
    let columns = columns.map(|(title, width)| Column::new(title, width)).to_vec();
    let title = LOADS.iter().find(|(code, _)| *code == load).map_or("все", |(_, title)| *title);
    asked::book(&asked, ("Наставники", &format!("Кто показан: {title}")), columns, lines)
}

fn rows(cx: &mut Cx<Read>, asked: &Asked, pairs: &Pairs, ids: &[i64]) -> Result<Vec<Row>> {
    cx.saw("person", ids, &asked.unit.path);
    let on = asked.day.on;
    let cards = staff::of(cx.conn(), ids, on)?;
    let awards = staff::awards(cx.conn(), ids)?;
    let mut places: Vec<i64> = cards.values().map(|one| one.person.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let units = units::store::all_of(cx.conn(), &places)?;
    let (loads, limit) = (loads(pairs), asked.rules.mentoring.limit("mentees"));
    let row = |id: &i64| {
        let one: &Colleague = cards.get(&PersonId(*id))?;
        let person = &one.person;
        let load = loads.get(id).copied().unwrap_or_default();
        let place = units.iter().find(|unit| unit.id == person.unit_id);
        Some(Row {
            name: person.name().short(),
            full: person.name().full(),
            url: person.url(),
            place: place.map(|unit| unit.short_name.clone()).unwrap_or_default(),
            about: words::about(one, &asked.rules),
            service: one
                .service_since(&asked.rules, on)
                .map(|since| whole_years(since, on).to_string())
                .unwrap_or_default(),
            category: one.category(&asked.rules, on).1,
            awards: awards.get(id).map(|all| all.join("; ")).unwrap_or_default(),
            is_over: limit.is_some_and(|limit| u32::try_from(load).is_ok_and(|load| load > limit.value)),
            limit: limit.map(|limit| limit.value.to_string()).unwrap_or_default(),
            load,
            history: history(pairs, *id),
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}

/// Every pair of a mentor here, the latest first: from when to when, in which state.
fn history(pairs: &Pairs, mentor: i64) -> Vec<(String, String)> {
    let day = pairs.day.on;
    let own = pairs.parts.iter().rev().filter(|one| one.person == mentor);
    let line = |one: &crate::store::lines::Part| {
        let from = one.from.filter(|from| *from <= day)?;
        let (pair, state) = pairs.lines.iter().find(|(pair, _)| pair.id.0 == one.pair)?;
        let last = one.to.or(pair.ended_on).filter(|last| *last <= day);
        let text = match (last, state) {
            (None, State::Active) if pairs.left(one.id).is_some() => format!(
                "с\u{a0}{}; не\u{a0}работает с\u{a0}{}",
                russian::date(from),
                pairs.left(one.id).map(words::next).unwrap_or_default()
            ),
            (Some(last), _) => format!("{} – {}", russian::date(from), russian::date(last)),
            (None, State::Active) => format!(
                "с\u{a0}{}, срок по\u{a0}{}",
                russian::date(from),
                pair.ends_on.map(russian::date).unwrap_or_default()
            ),
            (None, other) => format!("с\u{a0}{}, {}", russian::date(from), other.title()),
        };
        Some((text, pair.url()))
    };
    own.filter_map(line).collect()
}
