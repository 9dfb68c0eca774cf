//! Choosing a mentor: the staff of the school ranked by fit, each with the reasons; a pair begun with the one chosen.

use std::collections::BTreeSet;

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use packs::{Effective, MentorKind};

use people::PersonId;
use people::rules::marks::MarkKind;
use people::rules::seniority::years;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Result, Write};

pub use super::candidates::candidates;
pub(crate) use super::candidates::judged;
use super::{rules_at, told};
use crate::KeepMentoring;
use crate::model::{Exception, Mentor, MentorId, NewPair, Pair, PairId, State};
use crate::rules::{
    Fit, Grounds, Mentee, TermFault, category_doubt, cited, graduation, penalty, term, twofold,
};
use crate::store;

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

/// The first day of the work in the unit that goes on, or begins; a school joined to another does not begin it anew.
pub(crate) fn hired(colleague: &Colleague, unit: &Unit, today: NaiveDate) -> Option<NaiveDate> {
    let here = colleague.works.iter().filter(|work| work.unit_id == unit.id);
    let now = here.filter(|work| work.ended_on.is_none_or(|last| today <= last));
    now.map(|work| work.begun(&colleague.works)).min()
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
            super::amending::same_or_told(cx, (pair, &same), new)?;
            return Ok(pair.id);
        }
    }
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kind = rules.mentoring.kind(&new.kind).cloned();
    let kind = kind.ok_or_else(|| Error::field("kind", "Выберите вид наставника из\u{a0}списка."))?;
    faults(new, &rules, &kind, today)?;
    one_term(&rules, known.iter().filter(|pair| pair.unit_id == unit.id), (&new.category, today))?;
    let mut warnings = short_term(&rules, (new, asked.hired_on), today)?;
    warnings.extend(doubt(&asked.colleague, &new.category, (&rules, today)));
    if let Some(day) = new.penalty_on {
        warnings
            .push(penalty(day, today, &rules.mentoring).map_err(|text| Error::field("penalty_on", text))?);
    }
    let (mut guests, mut own) = (BTreeSet::new(), None);
    for person in &new.mentors {
        cx.tx().lock("people", person.0)?;
        reachable(cx, may, unit, (*person, &new.agreement))?;
        let (one, fit) = judged(cx, unit, (&asked.mentee, *person), &kind, (&new.agreement, today))?;
        let is_excepted = fit.may_be_excepted() && excepted(cx, unit, (&asked, &kind), &new.exception)?;
        if let Some(reason) = fit.refusals.first().filter(|_| !is_excepted) {
            let name = one.person.name().short();
            return Err(not_allowed(&name, (&lower(&reason.text), &reason.clause)));
        }
        warnings.extend(fit.warnings.into_iter().map(|reason| reason.text));
        if hired(&one, unit, today).is_none() {
            guests.insert(person.0);
        } else {
            own = Some(one);
        }
    }
    if let Some(one) = own.filter(|_| guests.is_empty()) {
        guest(&one, &new.agreement)?;
    }
    if !warnings.is_empty() && new.reason.trim().is_empty() {
        return Err(Error::field(
            "reason",
            format!(
                "Напишите, почему всё-таки выбран этот наставник: {}.",
                warnings.join("; ").to_lowercase()
            ),
        ));
    }
    written(cx, unit, (new, &asked), &guests)
}

/// What speaks against the category of a mentee.
pub(crate) fn doubt(
    mentee: &Colleague,
    category: &str,
    (rules, today): (&Effective, NaiveDate),
) -> Option<String> {
    let is_young = mentee.marks(rules, today).iter().any(|one| one.kind == MarkKind::YoungSpecialist);
    let service = mentee.service_since(rules, today).map(|since| years(since, &mentee.breaks(), today));
    category_doubt(rules.mentoring.category(category)?, &rules.mentoring, (is_young, service))
}

/// Refuses an agreement with another organisation on somebody who works here.
pub(crate) fn guest(one: &Colleague, agreement: &str) -> Result<()> {
    if agreement.trim().is_empty() {
        return Ok(());
    }
    let text = format!(
        "{} работает у\u{a0}вас: договор с\u{a0}другой организацией не\u{a0}нужен. Очистите поле или выберите того, кто работает в\u{a0}ней.",
        one.person.name().short()
    );
    Err(Error::field("agreement", text))
}

/// Refuses a category beside one with another term: nobody is mentored for three years and for one at once (п. 3.2).
pub(crate) fn one_term<'a>(
    rules: &Effective,
    others: impl Iterator<Item = &'a Pair>,
    (category, today): (&str, NaiveDate),
) -> Result<()> {
    let others = others.map(|pair| (pair.category.as_str(), pair.ends_on));
    let Some((other, ends_on)) = twofold(&rules.mentoring, others, (category, today)) else { return Ok(()) };
    let until = ends_on.map(|last| format!(" по\u{a0}{}", web::russian::date(last))).unwrap_or_default();
    let text = format!(
        "Уже сопровождается{until} в\u{a0}категории «{}»: сроки у\u{a0}категорий разные, одновременно человек сопровождается по\u{a0}одной{}. Выберите ту же категорию или сначала завершите ту пару.",
        other.title,
        cited(&other.clause)
    );
    Err(Error::field("category", text))
}

