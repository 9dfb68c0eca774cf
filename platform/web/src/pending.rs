//! A sign-in between its two steps: the password was right, the code is still to come, from this browser and soon.

use access::store::factors::{self, PendingSignIn};
use access::{AccountId, Token, hash_token};

use crate::{Cx, Mode, Result, Write, cookies};

/// How long a code is waited for, seconds.
const PENDING_SECONDS: i64 = 5 * 60;

/// Begins to wait for the code of an account whose password was right; the reply carries the cookie of the wait.
pub fn begin_pending(cx: &mut Cx<Write>, account: AccountId, password_mark: &str) -> Result<()> {
    let (id, now, token) = (cx.id(), cx.now, Token::random());
    let new = PendingSignIn {
        id,
        account,
        password_mark: password_mark.to_owned(),
        expires_at: now.plus_seconds(PENDING_SECONDS),
        used_at: None,
    };
    factors::add_pending(cx.tx(), &new, &token.hash(), now)?;
    let secure = cx.house.settings.is_secure;
    cx.cookies.push(cookies::set(cookies::PENDING, token.reveal(), Some(PENDING_SECONDS), secure));
    Ok(())
}

/// The sign-in this browser waits in, if it still may go on.
pub fn pending<M: Mode>(cx: &mut Cx<M>) -> Result<Option<PendingSignIn>> {
    let hash =
        cookies::find(&cx.request.cookies, cookies::PENDING, cx.house.settings.is_secure).map(hash_token);
    let now = cx.now;
    let Some(hash) = hash else {
        return Ok(None);
    };
    let found = factors::pending(cx.conn(), &hash)?;
    Ok(found.filter(|pending| pending.used_at.is_none() && now < pending.expires_at))
}

/// Ends the wait: whether nobody had ended it before.
pub fn end_pending(cx: &mut Cx<Write>, pending: &PendingSignIn) -> Result<bool> {
    let (now, secure) = (cx.now, cx.house.settings.is_secure);
    cx.cookies.push(cookies::set(cookies::PENDING, "", Some(0), secure));
    Ok(factors::use_pending(cx.tx(), pending.id, now)?)
}
