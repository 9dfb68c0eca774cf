//! The steps before an order, each with its day, and the announcement after it.

use access::Granted;
use audit::Action;
use chrono::{Months, NaiveDate};
use documents::DocumentId;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::correcting::Mark;
use super::{Side, agreeing, employed, everywhere, side, stored, told};
use crate::model::{Mentor, MentorId, Pair, PairId, State};
use crate::rules::{Refusal, Step, Steps, clashes};
use crate::store;
use crate::{KeepMentoring, WorkInPair};

/// What a step is done by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The council's recommendation: a document held here, or the protocol of a council that keeps its papers elsewhere.
    Council(Option<DocumentId>, String),
    /// The deputy agrees.
    Deputy,
    /// The mentee consents: `paper`, `electronic` or `oral`.
    Mentee(String),
    /// A mentor consents in writing: `paper` or `electronic` (ТК РФ, ст. 22.1–22.3, 351.8).
    Mentor(MentorId, String),
    /// Content, term, form and pay: `agreement` with its number, or `duty` with its ground.
    Terms(MentorId, String, String),
}

impl Done {
    /// The step.
    pub fn step(&self) -> Step {
        match self {
            Self::Council(..) => Step::Council,
            Self::Deputy => Step::Deputy,
            Self::Mentee(_) => Step::Mentee,
            Self::Mentor(..) => Step::Mentor,
            Self::Terms(..) => Step::Agreement,
        }
    }

    /// Whose it is, where each mentor has one.
    pub fn part(&self) -> Option<MentorId> {
        match self {
            Self::Mentor(part, _) | Self::Terms(part, _, _) => Some(*part),
            Self::Council(..) | Self::Deputy | Self::Mentee(_) => None,
        }
    }
}

/// Ways in which a mentor consents: a click is not enough (ТК РФ, ст. 351.8).
pub const CONSENTS: [(&str, &str); 2] =
    [("paper", "подписал(а) на\u{a0}бумаге"), ("electronic", "подписал(а) электронной подписью")];
/// Ways in which a mentee consents: in any recorded form. An electronic signature nobody attached is of an earlier version.
pub const MENTEE_CONSENTS: [(&str, &str); 4] = [
    ("paper", "подписал(а) на\u{a0}бумаге"),
    ("oral", "согласился(-лась) на\u{a0}заседании, в\u{a0}протоколе"),
    (OWN, "согласился(-лась) в\u{a0}программе под\u{a0}своим именем"),
    ("electronic", "подписал(а) электронной подписью"),
];
/// What whoever keeps the pair may write down of a mentee's consent: nobody else's click is theirs.
pub const MENTEE_MARKS: [(&str, &str); 2] = [MENTEE_CONSENTS[0], MENTEE_CONSENTS[1]];
/// The mentee's own click.
const OWN: &str = "own";
/// A mentor's electronic signature: it is nowhere but in the file that bears it.
pub const ELECTRONIC: &str = "electronic";
/// A way as it is said of whom it is known: «подписала на бумаге», «согласился на заседании».
pub(crate) fn said_of(text: &str, name: &people::Name) -> String {
    text.replace("подписал(а)", name.said(["подписал", "подписала", "подписал(а)"]))
        .replace("согласился(-лась)", name.said(["согласился", "согласилась", "согласился(-лась)"]))
}

/// How content, term, form and pay are settled.
pub const TERMS: [(&str, &str); 2] =
    [("agreement", "дополнительное соглашение"), ("duty", "обязанность по\u{a0}должности")];

/// The steps of a pair begin at most so many months before the hiring.
const BEFORE: u32 = 3;

/// Marks a step of the pair as done on a day.
pub fn step(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    id: PairId,
    day: NaiveDate,
    done: &Done,
) -> Result<()> {
    let mut pair = preparing_or_succeeding(cx, may, id, done)?;
    marked(cx, &mut pair, day, (done, None))?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, &sentence(done, day))
}

/// The mentee consents in the own name, where it is the mentee's turn (п. 3.1).
pub fn consent_of_mentee(cx: &mut Cx<Write>, _may: &Granted<WorkInPair>, id: PairId) -> Result<()> {
    let known = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    if side(cx, &known)? != Some(Side::Mentee) {
        return Err(Error::NotFound);
    }
    cx.tx().lock("mentorships", id.0)?;
    let mut pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if pair.state() != State::Preparing {
        return Err(Refusal::NotPrepared(super::seen(cx, &pair)?).into());
    }
    let (day, done) = (cx.today_at(&pair.unit_path)?, Done::Mentee(OWN.to_owned()));
    marked(cx, &mut pair, day, (&done, None))?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, &sentence(&done, day))
}

