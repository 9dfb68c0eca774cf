//! Choosing a mentor: the staff of the school ranked by fit, each with the reasons; a pair begun with the one chosen.

use std::collections::BTreeMap;

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use packs::{Effective, MentorKind};
use people::PersonId;
use people::rules::marks::MarkKind;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write};

use super::{rules_at, told};
use crate::KeepMentoring;
use crate::model::{Mentor, MentorId, NewPair, Pair, PairId, State};
use crate::rules::{self, Candidate, Fit, Mentee, Refusal};
use crate::store;

/// The largest staff a choice is made from.
const STAFF: i64 = 1_000;

/// The person to be mentored with what the choice needs.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The card.
    pub colleague: Colleague,
    /// The first day of the work here.
    pub hired_on: NaiveDate,
    /// As the rules see them.
    pub mentee: Mentee,
}

/// The mentee of a choice: works in the unit now.
pub fn mentee<M: Mode>(cx: &mut Cx<M>, unit: &Unit, person: PersonId) -> Result<Asked> {
    let today = cx.today_at(&unit.path)?;
    let here = Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, person)?.ok_or(Error::NotFound)?;
    let colleague = staff::of(cx.conn(), &[person.0], today)?.remove(&person).ok_or(Error::NotFound)?;
    let hired_on = hired(&colleague, unit, today).ok_or(Error::NotFound)?;
    let open: Vec<Pair> = open_pairs(store::of_mentees(cx.conn(), &[person.0])?);
    let ids: Vec<i64> = open.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(cx.conn(), &ids)?;
    let of = |pair: &Pair| {
        let all = mentors.get(&pair.id.0).into_iter().flatten().filter(|one| one.to_on.is_none());
        all.map(|one| (pair.kind.clone(), one.person_id.0)).collect::<Vec<_>>()
    };
    let mentee = Mentee {
        person: person.0,
        subjects: colleague.subjects.clone(),
        pairs: open.iter().flat_map(of).collect(),
    };
    Ok(Asked { colleague, hired_on, mentee })
}

/// The first day of the work in the unit that goes on, or begins.
pub(crate) fn hired(colleague: &Colleague, unit: &Unit, today: NaiveDate) -> Option<NaiveDate> {
    let here = colleague.works.iter().filter(|work| work.unit_id == unit.id);
    here.filter(|work| work.ended_on.is_none_or(|last| today <= last)).map(|work| work.started_on).min()
}

/// The staff of the unit as candidates, the best first: those who are allowed, then the others.
pub fn candidates<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    asked: &Asked,
    kind: &MentorKind,
) -> Result<Vec<(Colleague, Fit)>> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let here = Ranges::under([unit.path.as_str()]);
    let mut all = staff::staff(cx.conn(), &here, today, STAFF)?;
    all.retain(|one| hired(one, unit, today).is_some_and(|from| from <= today));
    all.retain(|one| one.person.id != asked.colleague.person.id);
    let load = load(cx, &all)?;
    let judge = |one: Colleague| {
        let candidate = candidate(&one, load.get(&one.person.id.0), (&rules, today));
        let fit = rules::fit(&candidate, &asked.mentee, kind, &rules.mentoring, today);
        (one, fit)
    };
    let mut judged: Vec<(Colleague, Fit)> = all.into_iter().map(judge).collect();
    judged.sort_by_key(|(one, fit)| {
        (!fit.is_allowed(), -fit.rank, one.person.name_key.clone(), one.person.id.0)
    });
    Ok(judged)
}

/// What mentoring a person carries: everybody mentored, pairs carried to their end.
#[derive(Debug, Clone, Default)]
struct Load {
    mentees: std::collections::BTreeSet<i64>,
    finished: usize,
}

fn load<M: Mode>(cx: &mut Cx<M>, all: &[Colleague]) -> Result<BTreeMap<i64, Load>> {
    let ids: Vec<i64> = all.iter().map(|one| one.person.id.0).collect();
    let mut found: BTreeMap<i64, Load> = BTreeMap::new();
    for (mentor, pair) in store::of_mentors(cx.conn(), &ids)? {
        let one = found.entry(mentor.person_id.0).or_default();
        match pair.state() {
            State::Preparing | State::Active if mentor.to_on.is_none() => {
                one.mentees.insert(pair.mentee_id.0);
            }
            State::Ended if mentor.end_ground.is_empty() => one.finished += 1,
            _ => {}
        }
    }
    Ok(found)
}

