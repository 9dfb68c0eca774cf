//! Reports of both sides for half a school year: submitted, heard by the council, approved or returned (п. 4.4, 6.6, 8.3).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::{Side, employed, everywhere, handing, locked, side, told, working};
use crate::model::{FormerText, Pair, PairId, Report, ReportId, State};
use crate::owed;
use crate::rules::half::{of_mentee, of_mentor};
use crate::rules::{Half, Refusal, cited, protocol_fault};

use crate::{GuideMentoring, WorkInPair, store};

/// The states of a report.
pub const STATES: [(&str, &str); 3] =
    [("submitted", "подан"), ("returned", "возвращён"), ("approved", "утверждён")];
/// What a report that was prepared ends with; the rest only its writer knows.
pub const CONCLUSION: &str = "Выводы:";
/// The longest report, letters.
const LONGEST: usize = 20_000;

/// Submits the report of the own side for a half, or anew after a return.
pub fn submit(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    (half, body): (Half, &str),
) -> Result<ReportId> {
    let known = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let (side, _) = own_halves(cx, &known)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&known.unit_path)?;
    cx.tx().lock("mentorships", id.0)?;
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    writable(cx, (&pair, side), half)?;
    let body = body.trim();
    if body.is_empty() || body.chars().count() > LONGEST {
        return Err(Error::field("body", "Напишите, что сделано и\u{a0}что вышло: до\u{a0}20 000 знаков."));
    }
    if body.lines().next_back().is_some_and(|line| line.trim() == CONCLUSION) {
        let text =
            "После слова «Выводы» ничего нет: напишите, что вышло за\u{a0}это время и\u{a0}что дальше.";
        return Err(Error::field("body", text));
    }
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    let known = store::report_of(cx.conn(), id, side.code(), &half.to_string())?;
    let report = match known {
        Some(known) if known.state == "approved" => {
            return Err(Error::field("half", "Отчёт за\u{a0}это время уже утверждён."));
        }
        Some(known) if known.state == "submitted" && known.written_by != account => {
            return Err(Error::field(
                "half",
                "Отчёт за\u{a0}это время уже подал другой наставник пары: он ждёт совета.",
            ));
        }
        // The second click.
        Some(known) if known.state == "submitted" && known.body == body => return Ok(known.id),
        Some(mut known) => {
            let former = former(cx, &known);
            store::reports::keep_text(cx.tx(), &former)?;
            known.written_by = account;
            known.heard_on = None;
            known.protocol.clear();
            known.word.clear();
            body.clone_into(&mut known.body);
            "submitted".clone_into(&mut known.state);
            known.submitted_on = today;
            known.updated_at = now;
            store::change_report(cx.tx(), &known)?;
            known.id
        }
        None => {
            let new = row(cx, &pair, side, (half, body, today));
            store::add_report(cx.tx(), &new)?;
            new.id
        }
    };
    told(cx, &pair, Action::Moved, &format!("Подан отчёт: {}, {}", side.title(), half.title()))?;
    Ok(report)
}

/// How a report stands, to be kept before it is written anew.
fn former(cx: &Cx<Write>, known: &Report) -> FormerText {
    FormerText {
        id: cx.id(),
        report_id: known.id,
        mentorship_id: known.mentorship_id,
        body: known.body.clone(),
        state: known.state.clone(),
        submitted_on: known.submitted_on,
        heard_on: known.heard_on,
        word: known.word.clone(),
        written_by: known.written_by,
        replaced_at: cx.now(),
    }
}

/// A half of a pair that works or is over is reported by whoever answers for it (п. 4.4); who left writes no more.
fn writable(cx: &mut Cx<Write>, (pair, side): (&Pair, Side), half: Half) -> Result<()> {
    if !matches!(pair.state(), State::Active | State::Ended) {
        return Err(Refusal::NotActive(super::seen(cx, pair)?).into());
    }
    if side == Side::Mentee && !working::keeps(cx, &pair.unit_path) && super::has_left(cx, pair)? {
        return Err(Refusal::Left(pair.url()).into());
    }
    let today = cx.today_at(&pair.unit_path)?;
    if !owed::halves(pair, today, a_year(cx, pair, side)?).contains(&half) {
        return Err(Error::field(
            "half",
            "За\u{a0}это время отчёта пара не\u{a0}пишет: выберите из\u{a0}списка.",
        ));
    }
    let mut reports = store::reports_of(cx.conn(), &[pair.id.0])?;
    reports.retain(|one| one.side == side.code());
    let there = there(&reports);
    if !there.contains(&half) && owed::is_told(pair, &there, half) {
        let text = "Об\u{a0}этом времени уже рассказано в\u{a0}отчётах за\u{a0}другие периоды: выберите из\u{a0}списка.";
        return Err(Error::field("half", text));
    }
    // Who left writes no reports of the time after, nobody of the time before.
    employed::refused("half", employed::of_half(cx, pair, half)?)?;
    if own_halves(cx, pair)?.is_some_and(|(_, own)| own.contains(&half)) {
        return Ok(());
    }
    let rules = super::rules_at(cx, &pair.unit_path)?;
    let text = format!(
        "За\u{a0}это время отчёт пишет тот, кто был наставником большую его часть{}.",
        cited(rules.mentoring.limit_clause("reports"))
    );
    Err(Error::field("half", text))
}

