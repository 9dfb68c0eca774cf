//! Blocking an account and letting it in again.

use access::{AccountId, Granted};
use audit::Action;
use web::{Cx, Result, Write};

use super::{changeable, journal};
use crate::ManageAccounts;
use crate::model::{Purpose, State};
use crate::store;

/// Blocks: sessions end, open invitations close, the password stays for the day of unblocking.
pub(crate) fn block(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<()> {
    let (account, _) = changeable(cx, may, id)?;
    if account.state == State::Blocked {
        return Ok(());
    }
    let now = cx.now();
    store::set_state(cx.tx(), id, State::Blocked, account.password.as_ref(), now)?;
    access::store::end_sessions_of(cx.tx(), id, now)?;
    store::invitations::close_all(cx.tx(), id, now)?;
    store::links::close_all(cx.tx(), id, Purpose::Recover, now)?;
    journal(cx, Action::Moved, id, "Учётная запись заблокирована, сеансы завершены")
}

/// Unblocks: an account without a password waits for a new invitation.
pub(crate) fn unblock(cx: &mut Cx<Write>, may: &Granted<ManageAccounts>, id: AccountId) -> Result<()> {
    let (account, _) = changeable(cx, may, id)?;
    if account.state != State::Blocked {
        return Ok(());
    }
    let (now, has_password) = (cx.now(), account.password.is_some());
    let state = if has_password { State::Active } else { State::Invited };
    store::set_state(cx.tx(), id, state, account.password.as_ref(), now)?;
    journal(cx, Action::Moved, id, "Учётная запись разблокирована")
}
