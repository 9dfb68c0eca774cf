//! What a table says of itself: title, the act it rests on, whom it measures, over what period.

use access::{Granted, Level};
use askama::Template;
use packs::{Act, Day, FirstPeriod, ObjectLevel, PeriodKind, Template as Table};
use web::{Cx, Mode, Page, Read, Reply, Request, Result, Write};

use super::new::{LevelChoice, choices};
use super::{Again, Shell};
use crate::access::EditTemplates;
use crate::actions::templates::{self, Own};

#[derive(Template)]
#[template(path = "template_settings.html")]
struct SettingsPage {
    shell: Shell,
    typed: Typed,
    levels: Vec<LevelChoice>,
    documents: Vec<(String, String)>,
}

/// The fields as they are or as they were typed.
#[derive(Default)]
struct Typed {
    heading: String,
    clause: String,
    act_title: String,
    act_number: String,
    act_date: String,
    document: String,
    period: String,
    first_period: String,
    objection_days: String,
    decimals: String,
    levels: Vec<(String, String)>,
}

/// `GET …/settings`.
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let typed = Typed::of(&own.table);
    page(cx, &own, typed, &Again::default())
}

fn page<M: Mode>(cx: &mut Cx<M>, own: &Own, typed: Typed, again: &Again) -> Result<Reply> {
    let rules = super::rules(cx, own)?;
    let unit = units::store::all_of(cx.conn(), &[own.row.unit_id.0])?;
    let top = unit.first().map_or(Level::Organisation, units::Unit::level);
    let mut levels = choices(&rules, top, |id| typed.levels.iter().any(|(known, _)| known == id));
    for choice in &mut levels {
        if let Some((_, heading)) = typed.levels.iter().find(|(id, _)| *id == choice.id) {
            choice.heading.clone_from(heading);
        }
    }
    let found = documents::store::of_unit(cx.conn(), &own.row.unit_path, &[], 100)?;
    let line =
        |one: &documents::Document| (one.id.to_string(), format!("{} – {}", one.title_line(), one.title));
    let documents = found.iter().map(line).collect();
    let shell = super::shell(cx, own, "Настройки", again)?;
    let is_again = !again.faults.is_empty() || !again.clash.is_empty();
    let body = SettingsPage { shell, typed, levels, documents };
    let reply = Page::titled("Настройки таблицы").at(&own.row.unit_path).under("/monitoring").show(&body)?;
    Ok(if is_again { reply.status(again.status()) } else { reply })
}

/// `POST …/settings`.
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let (own, request) = (super::asked(cx, &may)?, cx.request_handle());
    let typed = Typed::posted(&request);
    let version = super::seen(cx);
    let is_known = is_known(cx, &own, &typed.document)?;
    let result = read(&request, &typed, is_known).and_then(|read| {
        templates::edit(
            cx,
            &may,
            own.row.id,
            version,
            "Настройки таблицы изменены",
            |table| {
                read.into_table(table);
                Ok(())
            },
        )
    });
    super::outcome(cx, result, &own.url(), |cx, again| page(cx, &own, typed, &again))
}

/// Whether the act's document is one of the owner's own.
fn is_known(cx: &mut Cx<Write>, own: &Own, id: &str) -> Result<bool> {
    let Ok(id) = id.parse::<documents::DocumentId>() else { return Ok(id.is_empty()) };
    let scope = db::Ranges::under([own.row.unit_path.as_str()]);
    Ok(documents::store::find(cx.conn(), &scope, id)?.is_some())
}

/// The fields as values.
struct Settings {
    title: String,
    clause: String,
    act: Option<Act>,
    period: PeriodKind,
    first_period: FirstPeriod,
    objection_days: u32,
    decimals: u32,
    levels: Vec<ObjectLevel>,
}

impl Settings {
    fn into_table(self, table: &mut Table) {
        // A level goes with its criteria only when they are removed: here it is only named.
        let optional: Vec<String> =
            table.levels.iter().filter(|level| level.optional).map(|level| level.id.clone()).collect();
        let levels = self.levels.into_iter();
        let levels = levels.map(|level| ObjectLevel { optional: optional.contains(&level.id), ..level });
        let before = table.levels.first().map(|level| level.id.clone());
        table.levels = levels.collect();
        table.title = self.title;
        table.clause = self.clause;
        table.act = self.act;
        table.period = self.period;
        table.first_period = self.first_period;
        table.objection_days = self.objection_days;
        table.decimals = self.decimals;
        // With a second level, criteria that meant the only one say so.
        for criterion in &mut table.criteria {
            criterion.level = match criterion.level.take() {
                None if table.levels.len() > 1 => before.clone(),
                Some(level) if table.levels.len() == 1 && table.levels.iter().any(|one| one.id == level) => {
                    None
                }
                level => level,
            };
        }
    }
}

