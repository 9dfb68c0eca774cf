//! Finding the place of a role by what was typed: a code or the beginning of a name, inside the scope.

use access::{Granted, Level, Role};
use web::{Cx, Error, Mode, Result};

use crate::ManageAccounts;
use crate::model::Place;
use crate::rules::Refusal;
use crate::store::places::{Candidate, matching};

/// So many candidates are named when several fit.
const NAMED: usize = 5;

/// The one place meant for the role; a sentence for the field when it is not one.
pub fn place<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<ManageAccounts>,
    role: Role,
    typed: &str,
) -> Result<Place> {
    if typed.is_empty() {
        return whole_installation(may, role);
    }
    let limit = i64::try_from(NAMED + 1).unwrap_or(i64::MAX);
    let fitting = matching(cx.conn(), may.ranges(), role.levels(), typed, limit)?;
    match <[Candidate; 1]>::try_from(fitting) {
        Ok([(place, _)]) => Ok(place),
        Err(several) if !several.is_empty() => Err(Error::field("place", which(&several))),
        Err(_) => {
            let others = matching(cx.conn(), may.ranges(), &Level::ALL, typed, limit)?;
            let sentence = match others.first() {
                Some((other, _)) => Refusal::WrongLevel(role, other.level).to_string(),
                None => NOTHING.to_owned(),
            };
            Err(Error::field("place", sentence))
        }
    }
}

const NOTHING: &str = "В\u{a0}вашей территории нет такого кода или начала названия. Проверьте написание – список есть в\u{a0}разделе «Территории».";

fn whole_installation(may: &Granted<ManageAccounts>, role: Role) -> Result<Place> {
    let is_allowed = role.levels().contains(&Level::Installation) && may.within("/").is_ok();
    if is_allowed {
        return Ok(Place::installation());
    }
    Err(Error::field("place", "Укажите территорию или организацию: код или начало названия."))
}

/// «Подходит несколько: Северный округ (код 10), Северская школа (код 28). Допишите название или укажите код.»
fn which(several: &[Candidate]) -> String {
    let names: Vec<_> = several
        .iter()
        .take(NAMED)
        .map(|(place, code)| format!("{} (код\u{a0}{code})", place.title))
        .collect();
    let more = if several.len() > NAMED { " и\u{a0}другие" } else { "" };
    format!("Подходит несколько: {}{more}. Допишите название или укажите код.", names.join(", "))
}
