//! What an order asks of the school after it, until it is done: its announcement; an order of replacement also the handing over of
//! the plan.

use std::collections::BTreeSet;

use db::{Conn, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use super::departed::Names;
use crate::departures::Mentors;
use crate::model::Pair;
use crate::rules::{OrderDeed, Step, Steps, cited, deeds_due};
use crate::store;

/// The most orders of a school that are looked through.
const MOST: i64 = 500;

/// First orders nobody has announced yet, where the rules ask for it (п. 8.2): one duty a pair.
pub(super) fn unannounced<'a>(
    pairs: impl Iterator<Item = &'a Pair>,
    (names, rules): (&Names, &Effective),
) -> Vec<Obligation> {
    let steps = Steps::of(&rules.mentoring);
    if !steps.has(Step::Announced) {
        return Vec::new();
    }
    let duty = |pair: &Pair| {
        let signed_on = pair.order_on.filter(|_| pair.announced_on.is_none())?;
        let due = deeds_due(signed_on);
        Some(Obligation {
            key: format!("mentoring:announce:{}:{due}", pair.id),
            due,
            title: format!(
                "Объявить приказ о\u{a0}наставничестве, представить педагогам: {}",
                names.mentee(pair)
            ),
            note: format!(
                "{}, приказ от\u{a0}{}{}; срок предложен программой",
                names.pair(pair),
                russian::date(signed_on),
                cited(steps.clause(Step::Announced))
            ),
            action: "Отметить".to_owned(),
            url: pair.url(),
        })
    };
    pairs.filter_map(duty).collect()
}

/// The duties of the orders of replacement of a school, one an order.
pub(super) fn duties(
    conn: &mut Conn,
    path: &str,
    (pairs, mentors, rules): (&[Pair], &Mentors, &Effective),
) -> Result<Vec<Obligation>> {
    // A pair of one mentor alone was never ordered to have another.
    let are_several = |pair: &Pair| mentors.get(&pair.id.0).is_some_and(|parts| parts.len() > 1);
    if !pairs.iter().any(are_several) {
        return Ok(Vec::new());
    }
    let orders = store::ordered::standing(conn, &[path], MOST)?;
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = orders.iter().map(|(_, order)| order.id).collect();
    let marks = store::ordered::of_orders(conn, &ids)?;
    let done: BTreeSet<(i64, &str)> = marks.iter().map(|one| (one.order_id, one.mark.as_str())).collect();
    let steps = Steps::of(&rules.mentoring);
    let lacks = |order: i64| {
        let mut asked = OrderDeed::asked(&steps);
        asked.retain(|deed| !done.contains(&(order, deed.code())));
        asked
    };
    if orders.iter().all(|(_, order)| lacks(order.id).is_empty()) {
        return Ok(Vec::new());
    }
    let names = Names::of(conn, pairs, mentors, &[])?;
    let duty = |(pair, order): &(Pair, crate::model::Replacing)| {
        let lacking = lacks(order.id);
        let first = lacking.first()?;
        let tasks: Vec<&str> = lacking.iter().map(|deed| deed.task()).collect();
        let codes: Vec<&str> = lacking.iter().map(|deed| deed.code()).collect();
        let due = deeds_due(order.signed_on);
        Some(Obligation {
            key: format!("mentoring:replaced:{}:{}:{due}", order.id, codes.join("+")),
            due,
            title: format!("{}: {}", russian::capital(&tasks.join(", ")), names.pair(pair)),
            note: format!(
                "Приказ о\u{a0}замене от\u{a0}{}{}; срок предложен программой",
                russian::date(order.signed_on),
                cited(first.clause(&rules.mentoring, &steps))
            ),
            action: "Отметить".to_owned(),
            url: format!("{}#part-{}", pair.url(), order.next_id),
        })
    };
    Ok(orders.iter().filter_map(duty).collect())
}
