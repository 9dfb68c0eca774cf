//! What the deputy is told when the council approved reports of pairs: they are to be received (п. 8.3).

use std::collections::BTreeMap;

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::store;

/// The day is the product's: the regulation names none.
const DAYS: u64 = 7;
/// The most reports that are looked through.
const MOST: i64 = 500;

/// The offer.
pub(crate) struct Handings;

impl ObligationOffer for Handings {
    fn all(&self, conn: &mut Conn, person: &Person, _today: NaiveDate) -> Result<Vec<Obligation>> {
        let places: BTreeMap<i64, &str> = person
            .scopes
            .iter()
            .filter(|scope| scope.level == Level::Organisation && scope.role == Role::Deputy)
            .map(|scope| (scope.unit, scope.path.as_str()))
            .collect();
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let paths: Vec<&str> = places.values().copied().collect();
        let waiting = store::handings::waiting(conn, &paths, MOST)?;
        let duty = |(unit, path): (&i64, &&str)| {
            let own = waiting.iter().filter(|(pair, _)| pair.unit_path == **path);
            let days: Vec<NaiveDate> =
                own.map(|(_, report)| report.heard_on.unwrap_or(report.submitted_on)).collect();
            let first = *days.iter().min()?;
            let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
            Some(Obligation {
                key: format!("mentoring:handing:{unit}:{first}"),
                due: first + Days::new(DAYS),
                title: "Принять отчёты пар, которые утвердил методсовет".to_owned(),
                note: format!(
                    "{}, первый утверждён {}; срок предложен программой",
                    russian::counted(count, "отчёт", "отчёта", "отчётов"),
                    russian::date(first)
                ),
                action: "Открыть".to_owned(),
                url: web::address("/mentoring/hearing", &[("unit", &unit.to_string())]),
            })
        };
        Ok(places.iter().filter_map(duty).collect())
    }
}
