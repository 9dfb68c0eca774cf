//! «Кто что делает»: the functional model of the regulation in force – direction × level, who does it, and the area of the
//! program that serves it. A function whose area is not there yet says so.

use access::{Granted, Level};
use askama::Template;
use packs::{Effective, Function, Sourced};
use units::SeeRules;
use web::view::Figure;
use web::{Cx, Error, House, Page, Read, Reply, Result, russian};

#[derive(Template)]
#[template(path = "functions.html")]
struct FunctionsPage {
    of: String,
    figures: Vec<Figure>,
    packs: Choices,
    levels: Choices,
    served: Choices,
    chosen: Chosen,
    directions: Vec<Direction>,
}

type Choices = Vec<(String, String)>;

/// What the filter asks for, as it came.
struct Chosen {
    pack: String,
    level: String,
    served: String,
    clear_url: &'static str,
}

/// A direction of activity with the levels of the regulation beside each other.
struct Direction {
    title: String,
    from: String,
    columns: Vec<Column>,
}

struct Column {
    level: String,
    bodies: Vec<Body>,
}

/// Who does it at the level, and what.
struct Body {
    title: String,
    functions: Vec<Line>,
}

struct Line {
    title: String,
    clause: String,
    area: Served,
}

/// What serves a function.
#[derive(Clone)]
enum Served {
    /// The area opens: its title and address.
    Open(String, String),
    /// The area is there, but not for this person.
    Closed(String),
    /// The program has no such area yet.
    Coming(String),
    /// No area is meant to serve it.
    Nothing,
}

impl Served {
    fn is_there(&self) -> bool {
        matches!(self, Self::Open(..) | Self::Closed(_))
    }
}

const HERE: &str = "here";
const COMING: &str = "coming";

/// `GET /functions?pack=…&level=…&served=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRules>) -> Result<Reply> {
    let (house, request) = (cx.house_handle(), cx.request_handle());
    let place = match may.scopes().first() {
        Some(scope) if scope.level != Level::Installation => scope.path.clone(),
        _ => super::first_region(cx)?.map_or_else(|| "/".to_owned(), |region| region.path),
    };
    let rules = match request.asked("pack") {
        "" => {
            let today = cx.today_at(&place)?;
            units::effective(cx.conn(), &house.packs, &place, today)?
        }
        id => house.packs.effective(&[id]).map_err(|_| Error::NotFound)?,
    };
    let of = |function: &Function| served(cx, &house, &function.area);
    let all: Vec<(&Sourced<Function>, Served)> =
        rules.functions.iter().map(|one| (one, of(&one.rule))).collect();
    let chosen = Chosen {
        pack: request.asked("pack").to_owned(),
        level: request.asked("level").to_owned(),
        served: request.asked("served").to_owned(),
        clear_url: if ["pack", "level", "served"].iter().any(|name| !request.asked(name).is_empty()) {
            "/functions"
        } else {
            ""
        },
    };
    let page = FunctionsPage {
        of: subtitle(&house, &rules),
        figures: figures(&all),
        packs: packs_with_functions(&house),
        levels: levels(&rules),
        served: vec![
            (HERE.to_owned(), "которым служит программа".to_owned()),
            (COMING.to_owned(), "разделов для которых ещё нет".to_owned()),
        ],
        directions: directions(&house, &rules, &all, &chosen),
        chosen,
    };
    Page::titled("Кто что делает").show(&page)
}

fn subtitle(house: &House, rules: &Effective) -> String {
    let own = rules.functions.first().and_then(|one| house.packs.pack(&one.pack));
    own.map_or_else(
        || "Функциональная модель методической службы".to_owned(),
        |pack| format!("Функциональная модель методической службы: {}", pack.manifest.title),
    )
}

