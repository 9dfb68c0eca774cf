//! What is done with sessions on their pages: planned, moved, called off, held, given materials.

use access::{Granted, SignedIn};
use web::{Cx, Reply, Result, Write};

use super::forms::{chosen, led, led_anew, version};
use super::{card, school, session_card};
use crate::actions::leaving_material::{self, NewMaterial};
use crate::actions::planning;
use crate::model::{NewSession, SessionId};

/// `POST /schooling/{young_school}/sessions`
pub(super) fn plan(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let outcome = new_session(cx).and_then(|new| planning::plan(cx, school.one.id, &new));
    led(cx, outcome, ("Занятие запланировано.", school.url()), |cx, faults| {
        card::show(cx, &school, faults)
    })
}

fn new_session(cx: &Cx<Write>) -> Result<NewSession> {
    let form = &cx.request().form;
    let mut check = form.check();
    let topic = check.required("topic", 300, "Напишите тему занятия.").to_owned();
    let planned_on = check.date("planned_on");
    if planned_on.is_none() && form.text("planned_on").is_empty() {
        check.fault("planned_on", "Укажите день занятия.");
    }
    let begins = check.optional("begins", 5).to_owned();
    let place = check.optional("place", 300).to_owned();
    let led_by = check.optional("led_by", 200).to_owned();
    if form.text("direction").is_empty() {
        check.fault("direction", "Выберите направление занятия.");
    }
    if form.text("form").is_empty() {
        check.fault("form", "Выберите форму занятия.");
    }
    check.done()?;
    let text = |name: &str| form.text(name).to_owned();
    Ok(NewSession {
        direction: text("direction"),
        form: text("form"),
        topic,
        planned_on: planned_on.unwrap_or_default(),
        begins,
        place,
        led_by,
    })
}

/// `POST …/outcome`
pub(super) fn hold(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    let version = version(cx)?;
    let present = chosen(cx, "people").into_iter().collect();
    let outcome = day(cx, "held_on", "Укажите, когда прошло занятие.")
        .and_then(|held_on| planning::hold(cx, school.one.id, (id, version), (held_on, &present)));
    let to = format!("{}/sessions/{id}", school.url());
    led_anew(cx, outcome, "held_on", ("Посещение записано.", to), |cx, faults| {
        session_card::show(cx, &school, id, faults)
    })
}

/// `POST …/day`
pub(super) fn move_to(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    let version = version(cx)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let begins = check.optional("begins", 5).to_owned();
    let reason = check.optional("reason", 300).to_owned();
    let outcome = check
        .done()
        .and_then(|()| day(cx, "day", "Укажите новый день."))
        .and_then(|day| planning::move_to(cx, school.one.id, (id, version), (day, &begins, &reason)));
    let to = format!("{}/sessions/{id}", school.url());
    led_anew(cx, outcome, "day", ("Занятие перенесено.", to), |cx, faults| {
        session_card::show(cx, &school, id, faults)
    })
}

/// `POST …/cancellation`
pub(super) fn cancel(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    let version = version(cx)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let why = check.optional("why", 300).to_owned();
    let outcome = check.done().and_then(|()| planning::cancel(cx, school.one.id, (id, version), &why));
    let outcome = outcome.map_err(|error| match error {
        web::Error::Invalid(faults) => web::Error::Invalid(
            faults
                .into_iter()
                .map(|one| web::FieldFault { field: "why".to_owned(), text: one.text })
                .collect(),
        ),
        other => other,
    });
    let to = format!("{}/sessions/{id}", school.url());
    led_anew(cx, outcome, "why", ("Занятие отменено.", to), |cx, faults| {
        session_card::show(cx, &school, id, faults)
    })
}

/// `POST …/materials`
pub(super) fn add_material(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let title = check.required("title", 200, "Напишите, что это за\u{a0}материал.").to_owned();
    let link = check.optional("link", 500).to_owned();
    let document = request.form.text("document").parse().ok();
    let is_methodical = !request.form.text("is_methodical").is_empty();
    let new = NewMaterial { title, link, document, is_methodical };
    let outcome = check.done().and_then(|()| leaving_material::add(cx, school.one.id, id, &new));
    let to = format!("{}/sessions/{id}", school.url());
    led(cx, outcome, ("Материал добавлен.", to), |cx, faults| {
        session_card::show(cx, &school, id, faults)
    })
}

/// `POST …/materials/mark`
pub(super) fn mark_material(cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: SessionId = cx.request().arg("school_session")?;
    let request = cx.request_handle();
    let material = request.form.text("material").parse().map_err(|_| web::Error::NotFound)?;
    let is_methodical = !request.form.text("is_methodical").is_empty();
    let is_held = leaving_material::mark(cx, school.one.id, id, (material, is_methodical))?;
    cx.notice(match (is_methodical, is_held) {
        (true, true) => "Материал отмечен: он виден в\u{a0}материалах для молодых педагогов.",
        (true, false) => {
            "Отметка поставлена: материал появится в\u{a0}материалах для молодых педагогов, когда занятие будет отмечено проведённым."
        }
        (false, _) => "Отметка снята.",
    });
    Ok(Reply::to(format!("{}/sessions/{id}", school.url())))
}

/// A day of a form; one that is missing is a fault.
pub(super) fn day(cx: &Cx<Write>, name: &str, missing: &str) -> Result<chrono::NaiveDate> {
    let form = &cx.request().form;
    let mut check = form.check();
    let day = check.date(name);
    if day.is_none() && form.text(name).is_empty() {
        check.fault(name, missing);
    }
    check.done()?;
    day.ok_or(web::Error::Malformed)
}
