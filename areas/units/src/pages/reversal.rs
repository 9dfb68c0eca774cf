//! Forms that take a merger or a division back: what goes back, what was changed since and stays, told before it is done.

use access::Granted;
use db::Returned;
use web::{Cx, FieldFault, Mode, Read, Reply, Result, Write, russian};

use super::events::{EventPage, done, kept, rights};
use super::typed::Typed;
use crate::rules::{of_unit, to_unit};
use crate::store::living;
use crate::{KeepUnits, Unit, actions};

/// `GET /units/{unit}/merger/reversal`: what goes back, and what has been changed since.
pub(super) fn reversal(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_reversal(cx, &may, &unit, None, &[])
}

fn show_reversal<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let (merger, into) = actions::merger_of(cx, may, unit)?;
    let along = actions::come_back(cx.conn(), &merger, &into)?.len();
    let returned = merger.told.trail.standing(cx.conn())?;
    let mut told = said(&returned, unit, &into);
    told.push(format!("Тем, кто ею руководил, роли нужны заново. {}", rights(cx)));
    if along > 0 {
        let count = i64::try_from(along).unwrap_or(i64::MAX);
        told.insert(
            0,
            format!("Под\u{a0}неё возвращаются: {}", russian::counted(count, "запись", "записи", "записей")),
        );
    }
    let page = EventPage {
        heading: "Отмена присоединения".to_owned(),
        explained: "Организация снова действует, и\u{a0}в\u{a0}прошлом тоже: как будто её не\u{a0}закрывали. Обе записи останутся в\u{a0}истории. Что внесли в\u{a0}другой организации после присоединения, остаётся там.",
        told,
        label: "Отменить присоединение",
        ..EventPage::undoing(cx, unit, "merger/reversal", typed, faults)?
    };
    page.shown(unit)
}

/// What goes back and what stays, a sentence each.
/// `kept`: the unit whose passport holds the figures.
fn said(returned: &Returned, home: &Unit, kept: &Unit) -> Vec<String> {
    let which = of_unit(kept);
    let listed = |count: fn(&(usize, usize)) -> usize| {
        let moved = returned.counts.iter().filter(|(what, _)| *what != actions::PASSPORT);
        let some = moved.map(|(what, both)| (what, count(both))).filter(|(_, n)| *n > 0);
        some.map(|(what, n)| format!("{what} – {n}")).collect::<Vec<_>>().join(", ")
    };
    let (back, left) = (listed(|both| both.0), listed(|both| both.1));
    let mut told = Vec::new();
    if !back.is_empty() {
        told.push(format!("К\u{a0}{} возвращаются: {back}", to_unit(home)));
    }
    if !left.is_empty() {
        told.push(format!("Не\u{a0}возвращаются, потому что с\u{a0}тех пор изменились: {left}"));
    }
    match returned.counts.get(actions::PASSPORT) {
        Some((1.., _)) => {
            told.push(format!("Паспорт {which}: педагогов и\u{a0}обучающихся снова столько, сколько было"));
        }
        Some(_) => told.push(format!(
            "Паспорт {which} с\u{a0}тех пор меняли: числа педагогов и\u{a0}обучающихся там остаются, проверьте их"
        )),
        None => {}
    }
    told
}

/// `POST /units/{unit}/merger/reversal`
pub(super) fn part(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let mut check = request.form.check();
    let reason = check.optional("ground", 300).to_owned();
    let outcome = check.done().and_then(|()| {
        let said = |returned: &Returned, into: &Unit| said(returned, &unit, into).join(". ");
        actions::part(cx, &may, (unit.id, typed.seen()), &reason, &said)
    });
    let notice = format!(
        "Присоединение отменено. Что вернулось и\u{a0}что нет – в\u{a0}истории. Нужен руководитель. {}.",
        rights(cx)
    );
    done(cx, outcome, &notice, |cx, faults| show_reversal(cx, &may, &unit, Some(typed), faults))
}

/// `GET /units/{unit}/closing/reversal`: what a closing by mistake ended and what of it goes back.
pub(super) fn unclosing(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_unclosing(cx, &unit, None, &[])
}

