//! The list of structures: by territory, level, block, kind, state and the beginning of the name.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use packs::{Block, Effective, Management};
use units::Unit;
use web::view::Tab;
use web::{Cx, Mode, Page, Read, Reply, Request, Result, russian};

use super::kinds_of::Kinds;
use super::{Choices, level_title, place, places, tabs};
use crate::actions::rules_at;
use crate::model::Structure;
use crate::store::provided::Provided;
use crate::store::{self, Filter, State};
use crate::{SeeStructures, access as reach};

const PAGE: usize = 50;
const LIMIT: i64 = 51;
const STATES: [(&str, &str); 7] = [
    ("", "работают"),
    ("temporary", "работают, временные"),
    ("overdue", "срок прошёл, не\u{a0}закрыты"),
    ("awaited", "не\u{a0}работают: нет акта"),
    ("unfounded", "без действующего документа-основания"),
    ("closed", "закрыты"),
    ("any", "все"),
];

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    of: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    chosen: Chosen,
    places: Choices,
    levels: Choices,
    blocks: Choices,
    kinds: Choices,
    directions: Choices,
    directions_url: String,
    coordination_url: String,
    parts: Choices,
    may_keep: bool,
    clear_url: String,
    new_url: String,
    export_url: String,
    members_url: String,
    counted: String,
    /// How many wait for their act, and their list.
    waiting: Option<(String, String)>,
    next_url: String,
}

/// What the filter asks for, as it came.
struct Chosen {
    unit: String,
    level: String,
    block: String,
    kind: String,
    direction: String,
    part: String,
    provided: String,
    state: String,
    begins: String,
    is_any: bool,
}

/// A line of the list.
pub(super) struct Row {
    pub one: Structure,
    pub kind: String,
    pub level: String,
    pub owner: String,
    pub members: String,
    pub term: String,
    pub is_overdue: bool,
    /// What it waits for: its act, a decision to include it or the minutes of that; empty: nothing.
    pub waits: &'static str,
    /// Directions of the service, in words.
    pub service: String,
}

/// `GET /structures`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = place(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let filter = managed(filter(&request, &unit, today), &request, &rules);
    let mut found = store::list(cx.conn(), &reach::view(&may), &filter, LIMIT)?;
    let count = store::count(cx.conn(), &reach::view(&may), &filter)?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more);
    let next_url =
        next.map(|last| address("/structures", &request, &format!("{}~{}", last.id, last.name_key)));
    let chosen = chosen(&request);
    let waiting = waiting(cx, &may, &unit, &chosen)?;
    let unit_id = unit.id.to_string();
    let page = ListPage {
        of: unit.name.clone(),
        tabs: tabs("/structures", &unit),
        counted: russian::counted(count, "строка", "строки", "строк"),
        rows: rows(cx, &rules, found, today)?,
        places: places(cx, &may)?,
        levels: levels(&rules),
        blocks: blocks(),
        kinds: kinds(&rules, &chosen),
        directions: rules
            .service_directions
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        directions_url: web::address("/structures/directions", &[("unit", &unit_id)]),
        coordination_url: web::address("/structures/coordination", &[("unit", &unit_id)]),
        parts: parts(&rules),
        may_keep: reach::keeps(cx, &unit.path),
        new_url: web::address("/structures/kinds", &[("unit", &unit_id)]),
        clear_url: if chosen.is_any {
            web::address("/structures", &[("unit", &unit_id)])
        } else {
            String::new()
        },
        export_url: address("/structures/register", &request, ""),
        members_url: address("/structures/compositions", &request, ""),
        waiting,
        next_url: next_url.unwrap_or_default(),
        chosen,
    };
    Page::titled("Методические структуры").at(&unit.path).show(&page)
}

/// Structures of the place that work not yet, told over the list of those that work.
fn waiting(
    cx: &mut Cx<Read>,
    may: &Granted<SeeStructures>,
    unit: &Unit,
    chosen: &Chosen,
) -> Result<Option<(String, String)>> {
    if !chosen.state.is_empty() || !chosen.provided.is_empty() {
        return Ok(None);
    }
    let place = Some(Ranges::under([unit.path.as_str()]));
    let filter = Filter { place, state: State::Awaited, ..Filter::default() };
    let count = store::count(cx.conn(), &reach::view(may), &filter)?;
    let said = russian::counted(count, "структура", "структуры", "структур");
    let url = web::address("/structures", &[("unit", &unit.id.to_string()), ("state", "awaited")]);
    Ok((count > 0).then_some((said, url)))
}

fn address(path: &str, request: &Request, after: &str) -> String {
    let kept = ["unit", "level", "block", "kind", "direction", "part", "provided", "state", "name"];
    let query: Vec<_> =
        kept.map(|name| (name, request.asked(name))).into_iter().chain([("after", after)]).collect();
    web::address(path, &query)
}

/// What the address asks for at and under a unit.
pub(super) fn filter(request: &Request, unit: &Unit, today: NaiveDate) -> Filter {
    let asked = |name| request.asked(name).to_owned();
    let after = request.asked("after").split_once('~');
    Filter {
        place: Some(Ranges::under([unit.path.as_str()])),
        // A level may be one above the place: its structures serve the place as well.
        also: if request.asked("level").is_empty() { Vec::new() } else { reach::above(&unit.path) },
        level: asked("level"),
        block: asked("block"),
        kind: asked("kind"),
        direction: asked("direction"),
        kinds: None,
        provided: provided(request.asked("provided"), today),
        state: match request.asked("state") {
            "closed" => State::Closed,
            "temporary" => State::Temporary,
            "overdue" => State::Overdue(today),
            "awaited" => State::Awaited,
            "unfounded" => State::Unfounded(today),
            "any" => State::Any,
            _ => State::Active,
        },
        name: asked("name"),
        after: after.and_then(|(id, key)| Some((key.to_owned(), id.parse().ok()?))),
    }
}

