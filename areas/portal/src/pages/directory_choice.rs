//! Where the authority decides whose structures everybody sees.

use access::Granted;
use askama::Template;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::directory;
use crate::OpenDirectory;
use crate::directing;
use crate::store::directories;

/// So many structures without an address are named.
const MOST_BARE: i64 = 10;
const TITLE: &str = "Справочник для всех";

#[derive(Template)]
#[template(path = "directories.html")]
struct ListPage {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    url: String,
    is_open: bool,
    /// The unit above whose directory shows it; empty: none does.
    shown_by: String,
    public: String,
}

/// `GET /directories`: the person's own places.
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<OpenDirectory>) -> Result<Reply> {
    let ids: Vec<i64> = may.scopes().iter().map(|scope| scope.unit).collect();
    let units = units::store::all_of(cx.conn(), &ids)?;
    let known = directories::of_units(cx.conn(), &ids)?;
    let over = over(cx, &units)?;
    let row = |unit: Unit| Row {
        shown_by: over
            .iter()
            .find(|(id, _)| *id == unit.id)
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        is_open: known.iter().any(|one| one.unit_id == unit.id && one.is_open),
        url: address(unit.id),
        public: directory::address(unit.id),
        name: unit.name,
    };
    let page = ListPage { rows: units.into_iter().map(row).collect() };
    Page::titled(TITLE).under("/directory").show(&page)
}

/// Of these units the ones a unit above shows, and which: the nearest.
fn over(cx: &mut Cx<Read>, units: &[Unit]) -> Result<Vec<(UnitId, String)>> {
    let above = |path: &str| -> Vec<i64> { path.split('/').filter_map(|id| id.parse().ok()).collect() };
    let mut ids: Vec<i64> = units.iter().flat_map(|unit| above(&unit.path)).collect();
    ids.sort_unstable();
    ids.dedup();
    let open = directories::of_units(cx.conn(), &ids)?;
    let open: Vec<i64> = open.iter().filter(|one| one.is_open).map(|one| one.unit_id.0).collect();
    let names = units::store::all_of(cx.conn(), &open)?;
    let nearest = |unit: &Unit| {
        let mut ways = above(&unit.path).into_iter().rev().filter(|id| *id != unit.id.0);
        let id = ways.find(|id| open.contains(id))?;
        let name = names.iter().find(|one| one.id.0 == id)?.short_name.clone();
        Some((unit.id, name))
    };
    Ok(units.iter().filter_map(nearest).collect())
}

fn address(unit: UnitId) -> String {
    format!("/directories/{unit}")
}

#[derive(Template)]
#[template(path = "directory_choice.html")]
struct ChoicePage {
    csrf: String,
    heading: String,
    url: String,
    public: String,
    is_open: bool,
    stand: &'static str,
    tone: &'static str,
    button: &'static str,
    about: String,
    version: String,
    errors: Vec<(String, String)>,
    fault: String,
    /// The unit above whose directory shows the page already; empty: none does.
    shown_by: String,
    /// «У 12 структур нет адреса …»; empty: all have one.
    unaddressed: String,
    /// The first of them: name, where it is told.
    bare: Vec<(String, String)>,
}

/// `GET /directories/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<OpenDirectory>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = directing::own(cx, &may, id)?;
    let page = made(cx, &unit)?;
    framed(&unit, &page)
}

fn framed(unit: &Unit, page: &ChoicePage) -> Result<Reply> {
    Page::titled(TITLE).at(&unit.path).under("/directory").show(page)
}

/// КЕ, п. 6.3: each structure has the address of its site or of its section on the portal.
fn unaddressed(count: i64) -> String {
    if count == 0 {
        return String::new();
    }
    let counted = russian::counted(count, "структуры", "структур", "структур");
    format!("У\u{a0}{counted} не\u{a0}указан ни\u{a0}сайт, ни\u{a0}раздел на\u{a0}портале.")
}

fn made<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<ChoicePage> {
    let known = directories::of(cx.conn(), unit.id)?;
    let is_open = known.as_ref().is_some_and(|one| one.is_open);
    let place = db::Ranges::under([unit.path.as_str()]);
    let (count, bare) = structures::shown::without_address(cx.conn(), &place, MOST_BARE)?;
    let over = directories::over(cx.conn(), &unit.path)?.filter(|one| one.unit_id != unit.id);
    let above: Vec<i64> = over.iter().map(|one| one.unit_id.0).collect();
    let shown_by = units::store::all_of(cx.conn(), &above)?.pop().map(|unit| unit.short_name);
    let (stand, tone, button) = match (is_open, &shown_by) {
        (true, _) => ("видят все", "ok", "Сохранить"),
        (false, Some(_)) => ("видят все", "ok", "Показать слова о\u{a0}себе"),
        (false, None) => ("не\u{a0}показан", "muted", "Показать всем"),
    };
    Ok(ChoicePage {
        csrf: cx.csrf().to_owned(),
        heading: unit.name.clone(),
        url: address(unit.id),
        public: directory::address(unit.id),
        is_open,
        stand,
        tone,
        button,
        version: known.as_ref().map_or(0, |one| one.version).to_string(),
        about: known.map(|one| one.about).unwrap_or_default(),
        errors: Vec::new(),
        fault: String::new(),
        shown_by: shown_by.unwrap_or_default(),
        unaddressed: unaddressed(count),
        bare: bare.into_iter().map(|one| (one.name.clone(), format!("{}/requisites", one.url()))).collect(),
    })
}

/// `POST /directories/{unit}`
pub(super) fn open(cx: &mut Cx<Write>, may: Granted<OpenDirectory>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let request = cx.request_handle();
    let form = &request.form;
    let version = form.text("version").parse().unwrap_or(0);
    match directing::open(cx, &may, id, (form.text("about"), version)) {
        Ok(()) => {
            cx.notice("Справочник виден всем без учётной записи.");
            Ok(Reply::to(address(id)))
        }
        Err(Error::Invalid(faults)) => {
            let unit = directing::own(cx, &may, id)?;
            let mut page = made(cx, &unit)?;
            form.text("about").clone_into(&mut page.about);
            page.fault = faults.first().map(|fault| fault.text.clone()).unwrap_or_default();
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(framed(&unit, &page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /directories/{unit}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<OpenDirectory>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let version = cx.request().form.text("version").parse().unwrap_or(0);
    match directing::close(cx, &may, id, version) {
        Ok(()) => cx.notice("Справочник больше не\u{a0}показан всем."),
        Err(Error::Invalid(_)) => {
            cx.notice("Справочник изменили, пока страница была открыта: сверьте и\u{a0}повторите.");
        }
        Err(error) => return Err(error),
    }
    Ok(Reply::to(address(id)))
}
