//! What a pair in preparation rests on is corrected until the order (п. 2.2, 3.2): whom it is for, until when they study, the
//! agreements with other organisations. What stood there stays in the history; steps marked for another term are told.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::correcting::Mark;
use super::ordering::Whole;
use super::pairing::{self, hired, lower};
use super::{locked, rules_at, seen, stored, told};
use crate::model::{Mentor, MentorId, Pair, PairId, State, UnfitStep};
use crate::rules::{Grounds, OF_TERM, Refusal, Step, TermFault, changes_term, graduation, term};
use crate::store::unfit;
use crate::{KeepMentoring, store};

/// What a pair rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Category of the mentee, of the pack.
    pub category: String,
    /// The end of studies.
    pub graduates_on: Option<NaiveDate>,
    /// The agreement of each mentor of another organisation.
    pub agreements: Vec<(MentorId, String)>,
    /// Why in spite of what speaks against.
    pub reason: String,
}

impl Basis {
    /// Of a pair as it is.
    pub fn of(whole: &Whole, today: NaiveDate) -> Self {
        let pair = &whole.pair;
        let agreements = guests(whole, today).map(|one| (one.id, one.agreement.clone())).collect();
        Self {
            category: pair.category.clone(),
            graduates_on: pair.graduates_on,
            agreements,
            reason: pair.reason.clone(),
        }
    }

    /// What a form sends back to say what it was made of.
    pub fn seal(&self) -> String {
        let agreements: Vec<String> =
            self.agreements.iter().map(|(part, text)| format!("{part}:{text}")).collect();
        let day = self.graduates_on.map(|day| day.to_string()).unwrap_or_default();
        format!("{}|{day}|{}|{}", self.category, agreements.join("|"), self.reason)
    }
}

/// The mentors of another organisation, and whoever has an agreement still.
fn guests(whole: &Whole, today: NaiveDate) -> impl Iterator<Item = &Mentor> {
    let is_guest = move |(one, card): &&(Mentor, people::staff::Colleague)| {
        !one.agreement.is_empty() || hired(card, &whole.unit, today).is_none()
    };
    whole.now().filter(is_guest).map(|(one, _)| one)
}

/// Only a pair in preparation is corrected so; after the order it says what to do then.
pub(crate) fn open<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<()> {
    match pair.state() {
        State::Preparing => Ok(()),
        State::Active => Err(Refusal::Ordered(seen(cx, pair)?).into()),
        State::Ended | State::Cancelled => Err(Refusal::NotPrepared(seen(cx, pair)?).into()),
    }
}

/// Corrects it. `seal` is of what was seen. Whether anything changed.
pub fn amend(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, seal): (PairId, &str),
    new: &Basis,
) -> Result<bool> {
    let pair = locked(cx, may, id)?;
    open(cx, &pair)?;
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let whole = Whole::of(cx, pair)?;
    let before = Basis::of(&whole, today);
    let new = checked(&whole, (&rules, today), (&before, new))?;
    if new == before {
        return Ok(false);
    }
    if new.category != before.category {
        let at_work = pairing::at_work_besides(cx, &whole.pair)?;
        pairing::one_term(&rules, at_work.iter(), (&new.category, today))?;
    }
    if before.seal() != seal {
        let last = seen(cx, &whole.pair)?.last;
        return Err(Error::Conflict(format!(
            "Пока вы исправляли, это уже изменили: теперь – {}. Последнее изменение – {last}. Сверьте и\u{a0}сохраните ещё раз, если исправление ещё нужно.",
            said(&before, &rules)
        )));
    }
    for (part, text) in &new.agreements {
        let part = whole.now().find(|(one, _)| one.id == *part && one.agreement != *text);
        let Some((part, _)) = part else { continue };
        let changed = Mentor { agreement: text.clone(), updated_at: cx.now(), ..part.clone() };
        store::change_mentor(cx.tx(), &changed)?;
    }
    let sentence = sentence(&before, &new, &rules);
    let mut pair = whole.pair.clone();
    pair.category.clone_from(&new.category);
    pair.graduates_on = new.graduates_on;
    pair.reason.clone_from(&new.reason);
    unfit::rebase(cx.tx(), &pair)?;
    stored(cx, &mut pair)?;
    unsettled(cx, &whole, &pair)?;
    told(cx, &pair, Action::Changed, &sentence)?;
    Ok(true)
}

/// Everything typed, each at its field; a category without studies keeps no end of them.
fn checked(
    whole: &Whole,
    (rules, today): (&Effective, NaiveDate),
    (before, new): (&Basis, &Basis),
) -> Result<Basis> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    let Some(category) = rules.mentoring.category(&new.category) else {
        return Err(Error::field("category", "Выберите, кого сопровождают, из\u{a0}списка."));
    };
    let graduates_on = match graduation(category, new.graduates_on, today) {
        Ok(day) => day,
        Err(text) => {
            fault("graduates_on", text.to_owned());
            None
        }
    };
    let grounds = Grounds { hired_on: whole.pair.hired_on, ordered_on: today, graduates_on, last_day: None };
    if let Err(wrong @ (TermFault::Backwards | TermFault::TooLong)) =
        term(category, &rules.mentoring, grounds)
    {
        fault(if category.until_graduation { "graduates_on" } else { "category" }, wrong.sentence());
    }
    let reason = new.reason.trim().to_owned();
    let doubt = pairing::doubt(&whole.mentee, &new.category, (rules, today));
    if let Some(doubt) = doubt.filter(|_| reason.is_empty()) {
        fault("reason", format!("Напишите, почему категория всё-таки эта: {doubt}."));
    }
    let mut agreements = Vec::new();
    for (part, was) in &before.agreements {
        let typed = new.agreements.iter().find(|(one, _)| one == part).map_or(was, |(_, text)| text);
        let typed = typed.trim().to_owned();
        let is_elsewhere =
            whole.now().any(|(one, card)| one.id == *part && hired(card, &whole.unit, today).is_none());
        if typed.is_empty() && is_elsewhere {
            fault(
                &agreement_field(*part),
                "Назовите договор с\u{a0}организацией, где он работает.".to_owned(),
            );
        }
        agreements.push((*part, typed));
    }
    if faults.is_empty() {
        Ok(Basis { category: new.category.clone(), graduates_on, agreements, reason })
    } else {
        Err(Error::Invalid(faults))
    }
}

