//! A table laid out: shares of the width become twips, and no column is narrower than its longest word.

use crate::compose::{GAP, TEXT, line, width};
use crate::{Align, Cell, Column, DrawnCell, DrawnTable, Part, Style, Table};

/// White at both sides of a cell's words, twips.
const PADDING: u32 = 160;

pub(super) fn parts(table: &Table, is_landscape: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    if !table.title.is_empty() {
        let style = Style { size: 12, is_bold: true, before: GAP / 2, after: GAP / 4, is_kept: true, ..TEXT };
        parts.push(line(&table.title, style));
    }
    let size = size(table.columns.len());
    let heads = if table.heads.is_empty() {
        vec![table.columns.iter().map(|column| Cell::of(&column.title)).collect()]
    } else {
        table.heads.clone()
    };
    let head = |cell: &Cell| DrawnCell { is_bold: true, align: Align::Center, ..drawn(cell, Align::Center) };
    let heads: Vec<Vec<DrawnCell>> = heads.iter().map(|row| row.iter().map(head).collect()).collect();
    let rows = rows(table);
    let least = least(table.columns.len(), heads.iter().chain(&rows), size);
    let all = width(is_landscape);
    parts.push(Part::Table(DrawnTable {
        widths: shared(&table.columns, &least, all),
        size,
        is_tight: least.iter().sum::<u32>() > all,
        heads,
        rows,
    }));
    let note = Style { size: 10, before: GAP / 4, ..TEXT };
    parts.extend(table.notes.iter().map(|text| line(text, note)));
    parts
}

/// The more columns, the smaller the letters; 14 is for the text alone.
fn size(columns: usize) -> u32 {
    match columns {
        0..=4 => 12,
        5..=8 => 11,
        9..=14 => 10,
        _ => 8,
    }
}

fn drawn(cell: &Cell, align: Align) -> DrawnCell {
    DrawnCell {
        text: cell.text.clone(),
        columns: cell.columns,
        rows: cell.rows,
        align: cell.align.unwrap_or(align),
        is_bold: false,
    }
}

/// Where cells stand whose neighbours above span rows.
struct Places(Vec<usize>);

impl Places {
    /// The column of the next cell from `at` on; the rows it spans are taken.
    fn take(&mut self, mut at: usize, columns: usize, rows: usize) -> usize {
        while self.0.get(at).is_some_and(|rows| *rows > 0) {
            at += 1;
        }
        for taken in self.0.iter_mut().skip(at).take(columns) {
            *taken = rows;
        }
        at
    }

    fn next_row(&mut self) {
        for rows in &mut self.0 {
            *rows = rows.saturating_sub(1);
        }
    }
}

/// Each cell set as its column; one over several stands at the left.
fn rows(table: &Table) -> Vec<Vec<DrawnCell>> {
    let mut places = Places(vec![0; table.columns.len()]);
    let row = |row: &crate::Row| {
        let mut at = 0;
        let cell = |cell: &Cell| {
            let column = places.take(at, cell.columns, cell.rows);
            at = column + cell.columns;
            let own = table.columns.get(column).map_or(Align::Left, |column| column.align);
            let align = if cell.columns > 1 { Align::Left } else { own };
            DrawnCell { is_bold: row.is_bold, ..drawn(cell, align) }
        };
        let cells = row.cells.iter().map(cell).collect();
        places.next_row();
        cells
    };
    table.rows.iter().map(row).collect()
}

/// What the longest word of each column needs.
fn least<'a>(columns: usize, rows: impl Iterator<Item = &'a Vec<DrawnCell>>, size: u32) -> Vec<u32> {
    let mut least = vec![0; columns];
    let mut places = Places(vec![0; columns]);
    for row in rows {
        let mut at = 0;
        for cell in row {
            let column = places.take(at, cell.columns, cell.rows);
            at = column + cell.columns;
            if let Some(least) = least.get_mut(column).filter(|_| cell.columns == 1) {
                *least = (*least).max(word(&cell.text, size));
            }
        }
        places.next_row();
    }
    least
}

/// The width of the longest word: Cyrillic of a Times face is at most 0.62 of its size on the average of a word.
fn word(text: &str, size: u32) -> u32 {
    let words = text.split([' ', '\n', '-']);
    let longest = words.map(|word| word.chars().count()).max().unwrap_or_default();
    u32::try_from(longest).unwrap_or_default() * size * 62 * 20 / 100 + PADDING
}

/// The shares as widths; a column whose longest word needs more takes it from the others.
fn shared(columns: &[Column], least: &[u32], all: u32) -> Vec<u32> {
    let mut is_fixed = vec![false; columns.len()];
    if least.iter().sum::<u32>() <= all {
        loop {
            let widths = by_shares(columns, least, &is_fixed, all);
            let narrow = |at: &usize| !is_fixed[*at] && widths[*at] < least[*at];
            let found: Vec<usize> = (0..columns.len()).filter(narrow).collect();
            if found.is_empty() {
                break;
            }
            for at in found {
                is_fixed[at] = true;
            }
        }
    }
    by_shares(columns, least, &is_fixed, all)
}

/// Fixed columns have what they need, the others share the rest; what rounding leaves goes to the last.
fn by_shares(columns: &[Column], least: &[u32], is_fixed: &[bool], all: u32) -> Vec<u32> {
    let share = |column: &Column| column.width.max(1);
    let fixed: u32 =
        least.iter().zip(is_fixed).filter(|(_, is_fixed)| **is_fixed).map(|(least, _)| least).sum();
    let free = columns.iter().zip(is_fixed).filter(|(_, is_fixed)| !**is_fixed);
    let shares: u32 = free.map(|(column, _)| share(column)).sum();
    let width = |at: usize| {
        if is_fixed[at] { least[at] } else { (all - fixed) * share(&columns[at]) / shares.max(1) }
    };
    let mut widths: Vec<u32> = (0..columns.len()).map(width).collect();
    let rest = all.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
