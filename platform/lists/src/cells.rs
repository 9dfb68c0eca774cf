//! Cells of a row as values: each read once, each fault with its cell.

use chrono::NaiveDate;
use sheets::{Address, Found, Grid};
use web::russian;

use super::days::{self, Told};
use super::{Fault, Layout};

/// A formula nobody computed: a file made by a program.
const EMPTY: &str = "формула без значения";

/// A row being read.
#[derive(Debug)]
pub struct Cells<'g> {
    /// The worksheet.
    pub grid: &'g Grid,
    /// What its columns hold.
    pub layout: &'g Layout,
    /// The row, from 0.
    pub at: u32,
    /// Today.
    pub today: NaiveDate,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What was read otherwise than it stands, or left out.
    pub notes: Vec<String>,
}

impl<'g> Cells<'g> {
    /// The row of a worksheet.
    pub fn of(grid: &'g Grid, layout: &'g Layout, at: u32, today: NaiveDate) -> Self {
        Self { grid, layout, at, today, faults: Vec::new(), notes: Vec::new() }
    }

    /// The cell of the field, for a sentence; where there is no such column, the row's first one that is not its number.
    pub fn cell(&self, field: impl Into<&'static str>) -> String {
        let first =
            || self.layout.columns.iter().find(|(_, code)| *code != "number").map(|(column, _)| *column);
        Address::at(self.at, self.layout.column(field).or_else(first).unwrap_or(0)).to_string()
    }

    /// Says what is wrong with the field.
    pub fn say(&mut self, field: impl Into<&'static str>, message: impl Into<String>) {
        let (row, cell) = (self.at + 1, self.cell(field));
        self.faults.push(Fault { row, cell, message: message.into() });
    }

    /// Whether there is a column of the field.
    pub fn has(&self, field: impl Into<&'static str>) -> bool {
        self.layout.column(field).is_some()
    }

    /// The text of the field; a failed formula is a fault and reads as nothing.
    pub fn text(&mut self, field: impl Into<&'static str>) -> String {
        let field = field.into();
        let Some(column) = self.layout.column(field) else { return String::new() };
        let text = match self.grid.at(self.at, column) {
            None => return String::new(),
            Some(Found::Failure(text)) => Err(text.clone()),
            Some(Found::Formula { shown, .. }) if shown.starts_with('#') => Err(shown.clone()),
            Some(Found::Formula { shown, .. }) if shown.is_empty() => Err(EMPTY.to_owned()),
            Some(found) => Ok(found.text()),
        };
        match text {
            // What a spreadsheet shows for a formula that failed, copied as a text.
            Ok(text) if is_failure(&text) => self.failed(field, &text),
            Ok(text) => db::visible(&text).split_whitespace().collect::<Vec<_>>().join(" "),
            Err(shown) => self.failed(field, &shown),
        }
    }

    /// Says so when the text of the field is longer than a form takes.
    pub fn bounded(&mut self, field: impl Into<&'static str>, text: &str, most: usize) {
        if text.chars().count() > most {
            self.say(field, format!("слишком длинно: помещается {most}\u{a0}знаков"));
        }
    }

    fn failed(&mut self, field: &'static str, shown: &str) -> String {
        let said = if shown == EMPTY {
            format!("в\u{a0}ячейке {EMPTY}: впишите значение или пересчитайте и\u{a0}сохраните файл")
        } else {
            format!("в\u{a0}ячейке ошибка {shown}: замените формулу значением")
        };
        self.say(field, said);
        String::new()
    }

    /// The day of the field; a month or a year alone is taken as it is told.
    pub fn told(&mut self, field: impl Into<&'static str>) -> Option<Told> {
        let field = field.into();
        let text = self.text(field);
        if is_nothing(&text) {
            return None;
        }
        let told = days::day(&text, self.today);
        if told.is_none() {
            self.say(field, format!("дата «{text}» непонятна: напишите, например, 01.09.2015"));
        }
        told
    }

