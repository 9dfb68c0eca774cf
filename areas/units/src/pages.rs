//! Pages of units: the list and the card.

use access::{Granted, Level};
use askama::Template;
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, Route, get, russian};

use crate::store::Filter;
use crate::{SeeUnits, Unit, UnitId, store};

const PAGE: usize = 50;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/units", list), get("/units/{unit}", card)]
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    units: Vec<Row>,
    level: String,
    levels: Vec<(String, String)>,
    prefix: String,
    shown: String,
    next: String,
}

struct Row {
    url: String,
    line: store::Line,
    level: &'static str,
    form: String,
}

/// `GET /units`: the list inside the scope.
fn list(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let request = cx.request_handle();
    let (level, name) = (request.asked("level").parse::<Level>().ok(), request.asked("name"));
    let after =
        request.asked("after").split_once('~').and_then(|(id, key)| Some((key.to_owned(), id.parse().ok()?)));
    let filter = Filter { level, name: name.to_owned(), after };
    let mut found = store::lines(cx.conn(), may.ranges(), &filter, 51)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|line| next_address(level, name, line));
    // Only municipalities have a service of a form.
    let forms = if found.iter().any(|line| level_of(&line.level) == Level::Municipality) {
        forms(cx, may.scopes().first().map_or("/", |scope| scope.path.as_str()))?
    } else {
        Vec::new()
    };
    let units: Vec<Row> = found.into_iter().map(|line| row(line, &forms)).collect();
    let counted = i64::try_from(units.len()).unwrap_or(0);
    let page = ListPage {
        shown: russian::counted(counted, "строка", "строки", "строк"),
        level: level.map(|level| level.code().to_owned()).unwrap_or_default(),
        levels: Level::ALL[1..].iter().map(|l| (l.code().to_owned(), l.title().to_owned())).collect(),
        prefix: name.to_owned(),
        next: next.unwrap_or_default(),
        units,
    };
    Page::titled("Территории и организации").show(&page)
}

fn next_address(level: Option<Level>, name: &str, line: &store::Line) -> String {
    let level = level.map(Level::code).unwrap_or_default();
    let after = format!("{}~{}", line.id, line.name_key);
    web::address("/units", &[("level", level), ("name", name), ("after", &after)])
}

fn row(line: store::Line, forms: &[(String, String)]) -> Row {
    let level = level_of(&line.level);
    let form = form_of(level, line.service_form.as_deref(), forms);
    Row { url: format!("/units/{}", line.id), level: level.title(), form, line }
}

/// An unknown code reads as an organisation, as everywhere.
fn level_of(code: &str) -> Level {
    code.parse().unwrap_or(Level::Organisation)
}

/// Forms of the municipal service by the pack in force: (id, title).
fn forms(cx: &mut Cx<Read>, path: &str) -> Result<Vec<(String, String)>> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    let rules = store::effective(cx.conn(), &house.packs, path, today)?;
    Ok(rules.service_forms.iter().map(|form| (form.rule.id.clone(), form.rule.title.clone())).collect())
}

fn form_of(level: Level, form: Option<&str>, forms: &[(String, String)]) -> String {
    if level != Level::Municipality {
        return String::new();
    }
    match form {
        Some(id) => forms
            .iter()
            .find(|(known, _)| known == id)
            .map_or_else(|| id.to_owned(), |(_, title)| title.clone()),
        None => "отдельные специалисты".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    unit: Unit,
    level: &'static str,
    facts: Vec<(String, String, String)>,
    figures: Vec<Figure>,
    children: Vec<Unit>,
    children_title: &'static str,
    rules: Vec<(String, String)>,
}

/// `GET /units/{unit}`: the card with what stands under it.
fn card(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let forms = forms(cx, &unit.path)?;
    let (below, children_title) = match unit.level() {
        Level::Installation => (Level::Region, "Регионы"),
        Level::Region => (Level::Municipality, "Муниципалитеты"),
        _ => (Level::Organisation, "Организации"),
    };
    let children = if unit.level() == Level::Organisation {
        Vec::new()
    } else {
        store::under(cx.conn(), &unit.path, below)?
    };
    let counts = store::counts_under(cx.conn(), &unit.path)?;
    let rules = store::bindings(cx.conn(), &unit.path, today)?
        .into_iter()
        .filter_map(|binding| {
            Some((
                house.packs.pack(&binding.pack)?.manifest.title.clone(),
                format!("/packs/{}", binding.pack),
            ))
        })
        .collect();
    let (path, title) = (unit.path.clone(), unit.name.clone());
    let page = CardPage {
        level: unit.level().title(),
        facts: facts_of(&unit, &forms),
        figures: figures(&unit, &counts),
        unit,
        children,
        children_title,
        rules,
    };
    Page::titled(title).at(&path).under("/units").show(&page)
}

fn facts_of(unit: &Unit, forms: &[(String, String)]) -> Vec<(String, String, String)> {
    let mut facts = vec![("Код".to_owned(), unit.code.clone(), String::new())];
    let form = form_of(unit.level(), unit.service_form.as_deref(), forms);
    if !form.is_empty() {
        facts.push(("Методическая служба".to_owned(), form, String::new()));
    }
    if let Some(staff) = unit.service_staff {
        facts.push((
            "Штат службы".to_owned(),
            russian::counted(staff, "человек", "человека", "человек"),
            String::new(),
        ));
    }
    if let Some(address) = &unit.resource_url {
        facts.push(("Информационный ресурс".to_owned(), address.clone(), address.clone()));
    }
    let marks: Vec<&str> =
        [(unit.is_small, "малокомплектная"), (unit.is_remote, "отдалённая, труднодоступная")]
            .into_iter()
            .filter_map(|(is, mark)| is.then_some(mark))
            .collect();
    if !marks.is_empty() {
        facts.push(("Признаки".to_owned(), marks.join(", "), String::new()));
    }
    facts
}

fn figures(unit: &Unit, counts: &[(String, i64)]) -> Vec<Figure> {
    let count =
        |level: Level| counts.iter().find(|(code, _)| code == level.code()).map_or(0, |(_, count)| *count);
    let mut figures = Vec::new();
    let mut figure = |label: &str, value: i64, url: String| {
        figures.push(Figure { label: label.to_owned(), value: value.to_string(), note: String::new(), url });
    };
    if unit.level() == Level::Region {
        figure(
            "Муниципалитетов",
            count(Level::Municipality),
            web::address("/units", &[("level", "municipality")]),
        );
    }
    if unit.level() != Level::Organisation {
        figure(
            "Организаций",
            count(Level::Organisation),
            web::address("/units", &[("level", "organisation")]),
        );
    }
    if let Some(teachers) = unit.teachers {
        figure("Педагогов", teachers, String::new());
    }
    if let Some(pupils) = unit.pupils {
        figure("Обучающихся", pupils, String::new());
    }
    figures
}
