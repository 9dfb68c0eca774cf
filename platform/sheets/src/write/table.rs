//! One worksheet: title, header, lines, guard, paper.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, FormatAlign, Formula, Note, ProtectionOptions, Worksheet,
};

use super::NotWritten;
use super::look::{Looks, Place, percent_format};
use crate::{Address, Cell, Check, Column, Line, Table, Value};

/// A4 in the list of paper sizes.
const A4: u8 = 9;
/// Height of a line of text, points.
const LINE_HEIGHT: f64 = 13.5;
/// What a spreadsheet counts exactly: longer numbers stay text.
const DIGITS: usize = 15;
/// The most characters of a cell.
const LETTERS: usize = 32_767;
/// The most characters of all choices of a list together.
const CHOICES: usize = 255;

pub(super) fn write(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), NotWritten> {
    for (index, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(index, f64::from(column.width.max(4)))?;
    }
    let head = title(sheet, table, looks)?;
    let first = header(sheet, table, looks, head)?;
    for (row, line) in (first..).zip(&table.lines) {
        write_line(sheet, table, line, row)?;
    }
    paper(sheet);
    if table.is_guarded {
        // Without a password: whoever wants to can take it off. Widths and heights stay free.
        let free = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
        sheet.protect_with_options(&free);
    }
    if table.is_very_hidden {
        sheet.set_very_hidden(true);
    }
    Ok(())
}

fn title(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<u32, NotWritten> {
    let mut row = 0;
    for line in &table.title {
        let look = if row == 0 { &looks.title } else { &looks.under_title };
        sheet.write_string_with_format(row, 0, cut(line), look)?;
        row += 1;
    }
    // An empty row between the title and the table.
    Ok(if row > 0 { row + 1 } else { 0 })
}

/// The header stays in sight on the screen and comes back on every page of paper.
fn header(sheet: &mut Worksheet, table: &Table, looks: &Looks, row: u32) -> Result<u32, NotWritten> {
    if table.columns.iter().all(|column| column.title.is_empty()) {
        return Ok(row);
    }
    for (index, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(row, index, cut(&column.title), &looks.header)?;
    }
    let lines = table.columns.iter().map(|column| lines(&column.title, f64::from(column.width))).max();
    sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines.unwrap_or(1)) + 4.0)?;
    sheet.set_freeze_panes(row + 1, 0)?;
    sheet.set_repeat_rows(row, row)?;
    Ok(row + 1)
}

fn write_line(sheet: &mut Worksheet, table: &Table, line: &Line, row: u32) -> Result<(), NotWritten> {
    match line {
        Line::Cells(cells) => write_cells(sheet, row, 0, cells, Place::Body),
        Line::Group { text, cells } => write_heading(sheet, table, row, text, cells, Place::Group),
        Line::Foot { text, cells } => write_heading(sheet, table, row, text, cells, Place::Foot),
    }
}

/// A text over several columns and the cells to its right. A merged cell grows by no program: its height is told.
fn write_heading(
    sheet: &mut Worksheet,
    table: &Table,
    row: u32,
    text: &str,
    cells: &[Cell],
    place: Place,
) -> Result<(), NotWritten> {
    let span = table.columns.len().saturating_sub(cells.len()).max(1);
    let last = u16::try_from(span - 1).unwrap_or(0);
    let look = Looks::cell(place, false);
    if last == 0 {
        sheet.write_string_with_format(row, 0, cut(text), &look)?;
    } else {
        sheet.merge_range(row, 0, row, last, &cut(text), &look)?;
    }
    let width: f64 = table.columns.iter().take(span).map(|column: &Column| f64::from(column.width)).sum();
    sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines(text, width)) + 4.0)?;
    write_cells(sheet, row, last + 1, cells, place)
}