    /// The day of the field and what else stands in its cell: «28.12.2022 пр. № 55», «приказ № 55 от 28.12.2022». That the
    /// cell was taken apart is noted.
    pub fn dated(&mut self, field: impl Into<&'static str>) -> Option<(Told, String)> {
        let field = field.into();
        let text = self.text(field);
        if is_nothing(&text) || days::day(&text, self.today).is_some() {
            return days::day(&text, self.today).map(|told| (told, String::new()));
        }
        let found = days::begun(&text, self.today)
            .or_else(|| days::from_inside(&text, self.today).map(|told| (told, text.clone())));
        match &found {
            Some((told, rest)) => {
                let (cell, day) = (self.cell(field), russian::date(told.first));
                self.notes.push(format!("{cell}: дата {day}, документ «{}»", super::short(rest)));
            }
            None => self.say(field, format!("дата «{text}» непонятна: напишите, например, 01.09.2015")),
        }
        found
    }

    /// Notes which day was taken where the list tells only a month or a year.
    pub fn guessed(&mut self, field: impl Into<&'static str>, told: Told, taken: NaiveDate) {
        if !told.is_day() {
            let cell = self.cell(field);
            self.notes.push(format!("{cell}: день не\u{a0}указан, взято {}", russian::date(taken)));
        }
    }

    /// The day of the field; of a month or a year its first one, and a note says so.
    pub fn first_day(&mut self, field: impl Into<&'static str>) -> Option<NaiveDate> {
        let field = field.into();
        let told = self.told(field)?;
        self.guessed(field, told, told.first);
        Some(told.first)
    }

    /// The day of the field; of a month or a year its last one, and a note says so.
    pub fn last_day(&mut self, field: impl Into<&'static str>) -> Option<NaiveDate> {
        let field = field.into();
        let told = self.told(field)?;
        self.guessed(field, told, told.last);
        Some(told.last)
    }

    /// The whole day of the field: what names a month or a year only is a fault.
    pub fn whole_day(&mut self, field: impl Into<&'static str>) -> Option<NaiveDate> {
        let field = field.into();
        let told = self.told(field)?;
        if !told.is_day() {
            self.say(field, "нужна дата целиком: число, месяц и\u{a0}год");
            return None;
        }
        Some(told.first)
    }

    /// A whole number that is not negative.
    pub fn number(&mut self, field: impl Into<&'static str>) -> Option<i64> {
        let field = field.into();
        let text = self.text(field);
        if is_nothing(&text) {
            return None;
        }
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let number = bare.parse().ok().filter(|number: &i64| *number >= 0);
        if number.is_none() {
            self.say(field, format!("«{}» – не\u{a0}целое число: исправьте", super::short(&text)));
        }
        number
    }

    /// «Да», «нет», «+», «1»; an empty cell says nothing.
    pub fn truth(&mut self, field: impl Into<&'static str>) -> Option<bool> {
        let field = field.into();
        let text = self.text(field);
        match db::fold(&text).as_str() {
            "" => None,
            "да" | "+" | "1" | "истина" | "true" | "v" | "х" | "x" => Some(true),
            "нет" | "-" | "–" | "—" | "0" | "ложь" | "false" => Some(false),
            _ => {
                self.say(field, format!("«{}»: напишите «да» или «нет»", super::short(&text)));
                None
            }
        }
    }
}

/// Whether a cell says that there is nothing: a dash of any kind, «нет».
pub fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—") || db::fold(text) == "нет"
}

/// «#ССЫЛКА!», «#Н/Д», «#REF!»: a mark and letters, an exclamation or a slash.
fn is_failure(text: &str) -> bool {
    let rest = text.strip_prefix('#').unwrap_or_default();
    let is_mark = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '!' | '?');
    rest.chars().count() > 2 && rest.chars().all(is_mark) && (rest.contains(['/', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_that_failed_is_told_from_a_number_sign() {
        for text in ["#ССЫЛКА!", "#Н/Д", "#REF!", "#DIV/0!", "#ИМЯ?", "#ДЕЛ/0!"] {
            assert!(is_failure(text), "{text}");
        }
        for text in ["#", "№ 5", "# 5", "#школа", "Школа #5"] {
            assert!(!is_failure(text), "{text}");
        }
    }
}
