//! On which ground of the pack a mentor is replaced or a pair ends before its term, with the notice of the law; the parts that are
//! over then. History stays.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::NewFile;
use packs::{Effective, MentoringRules, ReplacementGround};
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{active, rules_at, seen, stored, told};
use crate::departures::Departures;
use crate::model::{ApplicationId, Mentor, MentorId, Pair, PairId, State};
pub use crate::rules::Absence;
use crate::rules::{DISMISSAL, Refusal, chosen, last_day, unproved};
use crate::{KeepMentoring, store};

/// Takes a successor back who has no order yet, with the reason.
pub fn withdraw(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, waiting): (PairId, MentorId),
    note: &str,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mut mentor = store::find_mentor(cx.conn(), id, waiting)?.ok_or(Error::NotFound)?;
    if !mentor.waits() {
        return Err(Refusal::Changed(seen(cx, &pair)?).into());
    }
    if note.trim().is_empty() {
        return Err(Error::field("note", "Напишите, почему преемник не\u{a0}подошёл."));
    }
    mentor.to_on = Some(cx.today_at(&pair.unit_path)?);
    note.trim().clone_into(&mut mentor.end_note);
    mentor.updated_at = cx.now();
    store::change_mentor(cx.tx(), &mentor)?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, "Преемник отозван")
}

/// An order of replacement or of an early end.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Ground, of the pack, with the party it is of: `application:1`.
    pub ground: String,
    /// The paper behind it, the order's number.
    pub note: String,
    /// The last day of the one who leaves.
    pub day: NaiveDate,
    /// The day of the order, where it is signed before that last day; none: both are one.
    pub signed_on: Option<NaiveDate>,
    /// The day the notice was given, where the ground asks for one.
    pub notice_on: Option<NaiveDate>,
    /// The days of an absence, where the ground is one.
    pub absence: Absence,
    /// That paper as a file.
    pub file: Option<NewFile>,
    /// The personal application it answers.
    pub application: Option<ApplicationId>,
}

impl Ending {
    /// Refuses what a ground asks to be shown and was not.
    pub(crate) fn proved_by(&self, ground: &ReplacementGround) -> Result<()> {
        let mut faults = unproved(ground, &self.note, self.file.is_some());
        faults.extend(self.absence.faults(ground, &self.note));
        let told = |(field, text): (&str, String)| FieldFault { field: field.to_owned(), text };
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults.into_iter().map(told).collect())) }
    }
}

impl Ending {
    /// The day of the order.
    pub fn order_day(&self) -> NaiveDate {
        self.signed_on.unwrap_or(self.day)
    }

    /// What the order tells of its ground: the days of an absence, the paper behind it.
    pub fn told(&self, ground: &ReplacementGround) -> String {
        let days = if ground.absence { self.absence.told() } else { String::new() };
        let parts = [days, self.note.trim().to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// The ground of the pack, with its notice.
pub(crate) fn ground<M: Mode>(
    cx: &mut Cx<M>,
    (path, since): (&str, Option<NaiveDate>),
    ending: &Ending,
) -> Result<ReplacementGround> {
    let (rules, today) = (rules_at(cx, path)?, cx.today_at(path)?);
    let ground = chosen(&rules.mentoring, &ending.ground);
    let ground = ground.ok_or_else(|| Error::field("ground", "Выберите основание из\u{a0}списка."))?;
    // The law's own grounds ask for a notice; the grounds of the regulation do not.
    if matches!(ground.id.as_str(), "refusal" | "employer") {
        let given = ending.notice_on.ok_or_else(|| {
            Error::field("notice_on", format!("Укажите, когда предупредили: {}.", ground.clause))
        })?;
        if let Some(order) = since.filter(|order| given < *order) {
            let text = format!("Раньше приказа ({}) предупредить не\u{a0}могли.", russian::date(order));
            return Err(Error::field("notice_on", text));
        }
        let first = first_day(&rules, given);
        if ending.day < first {
            let text = format!(
                "После предупреждения проходят {}: не\u{a0}раньше {}.",
                notice(&rules.mentoring),
                russian::date(first)
            );
            return Err(Error::field("day", text));
        }
    }
    if ending.order_day() > today {
        let field = if ending.signed_on.is_some() { "signed_on" } else { "day" };
        return Err(Error::field(field, "Этот день ещё не\u{a0}наступил."));
    }
    Ok(ground)
}

/// Refuses a dismissal the cards know nothing of: each of these mentors goes on working, no last day is told (п. 3.6). One told
/// ahead is enough.
pub(crate) fn dismissed<M: Mode>(
    cx: &mut Cx<M>,
    pair: &Pair,
    (ground, mentors): (&ReplacementGround, &[Mentor]),
) -> Result<()> {
    if ground.id != DISMISSAL {
        return Ok(());
    }
    let names = super::employed::going_on(cx, pair, mentors)?;
    if names.is_empty() || names.len() < mentors.len() {
        return Ok(());
    }
    let text = format!(
        "{}: по\u{a0}карточке работа здесь продолжается. Сначала внесите в\u{a0}карточку увольнение с\u{a0}последним днём, он может быть и\u{a0}впереди ({}).",
        names.join(", "),
        ground.clause
    );
    Err(Error::field("ground", text))
}

/// The first day on which a mentor's part may be over, when the notice was given on a day.
pub(crate) fn first_day(rules: &Effective, given: NaiveDate) -> NaiveDate {
    last_day(given, &rules.mentoring, &rules.calendar)
}

/// «3 рабочих дня»: the notice of the rules.
pub(crate) fn notice(rules: &MentoringRules) -> String {
    let days = rules.limit("notice_days").map_or(0, |limit| i64::from(limit.value));
    format!("{}\u{a0}{}", days, russian::plural(days, "рабочий день", "рабочих дня", "рабочих дней"))
}

/// The pair is over on a day; the parts this ended.
pub(super) fn over(
    cx: &mut Cx<Write>,
    pair: &mut Pair,
    day: NaiveDate,
    ground: &str,
) -> Result<Vec<MentorId>> {
    State::Ended.code().clone_into(&mut pair.state);
    pair.ended_on = Some(day);
    ground.clone_into(&mut pair.end_ground);
    let now = cx.now();
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let today = cx.today_at(&pair.unit_path)?;
    let all = crate::departures::Mentors::from([(pair.id.0, mentors.clone())]);
    let gone = {
        // Who left was a mentor until then.
        let mut at_work = pair.clone();
        State::Active.code().clone_into(&mut at_work.state);
        Departures::of(cx.conn(), &[at_work], &all, today)?
    };
    let mut ended = Vec::new();
    for mut mentor in mentors.into_iter().filter(|one| one.to_on.is_none()) {
        ended.push(mentor.id);
        mentor.to_on = Some(gone.mentor(&mentor).map_or(day, |last| last.min(day)));
        ground.clone_into(&mut mentor.end_ground);
        mentor.updated_at = now;
        store::change_mentor(cx.tx(), &mentor)?;
    }
    store::coming::forget(cx.tx(), pair.id)?;
    stored(cx, pair)?;
    Ok(ended)
}
