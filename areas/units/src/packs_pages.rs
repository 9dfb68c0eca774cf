//! Pages of the rules: every regulation pack as the program understands it, clause by clause, with what was decided
//! where the source errs. It is how a methodist learns to trust the program.

mod facts;
mod pack;
mod scoring;
mod template;
#[cfg(test)]
mod tests;

pub use facts::sentence as fact_in_words;
pub use scoring::sentence as rule_in_words;

use access::{Granted, Level, Permission, Role, Row, allow, permission};
use askama::Template;
use packs::{Manifest, Pack};
use registry::{MenuGroup, MenuLine};
use web::{Cx, Page, Read, Reply, Result, Route, get, russian};

use crate::store;

permission!(
    /// Regulations as the program understands them.
    SeeRules,
    "Смотреть правила"
);

/// Rules are for everybody who works by them.
pub(crate) fn access() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    allow::<SeeRules>(&everywhere)
}

/// The line of the menu.
pub(crate) fn menu() -> MenuLine {
    MenuLine {
        group: MenuGroup::Settings,
        title: "Правила",
        url: "/packs",
        permission: SeeRules::NAME,
        badge: false,
    }
}

/// The routes of the rules.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/packs", list),
        get("/packs/{pack}", pack::card),
        get("/packs/{pack}/templates/{template}", template::table),
    ]
}

#[derive(Template)]
#[template(path = "packs.html")]
struct ListPage {
    packs: Vec<Line>,
}

struct Line {
    url: String,
    title: String,
    issuer: String,
    act: String,
    holds: String,
    is_ours: bool,
}

/// `GET /packs`: all packs, those in force at the person's own place first.
fn list(cx: &mut Cx<Read>, may: Granted<SeeRules>) -> Result<Reply> {
    let house = cx.house_handle();
    let place = may.scopes().first().map_or("/", |scope| scope.path.as_str());
    let today = cx.today_at(place)?;
    let ours = store::effective(cx.conn(), &house.packs, place, today)?.chain.clone();
    let mut packs: Vec<_> = house.packs.packs().collect();
    let place_in_chain =
        |pack: &Pack| ours.iter().position(|id| *id == pack.manifest.id).unwrap_or(usize::MAX);
    packs.sort_by_key(|pack| (place_in_chain(pack), db::fold(&pack.manifest.title)));
    let line = |pack: &Pack| line(pack, ours.contains(&pack.manifest.id));
    Page::titled("Правила").show(&ListPage { packs: packs.into_iter().map(|pack| line(pack)).collect() })
}

fn line(pack: &Pack, is_ours: bool) -> Line {
    let count = |list: usize| i64::try_from(list).unwrap_or(0);
    let tables = count(pack.templates.len());
    let kinds = count(pack.document_kinds.len());
    let notes = count(pack.manifest.notes.len());
    let holds = [
        (
            tables,
            russian::counted(tables, "таблица мониторинга", "таблицы мониторинга", "таблиц мониторинга"),
        ),
        (kinds, russian::counted(kinds, "вид документов", "вида документов", "видов документов")),
        (notes, russian::counted(notes, "примечание", "примечания", "примечаний")),
    ];
    let holds: Vec<String> =
        holds.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    Line {
        url: url(&pack.manifest.id),
        title: pack.manifest.title.clone(),
        issuer: pack.manifest.issuer.clone(),
        act: act(&pack.manifest),
        holds: holds.join(", "),
        is_ours,
    }
}

/// The page of a pack.
fn url(pack: &str) -> String {
    format!("/packs/{pack}")
}

/// «№ 696 от 13 июля 2020 г.»; empty when the source has neither.
pub(crate) fn act(manifest: &Manifest) -> String {
    let number =
        Some(&manifest.number).filter(|number| !number.is_empty()).map(|number| format!("№\u{a0}{number}"));
    let date = manifest.date.map(|day| format!("от\u{a0}{}", russian::date_long(day.0)));
    number.into_iter().chain(date).collect::<Vec<_>>().join(" ")
}