/// Holds a step against the rules and the other steps, and puts it down; `anew` is the seal of what a correction replaces.
pub(super) fn marked(
    cx: &mut Cx<Write>,
    pair: &mut Pair,
    day: NaiveDate,
    (done, anew): (&Done, Option<&str>),
) -> Result<()> {
    let today = cx.today_at(&pair.unit_path)?;
    if day > today {
        return Err(Error::field("day", "Этот день ещё не\u{a0}наступил."));
    }
    // A month before the hiring a candidate may be agreed upon, not years.
    if let Some(first) = pair.hired_on.checked_sub_months(Months::new(BEFORE)).filter(|first| day < *first) {
        let text = format!("Слишком рано: не\u{a0}раньше {}.", russian::date(first));
        return Err(Error::field("day", text));
    }
    let steps = asked(cx, pair, done.step())?;
    free(cx, pair, done, anew)?;
    let part = match done {
        Done::Council(document, note) => {
            council(cx, pair, day, (*document, note))?;
            None
        }
        Done::Deputy => {
            not_for_oneself(cx, pair)?;
            pair.deputy_on = Some(day);
            // Whoever agreed stays, whoever mends the day.
            if anew.is_none() {
                pair.deputy_account = cx.person().map(|person| person.account.0);
            }
            None
        }
        Done::Mentee(way) => {
            let is_own = way == OWN && side(cx, pair)? == Some(Side::Mentee);
            if !is_own {
                one_of(&MENTEE_MARKS, way)?;
            }
            employed::refused("day", employed::of_mentee(cx, pair, day)?)?;
            pair.mentee_on = Some(day);
            pair.mentee_way.clone_from(way);
            None
        }
        Done::Mentor(mentor, way) => Some(consent(cx, pair, *mentor, (day, way))?),
        Done::Terms(mentor, way, note) => Some(terms(cx, pair, *mentor, (day, way, note))?),
    };
    in_order(cx, (pair, part.as_ref()), (done.step(), &steps))?;
    if let Some(mut part) = part {
        part.updated_at = cx.now();
        store::change_mentor(cx.tx(), &part)?;
    }
    Ok(())
}

/// Whoever is to be the mentor does not agree to it as the deputy: the step is another's word on them (п. 3.1).
pub(super) fn not_for_oneself<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<()> {
    if side(cx, pair)? != Some(Side::Mentor) {
        return Ok(());
    }
    let text = "Вы\u{a0}– наставник этой пары: согласие заместителя отметит директор или другой заместитель.";
    Err(Error::field("day", text))
}

/// The steps asked for, this one among them.
pub(super) fn asked<M: Mode>(cx: &mut Cx<M>, pair: &Pair, step: Step) -> Result<Steps> {
    let steps = super::steps_of(cx, pair)?;
    if steps.has(step) { Ok(steps) } else { Err(Refusal::NotAsked(step, pair.url()).into()) }
}

/// Refuses a day that the regulation puts after another one (п. 3.1); a successor comes long after the steps of the pair, but not
/// before the own recommendation.
fn in_order(
    cx: &mut Cx<Write>,
    (pair, part): (&Pair, Option<&Mentor>),
    (step, steps): (Step, &Steps),
) -> Result<()> {
    if pair.state() != State::Preparing {
        let next = part.filter(|part| part.waits() && step == Step::Mentor);
        return next.map_or(Ok(()), |part| agreeing::in_order(cx, (part, steps)));
    }
    // What a mentor signed is held against the pair, not against what another mentor signed.
    let parts = match part {
        Some(part) => vec![part.clone()],
        None => store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default(),
    };
    let here: Vec<Mentor> = parts.into_iter().filter(|one| one.to_on.is_none()).collect();
    let clash = clashes(&pair.days(&here), steps).into_iter().find(|one| one.is_refused && one.touches(step));
    clash.map_or(Ok(()), |one| Err(Error::field("day", one.text)))
}

/// Consent and terms are also those of a successor, while the pair works.
pub(super) fn preparing_or_succeeding(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    id: PairId,
    done: &Done,
) -> Result<Pair> {
    let pair = super::locked(cx, may, id)?;
    let is_of_mentor = matches!(done, Done::Mentor(..) | Done::Terms(..));
    match pair.state() {
        State::Preparing => Ok(pair),
        State::Active if is_of_mentor => Ok(pair),
        _ => Err(Refusal::NotPrepared(super::seen(cx, &pair)?).into()),
    }
}

