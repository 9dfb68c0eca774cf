//! CSV out, as Russian Excel opens it: UTF-8 with a mark, semicolons, decimal commas, nothing that becomes a formula.

use crate::{Cell, Line, NotWritten, Table, Value};

/// Beginnings a spreadsheet takes for a formula.
pub(crate) const LEADS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Set before them, so that the text stays text.
pub(crate) const SHIELD: char = '\'';

/// The header and the lines of a table; its title lines are left out, so that every row has the same columns.
pub fn written(table: &Table) -> Result<Vec<u8>, NotWritten> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let fault = |e: ::csv::Error| NotWritten(e.to_string());
    if table.columns.iter().any(|column| !column.title.is_empty()) {
        writer.write_record(table.columns.iter().map(|column| shielded(&column.title))).map_err(fault)?;
    }
    for line in &table.lines {
        writer.write_record(fields(line, table.columns.len())).map_err(fault)?;
    }
    writer.into_inner().map_err(|e| NotWritten(e.to_string()))
}

fn fields(line: &Line, width: usize) -> Vec<String> {
    match line {
        Line::Cells(cells) => cells.iter().map(shown).collect(),
        Line::Group { text, cells } | Line::Foot { text, cells } => {
            let gap = width.saturating_sub(cells.len() + 1);
            let blanks = std::iter::repeat_n(String::new(), gap);
            std::iter::once(shielded(text)).chain(blanks).chain(cells.iter().map(shown)).collect()
        }
    }
}

fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Empty => String::new(),
        Value::Number(number) if number.parse::<rust_decimal::Decimal>().is_ok() => number.replace('.', ","),
        Value::Text(text) | Value::Number(text) => shielded(text),
        Value::Percent(number) => format!("{}%", number.replace('.', ",")),
        Value::Date(day) => day.format("%d.%m.%Y").to_string(),
    }
}

fn shielded(text: &str) -> String {
    if text.starts_with(LEADS) { format!("{SHIELD}{text}") } else { text.to_owned() }
}
