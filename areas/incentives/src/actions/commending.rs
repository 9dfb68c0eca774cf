//! Declining the recommendation of a pair to encourage its mentor: with a reason, by the head of the school.

use access::Granted;
use audit::Action;
use people::PersonId;
use serde_json::Value;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::nobody_is;
use crate::model::Declined;
use crate::{DecideIncentives, commended, store};

/// Declines it; the second click finds it declined.
pub fn decline(
    cx: &mut Cx<Write>,
    may: &Granted<DecideIncentives>,
    unit: &Unit,
    (pair, person, reason): (i64, PersonId, &str),
) -> Result<()> {
    may.within(&unit.path)?;
    cx.tx().lock("people", person.0)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let field = format!("reason-{pair}-{person}");
    let known = store::declined_at(cx.conn(), &here, 500)?;
    if let Some(known) = known.iter().find(|one| one.mentorship_id == pair && one.person_id == person) {
        return if known.reason == reason.trim() { Ok(()) } else { Err(met()) };
    }
    let waiting = commended::waiting(cx.conn(), &here)?;
    if !waiting.iter().any(|one| one.pair.0 == pair && one.mentor == person) {
        return Err(met());
    }
    nobody_is(cx, person, "/incentives/commendations")?;
    if reason.trim().is_empty() {
        return Err(Error::field(&field, "Напишите, почему не\u{a0}представляете."));
    }
    let new = Declined {
        id: cx.id(),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        mentorship_id: pair,
        person_id: person,
        reason: reason.trim().to_owned(),
        account: cx.person().map(|person| person.account.0),
        decided_on: cx.today_at(&unit.path)?,
        created_at: cx.now(),
    };
    store::add_declined(cx.tx(), &new)?;
    let text = "Рекомендация поощрить наставника отклонена";
    cx.journal(Action::Changed, ("incentives", "commendation", new.id), &unit.path, text, Value::Null)
}

fn met() -> Error {
    Error::Conflict(
        "Тем временем эту рекомендацию уже рассмотрели. Ваше не\u{a0}записано: посмотрите, что решено."
            .to_owned(),
    )
}
