//! The table of a whole campaign: objects against criteria and indicators, declared and accepted, with totals.

use std::collections::BTreeMap;

use packs::{Criterion, Template};
use sheets::{Cell, Column, Line, Table, Workbook};
use web::{Cx, Mode, Result, russian};

use super::out::rounded;
use crate::model::{Campaign, Sheet};
use crate::rules::{self, Entry, ObjectAnswers, ObjectResult, shown};
use crate::worksheet::Worksheet;

/// An object with both of its results.
struct Object {
    sheet: Sheet,
    declared: ObjectResult,
    accepted: ObjectResult,
}

/// The objects of one level with the criteria that measure it.
struct Level {
    title: String,
    criteria: Vec<Criterion>,
    objects: Vec<Object>,
}

/// The workbook of these sheets of a campaign.
pub(crate) fn workbook<M: Mode>(cx: &mut Cx<M>, campaign: &Campaign, all: Vec<Sheet>) -> Result<Workbook> {
    let template = crate::copies::of(cx.conn(), campaign)?;
    let zone = cx.zone_at(&campaign.unit_path)?;
    let (today, taken) = (cx.today_at(&campaign.unit_path)?, russian::moment(cx.now(), zone));
    let works = Worksheet::all_live(cx, campaign, &template, all)?;
    let levels = levels(campaign, &template, works);
    let year = russian::school_year(&campaign.period);
    let title = vec![
        format!("{}, {year}", campaign.title),
        format!(
            "Мониторинг «{}», выгружено {taken}. Баллы – значения, в файле они не пересчитываются.",
            campaign.state().title()
        ),
    ];
    let is_one = levels.len() == 1;
    let tables = levels.iter().flat_map(|level| {
        let name = |name: &str| if is_one { name.to_owned() } else { format!("{name} – {}", level.title) };
        [
            level.summary(name("Свод"), &title),
            level.points(name("Принято"), &title, |object| &object.accepted),
            level.points(name("Заявлено"), &title, |object| &object.declared),
            level.legend(name("Показатели")),
        ]
    });
    Ok(Workbook { title: format!("{} – {year}", campaign.title), made_on: today, tables: tables.collect() })
}

/// Objects of each level, compared with their own kind only; a level without sheets is left out.
fn levels(campaign: &Campaign, template: &Template, works: Vec<Worksheet>) -> Vec<Level> {
    let mut by_level: BTreeMap<String, Vec<Worksheet>> = BTreeMap::new();
    for work in works {
        by_level.entry(work.sheet.level.clone()).or_default().push(work);
    }
    let level = |level: &packs::ObjectLevel| {
        let works = by_level.remove(&level.id)?;
        let criteria = works.first().map(|work| work.template.criteria.clone()).unwrap_or_default();
        let of = |answers: fn(&Worksheet) -> ObjectAnswers| {
            let objects: Vec<ObjectAnswers> = works.iter().map(answers).collect();
            rules::score(template, &campaign.period, &objects).objects
        };
        let (accepted, declared) = (of(Worksheet::object), of(declared));
        let scored = accepted.into_iter().zip(declared);
        let object =
            |(work, (accepted, declared)): (Worksheet, _)| Object { sheet: work.sheet, declared, accepted };
        Some(Level {
            title: level.title.clone(),
            criteria,
            objects: works.into_iter().zip(scored).map(object).collect(),
        })
    };
    template.levels.iter().filter_map(level).collect()
}

/// The answers as the object gave them, before any ruling.
fn declared(work: &Worksheet) -> ObjectAnswers {
    let object = work.object();
    let own = |entry: &Entry| Some(Entry::declared(entry.declared.clone()?));
    let answers = object.answers.iter().filter_map(|(no, entry)| Some((no.clone(), own(entry)?))).collect();
    ObjectAnswers { answers, ..object }
}

