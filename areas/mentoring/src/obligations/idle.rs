//! A pair in preparation past the day of its order: to be brought to it, or given up (п. 3.1); one whose mentee has left: to be given
//! up.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use super::departed::Names;
use super::{Lacking, PAIRS};
use crate::departures::Departures;
use crate::model::{Pair, State};
use crate::rules::cited;
use crate::stalled::among;
use crate::store::{self, Filter};

/// The duties of the pairs of a place, but for those whose mentee is told to lack a mentor already.
pub(super) fn duties(
    conn: &mut Conn,
    path: &str,
    told: &[Lacking],
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let told: BTreeSet<i64> =
        told.iter().filter_map(|one| one.preparing.as_ref()).map(|pair| pair.id.0).collect();
    let filter = Filter { place: Ranges::under([path]), state: Some(State::Preparing), after: None };
    let all = store::list(conn, &filter, PAIRS)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let gone = Departures::of_mentees(conn, &all, today)?;
    let (left, here): (Vec<Pair>, Vec<Pair>) =
        all.into_iter().partition(|pair| gone.contains_key(&pair.id.0));
    let mut late = among(conn, here, (rules, today))?;
    late.retain(|(pair, _)| !told.contains(&pair.id.0));
    if late.is_empty() && left.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<Pair> = late.iter().map(|(pair, _)| pair).chain(&left).cloned().collect();
    let mut mentors = store::mentors_of(conn, &pairs.iter().map(|pair| pair.id.0).collect::<Vec<i64>>())?;
    let names = Names::of(conn, &pairs, &mentors, &chosen(&mentors))?;
    let clause = cited(rules.mentoring.limit_clause("order_days"));
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
            note: format!("Приказ был нужен до\u{a0}{}{clause}", russian::date(*due)),
            action: "Открыть".to_owned(),
            url: pair.url(),
        }
    };
    let mut duties: Vec<Obligation> = late.iter().map(duty).collect();
    duties.extend(left.iter().filter_map(|pair| Some(given_up(pair, *gone.get(&pair.id.0)?, &names))));
    Ok(duties)
}

/// A pair that comes to no order: whoever was to be mentored has left.
fn given_up(pair: &Pair, last: NaiveDate, names: &Names) -> Obligation {
    let due = last.succ_opt().unwrap_or(last);
    Obligation {
        key: format!("mentoring:given-up:{}:{due}", pair.id),
        due,
        title: format!(
            "Прекратить подготовку пары: {} у\u{a0}вас больше не\u{a0}работает",
            names.mentee(pair)
        ),
        note: format!("Последний день работы – {}", russian::date(last)),
        action: "Открыть".to_owned(),
        url: pair.url(),
    }
}

/// Whoever was chosen: no order has made them mentors yet.
fn chosen(mentors: &crate::departures::Mentors) -> Vec<i64> {
    mentors.values().flatten().map(|one| one.person_id.0).collect()
}
