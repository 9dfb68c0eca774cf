//! The forms of the card by which records entered by mistake are taken away, and by which a closed structure is opened again.

use access::Granted;
use web::{Cx, Reply, Result, Write};

use super::steps::{day, kept, led, led_or_kept};
use crate::access::Keeps;
use crate::actions::mending::{Correction, Mistake, take_away};
use crate::actions::reopening;
use crate::model::{LinkId, MemberId, PartnerId, Reopening, StructureId};
use crate::{KeepOwnStructure, KeepStructures};

/// The longest reason.
const LONG: usize = 300;

/// `POST /structures/{structure}/members/{member}/removal`
pub(super) fn member(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let member: MemberId = cx.request().arg("member")?;
    let (id, may) = led_or_kept(cx)?;
    taken(cx, &may, (id, Mistake::Member(member)))
}

/// `POST /structures/{structure}/links/{structure_link}/removal`
pub(super) fn link(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let link: LinkId = cx.request().arg("structure_link")?;
    let id = kept(cx)?;
    taken(cx, &may, (id, Mistake::Link(link)))
}

/// `POST /structures/{structure}/links/{structure_link}/works/{link_work}/removal`
pub(super) fn link_work(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let link: LinkId = cx.request().arg("structure_link")?;
    let work: i64 = cx.request().arg("link_work")?;
    let id = kept(cx)?;
    taken(cx, &may, (id, Mistake::LinkWork(link, work)))
}

/// `POST /structures/{structure}/partners/{partner}/removal`
pub(super) fn partner(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let partner: PartnerId = cx.request().arg("partner")?;
    let (id, may) = led_or_kept(cx)?;
    taken(cx, &may, (id, Mistake::Partner(partner)))
}

/// `POST /structures/{structure}/partners/{partner}/works/{joint_work}/removal`
pub(super) fn joint_work(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let partner: PartnerId = cx.request().arg("partner")?;
    let work: i64 = cx.request().arg("joint_work")?;
    let (id, may) = led_or_kept(cx)?;
    taken(cx, &may, (id, Mistake::JointWork(partner, work)))
}

/// Gone, or gone before: both are what was wanted.
fn taken(cx: &mut Cx<Write>, may: &impl Keeps, (id, mistake): (StructureId, Mistake)) -> Result<Reply> {
    let request = cx.request_handle();
    let by = Correction { reason: request.form.text("mistake"), seen: request.form.text("seen") };
    let outcome = take_away(cx, may, (id, mistake), by);
    let notice = match &outcome {
        Ok(false) => "Этой записи уже нет: её убрали раньше.",
        _ => "Ошибочная запись убрана; в\u{a0}истории осталось, что и\u{a0}почему.",
    };
    led(cx, id, outcome, notice)
}

/// `POST /structures/{structure}/reopening`
pub(super) fn reopen(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let id = kept(cx)?;
    let outcome = typed(cx).and_then(|new| reopening::reopen(cx, &may, id, &new));
    let notice = match &outcome {
        Ok(false) => "Структура уже работает.",
        _ => "Структура открыта снова. Проверьте состав, связи и\u{a0}документы.",
    };
    led(cx, id, outcome, notice)
}

fn typed(cx: &Cx<Write>) -> Result<Reopening> {
    let form = &cx.request().form;
    let mut check = form.check();
    let reason = check.optional("reopening", LONG).to_owned();
    let ends_on = check.date("reopening_ends_on");
    check.done()?;
    Ok(Reopening {
        day: day(cx, "reopened_on", "Укажите, с\u{a0}какого дня структура работает снова.")?,
        reason,
        ends_on,
        with_people: form.text("with_people") == "1",
        version: form.text("version").parse().unwrap_or(0),
    })
}
