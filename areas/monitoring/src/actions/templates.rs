//! Tables of a unit's own: made from a pattern or anew, changed while nobody else did, removed. A campaign that has
//! opened keeps its copy (decision 7), so a change concerns only those that open later (Владимир, п. 5.4).

use std::fmt;

use access::Granted;
use audit::Action;
use packs::{Fault, Place, Template};
use serde_json::json;
use units::Unit;
use web::{Cx, Error, House, Mode, Result, Way, Write, russian};

use crate::access::EditTemplates;
use crate::model::TemplateId;
use crate::rules::editing;
use crate::store::templates::{self, OwnTemplate};
use crate::tables;

/// The most criteria and indicators of a table: more is a mistake, not a regulation.
const MOST_ROWS: usize = 1000;

/// A table of one's own with what is read around it.
#[derive(Debug, Clone)]
pub struct Own {
    /// As stored.
    pub row: OwnTemplate,
    /// The table inside.
    pub table: Template,
}

impl Own {
    /// Its page.
    pub fn url(&self) -> String {
        url(self.row.id)
    }
}

/// The page of a table of one's own.
pub(crate) fn url(id: TemplateId) -> String {
    format!("/monitoring/templates/{id}")
}

/// What came of a change.
#[derive(Debug)]
pub enum Edited {
    /// It is kept.
    Kept,
    /// Somebody else saved meanwhile: the version that stands now, who and when.
    Conflict {
        /// The version that stands.
        version: i64,
        /// «Орлова Н. П.», or empty.
        who: String,
        /// «18.06.2026 в 11:20»
        when: String,
    },
}

/// A table of a unit the person holds; any other does not exist.
pub fn find<M: Mode>(cx: &mut Cx<M>, may: &Granted<EditTemplates>, id: TemplateId) -> Result<Own> {
    let row = templates::of_owners(cx.conn(), &owners(may), id)?.ok_or(Error::NotFound)?;
    let table = tables::read(&row)?;
    Ok(Own { row, table })
}

/// The units a person edits tables of.
pub(crate) fn owners(may: &Granted<EditTemplates>) -> Vec<i64> {
    may.scopes().iter().map(|scope| scope.unit).collect()
}

/// Keeps a new table of a unit; a second of the same title is a fault of the field.
pub fn add(
    cx: &mut Cx<Write>,
    may: &Granted<EditTemplates>,
    owner: &Unit,
    mut table: Template,
    made_from: &str,
) -> Result<TemplateId> {
    may.within(&owner.path)?;
    recounted(&mut table)?;
    let (id, at) = (TemplateId(cx.id()), cx.now());
    let row = OwnTemplate {
        id,
        unit_id: owner.id,
        unit_path: owner.path.clone(),
        title: table.title.clone(),
        template_json: table.canonical_json(),
        made_from: made_from.to_owned(),
        updated_at: at,
        version: 1,
    };
    cx.tx().attempt(|tx| templates::add(tx, &row, at)).map_err(taken)?;
    told(cx, &row, Action::Created, "Таблица показателей создана")?;
    Ok(id)
}

/// Changes a table that still is as it was read; `said` goes into the journal.
pub fn edit(
    cx: &mut Cx<Write>,
    may: &Granted<EditTemplates>,
    id: TemplateId,
    version: i64,
    said: &str,
    change: impl FnOnce(&mut Template) -> Result<()>,
) -> Result<Edited> {
    cx.tx().lock("own_templates", id.0)?;
    let mut own = find(cx, may, id)?;
    if own.row.version != version {
        return conflict(cx, &own);
    }
    change(&mut own.table)?;
    recounted(&mut own.table)?;
    let (at, json) = (cx.now(), own.table.canonical_json());
    if json == own.row.template_json {
        return Ok(Edited::Kept);
    }
    let title = own.table.title.clone();
    cx.tx().attempt(|tx| templates::change(tx, id, version, &title, &json, at)).map_err(taken)?;
    told(cx, &own.row, Action::Changed, said)?;
    Ok(Edited::Kept)
}

/// Removes a table; campaigns that copied it keep their copies, one only planned with it cannot open any more.
pub fn remove(cx: &mut Cx<Write>, may: &Granted<EditTemplates>, id: TemplateId) -> Result<String> {
    cx.tx().lock("own_templates", id.0)?;
    let own = find(cx, may, id)?;
    let used = templates::used(cx.conn(), &[tables::name_of(id)])?;
    if let Some(planned) = used.iter().find(|campaign| !campaign.has_copy()) {
        return Err(Planned(russian::school_year(&planned.period), planned.url()).into());
    }
    templates::remove(cx.tx(), id)?;
    told(cx, &own.row, Action::Removed, "Таблица показателей удалена")?;
    Ok(own.row.title)
}

