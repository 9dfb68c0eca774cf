//! What the order of replacement asks for on the card: the bar goes on to its announcement and the handing over of the plan, each
//! with its form, the mark that stands and its correction (п. 8.2, п. 3.6).

use packs::Effective;
use web::view::Step as Shown;
use web::{Cx, Mode, Result, russian};

use super::parts::MentorRow;
use crate::actions::deeds::seal;
use crate::actions::ordering::Whole;
use crate::model::{Mentor, OrderMark, Replacing, State};
use crate::pages::Power;
use crate::rules::{OrderDeed, Steps, cited, deeds_due};
use crate::store;

/// Beside the name of a successor by an order.
pub(super) struct OrderedRow {
    /// What was done, in words.
    pub said: Vec<String>,
    /// The forms: what is still to be done first.
    pub forms: Vec<DeedForm>,
}

/// A form of a mark.
pub(super) struct DeedForm {
    /// The name of the form.
    pub form: String,
    /// The last part of its address.
    pub deed: &'static str,
    /// «Объявлен приказ о замене»
    pub title: &'static str,
    /// By which clause, by which day.
    pub hint: String,
    /// Of the mark that stands; empty: nothing is marked yet.
    pub seal: String,
    pub day: String,
    pub by: String,
    /// Whether it is what is to be done next.
    pub is_next: bool,
}

/// The successor by an order who is the mentor now.
fn now<'a>(whole: &'a Whole, orders: &[Replacing]) -> Option<(&'a Mentor, Replacing)> {
    if whole.pair.state() != State::Active {
        return None;
    }
    orders.iter().find_map(|order| {
        let part = whole.bound().find(|(one, _)| one.id == order.next_id);
        part.map(|(one, _)| (one, order.clone()))
    })
}

fn mark_of(marks: &[OrderMark], order: i64, deed: OrderDeed) -> Option<&OrderMark> {
    marks.iter().find(|one| one.order_id == order && one.mark == deed.code())
}

/// The orders of replacement of a pair, the latest first, and what was marked after them: read once for the whole card.
pub(super) struct Ordered {
    pub orders: Vec<Replacing>,
    marks: Vec<OrderMark>,
}

impl Ordered {
    /// Where nobody followed anybody there are none.
    pub fn of<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Self> {
        if whole.mentors.len() < 2 {
            return Ok(Self { orders: Vec::new(), marks: Vec::new() });
        }
        let orders = store::orders_of(cx.conn(), whole.pair.id)?;
        Ok(Self { orders, marks: store::ordered::of_pair(cx.conn(), whole.pair.id)? })
    }
}

/// The end of the bar; empty: nobody follows the first mentor, or the next one waits for an order.
pub(super) fn bar(whole: &Whole, Ordered { orders, marks }: &Ordered, steps: &Steps) -> Vec<Shown> {
    if whole.now().any(|(one, _)| one.waits()) {
        return Vec::new();
    }
    let Some((_, order)) = now(whole, orders) else { return Vec::new() };
    let mut is_first = true;
    let mut told = Vec::new();
    for deed in OrderDeed::asked(steps) {
        let (state, note) = match mark_of(marks, order.id, deed).map(|mark| mark.done_on) {
            Some(Some(day)) => ("done", russian::date(day)),
            // The order is older than the mark: nothing is asked.
            Some(None) => continue,
            None if is_first => {
                is_first = false;
                ("current", "сейчас".to_owned())
            }
            None => ("coming", String::new()),
        };
        told.push(Shown { title: deed.title().to_owned(), note, state, url: String::new() });
    }
    told
}

/// Tells it beside the successor, to whoever keeps the pair with the forms.
pub(super) fn tell<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    Ordered { orders, marks }: &Ordered,
    (power, rules, steps): (Power, &Effective, &Steps),
    mut rows: Vec<MentorRow>,
) -> Result<Vec<MentorRow>> {
    if orders.is_empty() {
        return Ok(rows);
    }
    let open = now(whole, orders).filter(|_| power.keeps).map(|(one, _)| one.id);
    let (today, by) =
        (cx.today_at(&whole.unit.path)?, cx.person().map(|one| one.short_name.clone()).unwrap_or_default());
    for (row, (part, _)) in rows.iter_mut().zip(&whole.mentors) {
        let Some(order) = orders.iter().find(|order| order.next_id == part.id && part.from_on.is_some())
        else {
            continue;
        };
        let mut told = OrderedRow { said: Vec::new(), forms: Vec::new() };
        for deed in OrderDeed::asked(steps) {
            let mark = mark_of(marks, order.id, deed);
            let day = mark.and_then(|mark| mark.done_on);
            if let (Some(day), Some(mark)) = (day, mark) {
                told.said.push(format!("{} {}: {}", deed.done(), russian::date(day), mark.done_by));
            }
            let is_old = mark.is_some() && day.is_none();
            if open == Some(part.id) && !is_old {
                told.forms.push(DeedForm {
                    form: format!("{}-{}", deed.code(), part.id),
                    deed: deed.code(),
                    title: deed.done(),
                    hint: format!(
                        "До\u{a0}{}{}",
                        russian::date(deeds_due(order.signed_on)),
                        cited(deed.clause(&rules.mentoring, steps))
                    ),
                    seal: mark.and_then(seal).unwrap_or_default(),
                    day: day.unwrap_or(today).to_string(),
                    by: mark.map_or_else(|| by.clone(), |mark| mark.done_by.clone()),
                    is_next: day.is_none() && told.forms.iter().all(|one| !one.is_next),
                });
            }
        }
        row.ordered = Some(told);
    }
    Ok(rows)
}
