//! The page of a step in a document's life: what it means, what it asks for, and the step itself.

use access::{Granted, Permission};
use askama::Template;
use chrono::Datelike;
use packs::document_number;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write, get, post};

use super::{kinds, visas, write};
use crate::actions;
use crate::actions::steps::{self, With};
use crate::actions::visas::ANYWAY;
use crate::status::{Mover, open_steps};
use crate::store::numbers::{self, Journal};
use crate::{Document, KeepDocuments, NotNow, Numbering, SignDocuments, Step, status};

/// The routes of steps: signing is the head's, the rest is the keeper's.
pub(super) fn routes() -> Vec<web::Route> {
    vec![
        get("/documents/{document}/stage", ask),
        post("/documents/{document}/stage", take),
        get("/documents/{document}/signature", ask_signature),
        post("/documents/{document}/signature", sign),
    ]
}

/// The steps the person may take now: verb, address, tone: the furthest one stands out. Cancelling has a page of
/// its own; `withdraws`: the person may take its force away.
pub(super) fn open<M: Mode>(
    cx: &Cx<M>,
    document: &Document,
    withdraws: bool,
) -> Vec<(&'static str, String, &'static str)> {
    let may = |step: &Step| match step.mover() {
        Mover::Keeper if *step == Step::Lapse && !withdraws => false,
        Mover::Keeper => within::<KeepDocuments, M>(cx, document),
        Mover::Head => within::<SignDocuments, M>(cx, document),
    };
    let open: Vec<Step> = open_steps(document.state()).filter(|s| *s != Step::Cancel).filter(may).collect();
    let last = open.len().saturating_sub(1);
    // What is in force waits for nothing: the end of it is no next step.
    let tone = |place, step| if place == last && step != Step::Lapse { "primary" } else { "secondary" };
    open.into_iter()
        .enumerate()
        .map(|(place, step)| (step.verb(), address(document, step), tone(place, step)))
        .collect()
}

fn within<P: Permission, M: Mode>(cx: &Cx<M>, document: &Document) -> bool {
    let granted = cx.house().policy.check::<P>(cx.person());
    granted.is_ok_and(|may| may.within(&document.unit_path).is_ok())
}

fn address(document: &Document, step: Step) -> String {
    match step.mover() {
        Mover::Head => format!("{}/signature", document.url()),
        Mover::Keeper => format!("{}/stage?step={}", document.url(), step.code()),
    }
}

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage {
    step: Step,
    question: String,
    about: String,
    target: String,
    token: String,
    card_url: String,
    seen: i64,
    typed: Typed,
    faults: Vec<FieldFault>,
    numberings: [(&'static str, &'static str); 2],
    coming: String,
    /// Who has not agreed yet; empty: nobody is asked, all agree, or the step is another.
    waiting: String,
}

impl StepPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|fault| fault.field == field).map_or("", |fault| fault.text.as_str())
    }
}

/// The fields of a step as they were typed.
struct Typed {
    day: String,
    reason: String,
    numbering: String,
    number: String,
    at_once: bool,
    anyway: bool,
}

impl Typed {
    fn blank() -> Self {
        let none = String::new;
        let numbering = OWN.to_owned();
        Self { day: none(), reason: none(), numbering, number: none(), at_once: true, anyway: false }
    }

    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            day: text("day"),
            reason: text("reason"),
            numbering: text("numbering"),
            number: text("number"),
            at_once: !text("at_once").is_empty(),
            anyway: !text(ANYWAY).is_empty(),
        }
    }
}

const OWN: &str = "own";
const EXTERNAL: &str = "external";

/// `GET /documents/{document}/stage?step=…`: asks before the step.
fn ask(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let step = Step::read(cx.request().asked("step")).ok_or(Error::NotFound)?;
    if step == Step::Lapse {
        actions::may_withdraw(cx, &document)?;
    }
    shown(cx, &document, by_keeper(step)?, document.version, Typed::blank(), Vec::new())
}

/// `GET /documents/{document}/signature`: asks before signing.
fn ask_signature(cx: &mut Cx<Read>, may: Granted<SignDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    shown(cx, &document, Step::Sign, document.version, Typed::blank(), Vec::new())
}

/// `POST /documents/{document}/stage`: takes the step.
fn take(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let step = Step::read(cx.request().form.text("step")).ok_or(Error::NotFound)?;
    moved(cx, &document, by_keeper(step)?)
}

/// `POST /documents/{document}/signature`: signs.
fn sign(cx: &mut Cx<Write>, may: Granted<SignDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    moved(cx, &document, Step::Sign)
}

/// Signing and cancelling have addresses and permissions of their own.
fn by_keeper(step: Step) -> Result<Step> {
    if step.mover() == Mover::Keeper && step != Step::Cancel { Ok(step) } else { Err(Error::NotFound) }
}

