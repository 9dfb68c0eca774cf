//! Tables of a unit's own: the list, and what every page of the editor shares.

mod card;
mod criterion;
mod indicator;
mod new;
mod order;
mod pack;
mod receive;
mod rule;
mod settings;
mod typed;

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Granted;
use askama::Template;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Route, Write, get, post, russian};

use crate::access::EditTemplates;
use crate::actions::templates::{self, Edited, Own};
use crate::model::{Campaign, TemplateId};
use crate::rules::CampaignState;
use crate::store::templates as store;
use crate::tables;

/// The routes of the editor.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/monitoring/templates", list),
        get("/monitoring/templates/new", new::form),
        post("/monitoring/templates", new::create).uploads().prepare(receive::read),
        get("/monitoring/templates/{own}", card::show),
        get("/monitoring/templates/{own}/settings", settings::form),
        post("/monitoring/templates/{own}/settings", settings::save),
        get("/monitoring/templates/{own}/criteria", criterion::new),
        post("/monitoring/templates/{own}/criteria", criterion::add),
        get("/monitoring/templates/{own}/criteria/{criterion}", criterion::form),
        post("/monitoring/templates/{own}/criteria/{criterion}", criterion::save),
        post("/monitoring/templates/{own}/criteria/{criterion}/place", order::criterion),
        post("/monitoring/templates/{own}/criteria/{criterion}/removal", order::remove_criterion),
        get("/monitoring/templates/{own}/criteria/{criterion}/indicators", indicator::new),
        post("/monitoring/templates/{own}/criteria/{criterion}/indicators", indicator::add),
        get("/monitoring/templates/{own}/indicators/{no}", indicator::form),
        post("/monitoring/templates/{own}/indicators/{no}", indicator::save),
        post("/monitoring/templates/{own}/indicators/{no}/place", order::indicator),
        post("/monitoring/templates/{own}/indicators/{no}/removal", order::remove_indicator),
        post("/monitoring/templates/{own}/numbering", order::renumber),
        get("/monitoring/templates/{own}/pack", pack::download),
        get("/monitoring/templates/{own}/removal", order::sure),
        post("/monitoring/templates/{own}/removal", order::remove),
    ]
}

#[derive(Template)]
#[template(path = "templates.html")]
struct ListPage {
    rows: Vec<Row>,
    has_owners: bool,
}

struct Row {
    heading: String,
    url: String,
    owner: String,
    size: String,
    state: String,
    tone: &'static str,
    used: String,
    updated: String,
}

/// `GET /monitoring/templates`: tables of the units a person holds.
fn list(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let owned = store::owned(cx.conn(), &templates::owners(&may))?;
    let names: Vec<String> = owned.iter().map(|one| tables::name_of(one.id)).collect();
    let used = store::used(cx.conn(), &names)?;
    let owners: BTreeMap<i64, Unit> = owners(cx, &may)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let mut rules: BTreeMap<String, Arc<packs::Effective>> = BTreeMap::new();
    for unit in owners.values() {
        let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
        rules.insert(unit.path.clone(), units::effective(cx.conn(), &house.packs, &unit.path, today)?);
    }
    let facts = templates::facts(cx.house());
    let mut rows = Vec::new();
    for row in &owned {
        let table = tables::read(row)?;
        let faults = rules.get(&row.unit_path).map(|rules| packs::faults(&table, rules, &facts).len());
        let zone = cx.zone_at(&row.unit_path)?;
        let (state, tone) = state(faults.unwrap_or_default());
        rows.push(Row {
            heading: row.title.clone(),
            url: templates::url(row.id),
            owner: owners.get(&row.unit_id.0).map(|unit| unit.short_name.clone()).unwrap_or_default(),
            size: size(&table),
            state,
            tone,
            used: years(&used, row.id),
            updated: russian::moment(row.updated_at, zone),
        });
    }
    Page::titled("Свои таблицы показателей")
        .under("/monitoring")
        .show(&ListPage { rows, has_owners: owners.len() > 1 })
}

/// «готова» or how many faults it has.
fn state(faults: usize) -> (String, &'static str) {
    if faults == 0 {
        return ("готова".to_owned(), "ok");
    }
    let count = i64::try_from(faults).unwrap_or(i64::MAX);
    (russian::counted(count, "замечание", "замечания", "замечаний"), "warn")
}

/// «7 критериев, 60 строк, до 61 балла».
fn size(table: &packs::Template) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(0);
    let criteria = russian::counted(count(table.criteria.len()), "критерий", "критерия", "критериев");
    let rows = russian::counted(count(table.indicators().count()), "строка", "строки", "строк");
    let max = table.max.map(|max| format!(", до {}\u{a0}б.", russian::decimal(&max.to_string())));
    format!("{criteria}, {rows}{}", max.unwrap_or_default())
}

