//! Replacement of a mentor by the grounds of the pack, and the end of a pair: at its term with what it came to, or before it
//! with the notice of the law. History stays.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::{DocumentId, NewFile};
use files::{FileId, FileRow};
use packs::{Effective, MentoringRules, ReplacementGround};
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{Side, active, reporting, rules_at, seen, stored, told};
use crate::departures::Departures;
use crate::model::{ApplicationId, GroundPaper, MentorId, Outcome, Pair, PairId, State};
use crate::rules::{ADAPTATIONS, Half, Refusal, YES_NO, chosen, last_day, last_report, unproved};
use crate::{KeepMentoring, OrderMentoring, owed, store};

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
    /// The day of the order: the last day of the one who leaves.
    pub day: NaiveDate,
    /// The day the notice was given, where the ground asks for one.
    pub notice_on: Option<NaiveDate>,
    /// That paper as a file.
    pub file: Option<NewFile>,
    /// The personal application it answers.
    pub application: Option<ApplicationId>,
}

impl Ending {
    /// Refuses what a ground asks to be shown and was not.
    pub(crate) fn proved_by(&self, ground: &ReplacementGround) -> Result<()> {
        let faults = unproved(ground, &self.note, self.file.is_some());
        let told = |(field, text): (&str, String)| FieldFault { field: field.to_owned(), text };
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults.into_iter().map(told).collect())) }
    }
}

/// Keeps the paper behind an order, for whoever keeps the pair alone.
pub(crate) fn keep_paper(
    cx: &mut Cx<Write>,
    id: PairId,
    order: DocumentId,
    file: Option<&NewFile>,
) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    let row = row_of(cx, file);
    let paper = GroundPaper {
        id: cx.id(),
        mentorship_id: id,
        document_id: order,
        file_id: row.id,
        name: row.name.clone(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    Ok(store::grounds::add(cx.tx(), &row, &paper)?)
}

/// Puts another paper behind an order: the one before was wrong, and its file is gone. The reason stays in the history.
pub(crate) fn replace_paper(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    (id, order): (PairId, DocumentId),
    file: &NewFile,
    reason: &str,
) -> Result<()> {
    let pair = super::locked(cx, may, id)?;
    let before = store::grounds::behind(cx.conn(), id, order)?.ok_or(Error::NotFound)?;
    let before = files::store::find(cx.conn(), before)?.ok_or(Error::NotFound)?;
    // A second click finds the first one's work.
    if before.sha256 == file.sha256 && before.name == file.name {
        return Ok(());
    }
    let (row, by) = (row_of(cx, file), cx.person().map(|person| person.account.0));
    store::grounds::replace(cx.tx(), (id, order), &row, by)?;
    told(cx, &pair, Action::Changed, &format!("Заменён документ-основание: {reason}"))
}

/// A file of a pair as it is stored.
pub(super) fn row_of(cx: &mut Cx<Write>, file: &NewFile) -> FileRow {
    FileRow {
        id: FileId(cx.id()),
        sha256: file.sha256.clone(),
        size: file.size,
        media_type: file.media_type.clone(),
        name: file.name.clone(),
        created_at: cx.now(),
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
    if ending.day > today {
        return Err(Error::field("day", "Этот день ещё не\u{a0}наступил."));
    }
    Ok(ground)
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

/// What a pair came to at its term.
#[derive(Debug, Clone, Default)]
pub struct Finishing {
    /// One of the codes of `ADAPTATIONS`.
    pub adaptation: String,
    /// Whether the mentee stays in the school: `yes`, `no`.
    pub stays: String,
    /// Whether an incentive for the mentor is recommended to the head: `yes`, `no`.
    pub incentive: String,
    /// For what.
    pub incentive_note: String,
    /// The conclusion in words.
    pub result: String,
    /// Why without a final report that was heard.
    pub waiver: String,
}

/// Everything that is not told of an end.
fn unsaid(done: &Finishing) -> Vec<FieldFault> {
    let known = |all: &[(&str, &str)], code: &str| all.iter().any(|(one, _)| *one == code);
    let asked = [
        ("adaptation", known(&ADAPTATIONS, &done.adaptation), "Выберите, как прошла адаптация."),
        ("stays", known(&YES_NO, &done.stays), "Отметьте, остаётся ли педагог в\u{a0}школе."),
        ("incentive", known(&YES_NO, &done.incentive), "Решите, рекомендовать ли поощрение наставника."),
        (
            "incentive_note",
            done.incentive != "yes" || !done.incentive_note.trim().is_empty(),
            "Напишите, за\u{a0}что рекомендуете поощрить.",
        ),
        (
            "result",
            !done.result.trim().is_empty(),
            "Напишите, чем кончилось: главный вывод о\u{a0}работе пары.",
        ),
    ];
    let fault = |field: &str, text: &str| FieldFault { field: field.to_owned(), text: text.to_owned() };
    asked.into_iter().filter(|(_, is_said, _)| !is_said).map(|(field, _, text)| fault(field, text)).collect()
}

/// The final report the council has not heard yet; none: it has, or the rules ask for none.
pub(crate) fn unheard<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<Half>> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let (Some(from), Some(to)) = (pair.order_on, pair.ends_on) else { return Ok(None) };
    let Some(half) = last_report(&rules.mentoring, (from, to)) else { return Ok(None) };
    let mut reports = store::reports_of(cx.conn(), &[pair.id.0])?;
    reports.retain(|one| one.side == Side::Mentor.code() && one.state == "approved");
    let is_told = owed::is_told(pair, &reporting::there(&reports), half);
    Ok((!is_told).then_some(half))
}

/// Carries a pair to its end: the term is over, and what it came to is told.
pub fn finish(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    (day, done): (NaiveDate, &Finishing),
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mut faults = unsaid(done);
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if day > cx.today_at(&pair.unit_path)? {
        fault("day", "Этот день ещё не\u{a0}наступил.".to_owned());
    }
    if let Some(last) = pair.ends_on.filter(|last| day < *last) {
        let last = russian::date(last);
        fault(
            "day",
            format!("Срок – по\u{a0}{last}. Раньше пару завершают по\u{a0}основанию: выберите его ниже."),
        );
    }
    let unheard = unheard(cx, &pair)?.filter(|_| done.waiver.trim().is_empty());
    if let Some(half) = unheard {
        fault(
            "waiver",
            format!(
                "Итоговый отчёт наставника ({}) методсовет ещё не\u{a0}утвердил (п. 4.4, 8.3). Запишите решение совета или напишите, почему пару завершают без отчёта.",
                half.title()
            ),
        );
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    done.result.trim().clone_into(&mut pair.result);
    let outcome = outcome(cx, id, done);
    store::add_outcome(cx.tx(), &outcome)?;
    over(cx, &mut pair, day, "")?;
    let now = cx.now();
    store::applications::lapse(cx.tx(), id, now)?;
    let asked = if done.incentive == "yes" {
        "; руководителю рекомендовано поощрение наставника"
    } else {
        ""
    };
    told(cx, &pair, Action::Moved, &format!("Наставничество завершено {}{asked}", russian::date(day)))
}

fn outcome(cx: &Cx<Write>, id: PairId, done: &Finishing) -> Outcome {
    Outcome {
        mentorship_id: id,
        adaptation: done.adaptation.clone(),
        stays: done.stays.clone(),
        incentive: done.incentive.clone(),
        incentive_note: done.incentive_note.trim().to_owned(),
        waiver: done.waiver.trim().to_owned(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    }
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
    stored(cx, pair)?;
    Ok(ended)
}
