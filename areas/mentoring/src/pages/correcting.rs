//! «Исправить»: a marked step with what stands in it now, until the order.

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::card::protocols;
use super::steps::{day, read};
use super::{Choices, accord, words};
use crate::actions::amending::{self, Basis};
use crate::actions::correcting::{self, Mark, Scan, proof};
use crate::actions::ordering::Whole;
use crate::actions::stepping::{CONSENTS, MENTEE_MARKS, TERMS, said_of};
use crate::model::{Mentor, MentorId, PairId, State};
use crate::rules::{Step, Steps};
use crate::{KeepMentoring, store};

#[derive(Template)]
#[template(path = "correction.html")]
struct CorrectionPage {
    title: &'static str,
    about: String,
    /// What stands there now.
    now: String,
    step: &'static str,
    mentor: String,
    seal: String,
    day: String,
    way: String,
    ways: Choices,
    note: String,
    document: String,
    protocols: Choices,
    /// The signed copy attached; empty: none.
    scan: String,
    has_scan: bool,
    scans: Choices,
    url: String,
    back_url: String,
    accepted: &'static str,
    megabytes: u64,
    file_hint: String,
    forms: Forms,
}

/// What can be corrected now – whom the pair is for, marked steps: the words, the address of the form.
pub(super) fn links<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (rules, today, steps): (&Effective, NaiveDate, &Steps),
) -> Result<Choices> {
    let pair = &whole.pair;
    let mut found = Vec::new();
    if pair.state() == State::Preparing {
        let now = amending::said(&Basis::of(whole, today), rules);
        found.push((format!("Кого сопровождают: {now}"), format!("{}/basis", pair.url())));
        for step in [Step::Council, Step::Deputy, Step::Mentee].into_iter().filter(|step| steps.has(*step)) {
            if let Some(mark) = Mark::of(pair, None, step) {
                let now = said_of(&mark.words(cx)?, &whole.mentee.person.name());
                found.push((format!("{}: {now}", step.title()), address(whole, step, None)));
            }
        }
    }
    if !matches!(pair.state(), State::Preparing | State::Active) {
        return Ok(found);
    }
    for (one, card) in whole.now().filter(|(one, _)| one.waits()) {
        for step in [Step::Mentor, Step::Agreement].into_iter().filter(|step| steps.has(*step)) {
            if let Some(mark) = Mark::of(pair, Some(one), step) {
                let name = card.person.name().short();
                let now = said_of(&mark.words(cx)?, &card.person.name());
                let said = format!("{} ({name}): {now}", step.title());
                found.push((said, address(whole, step, Some(one))));
            }
        }
    }
    Ok(found)
}

fn address(whole: &Whole, step: Step, part: Option<&Mentor>) -> String {
    let path = format!("{}/steps/{}/correction", whole.pair.url(), step.code());
    part.map_or(path.clone(), |part| web::address(&path, &[("mentor", &part.id.to_string())]))
}

/// `GET /mentoring/{mentorship}/steps/{step}/correction?mentor=…`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new(), false)
}

/// The form; what somebody else put there meanwhile is its new ground.
fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>, is_anew: bool) -> Result<Reply> {
    let (pair, power) = super::asked(cx)?;
    if !power.keeps {
        return Err(Error::NotFound);
    }
    let request = cx.request_handle();
    let code: String = request.arg("step")?;
    let step = Step::of(&code).ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let sent = if request.form.has("mentor") { request.form.text("mentor") } else { request.asked("mentor") };
    let part = match sent.parse::<MentorId>() {
        Ok(id) => Some(whole.now().find(|(one, _)| one.id == id).cloned().ok_or(Error::NotFound)?),
        Err(_) => None,
    };
    let mark = Mark::of(&whole.pair, part.as_ref().map(|(one, _)| one), step).ok_or(Error::NotFound)?;
    if whole.pair.state() != State::Preparing && part.as_ref().is_none_or(|(one, _)| !one.waits()) {
        return Err(crate::rules::Refusal::NotPrepared(crate::actions::seen(cx, &whole.pair)?).into());
    }
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let page = composed(cx, &whole, (step, &mark, part.as_ref()), (Forms::of(cx, faults), is_anew))?;
    Page::titled("Исправить шаг").at(&whole.unit.path).under("/mentoring").show(&page)
}