/// The area of the program by its code, as this person may open it.
fn served(cx: &Cx<Read>, house: &House, area: &str) -> Served {
    let title = packs::area_title(area).unwrap_or(area).to_owned();
    if area.is_empty() {
        return Served::Nothing;
    }
    let Some(door) = house.registry.door(area) else {
        return Served::Coming(title);
    };
    let may = |permission| cx.person().is_some_and(|person| house.policy.may(permission, person));
    // The line of this very page serves nothing by itself.
    let mut lines = door.lines.iter().filter(|line| line.url != "/functions");
    let open = lines.find(|line| may(line.permission));
    match open {
        Some(line) => Served::Open(line.title.to_owned(), line.url.to_owned()),
        None if door.lines.iter().all(|line| line.url == "/functions") => Served::Coming(title),
        None => Served::Closed(title),
    }
}

fn figures(all: &[(&Sourced<Function>, Served)]) -> Vec<Figure> {
    let here = all.iter().filter(|(_, served)| served.is_there()).count();
    let figure = |label: &str, value: usize, url: &str| Figure {
        label: label.to_owned(),
        value: value.to_string(),
        note: String::new(),
        url: url.to_owned(),
    };
    vec![
        figure("Функций в\u{a0}положении", all.len(), ""),
        figure("Служит программа", here, ""),
        figure("Раздела ещё нет", all.len() - here, ""),
    ]
}

fn packs_with_functions(house: &House) -> Choices {
    let with = house.packs.packs().filter(|pack| !pack.functions.is_empty());
    let told =
        |count: usize| russian::counted(i64::try_from(count).unwrap_or(0), "функция", "функции", "функций");
    with.map(|pack| {
        let manifest = &pack.manifest;
        (manifest.id.clone(), format!("{} ({})", manifest.title, told(pack.functions.len())))
    })
    .collect()
}

fn levels(rules: &Effective) -> Choices {
    let has = |id: &str| rules.functions.iter().any(|one| one.rule.level == id);
    let those = rules.levels.iter().filter(|level| has(&level.rule.id));
    those.map(|level| (level.rule.id.clone(), level.rule.title.clone())).collect()
}

/// Functions by direction of the pack that says them, then by level, then by who does them.
fn directions(
    house: &House,
    rules: &Effective,
    all: &[(&Sourced<Function>, Served)],
    chosen: &Chosen,
) -> Vec<Direction> {
    let is_asked = |(one, served): &&(&Sourced<Function>, Served)| {
        (chosen.level.is_empty() || one.rule.level == chosen.level)
            && match chosen.served.as_str() {
                HERE => served.is_there(),
                COMING => !served.is_there(),
                _ => true,
            }
    };
    let own = rules.functions.first().map(|one| one.pack.clone()).unwrap_or_default();
    let mut found: Vec<(String, Direction)> = Vec::new();
    for (one, served) in all.iter().filter(is_asked) {
        let key = format!("{}/{}", one.pack, one.rule.direction);
        let at = found.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let title = house.packs.pack(&one.pack).map(|pack| pack.manifest.title.clone());
            let from = if one.pack == own { String::new() } else { title.unwrap_or_default() };
            let columns = columns(rules, all, one);
            found.push((key, Direction { title: one.rule.direction.clone(), from, columns }));
            found.len() - 1
        });
        put(rules, &mut found[at].1, &one.rule, served.clone());
    }
    found.into_iter().map(|(_, direction)| direction).collect()
}

/// The levels that have a function of this direction, empty yet.
fn columns(rules: &Effective, all: &[(&Sourced<Function>, Served)], of: &Sourced<Function>) -> Vec<Column> {
    let is_there = |level: &str| {
        all.iter().any(|(one, _)| {
            one.pack == of.pack && one.rule.direction == of.rule.direction && one.rule.level == level
        })
    };
    let levels = rules.levels.iter().filter(|level| is_there(&level.rule.id));
    levels.map(|level| Column { level: level.rule.title.clone(), bodies: Vec::new() }).collect()
}

fn put(rules: &Effective, direction: &mut Direction, function: &Function, area: Served) {
    let level = rules.level(&function.level).map_or("", |level| level.rule.title.as_str());
    let Some(column) = direction.columns.iter_mut().find(|column| column.level == level) else { return };
    let line = Line { title: function.title.clone(), clause: function.clause.clone(), area };
    match column.bodies.iter_mut().find(|body| body.title == function.body) {
        Some(body) => body.functions.push(line),
        None => column.bodies.push(Body { title: function.body.clone(), functions: vec![line] }),
    }
}
