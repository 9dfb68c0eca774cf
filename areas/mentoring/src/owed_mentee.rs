//! The reports of mentees to the mentor and to the chair of the council (п. 6.6: «периодически»): as often as the rules say, a duty
//! of the mentee; when one is late, of both it is owed to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;
use registry::Obligation;
use web::russian;

use crate::actions::Side;
use crate::actions::employed::works;
use crate::model::Pair;
use crate::owed::{handed, unwritten};
use crate::reading::Known;
use crate::rules::half::of_mentee;
use crate::rules::{Half, worked_between};
use crate::store;

/// So many names stand in the duty of a school.
const NAMED: usize = 3;

/// Reports the mentees of these pairs owe and did not submit; those who left owe none.
fn owing(
    conn: &mut Conn,
    (pairs, known): (&[Pair], Option<&Known>),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<(Pair, Half)>> {
    if rules.mentoring.limit("mentee_reports").is_none() || pairs.is_empty() {
        return Ok(Vec::new());
    }
    let of = of_mentee(&rules.mentoring);
    let there = match known {
        Some(known) => store::reports::handed(&known.reports, Side::Mentee),
        None => handed(conn, &pairs.iter().map(|pair| pair.id.0).collect::<Vec<i64>>(), Side::Mentee)?,
    };
    let mut owed = unwritten(pairs, &there, of, today);
    let people: BTreeSet<i64> = owed.iter().map(|(pair, _)| pair.mentee_id.0).collect();
    if people.is_empty() {
        return Ok(owed);
    }
    let read = match known {
        Some(_) => BTreeMap::new(),
        None => people::store::works_of(conn, &people.into_iter().collect::<Vec<i64>>())?,
    };
    let all = known.map_or(&read, |known| &known.works);
    owed.retain(|(pair, half)| {
        let own = all.get(&pair.mentee_id.0).map_or(&[][..], Vec::as_slice);
        let is_here = own.iter().any(|work| work.unit_id == pair.unit_id && work.goes_on(today));
        is_here && worked_between(&works(own, pair.unit_id, false), (half.first(), half.last()))
    });
    Ok(owed)
}

/// The own reports of a mentee; of a mentor the late ones of the mentees they lead.
pub(crate) fn own(
    conn: &mut Conn,
    (learning, led): (&[Pair], &[Pair]),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<Obligation>> {
    let note = often_of(rules, "mentee_reports");
    let own = owing(conn, (learning, None), rules, today)?.into_iter().map(|(pair, half)| {
        let url = web::address(&format!("{}/reports", pair.url()), &[("half", &half.to_string())]);
        let title = format!("Отчёт наставнику и\u{a0}председателю методсовета, {}", half.title());
        duty(
            &format!("mentee-report:{}:{half}", pair.id),
            half.due(),
            (title, note.clone()),
            ("Написать", url),
        )
    });
    let mut duties: Vec<Obligation> = own.collect();
    let late = owing(conn, (led, None), rules, today)?.into_iter().filter(|(_, half)| half.due() < today);
    duties.extend(late.map(|(pair, half)| {
        let title = format!("Наставляемый не\u{a0}сдал вам отчёт, {}", half.title());
        duty(
            &format!("mentee-owes:{}:{half}", pair.id),
            half.due(),
            (title, note.clone()),
            ("Открыть", pair.url()),
        )
    }));
    Ok(duties)
}

/// Late reports of the mentees of a school: one duty of the chair, the deputy and the head.
pub(crate) fn of_school(
    conn: &mut Conn,
    (pairs, unit, known): (&[Pair], i64, Option<&Known>),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<Obligation>> {
    let mut late = owing(conn, (pairs, known), rules, today)?;
    late.retain(|(_, half)| half.due() < today);
    late.sort_by_key(|(pair, half)| (half.due(), pair.id.0));
    let Some((pair, half)) = late.first() else { return Ok(None) };
    let mut ids: Vec<i64> = late.iter().map(|(pair, _)| pair.mentee_id.0).collect();
    ids.dedup();
    ids.truncate(NAMED);
    let cards = people::store::all_of(conn, &ids)?;
    let names: Vec<String> = cards.iter().map(|card| card.name().short()).collect();
    let count = i64::try_from(late.len()).unwrap_or(i64::MAX);
    let note = format!(
        "{}: {}{} (приложение 2, п. 6.6)",
        russian::counted(count, "отчёт", "отчёта", "отчётов"),
        names.join(", "),
        if late.len() > NAMED { " и\u{a0}другие" } else { "" }
    );
    let title = "Наставляемые не\u{a0}сдали отчёты".to_owned();
    Ok(Some(duty(
        &format!("mentee-late:{unit}:{}", half.due()),
        half.due(),
        (title, note),
        ("Открыть", pair.url()),
    )))
}

fn duty(
    key: &str,
    due: NaiveDate,
    (title, note): (String, String),
    (action, url): (&str, String),
) -> Obligation {
    Obligation { key: format!("mentoring:{key}"), due, title, note, action: action.to_owned(), url }
}

/// «Не реже 2 раз в год (приложение 2, п. 4.4)»: how often mentors report, as the rules say it.
pub(crate) fn often(rules: &Effective) -> String {
    often_of(rules, "reports")
}

fn often_of(rules: &Effective, limit: &str) -> String {
    let Some(limit) = rules.mentoring.limit(limit) else { return String::new() };
    let times = russian::counted(i64::from(limit.value), "раза", "раз", "раз");
    // Before the colon stands the clause, after it what it says.
    let clause = limit.clause.split(':').next().unwrap_or_default();
    format!("Не\u{a0}реже {times} в\u{a0}год ({clause})")
}