fn candidate(one: &Colleague, load: Option<&Load>, (rules, today): (&Effective, NaiveDate)) -> Candidate {
    let is_at = |work: &&people::Employment| work.goes_on(today);
    let group = |work: &people::Employment| {
        rules.post(&work.post).is_some_and(|post| matches!(post.rule.group.as_str(), "head" | "deputy"))
    };
    Candidate {
        person: one.person.id.0,
        service_since: one.service_since(rules, today),
        school_since: one.works.iter().map(|work| work.started_on).min(),
        breaks: one.breaks(),
        subjects: one.subjects.clone(),
        category: one.category(rules, today),
        mentees: load.map(|load| load.mentees.clone()).unwrap_or_default(),
        finished: load.map_or(0, |load| load.finished),
        rate: one.works.iter().filter(is_at).map(|work| work.rate).sum(),
        leave_to: one.leave_to(today),
        is_head: one.works.iter().filter(is_at).any(group),
        is_of_another: false,
        has_agreement: false,
    }
}

/// Judges one person chosen, of the own staff or of another organisation the person who chooses may see.
pub(crate) fn judged<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (asked, person): (&Mentee, PersonId),
    kind: &MentorKind,
    (agreement, day): (&str, NaiveDate),
) -> Result<(Colleague, Fit)> {
    let rules = rules_at(cx, &unit.path)?;
    let one = staff::of(cx.conn(), &[person.0], day)?.remove(&person).ok_or(Error::NotFound)?;
    let load = load(cx, std::slice::from_ref(&one))?;
    let is_here = hired(&one, unit, day).is_some();
    let candidate = Candidate {
        is_of_another: !is_here,
        has_agreement: !agreement.trim().is_empty(),
        ..candidate(&one, load.get(&person.0), (&rules, day))
    };
    let fit = rules::fit(&candidate, asked, kind, &rules.mentoring, day);
    Ok((one, fit))
}

/// Begins a pair of the unit. A second click finds the first one's work.
pub fn begin(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, unit: &Unit, new: &NewPair) -> Result<PairId> {
    may.within(&unit.path).map_err(|_| Error::NotFound)?;
    cx.tx().lock("people", new.mentee.0)?;
    let asked = mentee(cx, unit, new.mentee)?;
    let known = open_pairs(store::of_mentees(cx.conn(), &[new.mentee.0])?);
    for pair in known.iter().filter(|pair| pair.kind == new.kind) {
        let same = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
        let now: Vec<PersonId> =
            same.iter().filter(|one| one.to_on.is_none()).map(|one| one.person_id).collect();
        if now == new.mentors {
            return Ok(pair.id);
        }
    }
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kind = rules.mentoring.kind(&new.kind).cloned();
    let kind = kind.ok_or_else(|| Error::field("kind", "Выберите вид наставника из\u{a0}списка."))?;
    faults(new, &rules, &kind, today)?;
    let mut warnings = Vec::new();
    let is_due = rules.mentoring.category(&new.category).is_some_and(|one| one.order_is_due);
    let is_young =
        asked.colleague.marks(&rules, today).iter().any(|one| one.kind == MarkKind::YoungSpecialist);
    if is_due && !is_young {
        warnings.push("Отметки «молодой специалист» у\u{a0}него нет: есть стаж, или срок прошёл".to_owned());
    }
    for person in &new.mentors {
        cx.tx().lock("people", person.0)?;
        reachable(cx, may, unit, (*person, &new.agreement))?;
        let (one, fit) = judged(cx, unit, (&asked.mentee, *person), &kind, (&new.agreement, today))?;
        if let Some(reason) = fit.refusals.first() {
            let url = choice_url(new.mentee, &new.kind);
            let text = format!("{}: {}", one.person.name().short(), lower(&reason.text));
            return Err(Refusal::NotAllowed(text, reason.clause.clone(), url).into());
        }
        warnings.extend(fit.warnings.into_iter().map(|reason| reason.text));
    }
    if !warnings.is_empty() && new.reason.trim().is_empty() {
        return Err(Error::field(
            "reason",
            format!("Напишите, почему выбираете его всё-таки: {}.", warnings.join("; ").to_lowercase()),
        ));
    }
    written(cx, unit, (new, &asked))
}

