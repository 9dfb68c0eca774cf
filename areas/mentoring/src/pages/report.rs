//! The form of a report: for a half that is open or overdue, filled from the journal and the plan – nobody types what is known.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, Power, words};
use crate::WorkInPair;
use crate::actions::ordering::Whole;
use crate::actions::{self, Side, everywhere, has_left, reporting, rules_at, working};
use crate::model::{Pair, PairId, Report, State};
use crate::rules::Half;
use crate::{owed, store};

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    csrf: String,
    url: String,
    back: String,
    about: String,
    half: String,
    title: String,
    due: (String, &'static str),
    tabs: Vec<(String, String, bool)>,
    body: String,
    /// Where the text comes from.
    hint: &'static str,
    /// What the council asked for; empty: it sent nothing back.
    returned: String,
    faults: Vec<(String, String)>,
}

impl ReportPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

const FILLED: &str = "Из журнала и\u{a0}плана уже внесено то, что известно за\u{a0}это время.";
const OWN_WORDS: &str =
    "В\u{a0}журнале и\u{a0}плане за\u{a0}это время ничего нет: расскажите своими словами.";
const AGAIN: &str =
    "Ваш прежний текст: дополните его и\u{a0}подайте снова. Прежний останется в\u{a0}карточке пары.";
const WAITS: &str = "Отчёт подан и\u{a0}ждёт совета. Если подать другой текст, совет рассмотрит его; прежний останется в\u{a0}карточке пары.";

/// «Совет вернул отчёт 20.06.2026, протокол № 5: добавьте выводы»
fn returned(one: Report) -> String {
    let day = one.heard_on.map(|day| format!(" {}", russian::date(day))).unwrap_or_default();
    let protocol = if one.protocol.is_empty() { String::new() } else { format!(", {}", one.protocol) };
    format!("Совет вернул отчёт{day}{protocol}: {}", one.word)
}

/// A half whose report may be written, with how it stands: words and tone.
type Writable = (Half, (String, &'static str));

/// Halves whose report the own side may write, the earliest first; the reports there are of that side.
fn open<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (side, halves): (Side, Vec<Half>),
    today: NaiveDate,
) -> Result<(Vec<Writable>, Vec<Report>)> {
    let mut reports = store::reports_of(cx.conn(), &[whole.pair.id.0])?;
    reports.retain(|one| one.side == side.code());
    let there = reporting::there(&reports);
    let state = |half: Half| {
        let code = half.to_string();
        reports.iter().find(|one| one.half == code).map(|one| one.state.as_str())
    };
    let told = |half: Half| {
        let due = half.due();
        match state(half) {
            Some("approved") => None,
            Some("submitted") => Some((half, ("подан, ждёт совета".to_owned(), "info"))),
            Some("returned") => Some((half, ("возвращён на\u{a0}доработку".to_owned(), "bad"))),
            // Told of by reports of other periods: the rules asked for another number a year.
            _ if owed::is_told(&whole.pair, &there, half) => None,
            _ if due < today => Some((half, (format!("просрочен {}", words::late(due, today)), "bad"))),
            _ => Some((half, (format!("до\u{a0}{}", russian::date(due)), "muted"))),
        }
    };
    let all = halves.into_iter().filter_map(told).collect();
    Ok((all, reports))
}

/// The same as links of the card.
pub(super) fn links<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    power: Power,
    today: NaiveDate,
) -> Result<Choices> {
    let is_writable = matches!(whole.pair.state(), State::Active | State::Ended);
    if power.side.is_none() || !power.works() || !is_writable {
        return Ok(Vec::new());
    }
    let Some(own) = reporting::own_halves(cx, &whole.pair)? else { return Ok(Vec::new()) };
    let line = |(half, (state, _)): Writable| (format!("{} – {state}", half.title()), address(whole, half));
    Ok(open(cx, whole, own, today)?.0.into_iter().map(line).collect())
}

fn address(whole: &Whole, half: Half) -> String {
    web::address(&format!("{}/reports", whole.pair.url()), &[("half", &half.to_string())])
}

