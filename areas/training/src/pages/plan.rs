//! The plan of a place and a year: of an organisation line by line, of a wider place counted, each figure opens its people.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Level};
use askama::Template;
use people::SeePeople;
use units::Unit;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::Asked;
use crate::model::{Line, LineId};
use crate::rules::{self, Standing};
use crate::store;

/// So many lines stand on a page; the file has all of them.
const MOST: usize = 300;
/// Standings that may be asked for, in the order of columns.
const STATES: [(&str, &str); 5] = [
    ("planned", "по плану"),
    ("done", "пройдены"),
    ("late", "просрочены"),
    ("left", "не работают"),
    ("gone", "перенесены и вычеркнуты"),
];

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    subtitle: String,
    year: String,
    years: Vec<(String, String)>,
    places: Vec<(String, String)>,
    unit: String,
    states: Vec<(&'static str, &'static str)>,
    state: String,
    /// Counts of the places below; empty: lines are shown.
    groups: Vec<Group>,
    is_counted: bool,
    head: &'static str,
    quarters: Vec<Quarter>,
    has_places: bool,
    /// How many are shown and how many there are, where not all are.
    cut: String,
    proposal_url: String,
    everybody_url: String,
    imports_url: &'static str,
    file_url: String,
    clause: String,
}

struct Group {
    title: String,
    url: String,
    cells: Vec<(usize, String, &'static str)>,
}

struct Quarter {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    url: String,
    name: String,
    card: String,
    place: String,
    theme: String,
    about: String,
    state: &'static str,
    tone: &'static str,
    note: String,
}

/// `GET /training?unit=…&year=…&state=…`
pub(super) fn shown(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let asked = super::asked(cx, &may)?;
    let all = store::of_years(cx.conn(), &asked.scope, (asked.year, asked.year))?;
    let standings = super::standings(cx, &all, &asked.top)?;
    let state = cx.request().asked("state").to_owned();
    let under = asked.unit.as_ref().map_or(Some(Level::Region), |unit| super::below(unit.level()));
    let is_counted = state.is_empty() && under.is_some();
    let groups = match under {
        Some(level) if is_counted => groups(cx, &asked, level, (&all, &standings))?,
        _ => Vec::new(),
    };
    let (mut lines, mut cut) = (Vec::new(), String::new());
    if !is_counted {
        lines = all.into_iter().filter(|line| fits(standings.get(&line.id), &state)).collect();
        if lines.len() > MOST {
            cut = format!("Показаны первые {MOST} из\u{a0}{}: остальные – в\u{a0}файле.", lines.len());
            lines.truncate(MOST);
        }
    }
    let page = page(cx, &may, &asked, (lines, &standings))?;
    let page = PlanPage { groups, is_counted, head: head(under), cut, state, ..page };
    Page::titled(format!("План курсов на\u{a0}{}\u{a0}год", asked.year)).at(&asked.top).show(&page)
}

fn head(under: Option<Level>) -> &'static str {
    match under {
        Some(Level::Region) => "Регион",
        Some(Level::Municipality) => "Муниципалитет",
        _ => "Организация",
    }
}

/// Moved and struck ones are asked for together.
fn fits(standing: Option<&Standing>, state: &str) -> bool {
    match state {
        "" => true,
        "gone" => standing.is_some_and(|one| matches!(one, Standing::Moved | Standing::Struck)),
        asked => standing.is_some_and(|one| one.code() == asked),
    }
}

fn page(
    cx: &mut Cx<Read>,
    may: &Granted<SeePeople>,
    asked: &Asked,
    (lines, standings): (Vec<Line>, &BTreeMap<LineId, Standing>),
) -> Result<PlanPage> {
    let today = cx.today_at(&asked.top)?;
    let mut years: BTreeSet<i64> = store::years(cx.conn(), &asked.scope)?.into_iter().collect();
    years.extend(rules::years(today));
    years.insert(asked.year);
    let year = asked.year.to_string();
    let unit = asked.unit.as_ref().map(|unit| unit.id.to_string()).unwrap_or_default();
    let query = [("unit", unit.as_str()), ("year", year.as_str())];
    let (is_kept, may_plan) = (super::keeps(cx, &asked.top), rules::years(today).contains(&asked.year));
    let proposal = web::address("/training/proposal", &query);
    let everybody = web::address("/training/proposal", &[query[0], query[1], ("whole", "1")]);
    let offered = |url: String| if is_kept && may_plan && asked.unit.is_some() { url } else { String::new() };
    let law = units::rules_at(cx, &asked.top)?;
    Ok(PlanPage {
        subtitle: asked.unit.as_ref().map(|unit| unit.name.clone()).unwrap_or_default(),
        years: years.into_iter().rev().map(|year| (year.to_string(), year.to_string())).collect(),
        places: places(cx, may)?,
        states: STATES.to_vec(),
        state: String::new(),
        groups: Vec::new(),
        is_counted: false,
        head: "",
        has_places: asked.unit.as_ref().is_none_or(|unit| unit.level() != Level::Organisation),
        quarters: rows(cx, lines, asked, standings)?,
        cut: String::new(),
        proposal_url: offered(proposal),
        everybody_url: offered(everybody),
        imports_url: if is_kept { "/training/imports" } else { "" },
        file_url: web::address("/training/register", &query),
        clause: law.training_plan.as_ref().map(|plan| plan.rule.clause.clone()).unwrap_or_default(),
        year,
        unit,
    })
}

