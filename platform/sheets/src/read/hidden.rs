//! Rows and columns of a workbook of Excel that a person does not see: asked for only where that matters.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::{Book, Caps, Grid};

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Marks them in the book that was read from these bytes; what cannot be told is not marked.
pub(super) fn mark(bytes: &[u8], book: &mut Book, caps: &Caps) -> Option<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let parts = parts(&mut archive, caps)?;
    for grid in &mut book.grids {
        let Some(part) = parts.get(&grid.name) else { continue };
        let text = text(&mut archive, part, caps)?;
        if text.contains("hidden=\"1\"") || text.contains("hidden=\"true\"") {
            of_grid(&text, grid);
        }
    }
    Some(())
}

/// The part of each worksheet, by the name on its tab.
fn parts(archive: &mut Archive<'_>, caps: &Caps) -> Option<HashMap<String, String>> {
    let mut targets = HashMap::new();
    for_each(&text(archive, "xl/_rels/workbook.xml.rels", caps)?, |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            targets.insert(attribute(tag, "Id"), attribute(tag, "Target"));
        }
    });
    let mut parts = HashMap::new();
    for_each(&text(archive, "xl/workbook.xml", caps)?, |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let Some(target) = targets.get(&attribute(tag, "r:id"))
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(attribute(tag, "name"), part);
        }
    });
    Some(parts)
}

fn of_grid(text: &str, grid: &mut Grid) {
    for_each(text, |tag| {
        let is_hidden = matches!(attribute(tag, "hidden").as_str(), "1" | "true");
        let number = |name: &str| attribute(tag, name).parse::<u32>().ok().and_then(|it| it.checked_sub(1));
        match tag.local_name().as_ref() {
            "row" if is_hidden => grid.hidden_rows.extend(number("r")),
            "col" if is_hidden => {
                let from = number("min").and_then(|it| u16::try_from(it).ok());
                let to = number("max").and_then(|it| u16::try_from(it).ok());
                // The columns right of the list are often hidden to the last one there can be.
                if let (Some(from), Some(to)) = (from, to) {
                    grid.hidden_columns.extend(from..=to.min(from.saturating_add(400)));
                }
            }
            _ => {}
        }
    });
    let rows: std::collections::BTreeSet<u32> = grid.cells.keys().map(|at| at.row).collect();
    let columns: std::collections::BTreeSet<u16> = grid.cells.keys().map(|at| at.column).collect();
    grid.hidden_rows.retain(|row| rows.contains(row));
    grid.hidden_columns.retain(|column| columns.contains(column));
}

fn for_each(text: &str, mut see: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => see(&tag),
            Event::Eof => break,
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|one| one.key.as_ref() == name);
    let value = found.map(|one| one.value.into_owned()).unwrap_or_default();
    quick_xml::escape::unescape(&value).map(std::borrow::Cow::into_owned).unwrap_or_default()
}

fn text(archive: &mut Archive<'_>, part: &str, caps: &Caps) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(part).ok()?.take(caps.unpacked).read_to_end(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}
