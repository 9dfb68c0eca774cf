//! The head's order: every step is there, its day is right, the mentor is still allowed, the term follows from the category;
//! the order is registered as a document and the pair works.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::issuing::{self, Issue};
use super::{pairing, preparing, rules_at, stored, told};
use crate::model::{Mentor, MentorId, Pair, PairId, State};
use crate::rules::{
    Grounds, OrderFacts, Progress, Refusal, Step, Steps, Term, TermFault, order_faults, term,
};
use crate::{OrderMentoring, store};

/// An order to be issued.
#[derive(Debug, Clone)]
pub struct Ordering {
    /// The paper printed.
    pub issue: Issue,
    /// Its day.
    pub signed_on: NaiveDate,
    /// The last day of mentoring, where the category names no length.
    pub last_day: Option<NaiveDate>,
}

/// A pair with everybody in it, as orders and pages tell of it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The pair.
    pub pair: Pair,
    /// Its unit.
    pub unit: Unit,
    /// The mentee.
    pub mentee: Colleague,
    /// Its mentors, with their cards.
    pub mentors: Vec<(Mentor, Colleague)>,
}

impl Whole {
    /// Reads everything of a pair.
    pub fn of<M: Mode>(cx: &mut Cx<M>, pair: Pair) -> Result<Self> {
        Self::all(cx, vec![pair])?.pop().ok_or(Error::NotFound)
    }

    /// The same of many, in their order.
    pub fn all<M: Mode>(cx: &mut Cx<M>, pairs: Vec<Pair>) -> Result<Vec<Self>> {
        let Some(first) = pairs.first() else { return Ok(Vec::new()) };
        let today = cx.today_at(&first.unit_path)?;
        let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
        let mut mentors = store::mentors_of(cx.conn(), &ids)?;
        let mut people: Vec<i64> = mentors.values().flatten().map(|one| one.person_id.0).collect();
        people.extend(pairs.iter().map(|pair| pair.mentee_id.0));
        people.sort_unstable();
        people.dedup();
        let cards = staff::of(cx.conn(), &people, today)?;
        let mut places: Vec<i64> = pairs.iter().map(|pair| pair.unit_id.0).collect();
        places.sort_unstable();
        places.dedup();
        let units = units::store::all_of(cx.conn(), &places)?;
        let whole = |pair: Pair| {
            let parts = mentors.remove(&pair.id.0).unwrap_or_default();
            let card = |id| cards.get(&id).cloned().ok_or(Error::NotFound);
            let unit = units.iter().find(|unit| unit.id == pair.unit_id).cloned().ok_or(Error::NotFound)?;
            let mentors: Result<Vec<_>> =
                parts.into_iter().map(|one| Ok((one.clone(), card(one.person_id)?))).collect();
            Ok(Self { mentee: card(pair.mentee_id)?, mentors: mentors?, unit, pair })
        };
        pairs.into_iter().map(whole).collect()
    }

    /// Everybody in it, by their cards.
    pub fn people(&self) -> Vec<i64> {
        let mentors = self.mentors.iter().map(|(one, _)| one.person_id.0);
        mentors.chain([self.pair.mentee_id.0]).collect()
    }

    /// The mentors there are now.
    pub fn now(&self) -> impl Iterator<Item = &(Mentor, Colleague)> {
        self.mentors.iter().filter(|(one, _)| one.to_on.is_none())
    }

    /// The mentors it has by its state: a successor is none before the order.
    pub fn bound(&self) -> impl Iterator<Item = &(Mentor, Colleague)> {
        self.mentors.iter().filter(|(one, _)| one.is_of(&self.pair))
    }

    /// The parts alone.
    pub fn parts(&self) -> Vec<Mentor> {
        self.mentors.iter().map(|(one, _)| one.clone()).collect()
    }
}

/// The parts of the mentors of a pair now.
pub fn mentors(cx: &mut Cx<Write>, id: PairId) -> Result<Vec<MentorId>> {
    let all = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    Ok(all.into_iter().filter(|one| one.to_on.is_none()).map(|one| one.id).collect())
}

/// The people who are the mentors of a pair now.
pub fn mentor_people(cx: &mut Cx<Write>, id: PairId) -> Result<Vec<people::PersonId>> {
    let all = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    Ok(all.into_iter().filter(|one| one.to_on.is_none()).map(|one| one.person_id).collect())
}

/// The term an order of a day would give, with a warning.
pub fn term_of(
    whole: &Whole,
    rules: &Effective,
    signed_on: NaiveDate,
    last_day: Option<NaiveDate>,
) -> Result<(Term, Option<TermFault>)> {
    let pair = &whole.pair;
    let category = rules.mentoring.category(&pair.category).ok_or(Error::NotFound)?;
    let grounds =
        Grounds { hired_on: pair.hired_on, ordered_on: signed_on, graduates_on: pair.graduates_on, last_day };
    term(category, &rules.mentoring, grounds).map_err(|fault| Error::field("last_day", fault.sentence()))
}

/// Refuses an order while a step before it is not done.
pub(crate) fn ready(pair: &Pair, progress: &Progress) -> Result<()> {
    let lacking = progress.lacking();
    let Some(first) = lacking.first() else { return Ok(()) };
    let clause = progress.steps().clause(*first).to_owned();
    Err(Refusal::StepsLack(lacking, clause, pair.url()).into())
}

