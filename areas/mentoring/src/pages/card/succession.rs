//! What the card tells of a successor: recommended, agreed to by the deputy and the mentee, by an exception; the forms of what is still to come.

use chrono::NaiveDate;
use web::{Cx, Mode, Result, russian};

use super::parts::MentorRow;
use crate::actions::agreeing::seal;
use crate::actions::ordering::Whole;
use crate::actions::stepping::{MENTEE_CONSENTS, said_of};
use crate::actions::succession;
use crate::model::{Mentor, Replacing, State, Succession};
use crate::pages::{Power, extract, weighing};
use crate::rules::{Step, StepState, Steps};
use crate::store;

/// Beside the name of a successor.
pub(super) struct SuccessionRow {
    /// Each thing known, in words.
    pub said: Vec<String>,
    /// Whether the forms are shown: of what is not marked yet, and to correct what is.
    pub is_open: bool,
    /// Of the recommendation; none: the rules ask for none.
    pub council: Option<MarkForm>,
    /// Of the deputy's agreement; none: the rules ask for none.
    pub deputy: Option<MarkForm>,
    /// Of the mentee's consent; none: the rules ask for none.
    pub mentee: Option<MarkForm>,
    /// Of the protocol: how it is named, by which clause.
    pub hint: String,
}

/// A form of a mark, with what stands in it now.
#[derive(Clone)]
pub(super) struct MarkForm {
    /// The name of the form.
    pub form: String,
    /// Of the mark that stands; empty: nothing is marked yet.
    pub seal: String,
    pub day: String,
    pub document: String,
    pub note: String,
    pub way: String,
}

/// The bar of a pair at work whose mentor is or will be another one: the steps of the successor to the order of replacement, each
/// with the own day. None: nobody follows the first mentor.
pub(super) fn bar<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    orders: &[Replacing],
    asked: &Steps,
) -> Result<Option<Vec<(Step, StepState)>>> {
    if whole.pair.state() != State::Active || whole.mentors.len() < 2 {
        return Ok(None);
    }
    let waiting = whole.now().find(|(one, _)| one.waits()).map(|(one, _)| (one, None));
    let made = || {
        orders.iter().find_map(|order| {
            let now = whole.bound().find(|(one, _)| one.id == order.next_id);
            now.map(|(one, _)| (one, Some(order.signed_on)))
        })
    };
    let Some((part, ordered)) = waiting.or_else(made) else { return Ok(None) };
    let kept = store::successions::of_part(cx.conn(), part.id)?;
    let days = Succession::days(kept.as_ref(), part);
    let steps = [
        (Step::Council, days.council),
        (Step::Deputy, days.deputy),
        (Step::Mentor, days.consent),
        (Step::Mentee, days.mentee),
        (Step::Agreement, days.terms),
        (Step::Order, ordered),
    ];
    let steps: Vec<(Step, Option<NaiveDate>)> =
        steps.into_iter().filter(|(step, _)| asked.has(*step)).collect();
    let next = steps.iter().find(|(_, day)| day.is_none()).map(|(step, _)| *step);
    let told = |(step, day): (Step, Option<NaiveDate>)| match day {
        Some(day) => Some((step, StepState::Done(day))),
        // What was not kept of an order of before is not asked for any more.
        None if ordered.is_some() => None,
        None if next == Some(step) => Some((step, StepState::Next)),
        None => Some((step, StepState::Later)),
    };
    Ok(Some(steps.into_iter().filter_map(told).collect()))
}

/// Tells it of those rows that are of successors – a pair nobody was replaced in asks for nothing –, and where the extract from the
/// minutes of the council is printed.
pub(super) fn tell<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (power, steps): (Power, &Steps),
    mut rows: Vec<MentorRow>,
) -> Result<Vec<MentorRow>> {
    let are_several = whole.mentors.len() > 1;
    let kept = if are_several { store::successions::of_pair(cx.conn(), whole.pair.id)? } else { Vec::new() };
    let guides = weighing::guides(cx, &whole.pair.unit_path);
    for (row, (part, _)) in rows.iter_mut().zip(&whole.mentors) {
        let own = kept.iter().find(|one| one.mentor_id == part.id);
        if guides && part.to_on.is_none() && extract::is_told(&whole.pair, part, own) {
            row.extract_url = extract::address((whole.pair.mentee_id, part.person_id), &whole.pair.kind);
        }
        if !are_several {
            continue;
        }
        let waits = part.waits() && whole.pair.state() == State::Active;
        if waits || own.is_some() {
            let own = told(cx, (whole, steps), own, (part, waits && power.keeps), power)?;
            if waits && power.keeps {
                let is_unmarked =
                    |mark: &Option<MarkForm>| mark.as_ref().is_some_and(|mark| mark.seal.is_empty());
                row.next = match () {
                    () if is_unmarked(&own.council) => "recommendation",
                    () if is_unmarked(&own.deputy) => "deputy",
                    () if is_unmarked(&own.mentee) => "acceptance",
                    () => row.next,
                };
            }
            row.succession = Some(own);
        }
    }
    Ok(rows)
}

fn told<M: Mode>(
    cx: &mut Cx<M>,
    (whole, steps): (&Whole, &Steps),
    own: Option<&Succession>,
    (part, is_open): (&Mentor, bool),
    power: Power,
) -> Result<SuccessionRow> {
    let mut said = Vec::new();
    if let Some(own) = own.filter(|_| power.keeps) {
        if own.council_on.is_some() {
            said.push(format!("рекомендован методсоветом: {}", succession::council(cx, Some(own))?));
        }
        if let Some(day) = own.deputy_on {
            said.push(format!("согласие заместителя {}", russian::date(day)));
        }
        if let Some(day) = own.mentee_on {
            let way = MENTEE_CONSENTS.iter().find(|(code, _)| *code == own.mentee_way);
            let way = way.map_or(String::new(), |(_, title)| said_of(title, &whole.mentee.person.name()));
            said.push(format!("согласие наставляемого {} ({way})", russian::date(day)));
        }
    }
    let exception = own.map_or("", |own| own.exception.as_str());
    if !exception.is_empty() {
        said.push(format!("исключение из\u{a0}правил: {exception}"));
    }
    let today = cx.today_at(&whole.unit.path)?;
    let blank = |name: &str, step: Step, day: Option<NaiveDate>| MarkForm {
        form: format!("{name}-{}", part.id),
        seal: own.and_then(|own| seal(own, step)).unwrap_or_default(),
        day: day.unwrap_or(today).to_string(),
        document: own.and_then(|own| own.council_document_id).map(|id| id.to_string()).unwrap_or_default(),
        note: own.map(|own| own.council_note.clone()).unwrap_or_default(),
        way: own.map(|own| own.mentee_way.clone()).unwrap_or_default(),
    };
    let form = |name: &str, step: Step, day| steps.has(step).then(|| blank(name, step, day));
    Ok(SuccessionRow {
        said,
        is_open,
        council: form("recommendation", Step::Council, own.and_then(|own| own.council_on)),
        deputy: form("deputy", Step::Deputy, own.and_then(|own| own.deputy_on)),
        mentee: form("acceptance", Step::Mentee, own.and_then(|own| own.mentee_on)),
        hint: format!("«протокол № 9 от 11.06.2026»; {}", steps.clause(Step::Council)),
    })
}
