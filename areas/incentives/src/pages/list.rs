//! The list of representations of a place.

use access::Granted;
use askama::Template;
use db::Ranges;
use units::UnitId;
use web::view::Tab;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::{Choices, place, tabs, words};
use crate::access::{DecideIncentives, RepresentForAward, SeeIncentives};
use crate::actions::ordering::Told;
use crate::model::{RepresentationId, State};
use crate::places::Places;
use crate::store::{self, Filter};

const PAGE: usize = 50;
const LIMIT: i64 = 51;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    of: String,
    unit: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    states: Choices,
    chosen: String,
    next_url: String,
    counted: String,
    may_represent: bool,
    order_url: String,
    to_order: i64,
}

struct Row {
    url: String,
    name: String,
    about: String,
    award: String,
    place: String,
    day: String,
    state: (String, &'static str),
}

/// `GET /incentives`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeIncentives>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = place(cx, &may)?;
    let chosen = request.asked("state").to_owned();
    let here = Ranges::under([unit.path.as_str()]);
    let filter = Filter {
        place: here.clone(),
        state: State::ALL.into_iter().find(|state| state.code() == chosen),
        after: request.asked("after").parse().ok(),
    };
    let mut found = store::list(cx.conn(), &filter, LIMIT)?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| last.id);
    let counted = match (has_more || filter.after.is_some(), found.len()) {
        (true, _) => store::count(cx.conn(), &filter)?,
        (false, shown) => i64::try_from(shown).unwrap_or(0),
    };
    let policy = &cx.house().policy;
    let is_own = |scopes: &[access::Scope]| scopes.iter().any(|scope| scope.unit == unit.id.0);
    let may_represent = policy.check::<RepresentForAward>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let decides = policy.check::<DecideIncentives>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let to_order = if decides { store::to_be_issued(cx.conn(), &here, &unit.level)?.len() } else { 0 };
    let id = unit.id.to_string();
    let page = ListPage {
        of: unit.name.clone(),
        tabs: tabs(cx, &unit, "/incentives"),
        counted: russian::counted(counted, "представление", "представления", "представлений"),
        rows: rows(cx, found, unit.id)?,
        states: states(),
        next_url: next.map(|last| next_url(&id, &chosen, last)).unwrap_or_default(),
        order_url: web::address("/incentives/orders/new", &[("unit", &id)]),
        to_order: i64::try_from(to_order).unwrap_or(0),
        unit: id,
        chosen,
        may_represent,
    };
    Page::titled("Поощрения").at(&unit.path).show(&page)
}

fn next_url(unit: &str, state: &str, last: RepresentationId) -> String {
    web::address("/incentives", &[("unit", unit), ("state", state), ("after", &last.to_string())])
}

fn states() -> Choices {
    let every = (String::new(), "все".to_owned());
    let all = State::ALL.into_iter().map(|state| (state.code().to_owned(), state.title().to_owned()));
    std::iter::once(every).chain(all).collect()
}

fn rows(cx: &mut Cx<Read>, found: Vec<crate::model::Representation>, asking: UnitId) -> Result<Vec<Row>> {
    let told = Told::all(cx, found)?;
    let Some(first) = told.first() else { return Ok(Vec::new()) };
    let path = first.one.unit_path.clone();
    let people: Vec<i64> = told.iter().map(|one| one.one.person_id.0).collect();
    cx.saw("person", &people, &path);
    let (rules, today) = (units::rules_at(cx, &path)?, cx.today_at(&path)?);
    let works = Places::read(cx, (asking, today), told.iter().map(|one| &one.card))?;
    let mut places: Vec<i64> = told.iter().map(|one| one.one.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let units = units::store::all_of(cx.conn(), &places)?;
    let row = |told: &Told| {
        let one = &told.one;
        let unit = units.iter().find(|unit| unit.id == one.unit_id);
        Row {
            url: one.url(),
            name: told.card.person.name().short(),
            about: words::about(&told.card, &works, (&rules, today)),
            award: one.kind_title.clone(),
            place: unit.map(|unit| unit.short_name.clone()).unwrap_or_default(),
            day: russian::date(one.proposed_on),
            state: (words::state(one), one.state().tone()),
        }
    };
    Ok(told.iter().map(row).collect())
}
