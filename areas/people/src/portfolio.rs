//! What people offer to a portfolio: education, attestation, courses, awards, publications, participation, expert work.

use chrono::{Datelike, NaiveDate};
use db::{Conn, Result};
use packs::{Effective, Library};
use registry::{PortfolioItem, PortfolioOffer, Section};
use web::russian;

use crate::store::{self, records};
use crate::{Category, Person, Record, RecordKind};

/// The offer.
#[derive(Default)]
pub(crate) struct Told {
    packs: Library,
}

impl PortfolioOffer for Told {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn items(&self, conn: &mut Conn, person: i64, today: NaiveDate) -> Result<Vec<PortfolioItem>> {
        let Some(person) = store::all_of(conn, &[person])?.pop() else { return Ok(Vec::new()) };
        let rules = units::effective(conn, &self.packs, &person.unit_path, today)?;
        let held = records::categories_of(conn, &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
        let told = records::of(conn, person.id)?;
        let categories = held.iter().map(|one| category(one, &person, &rules));
        Ok(categories.chain(told.iter().filter_map(|one| record(one, &person))).collect())
    }
}

fn category(one: &Category, person: &Person, rules: &Effective) -> PortfolioItem {
    let title =
        rules.category(&one.category).map_or(one.category.as_str(), |known| known.rule.title.as_str());
    let post = rules.post(&one.post).map(|post| post.rule.title.clone()).unwrap_or_default();
    let term =
        one.valid_to.map_or_else(|| "без срока".to_owned(), |last| format!("по {}", russian::date(last)));
    PortfolioItem {
        key: format!("people:category:{}", one.id),
        section: Section::Attestation,
        title: title.to_owned(),
        about: joined([post, format!("с {}, {term}", russian::date(one.granted_on))]),
        on: Some(one.granted_on),
        document: one.document.clone(),
        url: person.url(),
        unit_path: person.unit_path.clone(),
    }
}

/// A break of service is nobody's achievement.
fn record(one: &Record, person: &Person) -> Option<PortfolioItem> {
    let section = section(one.kind())?;
    let hours = one.hours.filter(|hours| crate::import::hours_of(&one.title) != Some(*hours));
    let hours = hours.map(|hours| russian::counted(hours, "час", "часа", "часов")).unwrap_or_default();
    let kind = match one.kind() {
        RecordKind::Degree | RecordKind::Retraining | RecordKind::Internship => {
            one.kind().title().to_lowercase()
        }
        _ => String::new(),
    };
    let platform = one.platform.clone().unwrap_or_default();
    Some(PortfolioItem {
        key: format!("people:record:{}", one.id),
        section,
        title: if one.title.is_empty() { one.kind().title().to_owned() } else { one.title.clone() },
        about: joined([kind, one.place.clone(), platform, days(one), hours]),
        on: Some(one.happened_on),
        document: one.document.clone(),
        url: person.url(),
        unit_path: person.unit_path.clone(),
    })
}

/// When it was: the last day of a year is how a list that tells a year alone is kept, and what the title says is not said twice.
fn days(one: &Record) -> String {
    let day = russian::date(one.happened_on);
    if let Some(passed) = one.progress {
        return crate::pages::going(passed, one.happened_on);
    }
    if let Some(began) = one.began_on {
        return format!("{} – {day}", russian::date(began));
    }
    let last = one.happened_on;
    let is_year = one.kind() == RecordKind::Education && (last.month(), last.day()) == (12, 31);
    let said = if is_year { last.year().to_string() } else { day };
    if one.title.contains(&said) {
        return String::new();
    }
    if is_year { format!("{said}\u{a0}г.") } else { said }
}

fn section(kind: RecordKind) -> Option<Section> {
    match kind {
        RecordKind::Education | RecordKind::Degree => Some(Section::Education),
        RecordKind::Course | RecordKind::Retraining | RecordKind::Internship => Some(Section::Training),
        RecordKind::Award => Some(Section::Awards),
        RecordKind::Publication => Some(Section::Publications),
        RecordKind::Participation => Some(Section::Participation),
        RecordKind::ExpertWork => Some(Section::Expertise),
        RecordKind::Help | RecordKind::Break | RecordKind::Leave => None,
    }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_nobody_told_is_a_year_and_nothing_is_said_twice() {
        let told = |kind: RecordKind, title: &str, on: &str| days(&Record::sample(kind, title, on));
        let education = |title: &str, on: &str| told(RecordKind::Education, title, on);
        assert_eq!(education("педагогический колледж, 2001 г.", "2001-12-31"), "");
        assert_eq!(education("педагогический колледж", "2001-12-31"), "2001\u{a0}г.");
        assert_eq!(education("педагогический колледж", "2001-06-30"), "30.06.2001");
        let course = |title: &str| told(RecordKind::Course, title, "2024-03-22");
        assert_eq!(course("«Грамотность», 36 ч., 22.03.2024"), "");
        assert_eq!(course("«Грамотность»"), "22.03.2024");
    }
}
