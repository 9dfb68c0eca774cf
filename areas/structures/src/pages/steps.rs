//! The forms of structures: founded, changed, prolonged, closed; members and links. Each leads back to the card; what was
//! wrong stands beside its field with everything typed.

use access::Granted;
use chrono::NaiveDate;
use units::{Unit, UnitId};
use web::{Cx, Error, Reply, Result, Write};

use super::card;
use super::form::{self, Wrong};
use super::typed::{self, Typed};
use crate::access::{self as reach, Keeper, Keeps};
use crate::actions::linking::{self, NewLink};
use crate::actions::{closing, founding, membership, rules_at};
use crate::model::{LinkId, MemberId, NewMember, StructureId};
use crate::rules::{LinkKind, Target};
use crate::{KeepOwnStructure, KeepStructures, SeeStructures};

/// The longest text that tells why or what came of it.
const LONG: usize = 1_000;

/// `POST /structures`
pub(super) fn found(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit: UnitId = request.form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let unit: Unit = units::store::find(cx.conn(), may.ranges(), unit)?.ok_or(Error::NotFound)?;
    let outcome = typed::read(cx).and_then(|new| founding::found(cx, &may, unit.id, &new));
    let wrong = match outcome {
        Ok(id) => {
            cx.notice("Структура создана. Добавьте состав и\u{a0}документы.");
            return Ok(Reply::to(format!("/structures/{id}")));
        }
        Err(error) => wrong(error)?,
    };
    let rules = rules_at(cx, &unit.path)?;
    let kind = rules.structure_kind(request.form.text("kind")).map(|kind| kind.rule.clone());
    form::show_new(cx, &unit, kind.ok_or(Error::NotFound)?, Typed::posted(&request), &wrong)
}

/// Faults and refusals are shown in the form; the rest is not of the form.
fn wrong(error: Error) -> Result<Wrong> {
    match error {
        Error::Invalid(faults) => Ok(Wrong { faults, refusal: None }),
        Error::Refused(refusal) => Ok(Wrong { faults: Vec::new(), refusal: Some(refusal) }),
        other => Err(other),
    }
}

/// `POST /structures/{structure}/requisites`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let (request, one) = (cx.request_handle(), kept(cx)?);
    let version = request.form.text("version").parse().unwrap_or(0);
    let outcome = typed::read(cx).and_then(|new| founding::change(cx, &may, one, version, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Реквизиты сохранены.");
            Ok(Reply::to(format!("/structures/{id}")))
        }
        Err(error) => {
            let wrong = wrong(error)?;
            let one = super::asked(cx)?;
            form::show_change(cx, &one, Typed::posted(&request), &wrong)
        }
    }
}

/// The structure of the address, if the person keeps those of its unit.
pub(super) fn kept(cx: &mut Cx<Write>) -> Result<StructureId> {
    let one = super::asked(cx)?;
    if reach::keeps(cx, &one.unit_path) { Ok(one.id) } else { Err(Error::NotFound) }
}

/// The structure of the address and what the person keeps, if that is among it: their unit's, or one they lead.
pub(super) fn led_or_kept(cx: &mut Cx<Write>) -> Result<(StructureId, Keeper)> {
    let (one, keeper) = (super::asked(cx)?, Keeper::of(cx)?);
    if keeper.keeps(&one) { Ok((one.id, keeper)) } else { Err(Error::NotFound) }
}

