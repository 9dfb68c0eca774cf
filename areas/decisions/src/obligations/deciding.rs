//! What decisions require: points to carry out, open points to control by the official named, decisions to take off control
//! (Владимир, приказ, п. 3).

use std::collections::BTreeMap;

use access::Person;
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use web::russian;

use super::{WORD_DAYS, places};
use crate::access::issuers;
use crate::model::{Decision, Measure};
use crate::store::{self, decisions};

/// The offer of the duties of decisions.
pub(crate) struct DecisionDuties;

impl ObligationOffer for DecisionDuties {
    fn all(&self, conn: &mut Conn, person: &Person, _today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = places(person, &issuers());
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let mut duties: Vec<Obligation> = store::due_points(conn, &own)?.iter().map(carry_out).collect();
        duties.extend(controlling(person, &decisions::on_control(conn, &own)?));
        Ok(duties)
    }
}

/// A line for each decision the person controls: its open points by the earliest day, or that all have ended.
fn controlling(person: &Person, rows: &[(Decision, Option<NaiveDate>)]) -> Vec<Obligation> {
    let mut found: BTreeMap<i64, (&Decision, Vec<NaiveDate>)> = BTreeMap::new();
    for (one, due) in rows.iter().filter(|(one, _)| controls(person, one)) {
        found.entry(one.id.0).or_insert((one, Vec::new())).1.extend(due);
    }
    let duty = |(one, days): (&Decision, Vec<NaiveDate>)| match days.iter().min() {
        Some(first) => control(one, *first, days.len()),
        None => close(one),
    };
    found.into_values().map(duty).collect()
}

/// Whether the person is the official who controls it: of the role named, or whoever takes decisions there.
fn controls(person: &Person, one: &Decision) -> bool {
    let who = issuers();
    let mut there = person.scopes.iter().filter(|scope| scope.path == one.unit_path);
    there.any(|scope| match one.controller_role.as_str() {
        "" => who.contains(&(scope.role, scope.level)),
        code => scope.role.code() == code,
    })
}

fn carry_out((point, one): &(Measure, Decision)) -> Obligation {
    Obligation {
        key: format!("decisions:point:{}:{}", point.id, point.due_on),
        due: point.due_on,
        title: format!("Исполнить пункт {}: {}", point.ordinal, point.title),
        note: format!("{} «{}» · {}", one.kind().title(), one.title, point.responsible),
        action: "Отметить".to_owned(),
        url: one.url(),
    }
}

fn control(one: &Decision, due: NaiveDate, count: usize) -> Obligation {
    let points = russian::counted(i64::try_from(count).unwrap_or(i64::MAX), "пункт", "пункта", "пунктов");
    Obligation {
        key: format!("decisions:control:{}:{due}", one.id),
        due,
        title: format!("Контроль решения: не\u{a0}исполнено {points}"),
        note: format!("{} «{}» · контроль: {}", one.kind().title(), one.title, one.controller),
        action: "Проверить".to_owned(),
        url: one.url(),
    }
}

fn close(one: &Decision) -> Obligation {
    let due = one.updated_at.day(chrono_tz::UTC) + Days::new(WORD_DAYS);
    Obligation {
        key: format!("decisions:close:{}:{due}", one.id),
        due,
        title: "Снять решение с\u{a0}контроля: все пункты закончены".to_owned(),
        note: format!("{} «{}»", one.kind().title(), one.title),
        action: "Посмотреть".to_owned(),
        url: one.url(),
    }
}
