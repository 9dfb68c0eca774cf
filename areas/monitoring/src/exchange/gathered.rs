//! Files of sheets gathered into one table without a database: whoever has only the files that came by mail still gets the
//! points, the places, and the cells that have to be asked about (annex 6, section 8).

use std::fmt;

use chrono::NaiveDate;
use packs::{Indicator, Template};
use sheets::{Book, Cell, Column, Found, Line, Table, Workbook};
use web::russian;

use super::file::Row;
use super::identity::{self, Identity};
use super::slots::{self, Slot};
use super::{compare, file, out::rounded};
use crate::rules::{Answer, Entry, ObjectAnswers, ObjectResult, Results, shown};

/// A sheet that came as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// Where it came from.
    pub file: String,
    /// What the object is called.
    pub object: String,
    /// Id of the sheet it was taken from.
    pub sheet: String,
    /// Period key (`"2026"`).
    pub period: String,
    /// Its answers, under the sheet's id.
    pub answers: ObjectAnswers,
    /// Cells that gave no answer.
    pub not_taken: Vec<NotTaken>,
}

/// A cell that gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotTaken {
    /// The file.
    pub file: String,
    /// `D12`; empty for a row that is not there.
    pub cell: String,
    /// The indicator.
    pub indicator: String,
    /// Why, as a sentence.
    pub message: String,
}

/// Reads a file as a sheet of the template; the error is a sentence about the whole file.
pub fn gather(template: &Template, hash: &str, name: &str, book: &Book) -> Result<Gathered, String> {
    let said = |reason: super::refused::NotThis| reason.to_string();
    let hidden = book.grid(identity::NAME).ok_or_else(|| said(super::refused::NotThis::Unknown))?;
    let id = Identity::read(hidden).ok_or_else(|| said(super::refused::NotThis::Unknown))?;
    if id.template != hash {
        return Err(said(super::refused::NotThis::Template(format!("«{}»", id.title))));
    }
    let grid = book.shown().ok_or_else(|| said(super::refused::NotThis::Unknown))?;
    let rows = file::rows(grid).map_err(said)?;
    let mut gathered = Gathered {
        file: name.to_owned(),
        object: id.object,
        sheet: id.sheet.clone(),
        period: id.period,
        answers: ObjectAnswers { id: id.sheet, ..ObjectAnswers::default() },
        not_taken: Vec::new(),
    };
    for (_, indicator) in template.indicators() {
        let slots = slots::of(indicator);
        let found: Vec<(&Slot, &Row)> =
            slots.iter().filter_map(|slot| Some((slot, rows.get(&slot.key)?))).collect();
        if found.len() < slots.len() {
            gathered.refuse("", indicator, "В файле нет строки этого показателя.");
        } else if let Err((cell, reason)) = gathered.take(indicator, &found) {
            gathered.refuse(&cell, indicator, &reason);
        }
    }
    Ok(gathered)
}

impl Gathered {
    fn take(&mut self, indicator: &Indicator, rows: &[(&Slot, &Row)]) -> Result<(), (String, String)> {
        let plain: Vec<(&Slot, Row)> = rows.iter().map(|(slot, row)| (*slot, without_mark(row))).collect();
        let plain: Vec<(&Slot, &Row)> = plain.iter().map(|(slot, row)| (*slot, row)).collect();
        let answer: Answer = compare::read(indicator, &plain).map_err(|(cell, _, reason)| (cell, reason))?;
        if !answer.is_empty() {
            self.answers.answers.insert(indicator.no.clone(), Entry::declared(answer));
        }
        Ok(())
    }

    fn refuse(&mut self, cell: &str, indicator: &Indicator, message: &str) {
        let (file, indicator) = (self.file.clone(), indicator.no.clone());
        self.not_taken.push(NotTaken { file, cell: cell.to_owned(), indicator, message: message.to_owned() });
    }
}

