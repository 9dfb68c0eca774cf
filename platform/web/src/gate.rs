//! Two gates behind the permission: the second factor where it is demanded, and the proof before what is asked twice.

use std::sync::Arc;

use access::store::factors;

use crate::dispatch::{Answer, close, open, problem};
use crate::session::Found;
use crate::{Carried, Cx, Error, House, Method, Mode, Read, Reply, Request, Result, Route, address};

/// Where the second factor is set up.
const FACTOR: &str = "/account/factor";
/// Where a person proves who they are.
const PROOF: &str = "/account/proof";

/// Whether the person of the request may use the route now; a program's token passed the gate when it was made.
pub(crate) fn may_go_on<M: Mode>(cx: &mut Cx<M>, route: &Route, found: &Found) -> Result<()> {
    let Some(person) = cx.person.as_ref().filter(|_| !cx.request.is_api) else {
        return Ok(());
    };
    let (account, is_demanded) = (person.account, cx.house.settings.second_factor.is_for(person));
    if is_demanded && !route.is_before_factor && !factors::is_on(cx.conn(), account)? {
        return Err(Error::NoFactor);
    }
    if !route.asks_proof {
        return Ok(());
    }
    (route.check)(&cx.house, cx.person.as_ref())?;
    let is_proved = found.session.as_ref().is_some_and(|session| session.is_proved(cx.now));
    if is_proved { Ok(()) } else { Err(Error::Unproved) }
}

/// The way through the gate; what was typed goes along, to the proof or through the set-up of the factor.
pub(crate) fn led(house: &Arc<House>, request: &Arc<Request>, error: &Error) -> Result<Answer> {
    let (mut cx, found) = open::<Read>(house, request)?;
    let is_factor = matches!(error, Error::NoFactor);
    if request.is_fetch {
        let text = if is_factor { NO_FACTOR } else { UNPROVED };
        return Ok(close(cx, problem(403, text)?)?.0);
    }
    if request.method == Method::Get {
        let proof = || address(PROOF, &[("back", &request.address())]);
        let to = if is_factor { FACTOR.to_owned() } else { proof() };
        return Ok(close(cx, Reply::to(to))?.0);
    }
    let page = if is_factor { house.factor_page } else { house.proof_page }.ok_or(Error::NotFound)?;
    let carried = Carried::from_request(request, found.session.map(|session| session.account.0));
    let reply = page(&mut cx, carried)?.status(401);
    Ok(close(cx, reply)?.0)
}

const NO_FACTOR: &str = "Сначала настройте второй фактор на\u{a0}странице «Мои данные и\u{a0}сеансы».";
const UNPROVED: &str = "Подтвердите, что это вы: обновите страницу и\u{a0}наберите пароль.";