/// What structures may be provided with: the code of the address, the words.
pub(super) const PROVIDED: [(&str, &str); 3] = [
    ("act", "с\u{a0}действующим документом"),
    ("head", "с\u{a0}руководителем"),
    ("works", "с\u{a0}совместными делами за\u{a0}год"),
];
/// The last so many days are the year of joint works.
const YEAR_DAYS: u64 = 365;

/// What is asked for by its code.
pub(super) fn provided(code: &str, today: NaiveDate) -> Option<Provided> {
    match code {
        "act" => Some(Provided::Act(today)),
        "head" => Some(Provided::Head(today)),
        "works" => Some(Provided::Works(today - chrono::Days::new(YEAR_DAYS))),
        _ => None,
    }
}

/// Parts in the management of the service, where the regulation gives kinds such parts (Кемеровская область, п. 3.2).
const PARTS: [(&str, Management); 4] = [
    ("strategic", Management::Strategic),
    ("tactical", Management::Tactical),
    ("operative", Management::Operative),
    ("variative", Management::Variative),
];

/// The same, only of kinds of the part in management that is asked for.
pub(super) fn managed(filter: Filter, request: &Request, rules: &Effective) -> Filter {
    let part = PARTS.iter().find(|(code, _)| *code == request.asked("part")).map(|(_, part)| *part);
    let kinds = part.map(|part| {
        let of = rules.structure_kinds.iter().filter(|kind| kind.rule.management == Some(part));
        of.map(|kind| kind.rule.id.clone()).collect()
    });
    Filter { kinds, ..filter }
}

/// Parts that kinds of the rules have.
fn parts(rules: &Effective) -> Choices {
    let has = |part: Management| rules.structure_kinds.iter().any(|kind| kind.rule.management == Some(part));
    let those = PARTS.iter().filter(|(_, part)| has(*part));
    those.map(|(code, part)| ((*code).to_owned(), part.title().to_owned())).collect()
}

fn chosen(request: &Request) -> Chosen {
    let asked = |name| request.asked(name).to_owned();
    let all = ["level", "block", "kind", "direction", "part", "provided", "state", "name", "after"];
    Chosen {
        unit: asked("unit"),
        level: asked("level"),
        block: asked("block"),
        kind: asked("kind"),
        direction: asked("direction"),
        part: asked("part"),
        provided: asked("provided"),
        state: asked("state"),
        begins: asked("name"),
        is_any: all.iter().any(|name| !request.asked(name).is_empty()),
    }
}

/// Levels that have a kind of structure.
fn levels(rules: &Effective) -> Choices {
    let has = |id: &str| rules.structure_kinds.iter().any(|kind| kind.rule.is_of(id));
    let those = rules.levels.iter().filter(|level| has(&level.rule.id));
    those.map(|level| (level.rule.id.clone(), level.rule.title.clone())).collect()
}

fn blocks() -> Choices {
    Block::ALL.iter().map(|block| (block.code().to_owned(), block.title().to_owned())).collect()
}

/// Kinds of the level and block chosen.
fn kinds(rules: &Effective, chosen: &Chosen) -> Choices {
    let those = rules.structure_kinds.iter().map(|kind| &kind.rule).filter(|kind| {
        (chosen.level.is_empty() || kind.is_of(&chosen.level))
            && (chosen.block.is_empty() || kind.block.code() == chosen.block)
    });
    those.map(|kind| (kind.id.clone(), kind.title.clone())).collect()
}

/// The lines of these structures: as many queries whatever their number.
pub(super) fn rows<M: Mode>(
    cx: &mut Cx<M>,
    rules: &Effective,
    found: Vec<Structure>,
    today: NaiveDate,
) -> Result<Vec<Row>> {
    let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
    let members = store::members_count(cx.conn(), &ids)?;
    let service = if rules.service_directions.is_empty() {
        BTreeMap::new()
    } else {
        store::directions_of(cx.conn(), &ids)?
    };
    let kinds = Kinds::of(cx, &found, today)?;
    let mut owners: Vec<i64> = found.iter().map(|one| one.unit_id.0).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &owners)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let row = |one: Structure| Row {
        kind: kinds.title(&one),
        level: level_title(kinds.rules(&one).unwrap_or(rules), &one.level),
        owner: owners.get(&one.unit_id.0).cloned().unwrap_or_default(),
        members: members.get(&one.id.0).map_or_else(|| "–".to_owned(), ToString::to_string),
        term: match (one.closed_on, one.ends_on) {
            (Some(day), _) => format!("закрыта {}", russian::date(day)),
            (None, Some(day)) => format!("до\u{a0}{}", russian::date(day)),
            (None, None) => "постоянная".to_owned(),
        },
        is_overdue: one.is_overdue(today),
        waits: match kinds.of_one(&one) {
            _ if one.is_awaited() => "не\u{a0}работает: нет акта",
            Some(kind) if one.is_active() && crate::rules::is_awaited(&one, kind) => "не\u{a0}включена",
            _ => "",
        },
        service: service.get(&one.id.0).map(|codes| super::service_titles(rules, codes)).unwrap_or_default(),
        one,
    };
    Ok(found.into_iter().map(row).collect())
}
