//! The columns of a printed table: heads of one, two or three rows, cells merged over rows that say the same.

use std::collections::HashMap;

use packs::{Criterion, Drawn, DrawnColumn, Indicator, Shows, Template};
use paper::{Cell, Column, Row};

use super::Mark;
use crate::pages::words;

/// The columns, by the pack or by ourselves.
pub(super) struct Columns(Vec<DrawnColumn>);

impl Columns {
    pub fn of(table: &Template) -> Self {
        match &table.drawn {
            Some(Drawn { columns, .. }) if !columns.is_empty() => Self(columns.clone()),
            _ => Self(own(table)),
        }
    }

    pub fn columns(&self) -> Vec<Column> {
        let column = |one: &DrawnColumn| match one.shows {
            Shows::CriterionNo | Shows::No | Shows::Given | Shows::NotGiven | Shows::Points | Shows::Max => {
                Column::figures(&one.title, one.width)
            }
            _ => Column::text(&one.title, one.width),
        };
        self.0.iter().map(column).collect()
    }

    /// Titles, over some of them a common one, under them numbers – as far as the regulation has them.
    pub fn heads(&self) -> Vec<Vec<Cell>> {
        let mut heads = Vec::new();
        if self.0.iter().any(|one| !one.over.is_empty()) {
            let runs = self.0.chunk_by(|a, b| !a.over.is_empty() && a.over == b.over);
            let top = runs.map(|run| match run {
                [one] if one.over.is_empty() => Cell::of(&one.title).down(2),
                run => Cell::of(run.first().map_or("", |one| one.over.as_str())).over(run.len()),
            });
            heads.push(top.collect());
            let below = self.0.iter().filter(|one| !one.over.is_empty());
            heads.push(below.map(|one| Cell::of(&one.title)).collect());
        } else {
            heads.push(self.0.iter().map(|one| Cell::of(&one.title)).collect());
        }
        if self.0.iter().any(|one| !one.no.is_empty()) {
            heads.push(self.0.iter().map(|one| Cell::of(&one.no)).collect());
        }
        heads
    }

    /// The rows of a criterion. Indicators that the regulation has in one line («о результатах ВПР – 1 балл, ОГЭ – 1 балл …»)
    /// are one row with their points together, unless a column tells them apart.
    pub fn rows(&self, criterion: &Criterion, marks: &HashMap<String, Mark>) -> Vec<Row> {
        let is_told =
            self.0.iter().any(|one| matches!(one.shows, Shows::No | Shows::Indicator | Shows::Answer));
        let one_line = |a: &Indicator, b: &Indicator| {
            !is_told
                && !a.group.is_empty()
                && a.group == b.group
                && !a.source.is_empty()
                && a.source == b.source
        };
        let lines: Vec<(&Indicator, Mark)> = criterion
            .indicators
            .chunk_by(one_line)
            .filter_map(|line| {
                Some((line.first()?, Mark::of_line(line.iter().filter_map(|one| marks.get(&one.no)))))
            })
            .collect();
        let firsts: Vec<&Indicator> = lines.iter().map(|(first, _)| *first).collect();
        let spans: Vec<Vec<usize>> = self.0.iter().map(|one| spans(one.shows, &firsts)).collect();
        let row = |(index, (indicator, mark)): (usize, &(&Indicator, Mark))| {
            let cells = self.0.iter().zip(&spans).filter_map(|(one, spans)| {
                let span = spans.get(index).copied().filter(|span| *span > 0)?;
                Some(Cell::of(text(one.shows, criterion, indicator, mark)).down(span))
            });
            Row::cells(cells.collect())
        };
        lines.iter().enumerate().map(row).collect()
    }

    /// How many columns the word of the sum spans, and what the others show.
    pub fn foot(&self) -> (usize, Vec<Shows>) {
        let is_figure = |one: &&DrawnColumn| {
            matches!(one.shows, Shows::Given | Shows::NotGiven | Shows::Points | Shows::Max)
        };
        let figures: Vec<Shows> = self.0.iter().rev().take_while(is_figure).map(|one| one.shows).collect();
        (self.0.len() - figures.len(), figures.into_iter().rev().collect())
    }
}

/// How many rows the cell of each row spans; 0: a cell above does.
fn spans(shows: Shows, lines: &[&Indicator]) -> Vec<usize> {
    let key = |indicator: &Indicator| match shows {
        Shows::CriterionNo | Shows::Criterion => Some(String::new()),
        Shows::Group => Some(indicator.group.clone()).filter(|group| !group.is_empty()),
        Shows::Evidence => Some(indicator.evidence.text.clone()),
        _ => None,
    };
    let same = |a: &&Indicator, b: &&Indicator| key(a).is_some_and(|a| Some(a) == key(b));
    let mut spans = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(same) {
        spans.push(run.len());
        spans.extend(std::iter::repeat_n(0, run.len() - 1));
    }
    spans
}

fn text(shows: Shows, criterion: &Criterion, indicator: &Indicator, mark: &Mark) -> String {
    let points = |is_shown: bool| mark.points.filter(|_| is_shown).map(words::points).unwrap_or_default();
    let is_nought = mark.points.is_some_and(|points| points.is_zero());
    match shows {
        Shows::CriterionNo => criterion.no.clone(),
        Shows::Criterion => criterion.title.clone(),
        Shows::Group if indicator.group.is_empty() => indicator.title.clone(),
        Shows::Group => indicator.group.clone(),
        Shows::Evidence => indicator.evidence.text.clone(),
        Shows::No => indicator.no.clone(),
        Shows::Indicator => indicator.title.clone(),
        Shows::Source => wording(indicator).to_owned(),
        Shows::Question => halves(indicator).0.to_owned(),
        Shows::Rule => halves(indicator).1.to_owned(),
        Shows::Answer => mark.answer.clone(),
        Shows::Given => points(!is_nought),
        Shows::NotGiven => points(is_nought),
        Shows::Points => mark.points.map_or_else(|| "–".to_owned(), words::points),
        Shows::Max => words::points(mark.max),
    }
}

/// The source's own words; a table of one's own may have none.
fn wording(indicator: &Indicator) -> &str {
    if indicator.source.is_empty() { &indicator.title } else { &indicator.source }
}

/// What is asked, and what earns how much.
fn halves(indicator: &Indicator) -> (&str, &str) {
    wording(indicator).rsplit_once(": ").unwrap_or((wording(indicator), ""))
}

/// The columns of tables whose regulation draws none.
fn own(table: &Template) -> Vec<DrawnColumn> {
    let has_source = table.indicators().any(|(_, one)| !one.source.is_empty() && one.source != one.title);
    let column = |title: &str, shows: Shows, width: u32| DrawnColumn {
        title: title.to_owned(),
        over: String::new(),
        no: String::new(),
        shows,
        width,
    };
    let columns = [
        Some(column("№", Shows::No, 3)),
        Some(column("Критерий", Shows::Criterion, 10)),
        Some(column("Показатель", Shows::Indicator, 14)),
        has_source.then(|| column("Оценка", Shows::Source, 16)),
        Some(column("Ответ", Shows::Answer, 6)),
        Some(column("Баллы", Shows::Points, 4)),
        Some(column("Из", Shows::Max, 3)),
    ];
    columns.into_iter().flatten().collect()
}