/// `GET /mentoring/{mentorship}/reports?half=2025-1`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<WorkInPair>) -> Result<Reply> {
    let asked = Half::read(cx.request().asked("half"));
    show(cx, asked, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, asked: Option<Half>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (pair, side, halves, until) = writer(cx)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let (all, reports) = open(cx, &whole, (side, halves), today)?;
    let chosen = all.iter().find(|(half, _)| Some(*half) == asked).or(all.first());
    let Some((half, due)) = chosen.cloned() else {
        let none = "Отчётов от\u{a0}вас сейчас не\u{a0}нужно: за\u{a0}всё время они утверждены, пара работает меньше месяца или отчёт пишет тот, кто был наставником большую часть времени.";
        let said = faults.into_iter().next().map(|fault| fault.text);
        return Err(Error::Conflict(said.unwrap_or_else(|| none.to_owned())));
    };
    let request = cx.request_handle();
    let before = reports.into_iter().find(|one| one.half == half.to_string());
    let hint = match &before {
        Some(one) if one.state == "returned" => AGAIN,
        Some(_) => WAITS,
        None => "",
    };
    let known = match &before {
        Some(one) => one.body.clone(),
        None => draft(cx, &whole, (half, until), &rules)?,
    };
    let hint = match hint {
        "" if known.is_empty() => OWN_WORDS,
        "" => FILLED,
        told => told,
    };
    let body = if request.form.has("body") { request.form.text("body").to_owned() } else { known };
    let page = ReportPage {
        csrf: cx.csrf().to_owned(),
        url: whole.pair.url(),
        back: back(&whole.pair, until),
        about: about(&whole, side, &rules),
        hint,
        returned: before.filter(|one| one.state == "returned").map(returned).unwrap_or_default(),
        tabs: all.iter().map(|(one, _)| (one.title(), address(&whole, *one), *one == half)).collect(),
        half: half.to_string(),
        title: half.title(),
        due,
        body,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    Page::titled(format!("Отчёт: {}", half.title())).at(&whole.unit.path).under("/mentoring/own").show(&page)
}

/// «Весенняя А. С.; наставник; наставник-предметник; молодой специалист; пара завершена 24.02.2026»
fn about(whole: &Whole, side: Side, rules: &Effective) -> String {
    let over = whole.pair.ended_on.map(|last| format!("; пара завершена {}", russian::date(last)));
    let name = whole.mentee.person.name().short();
    format!("{name}; {}; {}{}", side.title(), words::kind(&whole.pair, rules), over.unwrap_or_default())
}

/// The pair, the side of the person who asks, the halves it reports; of a mentor who is of the pair no more the last day.
fn writer<M: Mode>(cx: &mut Cx<M>) -> Result<(Pair, Side, Vec<Half>, Option<NaiveDate>)> {
    let id: PairId = cx.request().arg("mentorship")?;
    let pair = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let (side, halves) = reporting::own_halves(cx, &pair)?.ok_or(Error::NotFound)?;
    if side == Side::Mentee && !working::keeps(cx, &pair.unit_path) && has_left(cx, &pair)? {
        return Err(Error::NotFound);
    }
    if actions::side(cx, &pair)?.is_some() {
        return Ok((pair, side, halves, None));
    }
    let account = cx.person().map_or(0, |person| person.account.0);
    let card = people::store::of_account(cx.conn(), account)?.ok_or(Error::NotFound)?;
    let parts = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    let last = parts.iter().filter(|one| one.person_id == card.id).filter_map(|one| one.to_on).max();
    Ok((pair, side, halves, last))
}

/// Who is of the pair no more opens the own pairs.
fn back(pair: &Pair, until: Option<NaiveDate>) -> String {
    if until.is_some() { "/mentoring/own".to_owned() } else { pair.url() }
}

/// What the journal and the plan tell of the half, to the last day of a mentor who was replaced.
fn draft<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (half, until): (Half, Option<NaiveDate>),
    rules: &Effective,
) -> Result<String> {
    let (from, to) = (half.first(), until.map_or(half.last(), |last| last.min(half.last())));
    let is_in = |day: NaiveDate| from <= day && day <= to;
    let works = store::works_of(cx.conn(), whole.pair.id)?;
    let line = |one: &crate::model::Work| {
        let title = rules.mentoring.work(&one.work).map_or(one.work.as_str(), |work| work.title.as_str());
        let outcome = if one.outcome.is_empty() { String::new() } else { format!(" – {}", one.outcome) };
        format!("{}: {title}, {}{outcome}", russian::date(one.held_on), one.topic)
    };
    let lines: Vec<String> = works.iter().rev().filter(|one| is_in(one.held_on)).map(line).collect();
    let tasks = store::tasks_of(cx.conn(), whole.pair.id)?;
    let owed = tasks.iter().filter(|one| one.due_on <= to);
    let done = owed.clone().filter(|one| one.done_on.is_some_and(|day| day <= to)).count();
    let count = owed.count();
    let plan = if count == 0 {
        String::new()
    } else {
        let functions = super::functions::told(cx, whole.pair.id, rules, (from, to))?;
        format!("Из плана к\u{a0}концу периода выполнено {done} из {count}.\n{functions}")
    };
    Ok(if lines.is_empty() && plan.is_empty() {
        String::new()
    } else {
        format!("{plan}{}\n\n{}\n", lines.join("\n"), reporting::CONCLUSION)
    })
}

/// `POST /mentoring/{mentorship}/reports`
pub(super) fn submit(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let request = cx.request_handle();
    let half = Half::read(request.form.text("half"));
    let known = half.ok_or_else(|| Error::field("half", "Выберите период из\u{a0}списка."));
    let until = match writer(cx) {
        Ok((_, _, _, until)) => until,
        // The action says what is refused.
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let outcome = known.and_then(|half| reporting::submit(cx, &may, id, (half, request.form.text("body"))));
    match outcome {
        Ok(_) => {
            cx.notice("Отчёт подан: его рассмотрит методический совет.");
            Ok(Reply::to(if until.is_some() {
                "/mentoring/own".to_owned()
            } else {
                format!("/mentoring/{id}")
            }))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, half, faults)?.status(422)),
        Err(error) => Err(error),
    }
}
