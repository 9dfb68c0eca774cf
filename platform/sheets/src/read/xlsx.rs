//! A workbook of Excel, cell by cell: no grid is made from the size it claims. Read here and not by a library: calamine
//! takes more than twice the time (docs/performance.md).

mod cells;
mod formats;
mod strings;
mod tags;
mod workbook;

pub(super) use cells::day;

use super::archive::Parts;
use super::filling::Filling;
use crate::{Book, Caps, NotRead};

/// What cells refer to.
struct Shared {
    strings: strings::Strings,
    /// By style.
    formats: Vec<formats::Format>,
    is_1904: bool,
}

pub(super) fn book(parts: &mut Parts, caps: &Caps) -> Result<Book, NotRead> {
    let workbook = workbook::read(parts)?;
    let shared = Shared {
        strings: strings::read(&parts.text(&workbook.strings)?.unwrap_or_default())?,
        formats: formats::read(&parts.text(&workbook.styles)?.unwrap_or_default())?,
        is_1904: workbook.is_1904,
    };
    let mut filling = Filling::under(caps);
    for sheet in workbook.sheets {
        filling.worksheet(&sheet.name, sheet.is_hidden)?;
        let part = parts.text(&sheet.part)?.ok_or(NotRead::Broken)?;
        cells::fill(&mut filling, &part, &shared)?;
    }
    filling.done()
}