/// The person's own place and those right under it.
fn places(cx: &mut Cx<Read>, may: &Granted<SeePeople>) -> Result<Vec<(String, String)>> {
    let Some(scope) = may.scopes().first() else { return Ok(Vec::new()) };
    let (path, Some(level)) = (scope.path.clone(), super::below(scope.level)) else { return Ok(Vec::new()) };
    let found = units::store::under(cx.conn(), &path, level)?;
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}

/// The places right below with how their lines stand, and the place's own people.
fn groups(
    cx: &mut Cx<Read>,
    asked: &Asked,
    level: Level,
    (all, standings): (&[Line], &BTreeMap<LineId, Standing>),
) -> Result<Vec<Group>> {
    let tops: Vec<String> = match &asked.unit {
        Some(unit) => vec![unit.path.clone()],
        None => asked.scope.pairs().iter().map(|(from, _)| from.clone()).collect(),
    };
    let mut found: Vec<Unit> = Vec::new();
    for top in tops {
        found.extend(units::store::under(cx.conn(), &top, level)?);
    }
    let mut groups = Vec::new();
    if let Some(unit) = &asked.unit {
        let own: Vec<&Line> = all.iter().filter(|line| line.unit_id == unit.id).collect();
        if !own.is_empty() {
            let title = "Свои работники".to_owned();
            groups.push(Group { title, url: String::new(), cells: cells(&own, standings, None, asked.year) });
        }
    }
    for unit in found {
        let own: Vec<&Line> = all.iter().filter(|line| line.unit_path.starts_with(&unit.path)).collect();
        let (id, year) = (unit.id.to_string(), asked.year.to_string());
        groups.push(Group {
            url: web::address("/training", &[("unit", id.as_str()), ("year", year.as_str())]),
            title: unit.short_name.clone(),
            cells: cells(&own, standings, Some(&id), asked.year),
        });
    }
    Ok(groups)
}

/// A figure a standing, with where its people are.
fn cells(
    own: &[&Line],
    standings: &BTreeMap<LineId, Standing>,
    unit: Option<&str>,
    year: i64,
) -> Vec<(usize, String, &'static str)> {
    let year = year.to_string();
    let cell = |(code, title): (&'static str, &'static str)| {
        let count = own.iter().filter(|line| fits(standings.get(&line.id), code)).count();
        let query = |unit: &str| {
            web::address("/training", &[("unit", unit), ("year", year.as_str()), ("state", code)])
        };
        (count, unit.filter(|_| count > 0).map(query).unwrap_or_default(), title)
    };
    STATES.into_iter().map(cell).collect()
}

fn rows(
    cx: &mut Cx<Read>,
    lines: Vec<Line>,
    asked: &Asked,
    standings: &BTreeMap<LineId, Standing>,
) -> Result<Vec<Quarter>> {
    let mut ids: Vec<i64> = lines.iter().map(|line| line.person_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let cards = people::store::all_of(cx.conn(), &ids)?;
    cx.saw("person", &ids, &asked.top);
    let mut places: Vec<i64> = lines.iter().map(|line| line.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &places)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let here: BTreeSet<(i64, i64)> = people::store::places(cx.conn(), &asked.scope)?.into_iter().collect();
    let mut found: BTreeMap<i64, Vec<(String, Row)>> = BTreeMap::new();
    for line in lines {
        let Some(card) = cards.iter().find(|card| card.id == line.person_id) else { continue };
        let works = here.contains(&(line.person_id.0, line.unit_id.0));
        let Some(standing) = standings.get(&line.id) else { continue };
        let row = Row {
            url: line.url(),
            name: card.name().full(),
            card: if works { card.url() } else { String::new() },
            place: places.get(&line.unit_id.0).cloned().unwrap_or_default(),
            about: about(&line),
            state: standing.title(),
            tone: standing.tone(),
            note: note(&line, standing),
            theme: line.theme,
        };
        found.entry(line.quarter).or_default().push((card.name_key.clone(), row));
    }
    let quarter = |(number, mut rows): (i64, Vec<(String, Row)>)| {
        rows.sort_by(|one, other| (&one.0, &one.1.url).cmp(&(&other.0, &other.1.url)));
        Quarter {
            title: format!("{number}\u{a0}квартал"),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    };
    Ok(found.into_iter().map(quarter).collect())
}

/// «повышение квалификации, 72 часа, институт»
pub(super) fn about(line: &Line) -> String {
    let hours = line.hours.map(|hours| russian::counted(hours, "час", "часа", "часов"));
    let parts = [Some(line.sort().title().to_owned()), hours, Some(line.provider.clone())];
    let said: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

fn note(line: &Line, standing: &Standing) -> String {
    match standing {
        Standing::Done(title, day) => format!("{title}, {}", russian::date(*day)),
        Standing::Moved => {
            let year = line.moved_to.map(|year| format!("на\u{a0}{year}\u{a0}год: ")).unwrap_or_default();
            format!("{year}{}", line.reason)
        }
        Standing::Struck => line.reason.clone(),
        Standing::Left(_) => format!("{}: строку можно вычеркнуть", standing.left()),
        Standing::Planned | Standing::Late => String::new(),
    }
}