/// The years of the campaigns by a table.
fn years(used: &[Campaign], id: TemplateId) -> String {
    let name = tables::name_of(id);
    let of_it = used.iter().filter(|campaign| campaign.template == name);
    of_it.map(|campaign| russian::school_year(&campaign.period)).collect::<Vec<_>>().join(", ")
}

/// The units a person may keep tables of.
fn owners<M: Mode>(cx: &mut Cx<M>, may: &Granted<EditTemplates>) -> Result<Vec<Unit>> {
    Ok(units::store::all_of(cx.conn(), &templates::owners(may))?)
}

/// The table of the address.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<EditTemplates>) -> Result<Own> {
    let id: TemplateId = cx.request().arg("own")?;
    templates::find(cx, may, id)
}

/// The rules in force for the table's owner.
fn rules<M: Mode>(cx: &mut Cx<M>, own: &Own) -> Result<Arc<packs::Effective>> {
    let (house, path) = (cx.house_handle(), own.row.unit_path.clone());
    let today = cx.today_at(&path)?;
    Ok(units::effective(cx.conn(), &house.packs, &path, today)?)
}

/// What a form of the editor is drawn with, beside its own fields.
struct Shell {
    csrf: String,
    version: String,
    own_url: String,
    way: Vec<(String, String)>,
    clash: String,
    running: String,
    errors: Vec<(String, String)>,
}

impl Shell {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// Why a form is shown again.
#[derive(Default)]
struct Again {
    faults: Vec<FieldFault>,
    clash: String,
    version: Option<i64>,
}

impl Again {
    fn status(&self) -> u16 {
        if self.clash.is_empty() { 422 } else { 409 }
    }
}

/// The shell of a form about a table: where it stands, which campaigns go on by the edition before.
fn shell<M: Mode>(cx: &mut Cx<M>, own: &Own, here: &str, again: &Again) -> Result<Shell> {
    let used = store::used(cx.conn(), &[tables::name_of(own.row.id)])?;
    let version = again.version.unwrap_or(own.row.version);
    Ok(Shell {
        csrf: cx.csrf().to_owned(),
        version: version.to_string(),
        own_url: own.url(),
        way: vec![
            ("Свои таблицы".to_owned(), "/monitoring/templates".to_owned()),
            (own.table.title.clone(), own.url()),
            (here.to_owned(), String::new()),
        ],
        clash: again.clash.clone(),
        running: running(&used, &own.table.hash()),
        errors: again.faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
    })
}

/// «Мониторинг 2025/26 идёт по прежней редакции: правка коснётся следующих.»
fn running(used: &[Campaign], hash: &str) -> String {
    use CampaignState::{Collecting, Verifying};
    let is_going =
        |campaign: &&Campaign| matches!(campaign.state(), Collecting | Verifying) && campaign.has_copy();
    let going: Vec<&Campaign> = used.iter().filter(is_going).collect();
    let is_same = going.iter().all(|campaign| campaign.template_hash == hash);
    let edition = if is_same {
        "по своей копии таблицы"
    } else {
        "по прежней редакции"
    };
    let years: Vec<String> = going.iter().map(|campaign| russian::school_year(&campaign.period)).collect();
    if years.is_empty() {
        return String::new();
    }
    let verb = if years.len() == 1 { "идёт" } else { "идут" };
    format!("Мониторинг {} {verb} {edition}: правка коснётся следующих.", years.join(", "))
}

/// After a change: on to `to`, or the form again with what was typed.
fn outcome(
    cx: &mut Cx<Write>,
    result: Result<Edited>,
    to: &str,
    again: impl FnOnce(&mut Cx<Write>, Again) -> Result<Reply>,
) -> Result<Reply> {
    match result {
        Ok(Edited::Kept) => {
            cx.notice("Сохранено.");
            Ok(Reply::to(to))
        }
        Ok(Edited::Conflict { version, who, when }) => {
            let clash = format!(
                "Пока вы правили, таблицу {}. Ваше ниже, оно ещё не сохранено: сверьтесь с таблицей и сохраните ещё раз.",
                saved_by(&who, &when)
            );
            again(cx, Again { clash, version: Some(version), ..Again::default() })
        }
        Err(Error::Invalid(faults)) => again(cx, Again { faults, ..Again::default() }),
        Err(error) => Err(error),
    }
}

/// «сохранила Орлова Н. П. 18.06.2026 в 11:20», without a gender nobody knows.
fn saved_by(who: &str, when: &str) -> String {
    let who = if who.is_empty() { "кто-то ещё" } else { who };
    format!("уже изменил другой человек ({who}, {when})")
}

/// The version the person saw; a missing one is nobody's.
fn seen<M: Mode>(cx: &Cx<M>) -> i64 {
    cx.request().form.text("version").parse().unwrap_or(0)
}
