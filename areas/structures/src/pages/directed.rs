//! Structures by direction of the service (Кемеровская область, п. 4.5): how many of each kind, how many people; each figure
//! opens its list.

use access::Granted;
use askama::Template;
use db::Ranges;
use web::view::Tab;
use web::{Cx, Error, Page, Read, Reply, Result};

use super::{Choices, kind_title, place, places, tabs};
use crate::actions::rules_at;
use crate::{SeeStructures, store};

#[derive(Template)]
#[template(path = "directed.html")]
struct DirectedPage {
    of: String,
    unit: String,
    tabs: Vec<Tab>,
    places: Choices,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    clause: String,
    count: i64,
    url: String,
    people: i64,
    kinds: Vec<(String, i64, String)>,
    file_url: String,
}

/// `GET /structures/directions?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    if rules.service_directions.is_empty() {
        return Err(Error::NotFound);
    }
    let here = Ranges::under([unit.path.as_str()]);
    let found = store::directed(cx.conn(), &here)?;
    let people = store::people_directed(cx.conn(), &here)?;
    let id = unit.id.to_string();
    let row = |one: &packs::ServiceDirection| {
        let own: Vec<&(String, String, i64)> = found.iter().filter(|line| line.0 == one.id).collect();
        let kind = |line: &&(String, String, i64)| {
            let query = [("unit", id.as_str()), ("kind", &line.1), ("direction", &one.id)];
            (kind_title(&rules, &line.1), line.2, web::address("/structures", &query))
        };
        let query = [("unit", id.as_str()), ("direction", &one.id)];
        Row {
            title: one.title.clone(),
            clause: one.clause.clone(),
            count: own.iter().map(|line| line.2).sum(),
            url: web::address("/structures", &query),
            people: people.get(&one.id).copied().unwrap_or(0),
            kinds: own.iter().map(kind).collect(),
            file_url: web::address("/structures/register", &query),
        }
    };
    let page = DirectedPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/directions", &unit),
        places: places(cx, &may)?,
        rows: rules.service_directions.iter().map(|one| row(&one.rule)).collect(),
        unit: id,
    };
    Page::titled("Структуры по\u{a0}направлениям").at(&unit.path).under("/structures").show(&page)
}
