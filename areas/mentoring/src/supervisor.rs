//! The deputy who answers for mentoring in a school (п. 8.1): a work in a post of deputies, as the cards tell it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use crate::model::Pair;
use crate::rules::answers;

/// The clause that names who leads mentoring in a school.
pub(crate) const CLAUSE: &str = "supervisor";

/// The paths of the units where a deputy works on a day; none: the rules know no such post.
pub(crate) fn led(
    conn: &mut Conn,
    here: &Ranges,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<BTreeSet<String>>> {
    let posts = rules.posts.iter().filter(|post| answers(&post.rule));
    let posts: Vec<&str> = posts.map(|post| post.rule.id.as_str()).collect();
    if posts.is_empty() {
        return Ok(None);
    }
    let found = people::store::places_of(conn, here, &posts, today)?;
    Ok(Some(found.into_iter().map(|one| one.unit_path).collect()))
}

/// The duty of a head whose pairs work without a deputy.
pub(crate) fn unnamed(
    conn: &mut Conn,
    pairs: &[Pair],
    (path, unit): (&str, i64),
    (rules, today): (&Effective, NaiveDate),
) -> Result<Option<Obligation>> {
    let due = pairs.iter().filter_map(|pair| pair.order_on).min();
    // Where no pack says who leads mentoring in a school, nobody is missed.
    let Some(due) = due.filter(|_| !rules.mentoring.clause(CLAUSE).is_empty()) else { return Ok(None) };
    let led = led(conn, &Ranges::under([path]), rules, today)?;
    if led.is_none_or(|led| led.contains(path)) {
        return Ok(None);
    }
    let count = i64::try_from(pairs.len()).unwrap_or(i64::MAX);
    Ok(Some(Obligation {
        key: format!("mentoring:supervisor:{unit}:{due}"),
        due,
        title: "Назвать заместителя, который отвечает за\u{a0}наставничество".to_owned(),
        note: format!(
            "{}, а\u{a0}заместителя директора в\u{a0}карточках нет ({})",
            russian::counted(count, "пара работает", "пары работают", "пар работают"),
            rules.mentoring.clause(CLAUSE)
        ),
        action: "Открыть".to_owned(),
        url: "/people".to_owned(),
    }))
}