/// A colleague of another organisation is found among those the person may see; without an agreement nobody looks there.
pub(crate) fn reachable(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    unit: &Unit,
    (person, agreement): (PersonId, &str),
) -> Result<()> {
    let mut places = may.ranges().clone();
    if !agreement.trim().is_empty() {
        // The town is where a small school finds a mentor; a card of another region is not ours to see.
        let above = unit.path.trim_end_matches('/').rsplit_once('/').map(|(above, _)| format!("{above}/"));
        places = above.map(|above| Ranges::under([above.as_str()])).unwrap_or(places);
    }
    people::store::find(cx.conn(), &places, person)?.map(drop).ok_or(Error::NotFound)
}

fn faults(new: &NewPair, rules: &Effective, kind: &MentorKind, today: NaiveDate) -> Result<()> {
    let mut found = Vec::new();
    let mut fault = |field: &str, text: &str| {
        found.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    let category = rules.mentoring.category(&new.category);
    if category.is_none() {
        fault("category", "Выберите, кого сопровождают, из\u{a0}списка.");
    }
    if category.is_some_and(|one| one.until_graduation) {
        match new.graduates_on {
            None => fault("graduates_on", "Укажите, когда заканчивается учёба."),
            Some(day) if day < today => {
                fault("graduates_on", "Учёба уже закончена: выберите другую категорию.");
            }
            Some(_) => {}
        }
    }
    if new.mentors.is_empty() {
        fault("mentors", "Выберите наставника.");
    }
    if kind.collective && new.mentors.len() == 1 {
        fault("mentors", "Коллективный наставник – это несколько педагогов: отметьте хотя бы двоих.");
    }
    if !kind.collective && new.mentors.len() > 1 {
        fault("mentors", "Этого вида наставник один. Нескольких отмечают у\u{a0}коллективного.");
    }
    if found.is_empty() { Ok(()) } else { Err(Error::Invalid(found)) }
}

fn written(cx: &mut Cx<Write>, unit: &Unit, (new, asked): (&NewPair, &Asked)) -> Result<PairId> {
    let (id, now) = (PairId(cx.id()), cx.now());
    let pair = Pair {
        id,
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        mentee_id: new.mentee,
        category: new.category.clone(),
        kind: new.kind.clone(),
        state: State::Preparing.code().to_owned(),
        hired_on: asked.hired_on,
        graduates_on: new.graduates_on,
        starts_on: None,
        ends_on: None,
        council_on: None,
        council_document_id: None,
        council_note: String::new(),
        deputy_on: None,
        deputy_account: None,
        mentee_on: None,
        mentee_way: String::new(),
        order_on: None,
        order_document_id: None,
        announced_on: None,
        reason: new.reason.trim().to_owned(),
        ended_on: None,
        end_ground: String::new(),
        end_note: String::new(),
        result: String::new(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::add(cx.tx(), &pair)?;
    for person in &new.mentors {
        let mentor = blank(cx, id, *person, &new.agreement);
        store::add_mentor(cx.tx(), &mentor)?;
    }
    told(cx, &pair, Action::Created, "Выбран наставник, пара готовится")?;
    Ok(id)
}

/// A mentor's part before anything is done.
pub(crate) fn blank(cx: &mut Cx<Write>, pair: PairId, person: PersonId, agreement: &str) -> Mentor {
    let now = cx.now();
    Mentor {
        id: MentorId(cx.id()),
        mentorship_id: pair,
        person_id: person,
        agreement: agreement.trim().to_owned(),
        consent_on: None,
        consent_way: String::new(),
        terms_on: None,
        terms_way: String::new(),
        terms_note: String::new(),
        from_on: None,
        to_on: None,
        end_ground: String::new(),
        end_note: String::new(),
        created_at: now,
        updated_at: now,
    }
}

fn open_pairs(all: Vec<Pair>) -> Vec<Pair> {
    all.into_iter().filter(|pair| matches!(pair.state(), State::Preparing | State::Active)).collect()
}

/// The page of choice.
pub(crate) fn choice_url(mentee: PersonId, kind: &str) -> String {
    web::address("/mentoring/choice", &[("person", &mentee.to_string()), ("kind", kind)])
}

pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
