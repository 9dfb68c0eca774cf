//! A new table: a copy of a pattern, an empty one, or one that came as a file.

use std::sync::Arc;

use access::{Granted, Level};
use askama::Template;
use packs::{ObjectLevel, Template as Table};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::receive::Received;
use crate::access::EditTemplates;
use crate::actions::templates;
use crate::rules::editing;
use crate::tables;

#[derive(Template)]
#[template(path = "template_new.html")]
struct NewPage {
    csrf: String,
    owners: Vec<(String, String)>,
    owner: String,
    way: String,
    patterns: Vec<(String, String)>,
    pattern: String,
    heading: String,
    levels: Vec<LevelChoice>,
    limit: u64,
    errors: Vec<(String, String)>,
}

impl NewPage {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// A level a table may measure.
pub(super) struct LevelChoice {
    pub id: String,
    pub name: String,
    pub heading: String,
    pub is_chosen: bool,
}

/// `GET /monitoring/templates/new`: three ways to a table.
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let page = page(cx, &may, Vec::new())?;
    Page::titled("Новая таблица показателей").under("/monitoring").show(&page)
}

fn page<M: Mode>(cx: &mut Cx<M>, may: &Granted<EditTemplates>, faults: Vec<FieldFault>) -> Result<NewPage> {
    let (owners, request) = (super::owners(cx, may)?, cx.request_handle());
    let typed = |name: &str| request.form.text(name).to_owned();
    let first = owners.first().ok_or(Error::NotFound)?;
    let chosen = owners.iter().find(|unit| unit.id.to_string() == typed("owner")).unwrap_or(first);
    let rules = rules_at(cx, chosen)?;
    let ticked = request.form.all("level");
    let levels = choices(&rules, chosen.level(), |id| ticked.contains(&id));
    Ok(NewPage {
        csrf: cx.csrf().to_owned(),
        patterns: patterns(cx, may, &rules)?,
        owner: chosen.id.to_string(),
        owners: owners.iter().map(|unit| (unit.id.to_string(), unit.short_name.clone())).collect(),
        way: if request.form.has("way") { typed("way") } else { "copy".to_owned() },
        pattern: typed("pattern"),
        heading: typed("title"),
        levels,
        limit: cx.house().settings.upload_limit / 1_000_000,
        errors: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    })
}

fn rules_at<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Arc<packs::Effective>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    Ok(units::effective(cx.conn(), &house.packs, &unit.path, today)?)
}

/// The order of levels from the top.
const ORDER: [&str; 6] = ["region", "municipality", "okrug", "organisation", "body", "person"];

/// Levels in force that a unit of this level may measure: its own and those below.
pub(super) fn choices(
    rules: &packs::Effective,
    top: Level,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<LevelChoice> {
    let top = if top == Level::District { "okrug" } else { top.code() };
    let below = ORDER.iter().skip_while(|id| **id != top);
    let choice = |id: &&str| {
        let level = &rules.level(id)?.rule;
        let (id, name) = (level.id.clone(), level.title.clone());
        Some(LevelChoice { is_chosen: is_chosen(&id), id, name, heading: level.service.clone() })
    };
    below.filter_map(choice).collect()
}

/// Patterns: tables in force first, then those of other regions, then one's own.
fn patterns<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<EditTemplates>,
    rules: &packs::Effective,
) -> Result<Vec<(String, String)>> {
    let in_force: Vec<String> =
        rules.templates.iter().map(|one| format!("{}/{}", one.pack, one.rule.id)).collect();
    let house = cx.house_handle();
    let others = house.packs.template_names().into_iter().filter(|name| !in_force.contains(name));
    let line = |(name, is_ours): (String, bool)| {
        let table = house.packs.template(&name)?;
        let pack = house.packs.pack(name.split_once('/')?.0)?;
        let from =
            if is_ours { "действует у вас".to_owned() } else { pack.manifest.title.clone() };
        Some((name, format!("{} – {from}", table.title)))
    };
    let all = in_force.iter().cloned().map(|name| (name, true)).chain(others.map(|name| (name, false)));
    let mut list: Vec<(String, String)> = all.filter_map(line).collect();
    let owned = crate::store::templates::owned(cx.conn(), &templates::owners(may))?;
    list.extend(owned.iter().map(|one| (tables::name_of(one.id), format!("{} – своя", one.title))));
    Ok(list)
}

/// `POST /monitoring/templates`: makes the table; a fault shows the form with everything typed.
pub(super) fn create(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    match created(cx, &may) {
        Ok(to) => Ok(Reply::to(to)),
        Err(Error::Invalid(faults)) => {
            let page = page(cx, &may, faults)?;
            let reply = Page::titled("Новая таблица показателей").under("/monitoring").show(&page)?;
            Ok(reply.status(422))
        }
        Err(error) => Err(error),
    }
}

