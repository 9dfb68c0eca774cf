//! What a card tells of a unit: its passport in words, its figures, its history.

use access::Level;
use web::view::{Figure, HistoryEntry};
use web::{Cx, Mode, Read, Result, russian};

use super::form_of;
use super::list::marks;
use crate::model::UnitThen;
use crate::store::{events, versions};
use crate::{Unit, rules_at};

/// What a card tells: of the unit as it is, or as it was on a day.
pub(super) struct Told<'a> {
    pub level: Level,
    pub code: &'a str,
    pub kind: &'a str,
    pub size_group: &'a str,
    pub service_form: Option<&'a str>,
    pub service_staff: Option<i64>,
    pub resource_url: Option<&'a str>,
    pub authority: Option<&'a str>,
    pub is_small: bool,
    pub is_remote: bool,
    pub is_hard_to_reach: bool,
    pub distance_km: Option<i64>,
    pub pupils: Option<i64>,
    pub teachers: Option<i64>,
}

/// Label, value, address; an empty address is plain text.
pub(super) type Facts = Vec<(String, String, String)>;

/// The passport in words.
pub(super) fn passport(unit: &Told<'_>, forms: &[(String, String)], kinds: &[(String, String)]) -> Facts {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push((label.to_owned(), value, String::new()));
        }
    };
    let titled = |id: &str| {
        kinds.iter().find(|(known, _)| known == id).map(|(_, title)| title.clone()).unwrap_or_default()
    };
    fact("Код", unit.code.to_owned());
    fact("Вид", titled(unit.kind));
    fact("Группа", group(unit.size_group).to_owned());
    fact("Орган управления образованием", unit.authority.unwrap_or_default().to_owned());
    fact("Методическая служба", form_of(unit.level, unit.service_form, forms));
    if let Some(staff) = unit.service_staff {
        fact("Штат службы", russian::counted(staff, "человек", "человека", "человек"));
    }
    fact("Признаки", marks(unit.is_small, unit.is_remote, unit.is_hard_to_reach));
    if let Some(km) = unit.distance_km {
        fact("До\u{a0}центра муниципалитета", format!("{km}\u{a0}км"));
    }
    if let Some(url) = unit.resource_url {
        facts.push(("Информационный ресурс".to_owned(), url.to_owned(), url.to_owned()));
    }
    facts
}

pub(super) fn group(code: &str) -> &str {
    match code {
        "city" => "город",
        "district" => "район",
        other => other,
    }
}

/// Counts of what stands under it, teachers and pupils; `counted`: teachers by their cards.
pub(super) fn figures(unit: &Told<'_>, counts: &[(String, i64)], counted: i64, on: &str) -> Vec<Figure> {
    let count =
        |level: Level| counts.iter().find(|(code, _)| code == level.code()).map_or(0, |(_, count)| *count);
    let mut figures = Vec::new();
    let mut figure = |label: &str, value: i64, url: String| {
        figures.push(Figure { label: label.to_owned(), value: value.to_string(), note: String::new(), url });
    };
    let list = |level: &str| web::address("/units", &[("level", level), ("on", on)]);
    if unit.level == Level::Region {
        figure("Муниципалитетов", count(Level::Municipality), list("municipality"));
    }
    if unit.level != Level::Organisation {
        figure("Организаций", count(Level::Organisation), list("organisation"));
    }
    if let Some(pupils) = unit.pupils {
        figure("Обучающихся по\u{a0}паспорту", pupils, String::new());
    }
    if let Some(teachers) = unit.teachers {
        figure("Педагогов по\u{a0}паспорту", teachers, String::new());
        if let (Some(last), true) = (figures.last_mut(), counted > 0) {
            last.note = format!("в\u{a0}программе\u{a0}– {counted}");
        }
    } else if counted > 0 {
        figure("Педагогов в\u{a0}программе", counted, String::new());
    }
    figures
}

/// How many teachers there are by their cards now; 0: nobody is entered.
pub(super) fn counted(cx: &mut Cx<Read>, unit: &Unit) -> Result<i64> {
    let (house, today, rules) = (cx.house_handle(), cx.today_at(&unit.path)?, rules_at(cx, &unit.path)?);
    let posts: Vec<&str> = rules
        .posts
        .iter()
        .filter(|post| post.rule.is_pedagogical())
        .map(|post| post.rule.id.as_str())
        .collect();
    match &house.registry.staff {
        Some(staff) if unit.is_active() => Ok(staff.count(cx.conn(), &unit.path, &posts, today)?),
        _ => Ok(0),
    }
}

/// «№ 55» is not torn apart at the end of a line.
fn numbered(text: &str) -> String {
    text.replace("№ ", "№\u{a0}")
}

/// What happened, the newest first; the last line is the day it is known from.
pub(super) fn history<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(&unit.path)?;
    let all = events::of_unit(cx.conn(), unit.id)?;
    let people: Vec<i64> = all.iter().filter_map(|event| event.account_id).collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let is_told = all.iter().any(|event| ["created", "split"].contains(&event.kind.as_str()));
    let mut entries: Vec<HistoryEntry> = all
        .into_iter()
        .map(|event| HistoryEntry {
            text: if event.ground.is_empty() {
                format!("{}. {}", russian::date(event.happened_on), numbered(&event.text))
            } else {
                let text = numbered(&event.text);
                format!("{}. {text}. Основание: {}", russian::date(event.happened_on), event.ground)
            },
            who: event
                .account_id
                .and_then(|id| names.get(&id).cloned())
                .unwrap_or_else(|| "программа".to_owned()),
            when: format!("внесено {}", russian::moment(event.at, zone)),
        })
        .collect();
    if !is_told && let Some(first) = versions::first_day(cx.conn(), unit.id)? {
        entries.push(HistoryEntry {
            text: format!("{}. Есть в\u{a0}реестре с\u{a0}этого дня", russian::date(first)),
            who: "программа".to_owned(),
            when: "при заполнении".to_owned(),
        });
    }
    Ok(entries)
}

impl<'a> From<&'a Unit> for Told<'a> {
    fn from(unit: &'a Unit) -> Self {
        Self {
            level: unit.level(),
            code: &unit.code,
            kind: &unit.kind,
            size_group: &unit.size_group,
            service_form: unit.service_form.as_deref(),
            service_staff: unit.service_staff,
            resource_url: unit.resource_url.as_deref(),
            authority: unit.authority.as_deref(),
            is_small: unit.is_small,
            is_remote: unit.is_remote,
            is_hard_to_reach: unit.is_hard_to_reach,
            distance_km: unit.distance_km,
            pupils: unit.pupils,
            teachers: unit.teachers,
        }
    }
}

impl<'a> From<&'a UnitThen> for Told<'a> {
    fn from(unit: &'a UnitThen) -> Self {
        Self {
            level: unit.level(),
            code: "",
            kind: &unit.kind,
            size_group: &unit.size_group,
            service_form: unit.service_form.as_deref(),
            service_staff: unit.service_staff,
            resource_url: None,
            authority: None,
            is_small: unit.is_small,
            is_remote: unit.is_remote,
            is_hard_to_reach: unit.is_hard_to_reach,
            distance_km: unit.distance_km,
            pupils: unit.pupils,
            teachers: unit.teachers,
        }
    }
}