/// Everything that speaks against an order of a day.
pub fn check<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (signed_on, last_day): (NaiveDate, Option<NaiveDate>),
) -> Result<Term> {
    let pair = &whole.pair;
    if pair.state() != State::Preparing {
        return Err(Refusal::NotPrepared(super::seen(cx, pair)?).into());
    }
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let progress = pair.progress(&whole.parts(), Steps::of(&rules.mentoring));
    ready(pair, &progress)?;
    let unfit = store::unfit::of_pair(cx.conn(), pair.id)?;
    if !unfit.is_empty() {
        let steps = unfit.iter().filter_map(|one| Step::of(&one.step)).collect();
        return Err(Refusal::StepsUnfit(steps, pair.url()).into());
    }
    let facts = OrderFacts {
        ordered_on: signed_on,
        today,
        progress: &progress,
        hired_on: pair.hired_on,
        left_on: left(&whole.mentee, pair),
        mentors: whole.now().filter_map(|(_, card)| works(card)).collect(),
    };
    let mut faults: Vec<FieldFault> = order_faults(&facts);
    let term = match term_of(whole, &rules, signed_on, last_day) {
        Ok((term, _)) => Some(term),
        Err(Error::Invalid(wrong)) => {
            faults.extend(wrong);
            None
        }
        Err(other) => return Err(other),
    };
    let others = pairing::at_work_besides(cx, pair)?;
    if let Err(Error::Invalid(wrong)) = pairing::one_term(&rules, others.iter(), (&pair.category, signed_on))
    {
        faults.extend(wrong.into_iter().map(|one| FieldFault { field: "signed_on".to_owned(), ..one }));
    }
    let kind = rules.mentoring.kind(&pair.kind).cloned().ok_or(Error::NotFound)?;
    let asked = crate::rules::Mentee {
        person: pair.mentee_id.0,
        subjects: whole.mentee.subjects.clone(),
        pairs: Vec::new(),
    };
    let is_excepted = store::exception_of(cx.conn(), pair.id)?.is_some();
    for (mentor, card) in whole.now() {
        let chosen = (&asked, mentor.person_id);
        let (_, fit) = pairing::judged(cx, &whole.unit, chosen, &kind, (&mentor.agreement, signed_on))?;
        if let Some(reason) = fit.refusals.iter().find(|one| !(is_excepted && one.may_be_excepted)) {
            let text = format!("{}: {}", card.person.name().short(), reason.text);
            let url = pairing::choice_url(pair.mentee_id, &pair.kind);
            return Err(Refusal::NotAllowed(text, reason.clause.clone(), url).into());
        }
    }
    match term {
        Some(term) if faults.is_empty() => Ok(term),
        _ => Err(Error::Invalid(faults)),
    }
}

/// The last day of the mentee's work in the unit, if it has one.
fn left(mentee: &Colleague, pair: &Pair) -> Option<NaiveDate> {
    let here: Vec<_> = mentee.works.iter().filter(|work| work.unit_id == pair.unit_id).collect();
    let goes_on = here.iter().any(|work| work.ended_on.is_none());
    if goes_on { None } else { here.iter().filter_map(|work| work.ended_on).max() }
}

/// Name and days of a mentor's work, the longest of them.
fn works(card: &Colleague) -> Option<(String, NaiveDate, Option<NaiveDate>)> {
    let from = card.works.iter().map(|work| work.started_on).min()?;
    let goes_on = card.works.iter().any(|work| work.ended_on.is_none());
    let to = if goes_on { None } else { card.works.iter().filter_map(|work| work.ended_on).max() };
    Some((card.person.name().short(), from, to))
}

/// The people of the parts that have no order yet.
pub(crate) fn waiting(cx: &mut Cx<Write>, id: PairId) -> Result<Vec<people::PersonId>> {
    let all = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    let waits = |one: &Mentor| one.from_on.is_none() && one.to_on.is_none();
    Ok(all.into_iter().filter(waits).map(|one| one.person_id).collect())
}

/// Issues the order.
pub fn order(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    ordering: &Ordering,
) -> Result<()> {
    let pair = preparing(cx, may, id)?;
    let mentors = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    for mentor in &mentors {
        // Two orders for the same mentor at once: the second sees the first one's mentee.
        cx.tx().lock("people", mentor.person_id.0)?;
    }
    let whole = Whole::of(cx, pair)?;
    let term = check(cx, &whole, (ordering.signed_on, ordering.last_day))?;
    let told_by = ("О\u{a0}наставничестве", ordering.signed_on);
    let document = issuing::kept(cx, &whole.unit, &ordering.issue, told_by)?;
    for (mentor, _) in whole.now() {
        let mut mentor = mentor.clone();
        mentor.from_on = Some(ordering.signed_on);
        mentor.updated_at = cx.now();
        store::change_mentor(cx.tx(), &mentor)?;
    }
    let mut pair = whole.pair;
    State::Active.code().clone_into(&mut pair.state);
    pair.order_on = Some(ordering.signed_on);
    pair.order_document_id = Some(document.id);
    (pair.starts_on, pair.ends_on) = (Some(term.from), Some(term.to));
    stored(cx, &mut pair)?;
    let span = format!("{} – {}", russian::date(term.from), russian::date(term.to));
    told(cx, &pair, Action::Moved, &format!("Издан {}, срок {span}", pairing::lower(&document.title_line())))
}
