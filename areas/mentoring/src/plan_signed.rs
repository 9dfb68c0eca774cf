//! Who signs the paper of a plan: whoever agreed to it as it is, under the own name with the day; of everybody else a line to be
//! signed. A successor has agreed to nothing before the own day.

use chrono::NaiveDate;
use db::Moment;
use packs::Effective;
use paper::Signature;
use people::staff::Colleague;
use web::russian;

use crate::actions::ordering::Whole;
use crate::actions::planning::{Planned, facts};
use crate::model::{Mentor, Pair};

/// The agreement of the mentor's side: its day, its moment, whose hand wrote it down.
type Given = (NaiveDate, Moment, Option<i64>);

/// The lines of a plan: mentors, then the mentee.
pub(crate) fn lines(whole: &Whole, planned: &Planned, rules: &Effective) -> Vec<Signature> {
    let plan = planned.plan.as_ref();
    let (mentor, mentee) = facts(plan, &planned.lines).holding();
    let given = mentor.zip(plan.and_then(|plan| Some((plan.mentor_at?, plan.mentor_account))));
    let given = given.map(|(day, (at, account))| (day, at, account));
    let parts: Vec<&(Mentor, Colleague)> =
        whole.mentors.iter().filter(|(one, _)| one.from_on.is_some() || one.is_of(&whole.pair)).collect();
    // An account of one of them names who it was; otherwise the keeper of the pair wrote down what was signed on paper.
    let by = given
        .and_then(|(_, _, account)| account)
        .filter(|account| parts.iter().any(|(_, card)| card.person.account_id == Some(*account)));
    let line = |(one, card): &&(Mentor, Colleague)| {
        let name = card.person.name().short();
        let signed = given.filter(|given| agreed((one, card), &whole.pair, *given, by));
        match signed {
            Some((day, ..)) => Some(Signature::of(said("Наставник", Some(day)), name)),
            None if one.is_of(&whole.pair) => Some(Signature::of(said("Наставник", None), name)),
            None => None,
        }
    };
    let mut all: Vec<Signature> = parts.iter().filter_map(line).collect();
    let who = russian::capital(crate::papers::category(rules, &whole.pair));
    all.push(Signature::of(said(&who, mentee), whole.mentee.person.name().short()));
    all
}

/// Whether the agreement is of this part: of the account that gave it, else of whoever was the mentor then.
fn agreed((one, card): (&Mentor, &Colleague), pair: &Pair, (day, at, _): Given, by: Option<i64>) -> bool {
    if by.is_some() {
        return card.person.account_id == by;
    }
    // On the day of the replacement itself the moment tells: the former part was closed on its eve and the next one begun then.
    let is_first = one.from_on <= pair.order_on;
    let began =
        one.from_on.is_some_and(|first| first < day || (first == day && (is_first || one.updated_at <= at)));
    let is_before_order = |last: NaiveDate| last.succ_opt() == Some(day) && at < one.updated_at;
    let went_on = one.to_on.is_none_or(|last| day <= last || is_before_order(last));
    began && went_on
}

fn said(who: &str, day: Option<NaiveDate>) -> String {
    day.map_or_else(|| who.to_owned(), |day| format!("{who}, согласовано {}", russian::date(day)))
}
