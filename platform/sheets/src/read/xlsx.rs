//! A workbook of Excel, cell by cell: no grid is made from the size it claims.

use std::io::Cursor;

use calamine::{DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use chrono::NaiveDate;

use super::filling::{Filling, number, text};
use crate::{Book, Caps, Found, NotRead};

pub(super) fn book(bytes: &[u8], caps: &Caps) -> Result<Book, NotRead> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let sheets: Vec<Sheet> =
        file.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    let mut filling = Filling::under(caps);
    for sheet in sheets {
        filling.worksheet(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        fill(&mut filling, &mut file, &sheet.name)?;
    }
    filling.done()
}

fn fill(filling: &mut Filling, file: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<(), NotRead> {
    let mut cells = file.worksheet_cells_reader(name).map_err(fault)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(fault)? {
        let value = found(&cell.value);
        let found = match cell.formula {
            Some(formula) => Some(Found::Formula {
                text: said(formula),
                shown: value.map(|value| value.text()).unwrap_or_default(),
            }),
            None => value,
        };
        if let Some(found) = found {
            filling.put(cell.pos.0, cell.pos.1, found)?;
        }
    }
    Ok(())
}

fn said(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        // A cell that follows another's formula has no text of its own.
        _ => String::new(),
    }
}

fn found(value: &DataRef) -> Option<Found> {
    match value {
        DataRef::Int(value) => Some(Found::Number(value.to_string())),
        DataRef::Float(value) => Some(number(*value)),
        DataRef::String(value) | DataRef::DurationIso(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(value) => Some(Found::Truth(*value)),
        DataRef::DateTime(value) if value.is_duration() => Some(number(value.as_f64())),
        DataRef::DateTime(value) => {
            Some(value.as_datetime().map_or_else(|| number(value.as_f64()), |at| Found::Date(at.date())))
        }
        DataRef::DateTimeIso(value) => day(value).map(Found::Date).or_else(|| text(value)),
        DataRef::Error(error) => Some(Found::Failure(error.to_string())),
        DataRef::Empty => None,
    }
}

/// The day of `2026-06-30T10:00:00`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

fn fault(error: XlsxError) -> NotRead {
    match error {
        XlsxError::Password => NotRead::Locked,
        _ => NotRead::Broken,
    }
}
