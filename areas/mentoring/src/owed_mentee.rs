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
use crate::departures::Departures;
use crate::duties::board_url;
use crate::model::Pair;
use crate::obligations::Names;
use crate::owed::{handed, unwritten};
use crate::reading::Known;
use crate::rules::half::of_mentee;
use crate::rules::{Half, Wrong, cited, worked_between};
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
    // The number is the program's own: of years before nothing is asked.
    let year = registry::school_year_start(today);
    owed.retain(|(_, half)| half.due() >= year);
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

/// Those whose day is over.
pub(crate) fn late(
    conn: &mut Conn,
    (pairs, known): (&[Pair], Option<&Known>),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<(Pair, Half)>> {
    let mut late = owing(conn, (pairs, known), rules, today)?;
    late.retain(|(_, half)| half.due() < today);
    Ok(late)
}

/// The own reports of a mentee; of a mentor the late ones of the mentees they lead, since the own first day where they followed
/// somebody.
pub(crate) fn own(
    conn: &mut Conn,
    (learning, led, begun): (&[Pair], &[Pair], &BTreeMap<i64, NaiveDate>),
    rules: &Effective,
    today: NaiveDate,
) -> Result<Vec<Obligation>> {
    // The clause says «периодически», the number is proposed: the note tells both.
    let clause = rules.mentoring.limit("mentee_reports").map_or("", |limit| limit.clause.as_str());
    let note = times(rules, "mentee_reports", clause);
    let owed = owing(conn, (learning, None), rules, today)?;
    // Whoever has several mentors is told which of them waits.
    let named = if learning.len() > 1 && !owed.is_empty() {
        let ids: Vec<i64> = learning.iter().map(|pair| pair.id.0).collect();
        let mut mentors = store::mentors_of(conn, &ids)?;
        let gone = Departures::of(conn, learning, &mentors, today)?;
        for parts in mentors.values_mut() {
            parts.retain(|one| gone.mentor(one).is_none());
        }
        Some(Names::of(conn, learning, &mentors, &[])?)
    } else {
        None
    };
    let own = owed.into_iter().map(|(pair, half)| {
        let url = web::address(&format!("{}/reports", pair.url()), &[("half", &half.to_string())]);
        let whom = match named.as_ref().map(|names| names.mentors(&pair)) {
            None => "наставнику и\u{a0}председателю".to_owned(),
            Some(gone) if gone.is_empty() => "председателю".to_owned(),
            Some(mentors) => format!("наставнику ({mentors}) и\u{a0}председателю"),
        };
        let title = format!("Отчёт {whom} методсовета, {}", half.title());
        duty(
            &format!("mentee-report:{}:{half}", pair.id),
            half.due(),
            (title, note.clone()),
            ("Написать", url),
        )
    });
    let mut duties: Vec<Obligation> = own.collect();
    let mut late = late(conn, (led, None), rules, today)?;
    // What was due before a successor came was owed to the former mentor.
    late.retain(|(pair, half)| begun.get(&pair.id.0).is_none_or(|first| *first <= half.due()));
    let mentees: BTreeSet<i64> = late.iter().map(|(pair, _)| pair.mentee_id.0).collect();
    let cards = people::store::all_of(conn, &mentees.into_iter().collect::<Vec<i64>>())?;
    let names: BTreeMap<i64, String> =
        cards.into_iter().map(|card| (card.id.0, card.name().short())).collect();
    duties.extend(late.into_iter().map(|(pair, half)| {
        let who = names.get(&pair.mentee_id.0).map_or("", String::as_str);
        let title = format!("Наставляемый не\u{a0}сдал вам отчёт: {who}, {}", half.title());
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
    let mut late = late(conn, (pairs, known), rules, today)?;
    late.sort_by_key(|(pair, half)| (half.due(), pair.id.0));
    let Some((_, half)) = late.first() else { return Ok(None) };
    let mut seen = BTreeSet::new();
    let mentees = late.iter().map(|(pair, _)| pair.mentee_id.0);
    let mut ids: Vec<i64> = mentees.filter(|id| seen.insert(*id)).collect();
    let others = if ids.len() > NAMED { " и\u{a0}другие" } else { "" };
    ids.truncate(NAMED);
    let cards = people::store::all_of(conn, &ids)?;
    let names: Vec<String> = cards.iter().map(|card| card.name().short()).collect();
    let count = i64::try_from(late.len()).unwrap_or(i64::MAX);
    let note = format!(
        "{}: {}{others}{}",
        russian::counted(count, "отчёт", "отчёта", "отчётов"),
        names.join(", "),
        cited(rules.mentoring.limit_clause("mentee_reports"))
    );
    let title = "Наставляемые не\u{a0}сдали отчёты".to_owned();
    Ok(Some(duty(
        &format!("mentee-late:{unit}:{}", half.due()),
        half.due(),
        (title, note),
        ("Открыть", board_url(unit, Wrong::MenteeReports)),
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
    let clause = rules.mentoring.limit("reports").map_or("", |limit| limit.clause.as_str());
    // Before the colon stands the clause, after it what it says.
    times(rules, "reports", clause.split(':').next().unwrap_or_default())
}

fn times(rules: &Effective, limit: &str, clause: &str) -> String {
    let Some(limit) = rules.mentoring.limit(limit) else { return String::new() };
    let times = russian::counted(i64::from(limit.value), "раза", "раз", "раз");
    format!("Не\u{a0}реже {times} в\u{a0}год ({clause})")
}