fn write_cells(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    cells: &[Cell],
    place: Place,
) -> Result<(), NotWritten> {
    for (column, cell) in (from..).zip(cells) {
        let look = Looks::cell(place, cell.is_open);
        write_value(sheet, row, column, &cell.value, look)?;
        if let Some(check) = &cell.check {
            sheet.add_data_validation(
                row,
                column,
                row,
                column,
                &validation(check, Address::at(row, column))?,
            )?;
        }
        if !cell.note.is_empty() {
            let note = Note::new(cell.note.as_str()).set_author("").add_author_prefix(false);
            sheet.insert_note(row, column, &note.set_width(260).set_height(90))?;
        }
    }
    Ok(())
}

fn write_value(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    look: Format,
) -> Result<(), NotWritten> {
    match value {
        Value::Empty => sheet.write_blank(row, column, &look)?,
        // Never `write`: it would read a formula out of a text that begins like one.
        Value::Text(text) => sheet.write_string_with_format(row, column, cut(text), &look)?,
        Value::Number(text) => match counted(text) {
            Some(number) => {
                sheet.write_number_with_format(row, column, number, &look.set_align(FormatAlign::Right))?
            }
            None => sheet.write_string_with_format(row, column, cut(text), &look)?,
        },
        Value::Percent(text) => match hundredth(text) {
            Some(number) => {
                let look = look.set_align(FormatAlign::Right).set_num_format(percent_format(text));
                sheet.write_number_with_format(row, column, number, &look)?
            }
            None => sheet.write_string_with_format(row, column, cut(text), &look)?,
        },
        Value::Date(day) => {
            let look = look.set_num_format("dd.mm.yyyy").set_align(FormatAlign::Center);
            sheet.write_datetime_with_format(row, column, day, &look)?
        }
    };
    Ok(())
}

/// The number of this text, when a spreadsheet holds it exactly.
fn counted(text: &str) -> Option<f64> {
    let decimal: Decimal = text.parse().ok()?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits <= DIGITS).then(|| decimal.to_string().parse().ok()).flatten()
}

fn hundredth(text: &str) -> Option<f64> {
    let decimal: Decimal = text.parse().ok()?;
    counted(&(decimal / Decimal::ONE_HUNDRED).normalize().to_string())
}

fn validation(check: &Check, at: Address) -> Result<DataValidation, NotWritten> {
    let rule = match check {
        Check::List(choices) => {
            let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
            if length > CHOICES || choices.iter().any(|choice| choice.contains(',')) {
                // A list that does not fit is no list: anything may be typed, the reader checks.
                return Ok(DataValidation::new().allow_any_value());
            }
            let said = format!("Выберите из списка: {}.", choices.join(", "));
            DataValidation::new().allow_list_strings(choices)?.set_error_message(told(&said))?
        }
        Check::AtLeast(least) => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(f64::from(*least)))
            .set_error_message(told(&format!("Здесь нужно число не меньше {least}.")))?,
        Check::NumberOr(word) => {
            let rule = format!("=OR(AND(ISNUMBER({at}),{at}>=0),{at}=\"{}\")", word.replace('"', "\"\""));
            let said = format!("Здесь нужно число не меньше нуля или слово «{word}».");
            DataValidation::new().allow_custom(Formula::new(rule)).set_error_message(told(&said))?
        }
    };
    Ok(rule.set_error_title("Так не подойдёт")?)
}

/// What a message of a spreadsheet takes.
fn told(text: &str) -> String {
    text.chars().take(250).collect()
}

fn cut(text: &str) -> String {
    text.chars().take(LETTERS).collect()
}

/// How many lines a text takes in a cell of this width in characters; a little room is left for bold letters.
fn lines(text: &str, width: f64) -> u32 {
    let room = (width * 0.92).max(4.0);
    let needed = |line: &str| {
        let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        (1..400).find(|count| f64::from(*count) * room >= f64::from(letters)).unwrap_or(400)
    };
    text.lines().map(needed).sum::<u32>().max(1)
}

/// A4 lying, as wide as one page and as long as it takes, pages numbered.
fn paper(sheet: &mut Worksheet) {
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&R&9Лист &P из &N");
}
