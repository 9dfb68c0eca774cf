//! The cells of a worksheet, as they come.

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::super::filling::{Filling, number, text};
use super::Shared;
use super::formats::Format;
use super::strings::{push_item, unescaped};
use super::tags::{Piece, Tag, Tags};
use crate::{Found, NotRead};

/// Puts the cells of the part into the worksheet begun last.
pub(super) fn fill(filling: &mut Filling, part: &str, shared: &Shared) -> Result<(), NotRead> {
    let mut sheet = Sheet { tags: Tags::of(part), shared, row: 0, column: 0, typed: String::new() };
    let mut is_data = false;
    loop {
        match sheet.tags.next()? {
            Piece::Empty(tag) if is_data => sheet.pass(tag)?,
            Piece::Start(tag) => match tag.name {
                "sheetData" => is_data = true,
                "row" if is_data => sheet.begin_row(tag)?,
                "c" if is_data => sheet.cell(tag, filling)?,
                _ => {}
            },
            Piece::End(name) if is_data => match name {
                "row" => sheet.row = sheet.row.saturating_add(1),
                "sheetData" => return Ok(()),
                _ => {}
            },
            Piece::Over if is_data => return Err(NotRead::Broken),
            Piece::Over => return Ok(()),
            _ => {}
        }
    }
}

struct Sheet<'a> {
    tags: Tags<'a>,
    shared: &'a Shared,
    row: u32,
    column: u32,
    /// What stands in `<v>` of the cell being read.
    typed: String,
}

/// What a cell says of itself.
#[derive(Default)]
struct Told {
    at: Option<(u32, u32)>,
    kind: Option<Kind>,
    style: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Truth,
    Failure,
    Text,
    Inline,
    Day,
}

impl Kind {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "n" => Self::Number,
            "s" => Self::Shared,
            "b" => Self::Truth,
            "e" => Self::Failure,
            "str" => Self::Text,
            "inlineStr" | "is" => Self::Inline,
            "d" => Self::Day,
            _ => return None,
        })
    }
}

fn told(tag: Tag) -> Result<Told, NotRead> {
    let mut told = Told::default();
    for (name, value) in tag.attributes() {
        match name {
            "r" => told.at = Some(place(value).ok_or(NotRead::Broken)?),
            "t" => told.kind = Some(Kind::from_code(value).ok_or(NotRead::Broken)?),
            "s" => told.style = value.parse().ok(),
            _ => {}
        }
    }
    Ok(told)
}

/// `C12` as (11, 2).
fn place(address: &str) -> Option<(u32, u32)> {
    let end = address.bytes().position(|byte| byte.is_ascii_digit())?;
    let (letters, digits) = address.split_at_checked(end)?;
    let column = letters.bytes().try_fold(0_u32, |column, byte| {
        let digit = byte.is_ascii_alphabetic().then(|| u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(digit)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

impl Sheet<'_> {
    fn begin_row(&mut self, tag: Tag) -> Result<(), NotRead> {
        self.column = 0;
        if let Some(row) = tag.raw("r") {
            let row = row.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
            self.row = row.ok_or(NotRead::Broken)?;
        }
        Ok(())
    }

    /// A cell or a row with nothing in it.
    fn pass(&mut self, tag: Tag) -> Result<(), NotRead> {
        match tag.name {
            "row" => {
                self.begin_row(tag)?;
                self.row = self.row.saturating_add(1);
            }
            "c" => {
                let at = tag.raw("r").map(|at| place(at).ok_or(NotRead::Broken)).transpose()?;
                self.column = at.map_or(self.column, |(_, column)| column).saturating_add(1);
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: Tag, filling: &mut Filling) -> Result<(), NotRead> {
        let told = told(tag)?;
        let (row, column) = told.at.unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        let (mut value, mut formula) = (None, None);
        loop {
            match self.tags.next()? {
                Piece::Start(child) => match child.name {
                    "v" => value = self.value(&told)?.or(value),
                    "f" => {
                        let mut said = String::new();
                        self.tags.push_text(&mut said)?;
                        formula = Some(said);
                    }
                    "is" => {
                        self.typed.clear();
                        push_item(&mut self.tags, &mut self.typed)?;
                        value = text(&self.typed);
                    }
                    _ => self.tags.push_text(&mut String::new())?,
                },
                // `<f t="shared" si="0"/>` follows another's formula.
                Piece::Empty(child) if child.name == "f" => formula = Some(String::new()),
                Piece::End(_) => break,
                Piece::Over => return Err(NotRead::Broken),
                _ => {}
            }
        }
        let found = match formula {
            // A cell that follows another's formula has no text of its own.
            Some(said) => {
                let shown = value.map(|value| value.text()).unwrap_or_default();
                Some(Found::Formula { text: said, shown })
            }
            None => value,
        };
        found.map_or(Ok(()), |found| filling.put(row, column, found))
    }

    fn value(&mut self, told: &Told) -> Result<Option<Found>, NotRead> {
        self.typed.clear();
        self.tags.push_text(&mut self.typed)?;
        let typed = self.typed.as_str();
        if typed.is_empty() {
            return Ok(None);
        }
        Ok(match told.kind {
            Some(Kind::Inline) => None,
            Some(Kind::Shared) => {
                let shared = self.shared.strings.at(typed.parse().unwrap_or_default());
                text(shared.ok_or(NotRead::Broken)?)
            }
            Some(Kind::Truth) => Some(Found::Truth(truth(typed)?)),
            Some(Kind::Failure) => Some(Found::Failure(typed.to_owned())),
            Some(Kind::Text) => text(&unescaped(typed)),
            Some(Kind::Day) => day(typed).map(Found::Date).or_else(|| text(typed)),
            Some(Kind::Number) => Some(self.number(typed.parse().map_err(|_| NotRead::Broken)?, told.style)),
            None => typed.parse().map_or_else(|_| text(typed), |value| Some(self.number(value, told.style))),
        })
    }

    fn number(&self, value: f64, style: Option<usize>) -> Found {
        let format = style.and_then(|style| self.shared.formats.get(style)).copied();
        if format != Some(Format::Day) {
            return number(value);
        }
        counted(value, self.shared.is_1904).map_or_else(|| number(value), Found::Date)
    }
}

/// The day of a number of days. Of 1900 the program that began it believed that it had a 29 February.
fn counted(value: f64, is_1904: bool) -> Option<NaiveDate> {
    const MILLISECONDS: f64 = 86_400_000.0;
    // A time a hair before midnight is midnight.
    let days = ((value * MILLISECONDS).round() / MILLISECONDS).floor();
    let days = Decimal::from_f64(days)?.to_i64()?;
    let first = match (is_1904, days < 60) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, true) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, false) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    first.checked_add_signed(TimeDelta::try_days(days)?)
}

fn truth(typed: &str) -> Result<bool, NotRead> {
    match typed {
        "1" | "true" | "TRUE" => Ok(true),
        "0" | "false" | "FALSE" => Ok(false),
        _ => Err(NotRead::Broken),
    }
}

/// The day of `2026-06-30T10:00:00`.
pub(in crate::read) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}
