//! Signing in through the identity provider, and linking an account to an identity there. The provider is asked before the
//! transaction; whoever comes back enters by the same door as with a password, the code of the second factor included.

use access::{AccountId, Anyone, Denied, Granted, SignedIn};
use audit::Action;
use web::{Astray, Cx, Departure, Error, Identity, JOURNEY_SECONDS, Mode, Prepared, Read, Result, Write};

use super::{changeable, entrance, journal, letters, own, recovery};
use crate::ManageAccounts;
use crate::model::{Account, Journey, State};
use crate::rules::Refusal;
use crate::store::{self, identities};

/// Where the provider sends a browser back to.
pub(crate) const RETURN: &str = "/sign-in/provider/return";
/// A longer way back leads Home: it is kept until the person returns.
const LONGEST_BACK: usize = 2_000;
/// Departures an hour from one network address: a school of fifty comes in the morning.
const AN_HOUR: i64 = 300;

type PreparedWay = std::result::Result<(Departure, String), Astray>;
type PreparedArrival = std::result::Result<(Journey, Identity), (Option<i64>, Lost)>;

/// Why a return leads nowhere.
#[derive(Debug, Clone)]
pub(crate) enum Lost {
    /// No such way, or it is over: the time passed, another browser, a second click.
    TooLate,
    /// The provider says no, or nothing.
    Astray(Astray),
}

/// What came of a return.
#[derive(Debug)]
pub(crate) enum Arrived {
    /// The person is in.
    In(Box<Account>, Journey),
    /// They are, as soon as the code is typed.
    Half(Journey),
    /// The identity is linked now.
    Linked(Identity),
    /// It enters another account already.
    Taken,
    /// It enters no account.
    Unknown(Identity),
    /// It enters one that is closed.
    Closed,
    /// It leads nowhere.
    Lost(Lost),
}

/// The preparation of a departure: where to go.
pub(crate) fn prepare_way(cx: &mut Cx<Read>) -> Result<Prepared> {
    way(cx, Departure::random())
}

/// The preparation of a departure that ends in a link: whoever is signed in there already is asked anew, because a
/// colleague may sit at the same computer.
pub(crate) fn prepare_link(cx: &mut Cx<Read>) -> Result<Prepared> {
    way(cx, Departure { asks_anew: true, ..Departure::random() })
}

fn way(cx: &mut Cx<Read>, departure: Departure) -> Result<Prepared> {
    let provider = cx.provider().ok_or(Error::NotFound)?;
    let way: PreparedWay = match provider.way(&departure, &cx.whole_address(RETURN)) {
        Ok(url) => Ok((departure, url)),
        Err(astray) => Err(told(astray)),
    };
    Ok(Box::new(way))
}

/// The log tells why; the person is told what to do.
fn told(astray: Astray) -> Astray {
    tracing::warn!(%astray, "identity provider");
    astray
}

/// Begins a way to the provider that ends in a sign-in: the address to go to.
pub(crate) fn depart(
    cx: &mut Cx<Write>,
    _may: &Granted<Anyone>,
) -> Result<std::result::Result<String, Astray>> {
    leave(cx, None)
}

/// Begins one that ends in a link of one's own account.
pub(crate) fn depart_to_link(
    cx: &mut Cx<Write>,
    _may: &Granted<SignedIn>,
) -> Result<std::result::Result<String, Astray>> {
    let account = own::account(cx)?.id;
    let provider = cx.provider().ok_or(Error::NotFound)?;
    if identities::of(cx.conn(), account, provider.issuer())?.is_some() {
        return Err(Refusal::IsLinked.into());
    }
    leave(cx, Some(account))
}

fn leave(cx: &mut Cx<Write>, account: Option<AccountId>) -> Result<std::result::Result<String, Astray>> {
    if recovery::is_too_often(cx, "provider from", AN_HOUR)? {
        return Err(Error::Busy);
    }
    let (departure, url) = match cx.prepared_once::<PreparedWay>() {
        Some(Ok(way)) => way,
        Some(Err(astray)) => return Ok(Err(astray)),
        None => return Err(Error::Retry),
    };
    let (request, id, now, token_hash) = (cx.request_handle(), cx.id(), cx.now(), cx.begin_journey());
    let (back, carried) = (request.back(), request.form.text("carried"));
    let new = identities::NewJourney {
        token_hash: &token_hash,
        account,
        departure: &departure,
        back_to: if back.len() > LONGEST_BACK { "/" } else { &back },
        // Only what we signed ourselves is kept for anybody.
        carried: if web::is_carried(cx, carried) { carried } else { "" },
        until: now.plus_seconds(JOURNEY_SECONDS),
    };
    identities::begin(cx.tx(), id, &new, now)?;
    Ok(Ok(url))
}

/// The preparation of a return: the provider is asked who came.
pub(crate) fn prepare_arrival(cx: &mut Cx<Read>) -> Result<Prepared> {
    let provider = cx.provider().ok_or(Error::NotFound)?;
    let (request, return_to, now) = (cx.request_handle(), cx.whole_address(RETURN), cx.now());
    let arrival: PreparedArrival = match awaited(cx, request.form.text("state"))? {
        None => Err((None, Lost::TooLate)),
        Some(journey) => {
            let code = request.form.text("code");
            match provider.arrive(&journey.departure(), &return_to, code, now) {
                Ok(identity) => Ok((journey, identity)),
                // A refused code is the end of its way; a line that broke is not.
                Err(astray @ Astray::Refused(_)) => Err((Some(journey.id), Lost::Astray(told(astray)))),
                Err(astray) => Err((None, Lost::Astray(told(astray)))),
            }
        }
    };
    Ok(Box::new(arrival))
}

