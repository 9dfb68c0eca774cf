//! The card of methodical work is written by whoever keeps the municipality or is its methodist.

use access::Granted;
use audit::Action;
use serde_json::Value;
use web::{Cx, Error, FieldFault, Result, Write};

use super::locked;
use crate::model::{KeptMethodics, Methodics};
use crate::store::methodics;
use crate::{KeepMethodics, Unit, UnitId};

/// So many letters a part may have.
const LONGEST: usize = 4000;

/// Writes the card whole, when it is still the one the person saw; otherwise gives back what it is now.
pub fn arrange(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMethodics>,
    (id, version): (UnitId, i64),
    new: &Methodics,
) -> Result<(Unit, Option<KeptMethodics>)> {
    let unit = locked(cx, may, id)?;
    let kept = methodics::of_unit(cx.conn(), id)?;
    // A second click finds the first one's work.
    if kept.version > 0 && kept.card == *new {
        return Ok((unit, None));
    }
    if kept.version != version {
        return Ok((unit, Some(kept)));
    }
    let faults = faults(new);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (now, by) = (cx.now(), cx.person().map(|person| person.account.0));
    methodics::put(cx.tx(), id, new, (by, now), version)?;
    let line = format!("{}: карточка методической работы", unit.short_name);
    cx.journal(Action::Changed, ("units", "unit", id.0), &unit.path, &line, Value::Null)?;
    Ok((unit, None))
}

fn faults(new: &Methodics) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if new.purpose.is_empty() {
        fault("purpose", "Напишите, какова цель методической работы.".to_owned());
    }
    for (field, title, text) in new.parts() {
        let length = text.chars().count();
        if length > LONGEST {
            fault(
                field,
                format!(
                    "«{title}» – до\u{a0}{LONGEST} знаков, сейчас {length}. Остальное приложите документом."
                ),
            );
        }
    }
    faults
}
