//! Sessions of requests: from a cookie to a person and back.

use std::sync::Arc;

use access::{AccountId, NewSession, Person, Session, SessionId, Token, hash_token, lifetime_seconds, store};
use db::Conn;

use crate::stamp::VISITOR;
use crate::{Cx, House, Mode, Request, Result, Write, cookies};

/// What a request's cookie told.
#[derive(Default)]
pub(crate) struct Found {
    pub person: Option<Person>,
    pub csrf: String,
    /// The session row, live or ended: an ended one says whose form it was.
    pub session: Option<Session>,
}

/// Finds the session and the person of a request.
pub(crate) fn find(house: &House, conn: &mut Conn, request: &Request) -> Result<Found> {
    let Some(secret) = cookies::find(&request.cookies, cookies::SESSION, house.settings.is_secure) else {
        return Ok(Found { csrf: visitor_token(house, request), ..Found::default() });
    };
    let now = house.now();
    let Some((session, person)) = store::entry(conn, &hash_token(secret), now.day(house.settings.zone))?
    else {
        return Ok(Found { csrf: visitor_token(house, request), ..Found::default() });
    };
    if !session.is_live(now) {
        return Ok(Found { csrf: visitor_token(house, request), session: Some(session), person: None });
    }
    let csrf = if person.is_some() { session.csrf.clone() } else { visitor_token(house, request) };
    Ok(Found { person, csrf, session: Some(session) })
}

/// A visitor's token: made from the visitor cookie, so that a foreign page cannot post the sign-in form.
fn visitor_token(house: &House, request: &Request) -> String {
    cookies::find(&request.cookies, cookies::VISITOR, house.settings.is_secure)
        .filter(|visitor| {
            visitor.len() == 43
                && visitor.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        })
        .map(|visitor| house.signer.sign(VISITOR, visitor))
        .unwrap_or_default()
}

/// Gives a visitor the cookie that ties forms to this browser, when it has none.
pub(crate) fn greet_visitor<M: Mode>(cx: &mut Cx<M>) {
    if cx.person.is_none() && cx.csrf.is_empty() {
        let token = Token::random();
        cx.csrf = cx.house.signer.sign(VISITOR, token.reveal());
        let secure = cx.house.settings.is_secure;
        cx.cookies.push(cookies::set(cookies::VISITOR, token.reveal(), Some(24 * 3600), secure));
    }
}

/// Opens a session for the account; the reply carries its cookie, and from here on the context is that person's.
pub fn sign_in(cx: &mut Cx<Write>, account: AccountId) -> Result<()> {
    let (token, csrf) = (Token::random(), Token::random());
    let (id, now, request) = (cx.id(), cx.now, cx.request_handle());
    let (token_hash, agent) = (token.hash(), request.agent.chars().take(200).collect::<String>());
    let new = NewSession {
        id,
        account,
        token_hash: &token_hash,
        csrf: csrf.reveal(),
        agent: &agent,
        address: &request.from,
    };
    store::open_session(cx.tx(), &new, now)?;
    let secure = cx.house.settings.is_secure;
    cx.cookies.push(cookies::set(cookies::SESSION, token.reveal(), Some(lifetime_seconds()), secure));
    let house = Arc::clone(&cx.house);
    house.badges.lock().remove(&account);
    csrf.reveal().clone_into(&mut cx.csrf);
    let today = now.day(house.settings.zone);
    cx.person = store::person(cx.conn(), account, SessionId(id), today)?;
    Ok(())
}

/// Ends the session of this request; the reply removes its cookie.
pub fn sign_out(cx: &mut Cx<Write>) -> Result<()> {
    if let Some(session) = cx.person().map(|person| person.session) {
        let now = cx.now;
        store::end_session(cx.tx(), session, now)?;
    }
    let secure = cx.house.settings.is_secure;
    cx.cookies.push(cookies::set(cookies::SESSION, "", Some(0), secure));
    Ok(())
}
