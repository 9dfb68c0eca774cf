//! A pair in preparation past the day of its order: to be brought to it, or given up (п. 3.1).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use super::departed::Names;
use super::{Lacking, PAIRS};
use crate::model::Pair;
use crate::rules::cited;
use crate::stalled::stalled;
use crate::store;

/// The duties of the pairs of a place, but for those whose mentee is told to lack a mentor already.
pub(super) fn duties(
    conn: &mut Conn,
    path: &str,
    told: &[Lacking],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let told: BTreeSet<i64> =
        told.iter().filter_map(|one| one.preparing.as_ref()).map(|pair| pair.id.0).collect();
    let mut late = stalled(conn, Ranges::under([path]), (rules, today), PAIRS)?;
    late.retain(|(pair, _)| !told.contains(&pair.id.0));
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<Pair> = late.iter().map(|(pair, _)| pair.clone()).collect();
    let mut mentors = store::mentors_of(conn, &pairs.iter().map(|pair| pair.id.0).collect::<Vec<i64>>())?;
    let names = Names::of(conn, &pairs, &mentors, &chosen(&mentors))?;
    let duty = |(pair, due): &(Pair, NaiveDate)| {
        let ids = mentors.remove(&pair.id.0).unwrap_or_default().into_iter();
        let ids: Vec<i64> = ids.filter(|one| one.to_on.is_none()).map(|one| one.person_id.0).collect();
        Obligation {
            key: format!("mentoring:stalled:{}:{due}", pair.id),
            due: *due,
            title: format!(
                "Довести пару до\u{a0}приказа или прекратить подготовку: {} – {}",
                names.of_all(&ids),
                names.mentee(pair)
            ),
            note: format!(
                "Приказ был нужен до\u{a0}{}{}",
                russian::date(*due),
                cited(rules.mentoring.limit_clause("order_days"))
            ),
            action: "Открыть".to_owned(),
            url: pair.url(),
        }
    };
    Ok(late.iter().map(duty).collect())
}

/// Whoever was chosen: no order has made them mentors yet.
fn chosen(mentors: &crate::departures::Mentors) -> Vec<i64> {
    mentors.values().flatten().map(|one| one.person_id.0).collect()
}