/// The field of a mentor's agreement.
pub(crate) fn agreement_field(part: MentorId) -> String {
    format!("agreement-{part}")
}

/// Marks of before that named another term are remembered with what they were for; those that fit again are told no more.
fn unsettled(cx: &mut Cx<Write>, before: &Whole, now: &Pair) -> Result<()> {
    let was = (before.pair.category.as_str(), before.pair.graduates_on);
    let is = (now.category.as_str(), now.graduates_on);
    if !changes_term(was, is) {
        return Ok(());
    }
    let known = unfit::of_pair(cx.conn(), now.id)?;
    for (step, part) in marked(before) {
        match known.iter().find(|one| one.step == step.code() && one.mentor_id == part) {
            Some(one) if !changes_term((&one.category, one.graduates_on), is) => {
                unfit::forget(cx.tx(), now.id, (step.code(), part))?;
            }
            Some(_) => {}
            None => {
                let row = UnfitStep {
                    id: cx.id(),
                    mentorship_id: now.id,
                    step: step.code().to_owned(),
                    mentor_id: part,
                    category: was.0.to_owned(),
                    graduates_on: was.1,
                    created_at: cx.now(),
                };
                unfit::add(cx.tx(), &row)?;
            }
        }
    }
    Ok(())
}

/// The steps that name the term and are marked, each mentor's own.
fn marked(whole: &Whole) -> Vec<(Step, Option<MentorId>)> {
    let mut found = Vec::new();
    for step in OF_TERM {
        if step == Step::Mentee {
            found.extend(Mark::of(&whole.pair, None, step).map(|_| (step, None)));
            continue;
        }
        for (one, _) in whole.now() {
            found.extend(Mark::of(&whole.pair, Some(one), step).map(|_| (step, Some(one.id))));
        }
    }
    found
}

/// «работающий студент, учёба до 30.06.2027»
pub(crate) fn said(of: &Basis, rules: &Effective) -> String {
    named((&of.category, of.graduates_on), rules)
}

fn named((category, graduates_on): (&str, Option<NaiveDate>), rules: &Effective) -> String {
    let title = rules.mentoring.category(category).map_or(category, |one| one.title.as_str());
    let studies = graduates_on.map(|day| format!(", учёба до\u{a0}{}", russian::date(day)));
    format!("{title}{}", studies.unwrap_or_default())
}

/// What the history says: both sides read it, so the requisites of an agreement and the reason of the choice are not in it.
fn sentence(before: &Basis, now: &Basis, rules: &Effective) -> String {
    let (was, is) = (said(before, rules), said(now, rules));
    let mut parts = Vec::new();
    if was != is {
        parts.push(format!("Исправлено, кого сопровождают. Было: {was}. Стало: {is}"));
    }
    if before.agreements != now.agreements {
        parts.push("Исправлен договор с\u{a0}организацией наставника".to_owned());
    }
    if before.reason != now.reason {
        parts.push("Исправлена причина выбора".to_owned());
    }
    parts.join(". ")
}

/// Steps marked for another term, as the card and the form of the order tell them, each with the address of its correction.
pub(crate) fn unfit_steps<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Vec<String>> {
    let pair = &whole.pair;
    let all = unfit::of_pair(cx.conn(), pair.id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let rules = rules_at(cx, &pair.unit_path)?;
    let mut told = Vec::new();
    for one in all {
        let Some(step) = Step::of(&one.step) else { continue };
        let part = whole.now().find(|(part, _)| Some(part.id) == one.mentor_id);
        let Some(mark) = Mark::of(pair, part.map(|(part, _)| part), step) else { continue };
        let whose = part.map(|(_, card)| format!(" ({})", card.person.name().short())).unwrap_or_default();
        told.push(format!(
            "Шаг «{}»{whose} отмечен {}, когда пара готовилась иначе – {}, на\u{a0}другой срок. Получите его снова и\u{a0}исправьте шаг; если он относится и\u{a0}к\u{a0}новому сроку, откройте «Исправить» и\u{a0}сохраните без изменений.",
            step.title(),
            russian::date(mark.day),
            named((&one.category, one.graduates_on), &rules)
        ));
    }
    Ok(told)
}

/// What is sent once more of a pair there is already: the same is a second click, anything else is not thrown away in silence.
pub(crate) fn same_or_told(
    cx: &mut Cx<Write>,
    (pair, mentors): (&Pair, &[Mentor]),
    new: &crate::model::NewPair,
) -> Result<()> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let studies = rules.mentoring.category(&new.category).is_some_and(|one| one.until_graduation);
    let graduates_on = new.graduates_on.filter(|_| studies);
    let (agreement, reason) = (new.agreement.trim(), new.reason.trim());
    let is_same = (reason.is_empty() || pair.reason == reason)
        && pair.category == new.category
        && pair.graduates_on == graduates_on
        && mentors.iter().filter(|one| one.to_on.is_none()).all(|one| one.agreement == agreement);
    if is_same {
        return Ok(());
    }
    let now = lower(&named((&pair.category, pair.graduates_on), &rules));
    Err(Refusal::Begun(pair.state() == State::Preparing, now, pair.url()).into())
}
