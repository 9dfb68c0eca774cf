//! The card of the person an account is: an account made by invitation is tied by hand, one of a sheet when it is printed.

use access::{AccountId, Granted};
use audit::Action;
use registry::Staff;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write};

use super::{changeable, journal};
use crate::ManageAccounts;
use crate::model::Holding;

/// The card tied to the account: its id, whose it is.
pub(crate) fn card_of<M: Mode>(cx: &mut Cx<M>, id: AccountId) -> Result<Option<(i64, String)>> {
    let house = cx.house_handle();
    match &house.registry.staff {
        Some(staff) => Ok(staff.card_of(cx.conn(), id.0)?),
        None => Ok(None),
    }
}

/// Whose card it may be: who works where the account has a role today and has no account. Of several places the first is asked.
pub(crate) fn candidates<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<ManageAccounts>,
    held: &[Holding],
) -> Result<Vec<Staff>> {
    let (house, today) = (cx.house_handle(), cx.today()?);
    let own = held.iter().find(|one| !one.is_over(today) && one.unit != 0 && may.within(&one.path).is_ok());
    match (&house.registry.staff, own) {
        (Some(staff), Some(own)) => Ok(staff.without_account(cx.conn(), own.unit, today)?),
        _ => Ok(Vec::new()),
    }
}

/// Ties a card to the account. The second click finds it tied; somebody else's card is refused.
pub(crate) fn tie(
    cx: &mut Cx<Write>,
    may: &Granted<ManageAccounts>,
    id: AccountId,
    person: &str,
) -> Result<()> {
    let (_, held) = changeable(cx, may, id)?;
    let known = card_of(cx, id)?;
    if known.as_ref().is_some_and(|(card, _)| card.to_string() == person) {
        return Ok(());
    }
    if known.is_some() {
        return Err(Error::field(
            "person",
            "Учётная запись уже связана с\u{a0}карточкой: сначала снимите связь.",
        ));
    }
    let all = candidates(cx, may, &held)?;
    let Some(one) = all.iter().find(|one| one.person.to_string() == person) else {
        return Err(Error::field(
            "person",
            "Выберите человека из\u{a0}списка: у\u{a0}него ещё нет учётной записи.",
        ));
    };
    let (house, now, by) = (cx.house_handle(), cx.now(), cx.person().map(|person| person.account.0));
    let Some(staff) = &house.registry.staff else { return Err(Error::NotFound) };
    if !staff.tie(cx.tx(), one.person, id.0, by, now)? {
        return Err(Error::Retry);
    }
    told(cx, one.person, &held, (Some(id), "Связана с учётной записью карточка"))?;
    journal(cx, Action::Changed, id, "Учётная запись связана с карточкой")
}

/// Takes the tie back.
pub(crate) fn untie(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<()> {
    let (_, held) = changeable(cx, may, id)?;
    let Some((card, _)) = card_of(cx, id)? else { return Ok(()) };
    let (house, now, by) = (cx.house_handle(), cx.now(), cx.person().map(|person| person.account.0));
    let Some(staff) = &house.registry.staff else { return Err(Error::NotFound) };
    staff.untie(cx.tx(), id.0, by, now)?;
    told(cx, card, &held, (None, "Отвязана от учётной записи карточка"))?;
    journal(cx, Action::Changed, id, "Связь учётной записи с карточкой снята")
}

/// The same in the history of the card.
fn told(
    cx: &mut Cx<Write>,
    card: i64,
    held: &[Holding],
    (account, text): (Option<AccountId>, &str),
) -> Result<()> {
    let home = held.first().map_or("/", |first| first.path.as_str());
    let account = account.map(|id| id.0);
    cx.journal(Action::Changed, ("people", "person", card), home, text, json!({ "account": account }))
}