fn council(
    cx: &mut Cx<Write>,
    pair: &mut Pair,
    day: NaiveDate,
    (document, note): (Option<DocumentId>, &str),
) -> Result<()> {
    agreeing::protocol(cx, pair, day, (document, note))?;
    pair.council_on = Some(day);
    pair.council_document_id = document;
    note.trim().clone_into(&mut pair.council_note);
    Ok(())
}

/// The part of a mentor who is of the pair still.
pub(super) fn mentor_of<M: Mode>(cx: &mut Cx<M>, pair: &Pair, id: MentorId) -> Result<Mentor> {
    let found = store::find_mentor(cx.conn(), pair.id, id)?.ok_or(Error::NotFound)?;
    if found.to_on.is_some() { Err(Error::NotFound) } else { Ok(found) }
}

fn consent(cx: &mut Cx<Write>, pair: &Pair, id: MentorId, (day, way): (NaiveDate, &str)) -> Result<Mentor> {
    let mut mentor = mentor_of(cx, pair, id)?;
    one_of(&CONSENTS, way)?;
    employed::refused("day", employed::of_mentor(cx, pair, &mentor, day)?)?;
    mentor.consent_on = Some(day);
    way.clone_into(&mut mentor.consent_way);
    Ok(mentor)
}

fn terms(
    cx: &mut Cx<Write>,
    pair: &Pair,
    id: MentorId,
    (day, way, note): (NaiveDate, &str, &str),
) -> Result<Mentor> {
    let mut mentor = mentor_of(cx, pair, id)?;
    one_of(&TERMS, way)?;
    if note.trim().is_empty() {
        let text = if way == "duty" {
            "Назовите основание: пункт должностной инструкции или трудового договора."
        } else {
            "Укажите номер соглашения."
        };
        return Err(Error::field("note", text));
    }
    employed::refused("day", employed::of_mentor(cx, pair, &mentor, day)?)?;
    mentor.terms_on = Some(day);
    way.clone_into(&mut mentor.terms_way);
    note.trim().clone_into(&mut mentor.terms_note);
    Ok(mentor)
}

/// A step is marked once; it is corrected by whoever saw what stands there now.
fn free(cx: &mut Cx<Write>, pair: &Pair, done: &Done, anew: Option<&str>) -> Result<()> {
    let part = done.part().map(|id| mentor_of(cx, pair, id)).transpose()?;
    let there = Mark::of(pair, part.as_ref(), done.step());
    match (there, anew) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Refusal::Done(done.step(), super::seen(cx, pair)?).into()),
        (None, Some(_)) => Err(Error::NotFound),
        (Some(mark), Some(seal)) if mark.seal() == seal => Ok(()),
        (Some(mark), Some(_)) => Err(changed(cx, pair, &mark)?),
    }
}

/// Somebody corrected the step meanwhile: what stands there now, and who did what.
fn changed(cx: &mut Cx<Write>, pair: &Pair, mark: &Mark) -> Result<Error> {
    let (now, last) = (mark.words(cx)?, super::seen(cx, pair)?.last);
    Ok(Error::Conflict(format!(
        "Пока вы исправляли, этот шаг изменили: теперь – {now}. Последнее изменение – {last}. Сверьте и\u{a0}сохраните ещё раз, если исправление ещё нужно."
    )))
}

fn one_of(ways: &[(&str, &str)], way: &str) -> Result<()> {
    let is_known = ways.iter().any(|(code, _)| *code == way);
    if is_known {
        Ok(())
    } else {
        Err(Error::field("way", "Выберите, как дано согласие."))
    }
}

fn sentence(done: &Done, day: NaiveDate) -> String {
    let what = match done {
        Done::Council(..) => "Рекомендован методическим советом",
        Done::Deputy => "Согласован заместителем",
        Done::Mentee(way) if way == OWN => "Наставляемый дал согласие под\u{a0}своим именем",
        Done::Mentee(_) => "Получено согласие наставляемого",
        Done::Mentor(..) => "Получено письменное согласие наставника",
        Done::Terms(_, way, _) if way == "duty" => "Отмечено: обязанность по\u{a0}должности",
        Done::Terms(..) => "Подписано дополнительное соглашение",
    };
    format!("{what} {}", russian::date(day))
}
