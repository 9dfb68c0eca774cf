//! Forms of names and posts, mended where a paper is prepared and remembered for every further paper of the unit.

use access::Granted;
use db::fold;
use units::UnitId;
use web::{Cx, Error, Result, Write};

use crate::TakeDecisions;
use crate::rules::{Declension, inflected};
use crate::store::forms;

/// The longest form, letters.
const FORM_LIMIT: usize = 300;

/// A form as it was typed.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The nominative.
    pub text: String,
    /// The case.
    pub declension: Declension,
    /// The form; the one by rule, or nothing, forgets what was mended.
    pub form: String,
}

/// Remembers forms of a unit's papers.
pub fn mend(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    (unit, path): (UnitId, &str),
    all: &[Mended],
) -> Result<()> {
    if may.scopes().iter().all(|scope| scope.path != path) {
        return Err(Error::NotFound);
    }
    cx.tx().lock("units", unit.0)?;
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    for one in all {
        let form = one.form.trim();
        if form.chars().count() > FORM_LIMIT {
            return Err(Error::field("form", "Форма слова – не\u{a0}длиннее 300 знаков."));
        }
        let is_own = !form.is_empty() && form != inflected(&one.text, one.declension);
        let (id, key) = (cx.id(), fold(&one.text));
        let what = (key.as_str(), one.declension.code());
        forms::remember(cx.tx(), id, unit, what, is_own.then_some(form), (account, now))?;
    }
    Ok(())
}