fn moved(cx: &mut Cx<Write>, document: &Document, step: Step) -> Result<Reply> {
    if step == Step::Lapse {
        actions::may_withdraw(cx, document)?;
    }
    let request = cx.request_handle();
    let seen = write::seen(&request);
    let outcome = with(&request).and_then(|with| steps::take(cx, document, seen, step, &with));
    match outcome {
        Ok(after) => {
            let now = if after.state() == status::Status::InForce {
                "Документ действует."
            } else {
                done(step)
            };
            Ok(write::done(cx, &after, now))
        }
        Err(Error::Invalid(faults)) => shown(cx, document, step, seen, Typed::posted(&request), faults),
        Err(other) => Err(other),
    }
}

fn with(request: &Request) -> Result<With> {
    let typed = Typed::posted(request);
    let mut check = request.form.check();
    let day = check.date("day");
    let numbering = match typed.numbering.as_str() {
        OWN if typed.number.is_empty() => Some(Numbering::Own),
        OWN => {
            check.fault("number", "Номер присвоит журнал: очистите поле или выберите «Номер с документа».");
            None
        }
        EXTERNAL => Some(Numbering::External(typed.number)),
        _ => None,
    };
    check.done()?;
    Ok(With { day, reason: typed.reason, numbering, at_once: typed.at_once, anyway: typed.anyway })
}

fn done(step: Step) -> &'static str {
    match step {
        Step::Agree => "Документ согласован.",
        Step::Return => "Документ снова проект.",
        Step::Sign => "Документ подписан. Осталось внести его в журнал.",
        Step::Register => "Документ зарегистрирован.",
        Step::Enforce => "Документ действует.",
        Step::Lapse => "Документ утратил силу.",
        Step::Archive => "Документ сдан в архив.",
        Step::Cancel => "Документ отменён.",
    }
}

/// What a step means; `is_marked`: somebody has agreed, or refused to, on its sheet of visas.
fn about(step: Step, is_marked: bool) -> &'static str {
    match step {
        Step::Return if is_marked => {
            "Реквизиты и\u{a0}файл снова можно менять. Отметки в\u{a0}листе согласования останутся: если текст изменится по\u{a0}существу, соберите их заново."
        }
        Step::Agree => {
            "Пока документ согласован, его реквизиты не меняются; исправить можно, вернув его в проект."
        }
        Step::Return => "Реквизиты и файл снова можно менять, согласование начнётся заново.",
        Step::Sign => "После подписи остаётся внести документ в журнал регистрации.",
        Step::Register => "Присвоенный номер остаётся за документом навсегда, даже если его потом отменят.",
        Step::Enforce => "С этого дня документ подтверждает показатели мониторинга.",
        Step::Lapse => {
            "Показатели за время действия документа останутся, после последнего дня он их не подтверждает."
        }
        Step::Archive => "Карточка и файл останутся, но больше не изменятся.",
        Step::Cancel => "",
    }
}

fn shown<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    step: Step,
    seen: i64,
    typed: Typed,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    if status::next(document.state(), step).is_none() {
        return Err(NotNow::step(document, step).into());
    }
    let resting = if step == Step::Lapse { actions::resting_on_lapse(cx, document)? } else { Vec::new() };
    let (waiting, is_marked) = visas::waiting(cx, document)?;
    let status = if faults.is_empty() { 200 } else { 422 };
    let head = if step.mover() == Mover::Head { "signature" } else { "stage" };
    let page = StepPage {
        question: format!("{}: «{}»?", step.verb(), document.title),
        about: std::iter::once(about(step, is_marked).to_owned())
            .chain(resting)
            .collect::<Vec<_>>()
            .join(" "),
        waiting: if matches!(step, Step::Agree | Step::Sign) { waiting } else { String::new() },
        target: format!("{}/{head}", document.url()),
        token: cx.csrf().to_owned(),
        card_url: document.url(),
        coming: if step == Step::Register { coming(cx, document)? } else { String::new() },
        numberings: [(OWN, "Присвоить по журналу Методсети"), (EXTERNAL, "Номер с документа")],
        step,
        seen,
        typed,
        faults,
    };
    Ok(Page::titled(step.verb()).at(&document.unit_path).under("/documents").show(&page)?.status(status))
}

/// «Следующий по журналу – 12-од.»: a hint and no promise.
fn coming<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<String> {
    let (rules, day) = (kinds::rules_at(cx, &document.unit_path)?, document.signed_on);
    let format = rules.number_formats.get(&document.genus).map(String::as_str);
    let written = |n| document_number(format, n, day.year());
    let number = numbers::coming(cx.conn(), &Journal::of(document, day), written)?;
    Ok(format!(
        "Следующий по журналу – {number}. Если раньше зарегистрируют другой документ, номер будет больше."
    ))
}
