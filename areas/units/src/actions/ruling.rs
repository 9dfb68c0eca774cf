//! A regulation is put into force for a territory, ends, or is taken back before it begins.

use access::Granted;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{Dated, grounded, locked, told};
use crate::model::{Bound, Happened};
use crate::rules::{self, Before, BindingRefusal, Refusal};
use crate::store::bindings;
use crate::{KeepRules, Unit, UnitId};

/// Puts a pack into force from a day on; what was in force here before ends the day before.
pub fn bind(
    cx: &mut Cx<Write>,
    may: &Granted<KeepRules>,
    id: UnitId,
    pack: &str,
    dated: &Dated,
) -> Result<Unit> {
    let unit = locked(cx, may, id)?;
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let Some(pack) = house.packs.pack(pack) else {
        return Err(Error::field("pack", "Выберите положение из\u{a0}списка."));
    };
    grounded(dated)?;
    let own = bindings::own(cx.conn(), id)?;
    let before = rules::may_bind(&unit, &pack.manifest, (dated.day, today), &own)
        .map_err(|refusal| at_field(&refusal))?;
    match before {
        Before::Nothing => {}
        Before::Ends(bound, last) => bindings::end(cx.tx(), bound.id, Some(last))?,
        Before::Goes(bound) => bindings::remove(cx.tx(), bound.id)?,
    }
    let row = cx.id();
    bindings::bind(cx.tx(), row, id, &pack.manifest.id, dated.day)?;
    let instead = match before {
        Before::Ends(bound, _) | Before::Goes(bound) => {
            format!(" вместо положения «{}»", title(cx, &bound.pack))
        }
        Before::Nothing => String::new(),
    };
    let text = format!("Введено в\u{a0}действие положение «{}»{instead}", pack.manifest.title);
    told(cx, &unit, (Happened::Ruled, None), dated, &text)?;
    Ok(unit)
}

/// Ends a pack here: `dated.day` is its last day.
pub fn unbind(
    cx: &mut Cx<Write>,
    may: &Granted<KeepRules>,
    (id, binding): (UnitId, i64),
    dated: &Dated,
) -> Result<Unit> {
    let (unit, bound, own) = bound(cx, may, id, binding)?;
    grounded(dated)?;
    let today = cx.today_at(&unit.path)?;
    rules::may_end(&bound, (dated.day, today), &own).map_err(|refusal| at_field(&refusal))?;
    bindings::end(cx.tx(), binding, Some(dated.day))?;
    let text =
        format!("Положение «{}» действует по\u{a0}{}", title(cx, &bound.pack), russian::date(dated.day));
    told(cx, &unit, (Happened::Ruled, None), dated, &text)?;
    Ok(unit)
}

/// Takes a pack back that has not begun to be in force; the one that was to end for it goes on.
pub fn take_back(cx: &mut Cx<Write>, may: &Granted<KeepRules>, (id, binding): (UnitId, i64)) -> Result<Unit> {
    let (unit, bound, own) = bound(cx, may, id, binding)?;
    let today = cx.today_at(&unit.path)?;
    rules::may_take_back(&bound, today)?;
    bindings::remove(cx.tx(), binding)?;
    let mut text = format!("Введение положения «{}» отменено", title(cx, &bound.pack));
    if let Some(before) = rules::ended_for(&bound, &own) {
        bindings::end(cx.tx(), before.id, None)?;
        text = format!("{text}, положение «{}» действует дальше", title(cx, &before.pack));
    }
    let dated = Dated { day: today, ground: String::new() };
    told(cx, &unit, (Happened::Ruled, None), &dated, &text)?;
    Ok(unit)
}

fn bound(
    cx: &mut Cx<Write>,
    may: &Granted<KeepRules>,
    id: UnitId,
    binding: i64,
) -> Result<(Unit, Bound, Vec<Bound>)> {
    let unit = locked(cx, may, id)?;
    let own = bindings::own(cx.conn(), id)?;
    let found = own.iter().find(|bound| bound.id == binding).cloned().ok_or(Error::NotFound)?;
    Ok((unit, found, own))
}

/// What a pack is called; its id when the program does not have it any more.
fn title(cx: &Cx<Write>, pack: &str) -> String {
    cx.house().packs.pack(pack).map_or_else(|| pack.to_owned(), |pack| pack.manifest.title.clone())
}

/// The sentence at the field it is about.
fn at_field(refusal: &Refusal) -> Error {
    let field = match refusal {
        Refusal::Binding(BindingRefusal::NotOfLevel(..) | BindingRefusal::AlreadyRules(..)) => "pack",
        _ => "day",
    };
    Error::Invalid(vec![FieldFault { field: field.to_owned(), text: refusal.to_string() }])
}
