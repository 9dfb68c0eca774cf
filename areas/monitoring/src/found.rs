//! What the program itself can tell about indicators: facts of other areas, asked set-wise, once per request (decision 8).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::Conn;
use packs::{Assessment, Indicator, Scoring, StepBasis};
use registry::{Ask, Fact, Period, Proof, Registry, Subject};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use web::Result;

use crate::rules::{Answer, check_answer};
use crate::worksheet::Worksheet;

/// Facts of one sheet, by indicator.
pub type Found = BTreeMap<String, Fact>;

/// How an indicator gets its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The program answers by itself.
    Computed,
    /// The program finds, a person confirms: a registered справка proves a file, not an analysis.
    Confirmed,
    /// The institute's expert judges (Амурская обл. 1.2).
    Judgement,
    /// Asked of a person.
    Asked,
}

impl Kind {
    /// The kind of an indicator, as its pack says.
    pub fn of(indicator: &Indicator) -> Self {
        match (indicator.assessment, &indicator.fact) {
            (Assessment::Manual, _) => Self::Judgement,
            _ if indicator.rollup.is_some() => Self::Computed,
            (Assessment::Auto, Some(_)) => Self::Computed,
            (Assessment::Semi, Some(_)) => Self::Confirmed,
            _ => Self::Asked,
        }
    }

    /// The kind in words, for the drawer.
    pub fn title(self) -> &'static str {
        match self {
            Self::Computed => {
                "вычисляет программа по реестрам или по таблицам уровня ниже; свой ответ важнее вычисленного"
            }
            Self::Confirmed => "программа находит документы, человек подтверждает",
            Self::Judgement => "решение эксперта, с основанием",
            Self::Asked => "отвечает тот, кто заполняет таблицу, и прикладывает документ",
        }
    }
}

/// Facts for one sheet.
pub fn of(conn: &mut Conn, registry: &Registry, work: &Worksheet) -> Result<Found> {
    Ok(of_campaign(conn, registry, std::slice::from_ref(work))?.pop().unwrap_or_default())
}

/// Facts for sheets of one campaign, in their order: every area is asked once for all objects, over the campaign's
/// school year up to the day the collection ends. A named body or person inside a unit is no unit: nothing is known about it.
pub fn of_campaign(conn: &mut Conn, registry: &Registry, works: &[Worksheet]) -> Result<Vec<Found>> {
    let mut found = vec![Found::new(); works.len()];
    let Some(campaign) = works.first().map(|work| &work.campaign) else {
        return Ok(found);
    };
    let (from, to) = school_year(&campaign.period, campaign.collect_to);
    let year = Period::collected(from, to, campaign.collect_to);
    let (subjects, lines) = (subjects(works), lines(works));
    for offer in &registry.facts {
        let offered = |name: &str| offer.declares().iter().any(|declared| declared.name == name);
        let asked: Vec<(&Indicator, Ask<'_>)> =
            lines.iter().filter(|(_, ask)| offered(ask.name)).cloned().collect();
        if asked.is_empty() || subjects.is_empty() {
            continue;
        }
        let asks: Vec<Ask<'_>> = asked.iter().map(|(_, ask)| ask.clone()).collect();
        let answers = offer.compute(conn, &asks, &subjects, year)?;
        for ((indicator, _), answered) in asked.iter().zip(answers) {
            for (work, own) in works.iter().zip(&mut found) {
                let fact = answered.get(&work.sheet.unit_id.0).filter(|_| is_asked(work, &indicator.no));
                own.extend(fact.map(|fact| (indicator.no.clone(), fact.clone())));
            }
        }
    }
    let works: Vec<&Worksheet> = works.iter().collect();
    let made = crate::rollups::of(conn, &works)?;
    for (work, own) in works.iter().zip(&mut found) {
        let ours = made.iter().filter(|((sheet, _), _)| *sheet == work.sheet.id);
        own.extend(ours.map(|((_, no), up)| (no.clone(), crate::rollups::fact(up))));
    }
    Ok(found)
}

fn subjects(works: &[Worksheet]) -> Vec<Subject> {
    let of_units = works.iter().map(|work| &work.sheet).filter(|sheet| sheet.subject.is_empty());
    let by_id: BTreeMap<i64, &String> = of_units.map(|sheet| (sheet.unit_id.0, &sheet.unit_path)).collect();
    by_id.into_iter().map(|(unit, path)| Subject { unit, path: path.clone() }).collect()
}

/// Every indicator with a fact, of all levels that the sheets have.
fn lines(works: &[Worksheet]) -> Vec<(&Indicator, Ask<'_>)> {
    let all = works.iter().flat_map(|work| work.template.indicators()).map(|(_, indicator)| indicator);
    let mut by_no: BTreeMap<&str, &Indicator> = BTreeMap::new();
    for indicator in all {
        by_no.entry(indicator.no.as_str()).or_insert(indicator);
    }
    by_no.into_values().filter_map(|one| Some((one, ask(one)?))).collect()
}

fn ask(indicator: &Indicator) -> Option<Ask<'_>> {
    Some(Ask { name: indicator.fact.as_deref()?, with: &indicator.params })
}

