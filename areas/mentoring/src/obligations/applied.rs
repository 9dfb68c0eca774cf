//! Applications for a replacement that wait for an answer or for the order, told to whoever keeps pairs (п. 3.6).

use access::Person;
use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;
use people::PersonId;
use registry::Obligation;
use web::russian;

use super::departed::Names;
use crate::actions::concerned;
use crate::departures::Mentors;
use crate::model::{Application, Pair};
use crate::rules::{Applied, answer_due, cited, is_notice};
use crate::store;

/// The duties of the open applications of these pairs of a place, but for those the reader is the other side of.
pub(super) fn duties(
    conn: &mut Conn,
    (pairs, mentors): (&[Pair], &Mentors),
    names: &Names,
    (rules, today): (&Effective, NaiveDate),
    (reader, card, path): (&Person, Option<PersonId>, &str),
) -> Result<Vec<Obligation>> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mut open = store::applications::open_of(conn, &ids)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let account = reader.account.0;
    let pair = |one: &Application| pairs.iter().find(|pair| pair.id == one.mentorship_id);
    if let Some(card) = card {
        let parts = |pair: &Pair| mentors.get(&pair.id.0).map_or(&[][..], Vec::as_slice);
        let is_about = |one: &Application| {
            pair(one).is_some_and(|pair| concerned::is_about(one, (pair, parts(pair)), card))
        };
        concerned::withhold(conn, &mut open, is_about, (account, path, today))?;
    }
    Ok(open.iter().filter_map(|one| Some(duty(one, pair(one)?, names, rules))).collect())
}

/// The duty of an application.
fn duty(one: &Application, pair: &Pair, names: &Names, rules: &Effective) -> Obligation {
    let due: NaiveDate = answer_due(&one.ground, one.applied_on, &rules.mentoring, &rules.calendar);
    let what = if one.state() == Applied::Submitted {
        "Ответить на\u{a0}заявление о\u{a0}замене наставника"
    } else {
        "Издать приказ по\u{a0}заявлению о\u{a0}замене наставника"
    };
    let clause = if is_notice(&one.ground) {
        "ТК РФ, ст. 351.8, ч. 3"
    } else {
        rules.mentoring.clause("replacement")
    };
    Obligation {
        key: format!("mentoring:application:{}:{}:{due}", one.id, one.state),
        due,
        title: format!("{what}: {}", names.pair(pair)),
        note: format!("Подано {}{}", russian::date(one.applied_on), cited(clause)),
        action: "Открыть".to_owned(),
        url: one.url(),
    }
}
