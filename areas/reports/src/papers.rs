//! A report as an official paper: the same content as on the page, tables of many columns on wide pages.

use chrono::NaiveDate;
use monitoring::model::Campaign;
use paper::{
    Align, Block as Piece, Cell, Letterhead, Paper, Requisites, Row, Signature, Table, heading, paragraph,
    picture, signatures,
};
use web::russian;

use crate::content::{Block, Column, Content, Run, Table as Shown};
use crate::model::Report;

/// What a paper bears besides its text.
pub(crate) struct Bearing<'a> {
    /// The head of the papers of who reports.
    pub head: &'a Letterhead,
    /// The monitoring.
    pub campaign: &'a Campaign,
    /// Whom it tells of.
    pub unit: &'a str,
    /// Whether of all objects.
    pub is_whole: bool,
    /// Day and number, once it is registered.
    pub registered: Option<(NaiveDate, &'a str)>,
    /// The day it is made.
    pub day: NaiveDate,
    /// Where a reader checks it; empty: it is no registered paper.
    pub check_address: String,
}

impl<'a> Bearing<'a> {
    /// Of a stored report.
    pub fn of(report: &'a Report, head: &'a Letterhead, campaign: &'a Campaign, day: NaiveDate) -> Self {
        let (unit, is_whole) = (report.unit_name.as_str(), report.is_whole);
        Self { head, campaign, unit, is_whole, registered: None, day, check_address: String::new() }
    }

    /// What the file is called.
    pub fn file_name(&self) -> String {
        let year = russian::school_year(&self.campaign.period).replace('/', "-");
        let kind = if self.is_whole {
            "Аналитический отчёт"
        } else {
            "Аналитическая справка"
        };
        format!("{kind}, {}, {year}", self.unit.replace(['«', '»', '/', ':'], ""))
    }
}

/// The paper.
pub(crate) fn paper(bearing: &Bearing<'_>, content: &Content) -> Paper {
    let (year, title) = (russian::school_year(&bearing.campaign.period), &bearing.campaign.title);
    let (kind, whose) = if bearing.is_whole {
        ("АНАЛИТИЧЕСКИЙ ОТЧЁТ", String::new())
    } else {
        ("АНАЛИТИЧЕСКАЯ СПРАВКА", format!(": {}", bearing.unit))
    };
    let about = format!("по\u{a0}итогам мониторинга «{title}» за\u{a0}{year} учебный год{whose}");
    let mut requisites = Requisites::of(kind).about(about);
    if let Some((day, number)) = bearing.registered {
        requisites = requisites.registered(day, number);
    }
    let paper = Paper::of(bearing.day, bearing.file_name())
        .from(bearing.head.clone())
        .with(requisites)
        .checked_at(bearing.check_address.clone());
    sections(content).into_iter().fold(paper, |paper, (is_wide, pieces)| {
        if is_wide { paper.landscape(pieces) } else { paper.portrait(pieces) }
    })
}

/// Runs of pages of one orientation.
fn sections(content: &Content) -> Vec<(bool, Vec<Piece>)> {
    let mut sections: Vec<(bool, Vec<Piece>)> = Vec::new();
    let mut put = |is_wide: bool, piece: Piece| match sections.last_mut() {
        Some((last, pieces)) if *last == is_wide => pieces.push(piece),
        _ => sections.push((is_wide, vec![piece])),
    };
    let mut drawn = 0;
    for part in &content.parts {
        put(false, heading(1, &part.title));
        for block in &part.blocks {
            match block {
                Block::Text(runs) => put(false, paragraph(told(runs))),
                Block::Table(table) => put(table.is_wide, printed(table).into()),
                Block::Picture(one) => {
                    drawn += 1;
                    let caption = format!("Рисунок {drawn}. {}", one.caption);
                    put(one.is_wide, picture(&one.svg, caption, &one.told));
                }
            }
        }
    }
    put(false, paragraph(format!("{}.", content.source)));
    put(false, signatures([Signature::of("Руководитель", "")]));
    sections
}

fn told(runs: &[Run]) -> String {
    let word = |run: &Run| {
        if run.is_unknown { format!("[нет числа «{}»]", run.text) } else { run.text.clone() }
    };
    runs.iter().map(word).collect()
}

fn printed(table: &Shown) -> Table {
    let column = |one: &Column| {
        if one.is_figures {
            paper::Column::figures(&one.title, one.width)
        } else {
            paper::Column::text(&one.title, one.width)
        }
    };
    let columns: Vec<paper::Column> = table.columns.iter().map(column).collect();
    let cell = |(at, run): (usize, &Run)| match table.columns.get(at) {
        Some(column) if column.is_figures => Cell::of(&run.text).set(Align::Center),
        _ => Cell::of(&run.text),
    };
    let row = |row: &crate::content::Row| {
        let made = Row::cells(row.cells.iter().enumerate().map(cell).collect());
        if row.is_bold { made.bold() } else { made }
    };
    let made = Table::of(columns).titled(&table.title).filled(table.rows.iter().map(row));
    table.notes.iter().fold(made, Table::noted)
}