fn created(cx: &mut Cx<Write>, may: &Granted<EditTemplates>) -> Result<String> {
    let request = cx.request_handle();
    let owners = super::owners(cx, may)?;
    let owner = match owners.iter().find(|unit| unit.id.to_string() == request.form.text("owner")) {
        Some(owner) => owner.clone(),
        None => return Err(Error::field("owner", "Выберите, чья это таблица.")),
    };
    match request.form.text("way") {
        "copy" => copied(cx, may, &owner),
        "file" => received(cx, may, &owner),
        "blank" => blank(cx, may, &owner),
        _ => Err(Error::field("way", "Выберите, с чего начать.")),
    }
}

fn copied(cx: &mut Cx<Write>, may: &Granted<EditTemplates>, owner: &Unit) -> Result<String> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let pattern = check.required("pattern", 200, "Выберите образец.");
    let title = check.required("title", 300, "Назовите таблицу: под этим именем вы будете её искать.");
    check.done()?;
    let mut table = pattern_named(cx, may, pattern)?;
    title.clone_into(&mut table.title);
    let left = adapted(cx, &mut table, owner)?;
    let id = templates::add(cx, may, owner, table, pattern)?;
    cx.notice(&copied_notice(&left));
    Ok(templates::url(id))
}

/// A pack's table, or one's own.
fn pattern_named(cx: &mut Cx<Write>, may: &Granted<EditTemplates>, name: &str) -> Result<Table> {
    let none = || Error::field("pattern", "Такого образца нет. Выберите его из списка.");
    let house = cx.house_handle();
    if !tables::is_own(name) {
        return house.packs.template(name).map(|table| Table::clone(table)).ok_or_else(none);
    }
    let id = name.split_once('/').and_then(|(_, id)| id.parse().ok()).ok_or_else(none)?;
    templates::find(cx, may, id).map(|own| own.table).map_err(|_| none())
}

fn adapted(cx: &mut Cx<Write>, table: &mut Table, owner: &Unit) -> Result<Vec<String>> {
    let rules = rules_at(cx, owner)?;
    let facts = templates::facts(cx.house());
    Ok(editing::adapt(table, &rules, &facts))
}

fn copied_notice(left: &[String]) -> String {
    let first: Vec<&str> = left.iter().take(3).map(String::as_str).collect();
    match left.len() {
        0 => "Таблица создана. Правьте её: образец не изменится.".to_owned(),
        count => {
            let more = count - first.len();
            let more = if more == 0 { String::new() } else { format!(" и ещё {more}") };
            format!("Таблица создана. Не взято, чего у вас нет: {}{more}.", first.join(", "))
        }
    }
}

fn blank(cx: &mut Cx<Write>, may: &Granted<EditTemplates>, owner: &Unit) -> Result<String> {
    let request = cx.request_handle();
    let rules = rules_at(cx, owner)?;
    let ticked = request.form.all("level");
    let chosen = choices(&rules, owner.level(), |id| ticked.contains(&id));
    let chosen: Vec<LevelChoice> = chosen.into_iter().filter(|level| level.is_chosen).collect();
    let mut check = request.form.check();
    let title = check.required("title", 300, "Назовите таблицу: под этим именем вы будете её искать.");
    if chosen.is_empty() {
        check.fault("level", "Отметьте, кого измеряет таблица.");
    }
    check.done()?;
    let level = |one: LevelChoice| ObjectLevel { id: one.id, title: one.heading, optional: false };
    let table = editing::blank(title, chosen.into_iter().map(level).collect());
    let id = templates::add(cx, may, owner, table, "")?;
    cx.notice("Таблица создана. Добавьте критерии и показатели.");
    Ok(templates::url(id))
}

fn received(cx: &mut Cx<Write>, may: &Granted<EditTemplates>, owner: &Unit) -> Result<String> {
    let none = || Error::field("file", "Выберите файл: архив ZIP набора правил или таблицу TOML.");
    let Received(read) = *cx.prepared::<Received>().ok_or_else(none)?;
    let tables: Vec<Arc<Table>> = read.map_err(|sentence| Error::field("file", sentence))?;
    let mut last = String::new();
    let count = i64::try_from(tables.len()).unwrap_or(0);
    for table in tables {
        let mut table = Table::clone(&table);
        adapted(cx, &mut table, owner)?;
        last = templates::url(templates::add(cx, may, owner, table, "")?);
    }
    cx.notice(&format!("Из файла взято: {}.", russian::counted(count, "таблица", "таблицы", "таблиц")));
    Ok(if count == 1 { last } else { "/monitoring/templates".to_owned() })
}