/// The open journey of this browser that this state belongs to.
fn awaited<M: Mode>(cx: &mut Cx<M>, state: &str) -> Result<Option<Journey>> {
    let (cookie, now) = (cx.journey(), cx.now());
    let Some(cookie) = cookie else { return Ok(None) };
    let person = cx.person().map(|person| person.account);
    let found = identities::journey(cx.conn(), &cookie)?;
    let is_whose = |journey: &Journey| journey.account_id.is_none() || journey.account_id == person;
    Ok(found.filter(|journey| journey.is_open(now) && journey.state == state && is_whose(journey)))
}

/// Takes a return: each journey once.
pub(crate) fn arrive(cx: &mut Cx<Write>, _may: &Granted<Anyone>) -> Result<Arrived> {
    let (journey, identity) = match cx.prepared_once::<PreparedArrival>() {
        Some(Ok(arrival)) => arrival,
        Some(Err((ended, lost))) => {
            let now = cx.now();
            if let Some(journey) = ended {
                identities::end(cx.tx(), journey, now)?;
            }
            return Ok(Arrived::Lost(lost));
        }
        None => return Err(Error::Retry),
    };
    let now = cx.now();
    if !identities::end(cx.tx(), journey.id, now)? {
        return Ok(Arrived::Lost(Lost::TooLate));
    }
    cx.end_journey();
    match journey.account_id {
        Some(account) => link(cx, account, &identity),
        None => enter(cx, journey, identity),
    }
}

fn enter(cx: &mut Cx<Write>, journey: Journey, identity: Identity) -> Result<Arrived> {
    let now = cx.now();
    let Some(linked) = identities::find(cx.conn(), &identity)? else {
        return Ok(Arrived::Unknown(identity));
    };
    // Behind the row's lock: a block or a reset that came first holds.
    cx.tx().lock("accounts", linked.account_id.0)?;
    let is_same = identities::find(cx.conn(), &identity)?.is_some_and(|now| now.id == linked.id);
    let account = store::own(cx.conn(), linked.account_id)?.filter(|one| one.state == State::Active);
    let (Some(account), true) = (account, is_same) else {
        return Ok(Arrived::Closed);
    };
    let Some(password) = account.password.clone() else { return Ok(Arrived::Closed) };
    identities::touch(cx.tx(), linked.id, now)?;
    if entrance::is_half(
        cx,
        account.id,
        &password,
        "Вход через поставщика верный, нужен код второго фактора",
    )? {
        return Ok(Arrived::Half(journey));
    }
    entrance::enter(cx, account.id, "Вход через поставщика удостоверений")?;
    // The provider may answer for whoever sits at the browser: what is asked twice asks for the password.
    if let Some(session) = cx.person().map(|person| person.session) {
        access::store::unprove_session(cx.tx(), session)?;
    }
    Ok(Arrived::In(Box::new(account), journey))
}

/// The account of this request, read behind its lock: a reset or a block that came first has ended its session.
fn alive(cx: &mut Cx<Write>) -> Result<Account> {
    let (account, now) = (own::account(cx)?, cx.now());
    let session = cx.person().map(|person| person.session);
    let open = store::sessions::open_of(cx.conn(), account.id, now)?;
    if account.state != State::Active || !open.iter().any(|one| Some(one.id) == session) {
        return Err(Denied::Stranger.into());
    }
    Ok(account)
}

fn link(cx: &mut Cx<Write>, id: AccountId, identity: &Identity) -> Result<Arrived> {
    cx.tx().lock("accounts", id.0)?;
    let account = alive(cx)?;
    if let Some(linked) = identities::find(cx.conn(), identity)? {
        return Ok(if linked.account_id == id { Arrived::Linked(identity.clone()) } else { Arrived::Taken });
    }
    if identities::of(cx.conn(), id, &identity.issuer)?.is_some() {
        return Err(Refusal::IsLinked.into());
    }
    let (new, now) = (cx.id(), cx.now());
    match cx.tx().attempt(|tx| identities::link(tx, new, id, identity, now)) {
        Err(error) if error.is_unique_on("provider_identities", &["issuer", "subject"]) => {
            return Ok(Arrived::Taken);
        }
        outcome => outcome?,
    }
    letters::tell_linked(cx, &account)?;
    journal(cx, Action::Changed, id, "Привязан вход через поставщика удостоверений")?;
    Ok(Arrived::Linked(identity.clone()))
}

/// Parts one's own account from its identity.
pub(crate) fn unlink(cx: &mut Cx<Write>, _may: &Granted<SignedIn>) -> Result<()> {
    let (account, now) = (own::account(cx)?, cx.now());
    part(cx, &account)?;
    if let Some(kept) = cx.person().map(|person| person.session) {
        store::sessions::end_others(cx.tx(), account.id, kept, now)?;
    }
    Ok(())
}

/// Parts somebody's account from its identities.
pub(crate) fn unlink_of(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<()> {
    let (account, _) = changeable(cx, may, id)?;
    part(cx, &account)?;
    let now = cx.now();
    access::store::end_sessions_of(cx.tx(), account.id, now)?;
    Ok(())
}

fn part(cx: &mut Cx<Write>, account: &Account) -> Result<()> {
    if identities::unlink_all(cx.tx(), account.id)? == 0 {
        return Err(Refusal::IsNotLinked.into());
    }
    let is_own = cx.person().is_some_and(|person| person.account == account.id);
    letters::tell_parted(cx, account, is_own)?;
    journal(cx, Action::Changed, account.id, "Вход через поставщика удостоверений отвязан, сеансы завершены")
}
