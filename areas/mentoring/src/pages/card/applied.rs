//! Personal applications for a replacement on the card: all of them for whoever keeps the pair and is no side of them, the own ones
//! for whoever applied.

use web::{Cx, Mode, Result, russian};

use crate::actions::ordering::Whole;
use crate::actions::{Side, applying, concerned, rules_at};
use crate::model::{Application, ApplicationId, State};
use crate::pages::Power;
use crate::rules::{Applied, grounds_of};
use crate::store;

/// The part of the card.
#[derive(Default)]
pub(super) struct Applications {
    pub rows: Vec<Row>,
    /// Where one applies; empty: the reader does not.
    pub form_url: String,
    /// Those accepted that wait for the order, for whoever keeps the pair.
    accepted: Vec<Application>,
}

impl Applications {
    /// What the card says first of those that wait for the order.
    pub fn notices(&self, has_successor: bool) -> impl Iterator<Item = String> {
        let what = if has_successor {
            "издайте приказ о\u{a0}замене"
        } else {
            "выберите преемника и\u{a0}издайте приказ о\u{a0}замене"
        };
        self.accepted.iter().map(move |one| {
            let who = Side::of(&one.side).map_or("", Side::title);
            let day = russian::date(one.applied_on);
            format!("Заявление о\u{a0}замене ({who}, {day}) принято и\u{a0}ждёт приказа: {what}.")
        })
    }

    /// The application the order about a part answers.
    pub fn of_part(&self, part: &str) -> Option<ApplicationId> {
        self.accepted.iter().find(|one| one.mentor_id.to_string() == part).map(|one| one.id)
    }
}

/// An application.
pub(super) struct Row {
    pub title: String,
    pub url: String,
    pub state: (&'static str, &'static str),
    /// What was answered.
    pub about: String,
}

pub(super) fn told<M: Mode>(cx: &mut Cx<M>, whole: &Whole, power: Power) -> Result<Applications> {
    let side = power.side.filter(|_| !power.has_left);
    if side.is_none() && !power.reads_grounds() {
        return Ok(Applications::default());
    }
    let mut all = store::applications::of_pair(cx.conn(), whole.pair.id)?;
    let own = match side {
        Some(_) => Some(applying::own_card(cx)?.id),
        None => None,
    };
    if power.reads_grounds() {
        all = concerned::readable(cx, (&whole.pair, &whole.parts()), all)?;
    } else {
        all.retain(|one| Some(one.person_id) == own);
    }
    let waits = all.iter().any(|one| Some(one.person_id) == own && one.state().is_open());
    let asked = side.filter(|_| !waits && whole.pair.state() == State::Active);
    let form_url = match asked {
        Some(side) => form_url(cx, whole, side)?,
        None => String::new(),
    };
    let is_at_work = whole.pair.state() == State::Active;
    let rows = all.iter().map(row).collect();
    all.retain(|one| one.state() == Applied::Accepted && is_at_work && power.reads_grounds());
    Ok(Applications { rows, form_url, accepted: all })
}

/// Rules that know no such application offer none.
fn form_url<M: Mode>(cx: &mut Cx<M>, whole: &Whole, side: Side) -> Result<String> {
    let rules = rules_at(cx, &whole.pair.unit_path)?;
    let is_known = !grounds_of(side == Side::Mentor, &rules.mentoring).is_empty();
    Ok(if is_known { format!("{}/application", whole.pair.url()) } else { String::new() })
}

fn row(one: &Application) -> Row {
    let title = Side::of(&one.side).map_or("", Side::title);
    let answered = one.answered_on.map(russian::date);
    let parts = answered.into_iter().chain(Some(one.answer.clone())).filter(|part| !part.is_empty());
    Row {
        title: format!("{}, {title}", russian::date(one.applied_on)),
        url: one.url(),
        state: (one.state().title(), one.state().tone()),
        about: parts.collect::<Vec<_>>().join(": "),
    }
}
