//! Who looks at a pair and acts in it; the pair reached by its card or by its place.

use access::{Role, SignedIn};
use audit::Action;
use serde_json::Value;
use web::{Cx, Error, Mode, Result, Write};

use super::{Side, everywhere, side, told};
use crate::model::{Pair, PairId};
use crate::rules::Eye;
use crate::{GuideMentoring, KeepMentoring, SeeMentoring, store};

/// The kind of mentor to whom the results of tests are shown (п. 4.6).
pub(crate) const CONSULTANT: &str = "consultant";

/// With whose eyes the pair is looked at.
pub(crate) fn eye<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Eye> {
    let side = side(cx, pair)?;
    let (policy, person, path) = (&cx.house().policy, cx.person(), pair.unit_path.as_str());
    let keeps = policy.check::<KeepMentoring>(person).is_ok_and(|may| may.ranges().holds(path));
    let is_deputy = |one: &access::Scope| one.role == Role::Deputy && path.starts_with(&one.path);
    Ok(Eye {
        is_mentor: side == Some(Side::Mentor),
        is_consultant: side == Some(Side::Mentor) && pair.kind == CONSULTANT,
        is_mentee: side == Some(Side::Mentee),
        keeps,
        is_deputy: keeps && person.is_some_and(|person| person.scopes.iter().any(is_deputy)),
        guides: policy.check::<GuideMentoring>(person).is_ok_and(|may| may.ranges().holds(path)),
    })
}

/// The pair with the eyes that look at it, if it is theirs or of their place.
pub(crate) fn seen<M: Mode>(cx: &mut Cx<M>, id: PairId) -> Result<(Pair, Eye)> {
    cx.house().policy.check::<SignedIn>(cx.person())?;
    let pair = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let eye = eye(cx, &pair)?;
    let policy = &cx.house().policy;
    let is_above =
        policy.check::<SeeMentoring>(cx.person()).is_ok_and(|may| may.ranges().holds(&pair.unit_path));
    if is_above || eye.is_mentor || eye.is_mentee { Ok((pair, eye)) } else { Err(Error::NotFound) }
}

/// The same, locked, for a change.
pub(crate) fn reached(cx: &mut Cx<Write>, id: PairId) -> Result<(Pair, Eye)> {
    let (_, eye) = seen(cx, id)?;
    cx.tx().lock("mentorships", id.0)?;
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    Ok((pair, eye))
}

/// Tells the journal alone, in words that say nothing of what only some may see.
pub(crate) fn kept_quiet(cx: &mut Cx<Write>, pair: &Pair, action: Action) -> Result<()> {
    let line = "Наставничество: запись с\u{a0}ограниченным доступом";
    cx.journal(action, ("mentoring", "mentorship", pair.id.0), &pair.unit_path, line, Value::Null)
}

/// Tells the history everybody of the pair reads, or the journal alone.
pub(crate) fn said(
    cx: &mut Cx<Write>,
    pair: &Pair,
    (is_open, action): (bool, Action),
    text: &str,
) -> Result<()> {
    if is_open { told(cx, pair, action, text) } else { kept_quiet(cx, pair, action) }
}
