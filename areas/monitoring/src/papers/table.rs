//! The monitoring table of one object on paper, in the columns of its regulation (Амурская область, приложение 6).

mod columns;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;
use packs::Template;
use paper::{Block, Cell, Paper, Requisites, Row, Signature, Table, signatures};
use rust_decimal::Decimal;

use crate::exchange::answered;
use crate::model::{Campaign, PublishedObject, PublishedScore, read};
use crate::pages::row::Sheet;
use crate::pages::words;
use crate::rules;
use columns::Columns;

/// What stands beside an indicator.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mark {
    /// Points; none: not scored, or not answered yet.
    pub points: Option<Decimal>,
    /// The most points.
    pub max: Decimal,
    /// What the object answered, in words.
    pub answer: String,
}

impl Mark {
    /// Marks of one printed line together.
    fn of_line<'a>(marks: impl Iterator<Item = &'a Self>) -> Self {
        marks.cloned().reduce(Self::and).unwrap_or_default()
    }

    fn and(self, other: Self) -> Self {
        let points = match (self.points, other.points) {
            (Some(one), Some(two)) => Some(one + two),
            (one, two) => one.or(two),
        };
        Self { points, max: self.max + other.max, answer: self.answer }
    }
}

/// One object's standing in a campaign, whether still being filled or published.
pub(crate) struct Standing<'a> {
    /// The criteria that measure it.
    pub table: &'a Template,
    /// «Белогорск, 2025/26»
    pub object: String,
    /// The campaign, where the pack names no title of its own.
    pub campaign: &'a str,
    /// Marks by number.
    pub marks: HashMap<String, Mark>,
    /// Points, all.
    pub score: Decimal,
    /// The most.
    pub max: Decimal,
    /// «72,1 %»; empty when there is none.
    pub percent: String,
    /// Level; empty without.
    pub band: String,
    /// What the paper says of itself.
    pub note: String,
    /// Whether it is to be signed by those who filled it.
    pub is_signed: bool,
    /// The day it is made.
    pub day: NaiveDate,
}

impl<'a> Standing<'a> {
    /// A sheet as it stands, whoever looks at it.
    pub fn of_sheet(sheet: &Sheet<'a>, day: NaiveDate, taken: &str) -> Self {
        let (work, result) = (sheet.work, &sheet.result);
        let mark = |one: &rules::IndicatorResult| {
            let is_answered = one.state != rules::State::NoAnswer;
            let answer = words::answer(&answered(work, &one.no));
            (one.no.clone(), Mark { points: one.score.filter(|_| is_answered), max: one.max, answer })
        };
        let percent = result.percent.as_ref().map(rules::Percent::shown).unwrap_or_default();
        Self {
            table: &work.template,
            object: named(work.sheet.name(), &work.sheet.unit_name, &work.campaign.period),
            campaign: &work.campaign.title,
            marks: result.indicators.iter().map(mark).collect(),
            score: result.score,
            max: result.max,
            percent: words::percent(&percent),
            band: result.band.clone().unwrap_or_default(),
            note: format!(
                "{}. Таблица «{}», напечатана {taken}; баллы посчитаны программой.",
                work.campaign.title,
                work.sheet.state().title()
            ),
            is_signed: true,
            day,
        }
    }

    /// A published result, by the campaign's own copy of the table.
    pub fn published(
        table: &'a Template,
        campaign: &'a Campaign,
        object: &PublishedObject,
        scores: &[PublishedScore],
        (source, day): (String, NaiveDate),
    ) -> Self {
        let number = |text: &str| text.parse::<Decimal>().ok();
        let mark = |score: &PublishedScore| {
            let answer = read(&score.answer).as_ref().map(words::answer).unwrap_or_default();
            let is_answered = score.state != rules::State::NoAnswer.code();
            let points = number(&score.score).filter(|_| is_answered);
            (score.no.clone(), Mark { points, max: number(&score.max).unwrap_or_default(), answer })
        };
        Self {
            table,
            object: named(object.title(), &object.name, &campaign.period),
            campaign: &campaign.title,
            marks: scores.iter().map(mark).collect(),
            score: number(&object.score).unwrap_or_default(),
            max: number(&object.max).unwrap_or_default(),
            percent: words::percent(&object.percent),
            band: object.band.clone(),
            note: format!("{source}."),
            is_signed: false,
            day,
        }
    }

    /// The paper.
    pub fn paper(&self) -> Paper {
        let title = self.table.drawn.as_ref().map_or(self.campaign, |drawn| drawn.title.as_str());
        let requisites = Requisites::titled(title).about(&self.object);
        let mut blocks: Vec<Block> = vec![self.drawn().into()];
        if self.is_signed {
            blocks.push(signatures([
                Signature::of("Руководитель", ""),
                Signature::of("Ответственный за заполнение таблицы", ""),
            ]));
        }
        Paper::of(self.day, format!("{} – {}", self.object, self.campaign)).with(requisites).landscape(blocks)
    }

    fn drawn(&self) -> Table {
        let columns = Columns::of(self.table);
        let mut rows = Vec::new();
        for criterion in &self.table.criteria {
            rows.extend(columns.rows(criterion, &self.marks));
        }
        rows.extend(self.totals(&columns));
        Table::of(columns.columns()).headed(columns.heads()).filled(rows).noted(&self.note)
    }

    /// The sum under the table, in the columns of points; percent and level below.
    fn totals(&self, columns: &Columns) -> Vec<Row> {
        let (label, figures) = columns.foot();
        let figure = |shows: &packs::Shows| match shows {
            packs::Shows::Max => words::points(self.max),
            packs::Shows::NotGiven => String::new(),
            _ => words::points(self.score),
        };
        let mut sum = vec![Cell::of("Итого баллов").over(label)];
        sum.extend(figures.iter().map(|shows| Cell::of(figure(shows)).set(paper::Align::Center)));
        let most = format!("Максимум – {}", counted(self.max));
        let percent = (!self.percent.is_empty()).then(|| format!("выполнено {}", self.percent));
        let band = (!self.band.is_empty()).then(|| format!("уровень – {}", self.band));
        let line: Vec<String> = std::iter::once(most).chain(percent).chain(band).collect();
        vec![Row::cells(sum).bold(), Row::cells(vec![Cell::of(line.join(", ")).over(label + figures.len())])]
    }
}

/// «Белогорск, 2025/26 учебный год»; a person or a body with its unit.
fn named(name: &str, unit: &str, period: &str) -> String {
    let year = web::russian::school_year(period);
    if name == unit { format!("{name}, {year}") } else { format!("{name}, {unit}, {year}") }
}

/// «61 балл».
fn counted(points: Decimal) -> String {
    let shown = words::points(points);
    let word = match rules::shown(points).parse::<i64>() {
        Ok(whole) => web::russian::plural(whole, "балл", "балла", "баллов"),
        Err(_) => "балла",
    };
    format!("{shown}\u{a0}{word}")
}
