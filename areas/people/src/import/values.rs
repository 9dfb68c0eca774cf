//! Cells of a row as values: each read once, each fault with its cell.

use chrono::NaiveDate;
use packs::Effective;
use sheets::{Address, Found, Grid};

use super::days::{self, Told};
use super::{Fault, Field, Layout, Service};
use crate::rules::recognise;

/// The longest service a list may tell, years.
const LONGEST: u32 = 75;

/// A row being read.
pub(super) struct Row<'g> {
    pub grid: &'g Grid,
    pub layout: &'g Layout,
    pub at: u32,
    pub today: NaiveDate,
    pub rules: &'g Effective,
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

impl Row<'_> {
    /// The cell of the field, for a sentence; the row's first one when there is no such column.
    pub fn cell(&self, field: Field) -> String {
        Address::at(self.at, self.layout.column(field).unwrap_or(0)).to_string()
    }

    /// Says what is wrong with the field.
    pub fn say(&mut self, field: Field, message: impl Into<String>) {
        let (row, cell) = (self.at + 1, self.cell(field));
        self.faults.push(Fault { row, cell, message: message.into() });
    }

    /// The text of the field; a failed formula is a fault and reads as nothing.
    pub fn text(&mut self, field: Field) -> String {
        let Some(column) = self.layout.column(field) else { return String::new() };
        let text = match self.grid.at(self.at, column) {
            None => return String::new(),
            Some(Found::Failure(text)) => Err(text.clone()),
            Some(Found::Formula { shown, .. }) if shown.starts_with('#') => Err(shown.clone()),
            Some(Found::Formula { shown, .. }) if shown.is_empty() => Err("формула без значения".to_owned()),
            Some(found) => Ok(found.text()),
        };
        match text {
            Ok(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Err(shown) => {
                self.say(field, format!("в\u{a0}ячейке ошибка {shown}: замените формулу значением"));
                String::new()
            }
        }
    }

    /// The day of the field; a month or a year alone is taken as it is told.
    pub fn told(&mut self, field: Field) -> Option<Told> {
        let text = self.text(field);
        if matches!(text.as_str(), "" | "-" | "–" | "—") || db::fold(&text) == "нет" {
            return None;
        }
        let told = days::day(&text, self.today);
        if told.is_none() {
            self.say(field, format!("дата «{text}» непонятна: напишите, например, 01.09.2015"));
        }
        told
    }

    /// The whole day of the field: what names a month or a year only is a fault.
    pub fn whole_day(&mut self, field: Field) -> Option<NaiveDate> {
        let told = self.told(field)?;
        if !told.is_day() {
            self.say(field, "нужна дата целиком: число, месяц и\u{a0}год");
            return None;
        }
        Some(told.first)
    }

    /// A service: years, or the day it counts from.
    pub fn service(&mut self, field: Field) -> Option<Service> {
        let text = db::fold(&self.text(field));
        if matches!(text.as_str(), "" | "-" | "–" | "нет") {
            return None;
        }
        if text.contains("менее") || text.contains("месяц") && !text.contains(['г', 'л']) {
            return Some(Service::Years(0));
        }
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = text.get(digits.len()..).unwrap_or_default();
        let is_years =
            rest.is_empty() || rest.trim_start().starts_with(['г', 'л', ',', '/']) || is_part(rest);
        if let Some(years) = digits.parse::<u32>().ok().filter(|years| is_years && *years <= LONGEST) {
            return Some(Service::Years(years));
        }
        let since = days::day(&text, self.today).map(|told| Service::Since(told.first));
        if since.is_none() {
            self.say(
                field,
                format!(
                    "стаж «{text}» непонятен: напишите число полных лет или дату, с\u{a0}которой он считается"
                ),
            );
        }
        since
    }

    /// Category and the day it was granted; without a day it is said and left out.
    pub fn category(&mut self) -> Option<(String, NaiveDate)> {
        let text = self.text(Field::Category);
        let day = if self.layout.column(Field::CategoryDate).is_some() {
            self.told(Field::CategoryDate)
        } else {
            None
        };
        let day = day.or_else(|| days::inside(&text, self.today)).map(|told| told.first);
        let found = recognise::category(&text, self.rules).unwrap_or_else(|_| {
            let begun = begun(&text, self.rules);
            if begun.is_none() {
                self.say(
                    Field::Category,
                    format!(
                        "категория «{text}» неизвестна: напишите «первая», «высшая», «соответствие» или «нет»"
                    ),
                );
            }
            begun
        })?;
        if day.is_none() {
            self.notes.push(format!("категория «{}» без даты присвоения не\u{a0}внесена", found.title));
        }
        Some((found.id.clone(), day?))
    }
}

/// «2,5», «7.3»: years with a part.
fn is_part(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|part| part.len() <= 2 && part.chars().all(|c| c.is_ascii_digit()))
}

/// The category a longer text begins with: «высшая, 12.03.2024», «первая (приказ № 5)».
fn begun<'r>(text: &str, rules: &'r Effective) -> Option<&'r packs::Category> {
    let cuts = text.char_indices().filter(|(_, c)| matches!(c, ',' | '(' | ' ' | ';')).map(|(at, _)| at);
    let cuts: Vec<usize> = cuts.collect();
    cuts.into_iter().rev().find_map(|at| recognise::category(text.get(..at)?, rules).ok().flatten())
}