/// The periods these reports tell of; one that was returned tells of none yet.
pub(crate) fn there(reports: &[Report]) -> Vec<Half> {
    let those = reports.iter().filter(|one| one.state != "returned");
    those.filter_map(|one| Half::read(&one.half)).collect()
}

/// How many reports a year a side writes by the rules of the place.
fn a_year<M: Mode>(cx: &mut Cx<M>, pair: &Pair, side: Side) -> Result<u8> {
    let rules = super::rules_at(cx, &pair.unit_path)?;
    Ok(match side {
        Side::Mentor => of_mentor(&rules.mentoring),
        Side::Mentee => of_mentee(&rules.mentoring),
    })
}

/// The side of the person who asks and the halves they report: a mentor those they answer for, also after a replacement or the
/// end of the pair. None: they are no side of the pair.
pub(crate) fn own_halves<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<(Side, Vec<Half>)>> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(None) };
    let Some(card) = people::store::of_account(cx.conn(), account)? else { return Ok(None) };
    let today = cx.today_at(&pair.unit_path)?;
    if card.id == pair.mentee_id {
        let own = owed::halves(pair, today, a_year(cx, pair, Side::Mentee)?);
        return Ok(Some((Side::Mentee, own)));
    }
    let all = owed::halves(pair, today, a_year(cx, pair, Side::Mentor)?);
    let asked = all.into_iter().map(|half| (pair.clone(), half)).collect();
    let owed = owed::answered(cx.conn(), asked, today)?.into_iter();
    let own: Vec<Half> = owed.filter(|one| one.by.contains(&card.id.0)).map(|one| one.half).collect();
    let is_side = !own.is_empty() || side(cx, pair)?.is_some();
    Ok(is_side.then_some((Side::Mentor, own)))
}

/// The same for a command, of a side it names: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, id: PairId, side: Side, (half, body): (Half, &str)) -> Result<ReportId> {
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&pair.unit_path)?;
    let new = row(cx, &pair, side, (half, body, today));
    store::add_report(cx.tx(), &new)?;
    told(cx, &pair, Action::Moved, &format!("Подан отчёт: {}, {}", side.title(), half.title()))?;
    Ok(new.id)
}

fn row(cx: &mut Cx<Write>, pair: &Pair, side: Side, (half, body, day): (Half, &str, NaiveDate)) -> Report {
    let now = cx.now();
    Report {
        id: ReportId(cx.id()),
        mentorship_id: pair.id,
        side: side.code().to_owned(),
        half: half.to_string(),
        body: body.to_owned(),
        state: "submitted".to_owned(),
        submitted_on: day,
        heard_on: None,
        protocol: String::new(),
        word: String::new(),
        written_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Who hears a report is not who wrote it.
fn not_own(cx: &mut Cx<Write>, pair: &Pair, report: &Report) -> Result<()> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(()) };
    if report.written_by != Some(account) {
        return Ok(());
    }
    let Some(card) = people::store::of_account(cx.conn(), account)? else { return Ok(()) };
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    if card.id != pair.mentee_id && !mentors.iter().any(|one| one.person_id == card.id) {
        return Ok(());
    }
    let text =
        "Свой отчёт рассматривает не\u{a0}автор: это делает директор, заместитель или другой председатель.";
    Err(Error::field("protocol", text))
}

/// The council heard a report: approves it with its protocol, or returns it with a word. `seen` is the version that was read; one
/// that was written anew meanwhile is to be read first.
pub fn hear(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    (id, report, seen): (PairId, ReportId, Option<i64>),
    (day, protocol): (NaiveDate, &str),
    returned: Option<&str>,
) -> Result<()> {
    // The council hears what was submitted, also after the end (п. 8.3).
    let pair = locked(cx, may, id)?;
    let mut known = store::find_report(cx.conn(), id, report)?.ok_or(Error::NotFound)?;
    if known.state != "submitted" || seen.is_some_and(|seen| seen != known.version) {
        return Err(Refusal::Changed(super::seen(cx, &pair)?).into());
    }
    not_own(cx, &pair, &known)?;
    let today = cx.today_at(&pair.unit_path)?;
    if day > today || day < known.submitted_on {
        let from = russian::date(known.submitted_on);
        return Err(Error::field(
            "heard_on",
            format!("День заседания – от\u{a0}подачи ({from}) до\u{a0}сегодня."),
        ));
    }
    if let Some(text) = protocol_fault(protocol, ("заседание", day)) {
        return Err(Error::field("protocol", text));
    }
    let text = match returned {
        None => {
            if protocol.trim().is_empty() {
                return Err(Error::field(
                    "protocol",
                    "Назовите протокол: отчёты утверждает методический совет.",
                ));
            }
            "approved".clone_into(&mut known.state);
            "Отчёт утверждён советом"
        }
        Some(word) => {
            if word.trim().is_empty() {
                return Err(Error::field("word", "Напишите, что доработать."));
            }
            "returned".clone_into(&mut known.state);
            word.trim().clone_into(&mut known.word);
            "Отчёт возвращён на\u{a0}доработку"
        }
    };
    known.heard_on = Some(day);
    protocol.trim().clone_into(&mut known.protocol);
    known.updated_at = cx.now();
    store::change_report(cx.tx(), &known)?;
    let side = Side::of(&known.side).map_or("", Side::title);
    told(cx, &pair, Action::Moved, &format!("{text}: {side}, {}", russian::date(day)))?;
    if returned.is_none() { handing::at_once(cx, &pair, &known, day) } else { Ok(()) }
}