fn read(request: &Request, typed: &Typed, is_document_known: bool) -> Result<Settings> {
    let mut check = request.form.check();
    if !is_document_known {
        check.fault("document", "Такого документа у вас нет. Выберите его из списка.");
    }
    check.required("title", 300, "Назовите таблицу.");
    check.optional("clause", 300);
    check.optional("act_title", 300);
    check.optional("act_number", 60);
    let date = check.date("act_date");
    let mut whole = |field: &str, most: u32, sentence: &str| -> u32 {
        let value = request.form.text(field);
        let value = if value.is_empty() { Some(0) } else { value.parse().ok() };
        value.filter(|value| *value <= most).unwrap_or_else(|| {
            check.fault(field, sentence);
            0
        })
    };
    let objection_days = whole("objection_days", 90, "Укажите дни возражений целым числом, не больше 90.");
    let decimals = whole("decimals", 4, "Знаков после запятой бывает от 0 до 4.");
    if typed.levels.is_empty() {
        check.fault("level", "Отметьте, кого измеряет таблица.");
    }
    if let Some((_, name)) = typed.levels.iter().find(|(_, name)| name.chars().count() > 200) {
        check.fault("level", format!("Слишком длинно: «{name}». Сократите до 200 знаков."));
    }
    check.done()?;
    Ok(Settings {
        title: typed.heading.clone(),
        clause: typed.clause.clone(),
        act: typed.act(date),
        period: period(&typed.period),
        first_period: if typed.first_period == "same" { FirstPeriod::Same } else { FirstPeriod::Skip },
        objection_days,
        decimals,
        levels: typed.levels(),
    })
}

fn period(code: &str) -> PeriodKind {
    match code {
        "calendar_year" => PeriodKind::CalendarYear,
        "half_year" => PeriodKind::HalfYear,
        _ => PeriodKind::SchoolYear,
    }
}

impl Typed {
    fn of(table: &Table) -> Self {
        let act = table.act.clone().unwrap_or_default();
        let period = match table.period {
            PeriodKind::SchoolYear => "school_year",
            PeriodKind::CalendarYear => "calendar_year",
            PeriodKind::HalfYear => "half_year",
        };
        Self {
            heading: table.title.clone(),
            clause: table.clause.clone(),
            act_title: act.title,
            act_number: act.number,
            act_date: act.date.map(|day| day.0.to_string()).unwrap_or_default(),
            document: act.document.unwrap_or_default(),
            period: period.to_owned(),
            first_period: if table.first_period == FirstPeriod::Same { "same" } else { "skip" }.to_owned(),
            objection_days: table.objection_days.to_string(),
            decimals: table.decimals.to_string(),
            levels: table.levels.iter().map(|level| (level.id.clone(), level.title.clone())).collect(),
        }
    }

    fn posted(request: &Request) -> Self {
        let text = |name: &str| request.form.text(name).to_owned();
        let named = |id: &&str| ((*id).to_owned(), text(&format!("level-{id}")));
        Self {
            heading: text("title"),
            clause: text("clause"),
            act_title: text("act_title"),
            act_number: text("act_number"),
            act_date: text("act_date"),
            document: text("document"),
            period: text("period"),
            first_period: text("first_period"),
            objection_days: text("objection_days"),
            decimals: text("decimals"),
            levels: request.form.all("level").iter().map(named).collect(),
        }
    }

    fn act(&self, date: Option<chrono::NaiveDate>) -> Option<Act> {
        let act = Act {
            title: self.act_title.clone(),
            number: self.act_number.clone(),
            date: date.map(Day),
            document: Some(self.document.clone()).filter(|id| !id.is_empty()),
        };
        (act != Act::default()).then_some(act)
    }

    fn levels(&self) -> Vec<ObjectLevel> {
        let level = |(id, title): &(String, String)| {
            let title = if title.is_empty() { id.clone() } else { title.clone() };
            ObjectLevel { id: id.clone(), title, optional: false }
        };
        self.levels.iter().map(level).collect()
    }
}

impl SettingsPage {
    const PERIODS: [(&'static str, &'static str); 3] =
        [("school_year", "учебный год"), ("calendar_year", "календарный год"), ("half_year", "полугодие")];
    const FIRST: [(&'static str, &'static str); 2] =
        [("skip", "не оценивать динамику"), ("same", "давать баллы за сохранение")];
}
