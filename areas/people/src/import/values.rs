//! Cells of a staff list that need its rules: a service, a category.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;
use lists::Cells;
use lists::days::{self, Told};
use packs::Effective;

use super::{Field, Service};
use crate::rules::recognise;

/// The longest service a list may tell, years.
const LONGEST: u32 = 75;

/// A row being read, with the rules of its organisation.
pub(super) struct Row<'g> {
    pub cells: Cells<'g>,
    pub rules: &'g Effective,
}

impl<'g> Deref for Row<'g> {
    type Target = Cells<'g>;

    fn deref(&self) -> &Self::Target {
        &self.cells
    }
}

impl DerefMut for Row<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.cells
    }
}

impl Row<'_> {
    /// A service: years, or the day it counts from.
    pub fn service(&mut self, field: Field) -> Option<Service> {
        let text = db::fold(&self.text(field));
        if lists::is_nothing(&text) {
            return None;
        }
        if text.contains("менее") {
            return Some(Service::Years(0, 0));
        }
        let months = months(&text);
        if text.contains("мес") && !text.contains(['г', 'л']) {
            let months = months.unwrap_or(0);
            return Some(Service::Years(months / 12, months % 12));
        }
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = text.get(digits.len()..).unwrap_or_default();
        // «10/03/2010» is a day, not ten years; «20/12/10» are years of three kinds.
        let has_year = rest.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4);
        let is_day = has_year && days::day(&text, self.today).is_some_and(Told::is_day);
        let is_years = !is_day
            && (rest.is_empty() || rest.trim_start().starts_with(['г', 'л', ',', '/']) || is_part(rest));
        if let Some(years) = digits.parse::<u32>().ok().filter(|years| is_years && *years <= LONGEST) {
            return Some(Service::Years(years, months.filter(|months| *months < 12).unwrap_or(0)));
        }
        let since = days::day(&text, self.today).map(|told| {
            self.guessed(field, told, told.first);
            Service::Since(told.first)
        });
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

    /// Category and the day it was granted with what else stands in the cell of the day, often the order; without a day it
    /// is said and left out.
    pub fn category(&mut self) -> Option<((String, NaiveDate), String)> {
        let text = self.text(Field::Category);
        let day = self.dated(Field::CategoryDate).map(|(told, rest)| (Field::CategoryDate, told, rest));
        let inside =
            || Some((Field::Category, days::from_inside(&text, self.today)?, order(&text, self.rules)));
        let day = day.or_else(inside);
        let found = recognise::category(&text, self.rules).unwrap_or_else(|_| {
            let begun = parted(&text, self.rules).map(|(found, _)| found);
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
        let Some((field, told, rest)) = day else {
            self.notes.push(format!("категория «{}» без даты присвоения не\u{a0}внесена", found.title));
            return None;
        };
        self.guessed(field, told, told.first);
        if field == Field::Category && told.is_day() {
            let (cell, day) = (self.cell(field), web::russian::date(told.first));
            self.notes.push(format!("{cell}: дата присвоения категории – {day}"));
        }
        Some(((found.id.clone(), told.first), rest))
    }
}

/// What stands beside the category and names an order: «высшая, приказ № 5 от 12.03.2024».
fn order(text: &str, rules: &Effective) -> String {
    let Some((_, rest)) = parted(text, rules) else { return String::new() };
    let rest = rest.trim_matches([' ', ',', ';', '(', ')']);
    if is_order(rest) { rest.to_owned() } else { String::new() }
}

fn is_order(text: &str) -> bool {
    let folded = db::fold(text);
    let has_word = || folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "пр");
    folded.contains('№') || folded.contains("приказ") || has_word()
}

/// The months a service tells: «7 лет 5 мес.», «18 месяцев».
fn months(text: &str) -> Option<u32> {
    let before = text.get(..text.find("мес")?)?.trim_end();
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|months| *months <= LONGEST * 12)
}

/// «2,5», «7.3»: years with a part.
fn is_part(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|part| part.len() <= 2 && part.chars().all(|c| c.is_ascii_digit()))
}

/// The category a longer text begins with, or ends with behind an order, and the rest of it: «высшая, 12.03.2024», «пр. № 55
/// от 28.12.2022, первая».
fn parted<'t, 'r>(text: &'t str, rules: &'r Effective) -> Option<(&'r packs::Category, &'t str)> {
    let is_cut = |c: char| matches!(c, ',' | '(' | ' ' | ';');
    let category = |text: &str| recognise::category(text.trim_end_matches(')'), rules).ok().flatten();
    let mut begun = text.rmatch_indices(is_cut);
    let begun = begun.find_map(|(at, _)| Some((category(text.get(..at)?)?, text.get(at..)?)));
    let ended = || {
        text.match_indices(is_cut).find_map(|(at, sign)| {
            let (before, behind) = (text.get(..at)?, text.get(at + sign.len()..)?);
            // «Приказ № 1» ends with no category.
            let says = behind.chars().filter(|c| c.is_alphabetic()).count() > 1;
            (says && is_order(before) && !is_none(before))
                .then(|| Some((category(behind)?, before)))
                .flatten()
        })
    };
    begun.filter(|(_, rest)| !is_refused(rest)).or_else(ended)
}

/// «Отказано», «об отказе».
fn is_refused(text: &str) -> bool {
    db::fold(text).split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with("отказ"))
}

/// Says that there is no category: a refusal, «б/к», «без категории», «нет».
fn is_none(text: &str) -> bool {
    let folded = db::fold(text);
    let has_no = || folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "нет");
    is_refused(text)
        || has_no()
        || ["б/к", "без категории", "не имеет"].iter().any(|said| folded.contains(said))
}
