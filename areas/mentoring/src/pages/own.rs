//! The own pairs of a mentor or a mentee.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::Effective;
use people::Person;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::list::rows_of;
use super::words;
use crate::actions::ordering::Whole;
use crate::actions::{Side, rules_at};
use crate::departures::Departures;
use crate::model::{Mentor, Pair, PairId, State};
use crate::owed::{may_owe, owing};
use crate::rules::Half;
use crate::{WorkInPair, store};

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    /// Whether the account has a card: without one no pair is known to be the own.
    is_tied: bool,
    rows: Vec<Row>,
    past: Vec<Row>,
}

struct Row {
    pair: PairId,
    url: String,
    title: String,
    about: String,
    state: (String, &'static str),
}

/// `GET /mentoring/own`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<WorkInPair>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let card = account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten();
    let is_tied = card.is_some();
    let (rows, past) = match card {
        Some(card) => told(cx, &card)?,
        None => (Vec::new(), Vec::new()),
    };
    Page::titled("Мои пары").show(&OwnPage { is_tied, rows, past })
}

/// The pairs of the card: those that go on, those that are over for the person.
fn told(cx: &mut Cx<Read>, card: &Person) -> Result<(Vec<Row>, Vec<Row>)> {
    let (rules, today) = (rules_at(cx, &card.unit_path)?, cx.today_at(&card.unit_path)?);
    let parts = store::of_mentors(cx.conn(), &[card.id.0])?;
    let as_mentor = parts.into_iter().filter(|(one, pair)| is_part(one, pair)).map(|(_, pair)| pair);
    let mut pairs: Vec<Pair> = as_mentor.chain(store::of_mentees(cx.conn(), &[card.id.0])?).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.id.0));
    pairs.dedup_by_key(|pair| pair.id.0);
    let (gone, _) = Departures::read(cx.conn(), &pairs, today)?;
    let wholes = Whole::all(cx, pairs)?;
    super::list::see(cx, &wholes);
    let all: Vec<Pair> = wholes.iter().map(|whole| whole.pair.clone()).collect();
    let all: Vec<Pair> = all.into_iter().filter(|pair| may_owe(pair, today)).collect();
    // Of several the earliest half stays.
    let owed = owing(cx.conn(), &all, &rules, today)?.into_iter().rev();
    let owed: BTreeMap<i64, Half> =
        owed.filter(|one| one.by.contains(&card.id.0)).map(|one| (one.pair.id.0, one.half)).collect();
    let (mut now, mut past) = (Vec::new(), Vec::new());
    for line in rows_of(cx, wholes, &rules, today)? {
        let (is_over, row) = row(&line.whole, card, &gone, (&rules, &owed));
        if is_over { past.push(row) } else { now.push(row) }
    }
    handed_in(cx, card, &mut past)?;
    Ok((now, past))
}

/// Whoever sees a pair no more opens the last report they wrote: it is theirs to sign.
fn handed_in(cx: &mut Cx<Read>, card: &Person, past: &mut [Row]) -> Result<()> {
    let shut: Vec<i64> = past.iter().filter(|row| row.url.is_empty()).map(|row| row.pair.0).collect();
    if shut.is_empty() || card.account_id.is_none() {
        return Ok(());
    }
    let mut reports = store::reports_of(cx.conn(), &shut)?;
    reports.retain(|one| one.written_by == card.account_id && one.side == Side::Mentor.code());
    for row in past.iter_mut().filter(|row| row.url.is_empty()) {
        let own = reports.iter().filter(|one| one.mentorship_id == row.pair).max_by_key(|one| one.id.0);
        if let Some(one) = own {
            row.url = format!("/mentoring/{}/reports/{}/paper?as=pdf", row.pair, one.id);
            row.about.push_str(" · ваш отчёт, PDF");
        }
    }
    Ok(())
}

/// A successor without an order is of no pair yet; a former mentor chosen again stays a former one until then.
fn is_part(one: &Mentor, pair: &Pair) -> bool {
    one.from_on.is_some() || pair.state() == State::Preparing
}

/// The kind and the time of a pair; one that is prepared has no time yet.
fn joined(kind: String, span: String) -> String {
    [kind, span].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn row(
    whole: &Whole,
    card: &Person,
    gone: &Departures,
    (rules, owed): (&Effective, &BTreeMap<i64, Half>),
) -> (bool, Row) {
    let pair = &whole.pair;
    let is_closed = !matches!(pair.state(), State::Preparing | State::Active);
    let kind = words::kind(pair, rules);
    if pair.mentee_id == card.id {
        let title = format!("Мой наставник – {}", words::mentors(whole));
        let about = joined(kind, words::span(pair));
        return (
            is_closed,
            Row { pair: pair.id, url: pair.url(), title, about, state: words::state(pair, gone) },
        );
    }
    let own = whole.parts().into_iter().rfind(|one| one.person_id == card.id && is_part(one, pair));
    let last = own.as_ref().and_then(|one| one.to_on.or(gone.mentor(one)));
    // Who was replaced or has left sees the pair no more.
    let is_open = last.is_none() || (is_closed && last == pair.ended_on);
    let span = match (own.and_then(|one| one.from_on), last) {
        (Some(from), Some(last)) => {
            format!("наставник с\u{a0}{} по\u{a0}{}", russian::date(from), russian::date(last))
        }
        _ => words::span(pair),
    };
    let row = Row {
        pair: pair.id,
        // Who was replaced opens the report that is owed, nothing else.
        url: match owed.get(&pair.id.0) {
            _ if is_open => pair.url(),
            Some(half) => web::address(&format!("{}/reports", pair.url()), &[("half", &half.to_string())]),
            None => String::new(),
        },
        title: format!("Я наставник: {}", whole.mentee.person.name().short()),
        about: joined(kind, span),
        state: if is_open {
            words::state(pair, gone)
        } else if owed.contains_key(&pair.id.0) {
            ("нужен отчёт".to_owned(), "warn")
        } else {
            ("завершено для\u{a0}вас".to_owned(), "muted")
        },
    };
    (is_closed || last.is_some(), row)
}
