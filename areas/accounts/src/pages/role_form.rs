//! The fields of a role on two forms: a new account and a further role.

use access::{Granted, Role};
use web::{Check, Cx, Error, Mode, Request, Result};

use super::role_options;
use crate::ManageAccounts;
use crate::actions::place::place;
use crate::model::{NewHolding, Place};

/// What was typed, to be shown again.
#[derive(Debug)]
pub(super) struct RoleFields {
    pub role: String,
    pub place: String,
    pub from: String,
    pub to: String,
    pub basis: String,
    pub options: Vec<(String, String)>,
}

impl RoleFields {
    pub(super) fn of(request: &Request, may: &Granted<ManageAccounts>) -> Self {
        let typed = |name: &str| request.form.text(name).to_owned();
        Self {
            role: typed("role"),
            place: typed("place"),
            from: typed("from"),
            to: typed("to"),
            basis: typed("basis"),
            options: role_options(may),
        }
    }
}

/// The role described by the form; its faults go into `check`.
pub(super) fn read<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<ManageAccounts>,
    check: &mut Check<'_>,
) -> Result<Option<NewHolding>> {
    let today = cx.today()?;
    let role = check.parsed::<Role>("role", "Выберите роль.");
    let typed = check.optional("place", 200);
    let (from, to) = (check.date("from").unwrap_or(today), check.date("to"));
    let basis = check.required(
        "basis",
        200,
        "Укажите основание: приказ, заявку или другой документ с\u{a0}номером и\u{a0}датой.",
    );
    let Some(role) = role else { return Ok(None) };
    let found = gathered(check, place(cx, may, role, typed))?;
    Ok(found.map(|place: Place| NewHolding { role, place, from, to, basis: basis.to_owned() }))
}

/// Faults of a part join those of the whole form.
fn gathered<T>(check: &mut Check<'_>, outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(faults)) => {
            for fault in faults {
                check.fault(&fault.field, fault.text);
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
