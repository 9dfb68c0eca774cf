//! Documents that must exist, of one unit: what is there, what lapsed, what is missing, who brings it up to date.

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use packs::{DocumentKind, Effective};
use units::{Unit, UnitId};
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::kinds;
use crate::model::Proving;
use crate::rules::required::{self, Asked, Standing};
use crate::{SeeDocuments, store};

/// A document asked of the unit, as its page says it.
struct Line {
    title: String,
    state: (&'static str, &'static str),
    document: Option<(String, String)>,
    note: String,
    /// Where one is begun; empty: it is there, or the person may not.
    begin: String,
    /// Where a sample of its text is published; empty: nowhere.
    sample: String,
}

/// Lines of one list.
struct Folder {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "required.html")]
struct RequiredPage {
    name: String,
    summary: String,
    tone: &'static str,
    keeper: &'static str,
    folders: Vec<Folder>,
    /// «Папка «Документы о наставничестве» неполна: нет …»; empty: none is asked for here, or it is whole.
    lacking: String,
}

/// `GET /documents/required?unit=…`: what is there, what lapsed, what is missing.
pub(super) fn unit(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let asked = cx.request().asked("unit").to_owned();
    let own = may.scopes().first().map(|scope| UnitId(scope.unit));
    // Whoever has the whole installation has no documents of an own.
    if asked.is_empty() && may.scopes().iter().all(|scope| scope.level == access::Level::Installation) {
        return Ok(Reply::to("/documents/coverage"));
    }
    let id = if asked.is_empty() { own } else { asked.parse().ok() }.ok_or(Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let (rules, today) = (kinds::rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let level = kinds::pack_level(unit.level());
    let list = required::of_kind(required::asked_of(&rules, level), &unit.kind);
    let found = store::of_kinds(cx.conn(), &[unit.id.0], &required::kinds_of(&list))?;
    let found: Vec<&Proving> = found.iter().collect();
    let days = (today, required::year_start(&rules, today));
    let is_kept = super::keeps(cx, &unit.path);
    let (have, need) = counted(&required::must_exist(&list), &found, days);
    let asked_here = asked_here(cx, &unit, &rules)?;
    let list = required::asked_where(list, &asked_here);
    let page = RequiredPage {
        name: unit.name.clone(),
        summary: summary(have, need),
        tone: if have == need { "ok" } else { "warn" },
        keeper: keeper(unit.level()),
        lacking: lacking(&list, &asked_here, &found, days),
        folders: folders(&list, &|one| line(one, &unit, &found, days, is_kept)),
    };
    Page::titled("Обязательные документы").at(&unit.path).under("/documents").show(&page)
}

/// The folders whose condition holds of the unit: «there are pairs of mentoring».
fn asked_here(cx: &mut Cx<Read>, unit: &Unit, rules: &Effective) -> Result<Vec<packs::Folder>> {
    let (house, level) = (cx.house_handle(), kinds::pack_level(unit.level()));
    let mut here = Vec::new();
    for folder in rules.folders.iter().map(|one| &one.rule).filter(|one| one.level == level) {
        let offer = house.registry.folders.iter().find(|offer| offer.condition() == folder.asked_where);
        if let Some(offer) = offer
            && offer.holds(cx.conn(), &[unit.id.0])?.contains(&unit.id.0)
        {
            here.push(folder.clone());
        }
    }
    Ok(here)
}

/// What the folders asked for here lack, in words.
fn lacking(
    list: &[Asked<'_>],
    here: &[packs::Folder],
    found: &[&Proving],
    days: (NaiveDate, NaiveDate),
) -> String {
    let of = |folder: &packs::Folder| {
        let own = list.iter().filter(|one| one.folder == folder.title && !one.is_optional);
        let lacks = own.filter(|one| !required::standing(one.kind, found, days).0.is_met());
        let titles: Vec<String> = lacks.map(|one| format!("«{}»", one.kind.title)).collect();
        (!titles.is_empty()).then(|| {
            format!("Папка «{}» неполна ({}): нет {}.", folder.title, folder.clause, titles.join(", "))
        })
    };
    here.iter().filter_map(of).collect::<Vec<_>>().join(" ")
}

fn counted(must: &[&DocumentKind], found: &[&Proving], days: (NaiveDate, NaiveDate)) -> (usize, usize) {
    let met = must.iter().filter(|kind| required::standing(kind, found, days).0.is_met());
    (met.count(), must.len())
}

fn summary(have: usize, need: usize) -> String {
    match (have, need) {
        (_, 0) => "Набор правил территории не требует от этого уровня документов.".to_owned(),
        _ if have == need => format!("Все обязательные документы действуют: {have} из\u{a0}{need}."),
        _ => format!("Действуют {have} из\u{a0}{need} обязательных документов."),
    }
}

/// Who brings the documents of a level up to date.
fn keeper(level: Level) -> &'static str {
    match level {
        Level::Installation | Level::Region => "министерство или региональный институт",
        Level::Municipality | Level::District => {
            "руководитель или методист муниципальной службы, орган управления образованием"
        }
        Level::Organisation => "директор или заместитель директора",
    }
}

fn folders<'a>(list: &[Asked<'a>], line: &dyn Fn(&Asked<'a>) -> Line) -> Vec<Folder> {
    let mut folders: Vec<Folder> = Vec::new();
    for one in list {
        let title = match (one.folder, one.clause) {
            ("", _) => "Другие обязательные документы".to_owned(),
            (folder, clause) => format!("{folder} ({clause})"),
        };
        if folders.last().is_none_or(|last| last.title != title) {
            folders.push(Folder { title, lines: Vec::new() });
        }
        folders.last_mut().into_iter().for_each(|last| last.lines.push(line(one)));
    }
    folders
}

fn line(
    one: &Asked<'_>,
    unit: &Unit,
    found: &[&Proving],
    days: (NaiveDate, NaiveDate),
    is_kept: bool,
) -> Line {
    let (how, document) = required::standing(one.kind, found, days);
    let is_idle = one.is_optional && how == Standing::Missing;
    let begins = is_kept && !how.is_met() && how != Standing::OnTheWay;
    Line {
        title: one.kind.title.clone(),
        state: if is_idle { ("по необходимости", "muted") } else { (how.title(), how.tone()) },
        document: document.map(|document| (document.title_line(), address(document))),
        note: note(one.kind, how, document),
        begin: if begins { begin(unit, one.kind) } else { String::new() },
        sample: if begins { one.kind.sample.clone() } else { String::new() },
    }
}

pub(super) fn address(document: &Proving) -> String {
    format!("/documents/{}", document.id)
}

/// The form of a new document with the unit, the kind and the title filled.
fn begin(unit: &Unit, kind: &DocumentKind) -> String {
    let query = [("unit", unit.id.to_string()), ("kind", kind.id.clone()), ("title", kind.title.clone())];
    let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
    web::address("/documents/new", &query)
}

fn note(kind: &DocumentKind, how: Standing, document: Option<&Proving>) -> String {
    let last = document.and_then(|document| document.valid_to).map(russian::date);
    match (how, last) {
        (Standing::Ending, Some(last)) => format!("срок кончается {last}: готовьте новый"),
        (Standing::Lapsed, Some(last)) => format!("последний день – {last}"),
        (Standing::Lapsed, None) if kind.yearly => "на\u{a0}этот учебный год нет".to_owned(),
        _ => String::new(),
    }
}