/// Back to the card with a word, or the card with what was wrong.
pub(super) fn led<T>(cx: &mut Cx<Write>, id: StructureId, outcome: Result<T>, notice: &str) -> Result<Reply> {
    match outcome {
        Ok(_) => {
            cx.notice(notice);
            Ok(Reply::to(format!("/structures/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let one = super::asked(cx)?;
            Ok(card::show(cx, &one, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// A day and a text of the form, the text bounded; what is wrong with both is told at once.
fn day_and_text(
    cx: &Cx<Write>,
    (field, sentence): (&str, &str),
    (text, most): (&str, usize),
) -> Result<(NaiveDate, String)> {
    let mut check = cx.request().form.check();
    let day = check.date(field);
    if day.is_none() && cx.request().form.text(field).is_empty() {
        check.fault(field, sentence);
    }
    let text = check.optional(text, most).to_owned();
    check.done()?;
    Ok((day.unwrap_or_default(), text))
}

/// A day of the form that must be there.
pub(super) fn day(cx: &Cx<Write>, field: &str, sentence: &str) -> Result<NaiveDate> {
    let mut check = cx.request().form.check();
    let day = check.date(field);
    if day.is_none() && cx.request().form.text(field).is_empty() {
        check.fault(field, sentence);
    }
    check.done()?;
    Ok(day.unwrap_or_default())
}

/// `POST /structures/{structure}/term`
pub(super) fn prolong(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let outcome = day_and_text(cx, ("ends_on", "Укажите новый срок."), ("reason", LONG))
        .and_then(|(end, reason)| closing::prolong(cx, &may, id, (end, &reason)));
    led(cx, id, outcome, "Срок продлён.")
}

/// `POST /structures/{structure}/closing`
pub(super) fn close(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let outcome = day_and_text(cx, ("closed_on", "Укажите день закрытия."), ("result", LONG))
        .and_then(|(day, result)| closing::close(cx, &may, id, (day, &result)));
    led(cx, id, outcome, "Структура закрыта.")
}

/// `POST /structures/{structure}/members`
pub(super) fn appoint(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let outcome = member(cx).and_then(|new| membership::appoint(cx, &may, id, &new));
    led(cx, id, outcome, "Состав дополнен.")
}

fn member(cx: &Cx<Write>) -> Result<NewMember> {
    let form = &cx.request().form;
    let mut check = form.check();
    let name = check.required("name", 150, "Напишите фамилию, имя и\u{a0}отчество.").to_owned();
    let post = check.optional("post", 200).to_owned();
    let basis = check.optional("basis", 200).to_owned();
    let role = check.required("role", 40, "Выберите роль.").to_owned();
    let (from_on, term_on) = (check.date("from_on"), check.date("term_on"));
    if from_on.is_none() && form.text("from_on").is_empty() {
        check.fault("from_on", "Укажите, с\u{a0}какого дня.");
    }
    check.done()?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(NewMember {
        person: None,
        name,
        post,
        role,
        from_on: from_on.unwrap_or_default(),
        term_on,
        basis,
        organisation: None,
    })
}

/// `POST /structures/{structure}/members/{member}/end`
pub(super) fn release(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let request = cx.request_handle();
    let (id, may) = led_or_kept(cx)?;
    let member: MemberId = request.arg("member")?;
    let outcome = day_and_text(cx, ("to_on", "Укажите последний день."), ("end_reason", 200))
        .and_then(|(day, reason)| membership::release(cx, &may, id, member, (day, &reason)));
    led(cx, id, outcome, "Роль завершена; в\u{a0}истории состава она осталась.")
}

/// `POST /structures/{structure}/links`
pub(super) fn link(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let seen: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
    let view = reach::view(&seen);
    let outcome = new_link(cx).and_then(|new| linking::link(cx, &may, &view, id, &new));
    led(cx, id, outcome, "Связь записана.")
}

fn new_link(cx: &Cx<Write>) -> Result<NewLink> {
    let form = &cx.request().form;
    let mut check = form.check();
    let about = check.optional("about", 300).to_owned();
    let ground = check.optional("link_ground", 300).to_owned();
    let kind = LinkKind::of(form.text("kind"));
    if kind.is_none() {
        check.fault("kind", "Выберите, какая это связь.");
    }
    // «s12» is a structure, «u12» a unit.
    let to = form.text("to");
    let target = match to.split_at_checked(1) {
        Some(("s", id)) => id.parse().ok().map(Target::Structure),
        Some(("u", id)) => id.parse().ok().map(Target::Unit),
        _ => None,
    };
    if target.is_none() {
        check.fault("to", "Выберите структуру или организацию из\u{a0}списка.");
    }
    let since = check.date("since");
    if since.is_none() && form.text("since").is_empty() {
        check.fault("since", "Укажите, с\u{a0}какого дня.");
    }
    check.done()?;
    let (Some(kind), Some(target)) = (kind, target) else { return Err(Error::NotFound) };
    Ok(NewLink { kind, target, about, ground, since: since.unwrap_or_default() })
}

/// `POST /structures/{structure}/links/{structure_link}/works`
pub(super) fn work(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), kept(cx)?);
    let link: LinkId = request.arg("structure_link")?;
    let mut check = request.form.check();
    let texts = [("joint_title", 200), ("own_part", 300), ("other_part", 300)]
        .map(|(field, most)| check.optional(field, most).to_owned());
    let outcome = check
        .done()
        .and_then(|()| day(cx, "joint_on", "Укажите день."))
        .and_then(|day| linking::work(cx, &may, (id, link), (day, texts.each_ref().map(String::as_str))));
    led(cx, id, outcome, "Совместное дело записано.")
}

/// `POST /structures/{structure}/links/{structure_link}/end`
pub(super) fn unlink(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let link: LinkId = cx.request().arg("structure_link")?;
    let outcome = linking::unlink(cx, &may, id, link);
    led(cx, id, outcome, "Связь завершена.")
}
