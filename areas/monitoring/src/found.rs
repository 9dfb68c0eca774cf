//! What the program itself can tell about a sheet's indicators: facts of other areas, asked once per area.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::Conn;
use registry::{Ask, Fact, Registry, Subject};
use web::Result;

use crate::worksheet::Worksheet;

/// Facts by indicator for the sheet's object, over the campaign's school year.
pub fn of(conn: &mut Conn, registry: &Registry, work: &Worksheet) -> Result<BTreeMap<String, Fact>> {
    let subject = Subject { unit: work.sheet.unit_id.0, path: work.sheet.unit_path.clone() };
    let year = school_year(&work.campaign.period, work.campaign.collect_to);
    let mut found = BTreeMap::new();
    for offer in &registry.facts {
        let names: Vec<&str> = offer.declares().iter().map(|declared| declared.name).collect();
        let lines: Vec<_> = work
            .template
            .indicators()
            .filter_map(|(_, indicator)| Some((indicator, indicator.fact.as_deref()?)))
            .filter(|(_, fact)| names.contains(fact))
            .collect();
        if lines.is_empty() {
            continue;
        }
        let asks: Vec<Ask<'_>> =
            lines.iter().map(|(indicator, name)| Ask { name, with: &indicator.params }).collect();
        let answers = offer.compute(conn, &asks, std::slice::from_ref(&subject), year)?;
        for ((indicator, _), answered) in lines.iter().zip(answers) {
            if let Some(fact) = answered.get(&subject.unit) {
                found.insert(indicator.no.clone(), fact.clone());
            }
        }
    }
    Ok(found)
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