impl Level {
    /// Objects against criteria; fits a sheet of paper.
    fn summary(&self, name: String, title: &[String]) -> Table {
        let sums = self.criteria.iter().map(|one| Column::new(&format!("{}. {}", one.no, one.short), 12));
        let total = [
            Column::new("Заявлено", 10),
            Column::new("Принято", 10),
            Column::new("Максимум", 10),
            Column::new("Процент", 9),
            Column::new("Уровень", 13),
        ];
        let columns = object_columns().into_iter().chain(sums).chain(total).collect();
        let line = |object: &Object| {
            let sums = object.accepted.criteria.iter().map(|one| Cell::number(shown(one.score)));
            let total = [
                Cell::number(shown(object.declared.score)),
                Cell::number(shown(object.accepted.score)),
                Cell::number(shown(object.accepted.max)),
                percent(&object.accepted),
                Cell::text(object.accepted.band.clone().unwrap_or_default()),
            ];
            Line::Cells(object_cells(&object.sheet).into_iter().chain(sums).chain(total).collect())
        };
        let lines = self.objects.iter().map(line).collect();
        Table { name, title: title.to_vec(), columns, stays: 1, lines, ..Table::default() }
    }

    /// Objects against indicators: the points of one of the two results.
    fn points(&self, name: String, title: &[String], of: fn(&Object) -> &ObjectResult) -> Table {
        let numbers = self.criteria.iter().flat_map(|criterion| {
            let sum = Column::new(&format!("Σ {}", criterion.no), 6);
            criterion.indicators.iter().map(|one| Column::new(&one.no, 6)).chain([sum])
        });
        let total = [Column::new("Всего", 8), Column::new("Максимум", 10), Column::new("Процент", 9)];
        let columns = object_columns().into_iter().chain(numbers).chain(total).collect();
        let line = |object: &Object| {
            let result = of(object);
            let cells = self.criteria.iter().flat_map(|criterion| {
                let sum = result.criteria.iter().find(|one| one.no == criterion.no);
                let sum = Cell::number(sum.map(|one| shown(one.score)).unwrap_or_default());
                criterion.indicators.iter().map(|one| point(result, &one.no)).chain([sum])
            });
            let total = [Cell::number(shown(result.score)), Cell::number(shown(result.max)), percent(result)];
            Line::Cells(object_cells(&object.sheet).into_iter().chain(cells).chain(total).collect())
        };
        let lines = self.objects.iter().map(line).collect();
        Table { name, title: title.to_vec(), columns, stays: 1, lines, ..Table::default() }
    }

    /// What the numbers of the columns mean.
    fn legend(&self, name: String) -> Table {
        let lines = self.criteria.iter().flat_map(|criterion| {
            let head = Line::Group {
                text: format!("{}. {}", criterion.no, criterion.title),
                cells: vec![Cell::number(shown(criterion.max.0))],
            };
            let rows = criterion.indicators.iter().map(|one| {
                Line::Cells(vec![Cell::text(&one.no), Cell::text(&one.title), Cell::number(shown(one.max.0))])
            });
            std::iter::once(head).chain(rows)
        });
        let columns = vec![Column::new("№", 8), Column::new("Показатель", 110), Column::new("Максимум", 11)];
        Table { name, lines: lines.collect(), columns, ..Table::default() }
    }
}

fn object_columns() -> Vec<Column> {
    vec![Column::new("Территория", 26), Column::new("Группа", 12), Column::new("Таблица", 12)]
}

fn object_cells(sheet: &Sheet) -> Vec<Cell> {
    let state = match sheet.left_out_reason.as_str() {
        "" => sheet.state().title().to_owned(),
        reason => format!("без результата: {reason}"),
    };
    let group = match sheet.size_group.as_str() {
        "city" => "город",
        "district" => "округ",
        other => other,
    };
    vec![Cell::text(sheet.name()), Cell::text(group), Cell::text(state)]
}

fn point(result: &ObjectResult, no: &str) -> Cell {
    let score = result.indicator(no).and_then(|one| one.score);
    score.map_or_else(|| Cell::text("–"), |score| Cell::number(shown(score)))
}

fn percent(result: &ObjectResult) -> Cell {
    Cell::percent(result.percent.as_ref().map(|exact| rounded(&exact.shown())).unwrap_or_default())
}