type Part<'a> = Option<&'a (Mentor, people::staff::Colleague)>;

fn composed<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (step, mark, part): (Step, &Mark, Part<'_>),
    (forms, is_anew): (Forms, bool),
) -> Result<CorrectionPage> {
    let held = match (part, proof(step)) {
        (Some((one, _)), Some(paper)) => {
            store::signed::of_part(cx.conn(), (whole.pair.id, one.id), paper.code())?
        }
        _ => None,
    };
    let whose = part.map_or_else(|| whole.mentee.person.name(), |(_, card)| card.person.name());
    let named = part.map(|(_, card)| format!("Наставник – {}", card.person.name().full()));
    let document = mark.document.map(|id| id.to_string()).unwrap_or_default();
    Ok(CorrectionPage {
        title: step.title(),
        about: named.unwrap_or_else(|| format!("Наставляемый – {}", whole.mentee.person.name().full())),
        now: said_of(&mark.words(cx)?, &whose),
        step: step.code(),
        mentor: part.map(|(one, _)| one.id.to_string()).unwrap_or_default(),
        seal: if is_anew { mark.seal() } else { forms.typed("seal", &mark.seal()) },
        day: forms.typed("day", &mark.day.to_string()),
        way: forms.typed("way", &mark.way),
        ways: match step {
            Step::Mentee => words::ways_of(&MENTEE_MARKS, &whose),
            Step::Mentor => words::ways_of(&CONSENTS, &whose),
            Step::Agreement => words::choices(&TERMS),
            _ => Vec::new(),
        },
        note: forms.typed("note", &mark.note),
        document: forms.typed("document", &document),
        protocols: if step == Step::Council { protocols(cx, whole)? } else { Vec::new() },
        has_scan: proof(step).is_some(),
        scan: held.map(|(_, name)| name).unwrap_or_default(),
        scans: words::choices(&SCANS),
        url: format!("{}/steps/{}/correction", whole.pair.url(), step.code()),
        back_url: whole.pair.url(),
        accepted: files::ACCEPT_SCAN,
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        file_hint: super::card::file_hint(cx, true),
        forms,
    })
}

/// What becomes of a signed copy: it is never replaced in passing.
const SCANS: [(&str, &str); 2] =
    [("keep", "оставить: относится и\u{a0}к\u{a0}исправленному"), ("replace", "заменить файлом ниже")];

/// `POST /mentoring/{mentorship}/steps/{step}/correction`
pub(super) fn correct(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let request = cx.request_handle();
    let done = read(cx);
    let outcome = done.and_then(|done| {
        let (day, scan) = (day(cx, "day")?, scan(cx, (id, &done))?);
        correcting::correct(cx, &may, (id, request.form.text("seal")), (day, &done), &scan)
    });
    match outcome {
        Err(Error::Conflict(text)) => {
            let fault = FieldFault { field: "day".to_owned(), text };
            Ok(show(cx, vec![fault], true)?.status(409))
        }
        other => {
            let to = (SAVED, format!("/mentoring/{id}"));
            web::forms::led(cx, other, to, |cx, faults| show(cx, faults, false))
        }
    }
}

const SAVED: &str = "Шаг исправлен: прежнее осталось в\u{a0}истории.";

fn scan(cx: &mut Cx<Write>, (id, done): (PairId, &crate::actions::stepping::Done)) -> Result<Scan> {
    let request = cx.request_handle();
    let file = accord::sent(cx)?;
    let held = match (done.part(), proof(done.step())) {
        (Some(part), Some(paper)) => store::signed::of_part(cx.conn(), (id, part), paper.code())?,
        _ => None,
    };
    super::steps::signed_by_file(done, file.is_some() || held.is_some())?;
    let fault = |text: &str| Err(Error::field("scan", text));
    match (file, held.is_some(), request.form.text("scan")) {
        (Some(file), false, _) | (Some(file), true, "replace") => Ok(Scan::Comes(file)),
        (Some(_), true, _) => {
            fault("Вы выбрали файл, а\u{a0}прежний не\u{a0}заменяете: отметьте «заменить».")
        }
        (None, true, "replace") => Err(Error::field("file", "Выберите файл: им заменят прежний.")),
        (None, true, "keep") | (None, false, _) => Ok(Scan::Stays),
        (None, true, _) => fault("Отметьте, что делать с\u{a0}приложенным файлом."),
    }
}
