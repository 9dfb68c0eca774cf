//! The own pairs of a mentor or a mentee.

use access::Granted;
use askama::Template;
use web::{Cx, Page, Read, Reply, Result};

use super::list::rows_of;
use super::words;
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::model::{Pair, State};
use crate::{WorkInPair, store};

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    rows: Vec<Row>,
}

struct Row {
    url: String,
    title: String,
    about: String,
    state: (&'static str, &'static str),
}

/// `GET /mentoring/own`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<WorkInPair>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let card = account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten();
    let mut rows = Vec::new();
    if let Some(card) = card {
        let (rules, today) = (rules_at(cx, &card.unit_path)?, cx.today_at(&card.unit_path)?);
        let parts = store::of_mentors(cx.conn(), &[card.id.0])?;
        let as_mentor = parts.into_iter().filter(|(one, _)| one.to_on.is_none()).map(|(_, pair)| pair);
        let mut pairs: Vec<Pair> = as_mentor.chain(store::of_mentees(cx.conn(), &[card.id.0])?).collect();
        pairs.retain(|pair| matches!(pair.state(), State::Preparing | State::Active));
        let wholes = Whole::all(cx, pairs)?;
        for line in rows_of(cx, wholes, &rules, today)? {
            let pair = &line.whole.pair;
            let is_mentee = pair.mentee_id == card.id;
            let title = if is_mentee {
                format!("Мой наставник – {}", words::mentors(&line.whole))
            } else {
                format!("Я наставник: {}", line.whole.mentee.person.name().short())
            };
            rows.push(Row {
                url: pair.url(),
                title,
                about: format!("{} {}", words::kind(pair, &rules), words::span(pair)),
                state: (pair.state().title(), pair.state().tone()),
            });
        }
    }
    Page::titled("Мои пары").show(&OwnPage { rows })
}