fn recounted(table: &mut Template) -> Result<()> {
    if table.criteria.len() + table.indicators().count() > MOST_ROWS {
        return Err(Error::field("title", "В таблице больше 1000 строк: разделите её на несколько."));
    }
    editing::recount(table).map_err(|sentence| Error::field("weight", sentence))
}

fn taken(error: db::Error) -> Error {
    if error.is_unique_on("own_templates", &["unit_id", "title_key"]) {
        return Error::field("title", "Таблица с таким названием у вас уже есть: назовите эту иначе.");
    }
    error.into()
}

fn conflict<M: Mode>(cx: &mut Cx<M>, own: &Own) -> Result<Edited> {
    let filter = audit::store::Filter {
        area: Some("monitoring".to_owned()),
        object: Some(own.row.id.0),
        ..audit::store::Filter::default()
    };
    let scope = db::Ranges::under([own.row.unit_path.as_str()]);
    let last = audit::store::search(cx.conn(), &scope, &filter, 1)?;
    let ids: Vec<i64> = last.iter().filter_map(|line| line.account_id).collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let zone = cx.zone_at(&own.row.unit_path)?;
    Ok(Edited::Conflict {
        version: own.row.version,
        who: ids.first().and_then(|id| names.get(id)).cloned().unwrap_or_default(),
        when: russian::moment(own.row.updated_at, zone),
    })
}

fn told(cx: &mut Cx<Write>, row: &OwnTemplate, action: Action, text: &str) -> Result<()> {
    let line = format!("{text}: «{}»", row.title);
    cx.journal(action, ("monitoring", "template", row.id.0), &row.unit_path, &line, json!({}))
}

/// What is wrong with a table under the rules in force at `path`.
pub fn faults<M: Mode>(cx: &mut Cx<M>, table: &Template, path: &str) -> Result<Vec<Fault>> {
    let (house, today) = (cx.house_handle(), cx.today_at(path)?);
    let rules = units::effective(cx.conn(), &house.packs, path, today)?;
    Ok(packs::faults(table, &rules, &facts(&house)))
}

/// The facts the house offers.
pub(crate) fn facts(house: &House) -> Vec<packs::FactDecl> {
    house.registry.facts.iter().flat_map(|offer| offer.declares().iter().cloned()).collect()
}

/// A campaign may not be planned or opened by a table of one's own that has faults.
pub(crate) fn must_be_sound(cx: &mut Cx<Write>, name: &str, table: &Template, path: &str) -> Result<()> {
    if !tables::is_own(name) {
        return Ok(());
    }
    let found = faults(cx, table, path)?;
    if found.is_empty() {
        return Ok(());
    }
    let said = |fault: &Fault| match fault.place {
        Place::Table => fault.sentence.clone(),
        place => format!("{}: {}", editing::named(table, place), fault.sentence),
    };
    let url = name.split_once('/').map(|(_, id)| format!("/monitoring/templates/{id}")).unwrap_or_default();
    Err(Faulty { said: found.iter().take(5).map(said).collect(), count: found.len(), url }.into())
}

/// A table with faults cannot be measured by.
#[derive(Debug)]
struct Faulty {
    said: Vec<String>,
    count: usize,
    url: String,
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = self.count - self.said.len();
        let more = if more == 0 { String::new() } else { format!(" И ещё замечаний: {more}.") };
        write!(
            f,
            "По таблице с замечаниями мониторинг не проводится. {}{more} Исправьте таблицу.",
            self.said.join(" ")
        )
    }
}

impl web::Refusal for Faulty {
    fn ways(&self) -> Vec<Way> {
        vec![Way { label: "Исправить таблицу".to_owned(), url: self.url.clone() }]
    }
}

/// A table a planned campaign waits for.
#[derive(Debug)]
struct Planned(String, String);

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "По этой таблице запланирован мониторинг {}: без неё он не откроется. Откройте сбор – он возьмёт свою копию, – тогда таблицу можно удалить.",
            self.0
        )
    }
}

impl web::Refusal for Planned {
    fn ways(&self) -> Vec<Way> {
        vec![Way { label: "К мониторингу".to_owned(), url: self.1.clone() }]
    }
}
