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

/// Each cell set as its column: a cell that spans rows moves those of the rows below.
fn rows(table: &Table) -> Vec<Vec<DrawnCell>> {
    let mut taken = vec![0_usize; table.columns.len()];
    let row = |row: &crate::Row| {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut at = 0;
        for cell in &row.cells {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let align = table.columns.get(at).map_or(Align::Left, |column| column.align);
            let align = if cell.columns > 1 { Align::Left } else { align };
            cells.push(DrawnCell { is_bold: row.is_bold, ..drawn(cell, align) });
            let end = taken.len().min(at + cell.columns);
            taken.iter_mut().take(end).skip(at).for_each(|rows| *rows = cell.rows);
            at += cell.columns;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        cells
    };
    table.rows.iter().map(row).collect()
}

/// What the longest word of each column needs.
fn least<'a>(columns: usize, rows: impl Iterator<Item = &'a Vec<DrawnCell>>, size: u32) -> Vec<u32> {
    let mut least = vec![0; columns];
    let mut taken = vec![0_usize; columns];
    for row in rows {
        let mut at = 0;
        for cell in row {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            if let Some(least) = least.get_mut(at).filter(|_| cell.columns == 1) {
                *least = (*least).max(word(&cell.text, size));
            }
            let end = taken.len().min(at + cell.columns);
            taken.iter_mut().take(end).skip(at).for_each(|rows| *rows = cell.rows);
            at += cell.columns;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    least
}

/// The width of the longest word: Cyrillic of a Times face is at most 0.62 of its size on the average of a word.
fn word(text: &str, size: u32) -> u32 {
    let words = text.split(|c: char| c == ' ' || c == '\n' || c == '-');
    let longest = words.map(|word| word.chars().count()).max().unwrap_or_default();
    u32::try_from(longest).unwrap_or_default() * size * 62 * 20 / 100 + PADDING
}

/// The shares as widths; a column whose longest word needs more takes it from the others.
fn shared(columns: &[Column], least: &[u32], all: u32) -> Vec<u32> {
    let mut fixed = vec![false; columns.len()];
    loop {
        let left = all.saturating_sub(sum(least, &fixed, true));
        let shares: u32 =
            columns.iter().zip(&fixed).filter(|(_, is)| !**is).map(|(column, _)| column.width.max(1)).sum();
        let width = |index: usize| match fixed[index] {
            true => least[index],
            false => left * columns[index].width.max(1) / shares.max(1),
        };
        let narrow: Vec<usize> =
            (0..columns.len()).filter(|index| !fixed[*index] && width(*index) < least[*index]).collect();
        if narrow.is_empty() || sum(least, &vec![true; least.len()], true) > all {
            let mut widths: Vec<u32> = (0..columns.len()).map(width).collect();
            let rest = all.saturating_sub(widths.iter().sum());
            if let Some(last) = widths.last_mut() {
                *last += rest;
            }
            return widths;
        }
        narrow.into_iter().for_each(|index| fixed[index] = true);
    }
}

fn sum(least: &[u32], fixed: &[bool], of: bool) -> u32 {
    least.iter().zip(fixed).filter(|(_, is)| **is == of).map(|(least, _)| least).sum()
}
