//! A workbook of LibreOffice. Read here and not by the library of XLSX files, which writes repeated cells out in full
//! before anybody can say no: forty bytes may ask for a hundred million cells.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::filling::{Filling, number, text};
use super::xlsx::day;
use crate::{Book, Caps, Found, NotRead};

/// The most blanks one mark may stand for.
const BLANKS: usize = 1_000;

pub(super) fn book(content: &[u8], caps: &Caps) -> Result<Book, NotRead> {
    let mut reading = Reading {
        reader: Reader::from_reader(content),
        filling: Filling::under(caps),
        hidden: BTreeSet::new(),
        style: String::new(),
        row: 0,
    };
    reading.reader.config_mut().expand_empty_elements = true;
    while let Some(start) = reading.start("")? {
        reading.outside(&start)?;
    }
    reading.filling.done()
}

struct Reading<'a> {
    reader: Reader<&'a [u8]>,
    filling: Filling<'a>,
    /// Styles of worksheets that are not shown.
    hidden: BTreeSet<String>,
    style: String,
    row: u32,
}

impl<'a> Reading<'a> {
    fn event(&mut self) -> Result<Event<'a>, NotRead> {
        self.reader.read_event().map_err(|_| NotRead::Broken)
    }

    /// The next element begun; none once `within` ends (or the file, when it is empty).
    fn start(&mut self, within: &str) -> Result<Option<BytesStart<'a>>, NotRead> {
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(start)),
                Event::End(end) if end.name().as_ref() == within => return Ok(None),
                Event::Eof if within.is_empty() => return Ok(None),
                Event::Eof => return Err(NotRead::Broken),
                _ => {}
            }
        }
    }

    fn outside(&mut self, start: &BytesStart) -> Result<(), NotRead> {
        match start.name().as_ref() {
            "style:style" => self.style = attribute(start, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(start, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(std::mem::take(&mut self.style));
            }
            "table:table" => {
                let style = attribute(start, "table:style-name").unwrap_or_default();
                let name = attribute(start, "table:name").unwrap_or_default();
                let is_hidden = self.hidden.contains(&style);
                self.filling.worksheet(&name, is_hidden)?;
                self.table()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self) -> Result<(), NotRead> {
        self.row = 0;
        let mut column = 0_u32;
        while let Some(start) = self.start("table:table")? {
            match start.name().as_ref() {
                "table:table-column" => {
                    let next = column.saturating_add(times(&start, "table:number-columns-repeated"));
                    if is_hidden(&start) {
                        self.filling.hide_columns(column..next);
                    }
                    column = next;
                }
                "table:table-row" => {
                    let times = times(&start, "table:number-rows-repeated");
                    let cells = self.cells()?;
                    self.put(&cells, times)?;
                    let next = self.row.saturating_add(times);
                    // Only rows that hold something: the caps have counted those.
                    if is_hidden(&start) && !cells.is_empty() {
                        self.filling.hide_rows(self.row..next);
                    }
                    self.row = next;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The filled cells of a row, each with its column and how often it is repeated.
    fn cells(&mut self) -> Result<Vec<(u32, u32, Found)>, NotRead> {
        let (mut cells, mut column) = (Vec::new(), 0_u32);
        while let Some(start) = self.start("table:table-row")? {
            let name = start.name().as_ref().to_owned();
            if matches!(name.as_str(), "table:table-cell" | "table:covered-table-cell") {
                let times = times(&start, "table:number-columns-repeated");
                let shown = self.shown(&name, column)?;
                if let Some(found) = found(&start, &shown) {
                    cells.push((column, times, found));
                }
                column = column.saturating_add(times);
            }
        }
        Ok(cells)
    }

    /// Writes a row as often as it is repeated; the caps end it.
    fn put(&mut self, cells: &[(u32, u32, Found)], times: u32) -> Result<(), NotRead> {
        if cells.is_empty() {
            return Ok(());
        }
        for row in self.row..self.row.saturating_add(times) {
            for (column, width, found) in cells {
                for column in *column..column.saturating_add(*width) {
                    self.filling.put(row, column, found.clone())?;
                }
            }
        }
        Ok(())
    }

    /// The text a cell shows, without its notes.
    fn shown(&mut self, cell: &str, column: u32) -> Result<String, NotRead> {
        let (mut text, mut notes, mut paragraphs) = (String::new(), 0_u32, 0_u32);
        loop {
            // Twenty bytes may stand for a thousand blanks: a text is not grown only to be refused at its end.
            if self.filling.is_surely_too_long(&text) {
                return Err(self.filling.too_long(self.row, column));
            }
            match self.event()? {
                Event::Start(start) if start.name().as_ref() == "office:annotation" => notes += 1,
                Event::End(end) if end.name().as_ref() == "office:annotation" => {
                    notes = notes.saturating_sub(1);
                }
                Event::End(end) if end.name().as_ref() == cell => return Ok(text),
                Event::Eof => return Err(NotRead::Broken),
                _ if notes > 0 => {}
                Event::Start(start) => mark(&start, &mut text, &mut paragraphs),
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(part) => {
                    let letter = part.resolve_char_ref().ok().flatten().map(String::from);
                    let known = resolve_xml_entity(part.as_ref()).map(str::to_owned);
                    text.push_str(&known.or(letter).unwrap_or_default());
                }
                _ => {}
            }
        }
    }
}

/// Paragraphs, breaks and blanks are elements there.
fn mark(start: &BytesStart, text: &mut String, paragraphs: &mut u32) {
    match start.name().as_ref() {
        "text:p" => {
            *paragraphs += 1;
            if *paragraphs > 1 {
                text.push('\n');
            }
        }
        "text:line-break" => text.push('\n'),
        "text:tab" => text.push('\t'),
        "text:s" => {
            let blanks = usize::try_from(times(start, "text:c")).unwrap_or(BLANKS).min(BLANKS);
            text.extend(std::iter::repeat_n(' ', blanks));
        }
        _ => {}
    }
}

fn found(start: &BytesStart, shown: &str) -> Option<Found> {
    if let Some(text) = attribute(start, "table:formula") {
        return Some(Found::Formula { text, shown: shown.trim().to_owned() });
    }
    if attribute(start, "calcext:value-type").as_deref() == Some("error") {
        return Some(Found::Failure(shown.trim().to_owned()));
    }
    let value = |name: &str| attribute(start, name);
    match value("office:value-type").as_deref() {
        Some("float" | "percentage" | "currency") => value("office:value")?.parse().ok().map(number),
        Some("date") => {
            value("office:date-value").and_then(|at| day(&at)).map(Found::Date).or_else(|| text(shown))
        }
        Some("boolean") => Some(Found::Truth(value("office:boolean-value").as_deref() == Some("true"))),
        Some("string") => text(&value("office:string-value").unwrap_or_else(|| shown.to_owned())),
        _ => text(shown),
    }
}

/// Hidden by hand or by a filter.
fn is_hidden(start: &BytesStart) -> bool {
    matches!(attribute(start, "table:visibility").as_deref(), Some("collapse" | "filter"))
}

fn times(start: &BytesStart, name: &str) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| one.key.as_ref() == name)?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}