fn show_unclosing<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let closing = actions::closing_of(cx, unit)?;
    let mut told = said(&closing.told.trail.standing(cx.conn())?, unit, unit);
    told.push(format!("Роли тех, кто здесь руководил, нужны заново. {}", rights(cx)));
    let page = EventPage {
        heading: "Отмена закрытия".to_owned(),
        explained: "Организация снова действует, и\u{a0}в\u{a0}прошлом тоже: как будто её не\u{a0}закрывали. Обе записи останутся в\u{a0}истории.",
        told,
        label: "Отменить закрытие",
        ..EventPage::undoing(cx, unit, "closing/reversal", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/closing/reversal`
pub(super) fn unclose(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let mut check = request.form.check();
    let reason = check.optional("ground", 300).to_owned();
    let outcome = check.done().and_then(|()| {
        let said = |returned: &Returned| said(returned, &unit, &unit).join(". ");
        actions::unclose(cx, &may, (unit.id, typed.seen()), &reason, &said)
    });
    let notice = format!(
        "Закрытие отменено. Что вернулось и\u{a0}что нет – в\u{a0}истории. Проверьте роли. {}.",
        rights(cx)
    );
    done(cx, outcome, &notice, |cx, faults| show_unclosing(cx, &unit, Some(typed), faults))
}

/// `GET /units/{unit}/division/reversal`: what goes back to the unit this one came out of.
pub(super) fn rejoining(cx: &mut Cx<Read>, may: Granted<KeepUnits>) -> Result<Reply> {
    let unit = kept(cx, &may)?;
    show_rejoining(cx, &may, &unit, None, &[])
}

fn show_rejoining<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepUnits>,
    unit: &Unit,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Result<Reply> {
    let (division, from) = actions::division_of(cx, may, unit)?;
    let mut told = said(&division.told.trail.standing(cx.conn())?, &from, &from);
    let below = living::children(cx.conn(), unit.id, true)?.len();
    if below > 0 {
        let count = i64::try_from(below).unwrap_or(i64::MAX);
        let counted = russian::counted(count, "запись", "записи", "записей");
        told.insert(0, format!("Под\u{a0}«{}» возвращаются: {counted}", from.short_name));
    }
    told.push(format!(
        "Что появилось в\u{a0}новой с\u{a0}тех пор – люди, документы, структуры, – перейдёт в\u{a0}«{}», как при присоединении",
        from.short_name
    ));
    told.push(format!("Роли тех, кто руководил новой, закончатся; у\u{a0}тех, кто ушёл из\u{a0}руководства прежней, они нужны заново. {}", rights(cx)));
    let page = EventPage {
        heading: "Отмена выделения".to_owned(),
        explained: "Новая закрывается, и\u{a0}всё, что в\u{a0}неё перевели, снова в\u{a0}прежней, и\u{a0}в\u{a0}прошлом тоже. Обе записи останутся в\u{a0}истории.",
        told,
        label: "Отменить выделение",
        ..EventPage::undoing(cx, unit, "division/reversal", typed, faults)?
    };
    page.shown(unit)
}

/// `POST /units/{unit}/division/reversal`
pub(super) fn rejoin(cx: &mut Cx<Write>, may: Granted<KeepUnits>) -> Result<Reply> {
    let (request, unit) = (cx.request_handle(), kept(cx, &may)?);
    let typed = Typed::posted(&request);
    let mut check = request.form.check();
    let reason = check.optional("ground", 300).to_owned();
    let outcome = check.done().and_then(|()| {
        let said = |returned: &Returned, from: &Unit| said(returned, from, from);
        actions::rejoin(cx, &may, (unit.id, typed.seen()), &reason, &said)
    });
    let notice = format!(
        "Выделение отменено. Что вернулось и\u{a0}что нет – в\u{a0}истории обеих. Проверьте роли. {}.",
        rights(cx)
    );
    done(cx, outcome, &notice, |cx, faults| show_rejoining(cx, &may, &unit, Some(typed), faults))
}
