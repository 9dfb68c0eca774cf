//! The portfolio as a paper: who it is, then a table a section; signed by the person and attested by the organisation.

use chrono::NaiveDate;
use paper::{
    Align, Block, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, paragraph, signatures,
};

use crate::gather::{Entry, Shelf};

/// Whose portfolio it is.
pub(crate) struct Whose<'a> {
    /// The full name.
    pub name: &'a str,
    /// «учитель математики, МОБУ СОШ № 1», a line a place.
    pub works: &'a [String],
    /// The head of the papers of the organisation.
    pub head: Letterhead,
    /// The day it is printed.
    pub day: NaiveDate,
}

/// The paper.
pub(crate) fn paper(whose: &Whose<'_>, shelves: &[Shelf]) -> Paper {
    let mut blocks: Vec<Block> = facts(whose);
    if shelves.is_empty() {
        blocks.push(paragraph("Записей в\u{a0}портфолио пока нет."));
    }
    blocks.extend(shelves.iter().map(|shelf| Block::from(table(shelf))));
    blocks.push(signatures([
        Signature::of("Педагог", ""),
        Signature::of("Сведения верны: руководитель организации", ""),
    ]));
    Paper::of(whose.day, format!("Портфолио, {}", whose.name))
        .from(whose.head.clone())
        .with(Requisites::titled("ПОРТФОЛИО").about(whose.name.to_owned()))
        .portrait(blocks)
}

fn facts(whose: &Whose<'_>) -> Vec<Block> {
    let works = whose.works.iter().map(|work| Block::Paragraph(work.clone(), Align::Left));
    works.collect()
}

fn table(shelf: &Shelf) -> Table {
    let columns = vec![
        Column::figures("№", 6),
        Column::text("Что", 42),
        Column::text("Когда и\u{a0}где", 30),
        Column::text("Документ", 22),
    ];
    let row = |(place, entry): (usize, &Entry)| {
        Row::cells(vec![
            Cell::of((place + 1).to_string()),
            Cell::of(&entry.item.title),
            Cell::of(&entry.item.about),
            Cell::of(document(entry)),
        ])
    };
    let table =
        Table::of(columns).titled(shelf.section.title()).filled(shelf.entries.iter().enumerate().map(row));
    // An address is one long word: in a column it would leave no room for the others.
    let link = |(place, entry): (usize, &Entry)| {
        let own = entry.own.as_ref().filter(|own| !own.link.is_empty())?;
        Some(format!("{}\u{a0}– {}", place + 1, own.link))
    };
    shelf.entries.iter().enumerate().filter_map(link).fold(table, Table::noted)
}

/// What proves it: the document it names, or the person's own file or link, and whether somebody looked at it.
fn document(entry: &Entry) -> String {
    let Some(own) = &entry.own else { return entry.item.document.clone() };
    let all = [
        (!own.link.is_empty(), "опубликовано"),
        (own.file_id.is_some(), "документ приложен"),
        (own.confirmed_at.is_some(), "подтверждено"),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, said)| said).collect::<Vec<_>>().join(", ")
}