/// What the program had answered by itself stands with a mark before it.
fn without_mark(row: &Row) -> Row {
    let mut row = row.clone();
    if let Some(Found::Text(text)) = &mut row.first.found
        && let Some(answer) = text.strip_prefix(slots::COMPUTED)
    {
        *text = answer.trim().to_owned();
    }
    row
}

/// The table of all: points and places, points by indicator, and the cells to ask about.
pub fn consolidated(
    template: &Template,
    day: NaiveDate,
    all: &[Gathered],
    results: &Results,
    not_taken: &[NotTaken],
) -> Workbook {
    let year = all.first().map(|one| russian::school_year(&one.period)).unwrap_or_default();
    let title = vec![format!("{}, {year}", template.title), format!("Собрано из файлов: {}.", all.len())];
    let tables = vec![
        points(template, &title, all, results),
        by_indicator(template, &title, all, results),
        questions(not_taken),
    ];
    Workbook { title: format!("{} – {year}", template.title), made_on: day, tables }
}

fn points(template: &Template, title: &[String], all: &[Gathered], results: &Results) -> Table {
    let sums = template.criteria.iter().map(|one| Column::new(&format!("{}. {}", one.no, one.short), 12));
    let total = [("Баллы", 9), ("Максимум", 10), ("Процент", 9), ("Место", 7)];
    let columns = std::iter::once(Column::new("Территория", 30)).chain(sums);
    let columns = columns.chain(total.map(|(name, width)| Column::new(name, width))).collect();
    let line = |(one, result): (&Gathered, &ObjectResult)| {
        let sums = result.criteria.iter().map(|one| Cell::number(shown(one.score)));
        let percent = result.percent.as_ref().map(|exact| rounded(&exact.shown())).unwrap_or_default();
        let total = [
            Cell::number(shown(result.score)),
            Cell::number(shown(result.max)),
            Cell::percent(percent),
            Cell::number(result.rank.to_string()),
        ];
        Line::Cells(std::iter::once(Cell::text(&one.object)).chain(sums).chain(total).collect())
    };
    let lines = all.iter().zip(&results.objects).map(line).collect();
    Table { name: "Свод".to_owned(), title: title.to_vec(), columns, stays: 1, lines, ..Table::default() }
}

fn by_indicator(template: &Template, title: &[String], all: &[Gathered], results: &Results) -> Table {
    let numbers = template.indicators().map(|(_, one)| Column::new(&one.no, 6));
    let columns = std::iter::once(Column::new("Территория", 30)).chain(numbers).collect();
    let line = |(one, result): (&Gathered, &ObjectResult)| {
        let cells = result.indicators.iter().map(|one| match one.score {
            Some(score) => Cell::number(shown(score)),
            None => Cell::text("–"),
        });
        Line::Cells(std::iter::once(Cell::text(&one.object)).chain(cells).collect())
    };
    let lines = all.iter().zip(&results.objects).map(line).collect();
    let name = "По показателям".to_owned();
    Table { name, title: title.to_vec(), columns, stays: 1, lines, ..Table::default() }
}

fn questions(not_taken: &[NotTaken]) -> Table {
    let columns = [("Файл", 34), ("Ячейка", 9), ("Показатель", 11), ("Что не так", 80)];
    let columns = columns.map(|(name, width)| Column::new(name, width)).to_vec();
    let line = |one: &NotTaken| {
        let cells = [&one.file, &one.cell, &one.indicator, &one.message];
        Line::Cells(cells.into_iter().map(Cell::text).collect())
    };
    Table {
        name: "Уточнить".to_owned(),
        columns,
        lines: not_taken.iter().map(line).collect(),
        ..Table::default()
    }
}

impl fmt::Display for NotTaken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        for part in [&self.cell, &self.indicator].into_iter().filter(|part| !part.is_empty()) {
            write!(out, ", {part}")?;
        }
        write!(out, ": {}", self.message)
    }
}
