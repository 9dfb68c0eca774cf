//! What is known of a structure: label, value, where it leads.

use documents::{Above, Document, SeeDocuments};
use packs::{Effective, StructureKind};
use units::{SeeUnits, Unit};
use web::{Cx, Mode, Result, russian};

use super::super::{level_title, service_titles};
use crate::model::Structure;
use crate::rules::Act;
use crate::{access as reach, store};

pub(super) fn of<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    (unit, rules): (&Unit, &Effective),
    (kind, [founding, minutes]): (Option<&StructureKind>, [Option<Document>; 2]),
) -> Result<Vec<(String, String, String)>> {
    let above = match one.parent_id {
        Some(id) => store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    let (over, today) = (Above::of(cx), cx.today_at(&unit.path)?);
    let in_force = |one: &Document| Act::of(Some(one), today) == Act::Stands;
    let paper = |held: Option<Document>| {
        let said = |one: Document| {
            let is_open =
                seen.holds(&one.unit_path) || over.opens((&one.unit_path, &one.genus), in_force(&one));
            (one.title_line(), if is_open { one.url() } else { String::new() })
        };
        held.map(said).unwrap_or_default()
    };
    let service = store::directions_of(cx.conn(), &[one.id.0])?.remove(&one.id.0).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(russian::date).unwrap_or_default();
    let section = one.section_url.clone().unwrap_or_default();
    let text = |text: &str| (text.to_owned(), String::new());
    let all = [
        (
            "Территория",
            (unit.name.clone(), reach::open(&reach::reaches::<SeeUnits, M>(cx), &unit.path, unit.url())),
        ),
        ("Уровень", text(&level_title(rules, &one.level))),
        ("Блок", text(one.block().title())),
        (
            "Часть в\u{a0}управлении",
            text(kind.and_then(|k| k.management).map_or("", packs::Management::title)),
        ),
        ("Предметы, направления", text(&one.subjects().join(", "))),
        ("Направления службы", text(&service_titles(rules, &service))),
        ("Подчиняется", above.map(|one| (one.name.clone(), one.url())).unwrap_or_default()),
        ("Создана", text(&russian::date(one.started_on))),
        ("Основание", paper(founding)),
        ("Протокол", paper(minutes)),
        ("Срок", text(&day(one.ends_on))),
        ("Задача", text(&one.task)),
        ("Закрыта", text(&day(one.closed_on))),
        ("Чем кончилось", text(&one.result)),
        ("Ресурс", (one.resource_url.clone(), one.resource_url.clone())),
        ("Раздел на\u{a0}портале", (section.clone(), section)),
        ("Кто создаёт", text(kind.map_or("", |kind| kind.founder.as_str()))),
        ("По\u{a0}положению", text(kind.map_or("", |kind| kind.clause.as_str()))),
        ("Принято", text(kind.map_or("", |kind| kind.taken.as_str()))),
    ];
    let said = all.into_iter().filter(|(_, (value, _))| !value.is_empty());
    Ok(said.map(|(label, (value, url))| (label.to_owned(), value, url)).collect())
}