/// The other pairs at work of the same mentee in the same unit.
pub(crate) fn at_work_besides<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Vec<Pair>> {
    let mut all = store::of_mentees(cx.conn(), &[pair.mentee_id.0])?;
    all.retain(|one| one.id != pair.id && one.unit_id == pair.unit_id && one.state() == State::Active);
    Ok(all)
}

/// Whether an exception with its ground overrules the clauses: only where the school has nobody who meets them. A typed ground
/// where it has somebody is told at its field.
fn excepted(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (asked, kind): (&Asked, &MentorKind),
    ground: &str,
) -> Result<bool> {
    overruled(&candidates(cx, unit, asked, kind)?, ground)
}

/// The same, told by everybody there is to choose from.
pub(crate) fn overruled(all: &[(Colleague, Fit)], ground: &str) -> Result<bool> {
    let fitting = all.iter().find(|(_, fit)| fit.is_allowed());
    match (fitting, ground.trim()) {
        (None, "") => Err(Error::field(
            "exception",
            "В\u{a0}школе нет никого, кого позволяют назначить правила: пригласите наставника по\u{a0}договору или напишите основание исключения.",
        )),
        (None, _) => Ok(true),
        (Some(_), "") => Ok(false),
        (Some((one, _)), _) => Err(Error::field(
            "exception",
            format!("Исключение – когда назначить некого. В\u{a0}школе есть {}.", one.person.name().short()),
        )),
    }
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
    if let Some(Err(text)) = category.map(|one| graduation(one, new.graduates_on, today)) {
        fault("graduates_on", text);
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

/// What is told of the term studies leave to a student at work (примечание A12): none at all is refused at its field, less than the
/// rules ask for is a warning.
fn short_term(
    rules: &Effective,
    (new, hired_on): (&NewPair, NaiveDate),
    today: NaiveDate,
) -> Result<Vec<String>> {
    let category = rules.mentoring.category(&new.category).filter(|one| one.until_graduation);
    let Some(category) = category else { return Ok(Vec::new()) };
    let grounds = Grounds { hired_on, ordered_on: today, graduates_on: new.graduates_on, last_day: None };
    match term(category, &rules.mentoring, grounds) {
        Err(wrong @ (TermFault::Backwards | TermFault::TooLong)) => {
            Err(Error::field("graduates_on", wrong.sentence()))
        }
        Ok((_, Some(short))) => Ok(vec![short.sentence().trim_end_matches('.').to_owned()]),
        Ok((_, None)) | Err(_) => Ok(Vec::new()),
    }
}

fn written(
    cx: &mut Cx<Write>,
    unit: &Unit,
    (new, asked): (&NewPair, &Asked),
    guests: &BTreeSet<i64>,
) -> Result<PairId> {
    let (id, now) = (PairId(cx.id()), cx.now());
    // A category without studies keeps no end of them, whatever an earlier choice has left in the form.
    let rules = rules_at(cx, &unit.path)?;
    let studies = rules.mentoring.category(&new.category).is_some_and(|one| one.until_graduation);
    let pair = Pair {
        id,
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        mentee_id: new.mentee,
        category: new.category.clone(),
        kind: new.kind.clone(),
        state: State::Preparing.code().to_owned(),
        hired_on: asked.hired_on,
        graduates_on: new.graduates_on.filter(|_| studies),
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
        // The agreement is with the organisation of whoever comes from there.
        let agreement = if guests.contains(&person.0) { new.agreement.as_str() } else { "" };
        let mentor = blank(cx, id, *person, agreement);
        store::add_mentor(cx.tx(), &mentor)?;
    }
    let exception = new.exception.trim();
    if !exception.is_empty() {
        let row = Exception {
            mentorship_id: id,
            ground: exception.to_owned(),
            created_by: pair.created_by,
            created_at: now,
        };
        store::add_exception(cx.tx(), &row)?;
    }
    let said = if exception.is_empty() {
        ""
    } else {
        ", исключение из\u{a0}правил с\u{a0}основанием"
    };
    told(cx, &pair, Action::Created, &format!("Выбран наставник, пара готовится{said}"))?;
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
        choice_reason: None,
    }
}

fn open_pairs(all: Vec<Pair>) -> Vec<Pair> {
    all.into_iter().filter(|pair| matches!(pair.state(), State::Preparing | State::Active)).collect()
}

/// The candidates for a mentee as the council weighs them.
pub(crate) fn weighing_url(person: PersonId, kind: &str) -> String {
    web::address("/mentoring/sheets/candidates", &[("person", &person.to_string()), ("kind", kind)])
}

/// The page of choice.
pub(crate) fn choice_url(mentee: PersonId, kind: &str) -> String {
    web::address("/mentoring/choice", &[("person", &mentee.to_string()), ("kind", kind)])
}

/// Who may not be a mentor is refused at the choice itself, with the clause: nothing typed is lost.
pub(crate) fn not_allowed(name: &str, (why, clause): (&str, &str)) -> Error {
    Error::field("mentors", format!("Назначить нельзя. {name}: {why}{}.", cited(clause)))
}

pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