fn is_asked(work: &Worksheet, no: &str) -> bool {
    work.sheet.subject.is_empty() && work.template.indicator(no).is_some()
}

/// The answer a known fact gives to an indicator; none when its value does not fit the rule.
pub fn answer(indicator: &Indicator, fact: &Fact) -> Option<Answer> {
    let Fact::Known { value, .. } = fact else { return None };
    let number = value.parse::<Decimal>().ok();
    let answer = match indicator.scoring {
        Scoring::Share { .. } | Scoring::Steps { of: StepBasis::Percent, .. } => share(value)?,
        // Something is there, and more came than a year before: «24/22».
        Scoring::Presence { growth: Some(_), .. } if value.contains('/') => {
            Answer { present: Some(true), ..change(value)? }
        }
        Scoring::Presence { .. } | Scoring::Bonus { .. } => {
            let is_there = number.is_none_or(|number| number > Decimal::ZERO);
            if is_there { Answer::present() } else { Answer::absent() }
        }
        Scoring::Dynamics { .. } if value.contains('/') => change(value)?,
        Scoring::Dynamics { .. }
        | Scoring::PerUnit { .. }
        | Scoring::Relative { .. }
        | Scoring::Steps { .. }
        | Scoring::Count { .. } => Answer::of_value(number?, None),
        _ => return None,
    };
    check_answer(indicator, &answer).is_ok().then_some(answer)
}

/// «15/24»: how a value from the level below keeps both its numbers.
fn share(value: &str) -> Option<Answer> {
    let (num, den) = value.split_once('/')?;
    Some(Answer { num: num.parse().ok(), den: den.parse().ok(), ..Answer::default() })
}

/// «24/22»: now, and a year before.
fn change(value: &str) -> Option<Answer> {
    let (now, before) = value.split_once('/')?;
    Some(Answer::of_value(now.parse().ok()?, Some(before.parse().ok()?)))
}

/// A fact as an answer keeps it when the sheet is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFact {
    /// A decimal; "1" for a presence.
    pub value: String,
    /// What proved it then.
    pub proofs: Vec<Proof>,
    /// When, in UTC microseconds.
    pub at: i64,
}

impl FrozenFact {
    /// The fact as it is now; only a known one is kept.
    pub fn of(fact: &Fact, at: db::Moment) -> Option<Self> {
        let Fact::Known { value, proofs } = fact else { return None };
        Some(Self { value: value.clone(), proofs: proofs.clone(), at: at.0 })
    }

    /// From the column of an answer; an empty one is none.
    pub fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The text of the column.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the document is one of its proofs.
    pub fn names(&self, document: i64) -> bool {
        self.proofs.iter().any(|proof| proof.kind == "document" && proof.id == document)
    }

    /// Whether value and proofs are still the same.
    pub fn is_still(&self, fact: Option<&Fact>) -> bool {
        let Some(Fact::Known { value, proofs }) = fact else { return false };
        *value == self.value && *proofs == self.proofs
    }
}

/// 1 September – 31 August of the campaign's year; a period that is no year counts up to the end of collection.
fn school_year(period: &str, collect_to: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = period.parse::<i32>().ok();
    let days =
        year.and_then(|y| Some((NaiveDate::from_ymd_opt(y - 1, 9, 1)?, NaiveDate::from_ymd_opt(y, 8, 31)?)));
    days.unwrap_or_else(|| {
        (collect_to.checked_sub_days(chrono::Days::new(365)).unwrap_or(collect_to), collect_to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_with_both_its_numbers_or_with_one() {
        let packs = packs::Library::embedded().unwrap();
        let template = packs.template("vladimir-2020/system").unwrap();
        let indicator = template.indicator("7-1").unwrap();
        let told =
            |value: &str| answer(indicator, &Fact::Known { value: value.to_owned(), proofs: Vec::new() });
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(told("24/22"), Some(Answer::of_value(number("24"), Some(number("22")))));
        assert_eq!(told("83.3/80.0"), Some(Answer::of_value(number("83.3"), Some(number("80.0")))));
        assert_eq!(told("24"), Some(Answer::of_value(number("24"), None)));
        assert_eq!(told("24/"), None);
        assert_eq!(told("много"), None);
    }
    #[test]
    fn what_is_there_and_grew_keeps_both_its_numbers() {
        let packs = packs::Library::embedded().unwrap();
        let template = packs.template("vladimir-2020/system").unwrap();
        let indicator = template.indicator("7-5").unwrap();
        let told =
            |value: &str| answer(indicator, &Fact::Known { value: value.to_owned(), proofs: Vec::new() });
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let grew = Answer { present: Some(true), ..Answer::of_value(number("31"), Some(number("20"))) };
        assert_eq!(told("31/20"), Some(grew));
        assert_eq!(told("31"), Some(Answer::present()), "nothing to compare with");
    }
}
