//! Private links: made with a term, shown once, revoked.

use access::{AccountId, Token, hash_token};
use audit::Action;
use chrono::NaiveDate;
use people::Person;
use serde_json::json;
use web::{Cx, Error, Mode, Result, Write};

use crate::model::{Link, LinkId};
use crate::{rules, store};

/// Makes a link until its last day; the secret is handed out once and kept as a hash.
pub(crate) fn make(
    cx: &mut Cx<Write>,
    person: &Person,
    (purpose, has_files): (&str, bool),
    last_day: NaiveDate,
) -> Result<Token> {
    cx.tx().lock("people", person.id.0)?;
    let known = store::links_of(cx.conn(), person.id)?;
    let faults = rules::link_faults(last_day, &known, cx.today_at(&person.unit_path)?);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let token = Token::random();
    let link = Link {
        id: LinkId(cx.id()),
        person_id: person.id,
        token_hash: token.hash(),
        purpose: purpose.to_owned(),
        has_files,
        last_day,
        created_at: cx.now(),
        revoked_at: None,
    };
    store::add_link(cx.tx(), &link)?;
    let details = json!({ "last_day": last_day, "files": has_files });
    told(cx, Action::Created, person, &link, "Создана личная ссылка на портфолио", details)?;
    Ok(token)
}

/// Closes a link for ever.
pub(crate) fn revoke(cx: &mut Cx<Write>, person: &Person, id: LinkId) -> Result<()> {
    let link = store::find_link(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    if link.revoked_at.is_some() {
        return Ok(());
    }
    let now = cx.now();
    store::revoke_link(cx.tx(), id, now)?;
    told(cx, Action::Changed, person, &link, "Отозвана личная ссылка на портфолио", json!({}))
}

/// What the secret of a link opens today: the link and the person. Unknown, ended and revoked ones are alike nothing, and so
/// are those of who left or whose account is blocked: nobody could revoke them any more.
pub(crate) fn opened<M: Mode>(cx: &mut Cx<M>, secret: &str) -> Result<Option<(Link, Person)>> {
    let Some(link) = store::link_by_hash(cx.conn(), &hash_token(secret))? else { return Ok(None) };
    let Some(person) = people::store::all_of(cx.conn(), &[link.person_id.0])?.pop() else { return Ok(None) };
    let today = cx.today_at(&person.unit_path)?;
    let is_open = link.is_live(today) && person.is_active() && has_account(cx, &person, today)?;
    Ok(is_open.then_some((link, person)))
}

/// Whether the person may sign in: the account is there and not blocked.
fn has_account<M: Mode>(cx: &mut Cx<M>, person: &Person, today: NaiveDate) -> Result<bool> {
    let Some(account) = person.account_id.map(AccountId) else { return Ok(false) };
    Ok(access::store::people(cx.conn(), &[account], today)?.contains_key(&account))
}

fn told(
    cx: &mut Cx<Write>,
    action: Action,
    person: &Person,
    link: &Link,
    what: &str,
    details: serde_json::Value,
) -> Result<()> {
    cx.journal(action, ("portfolio", "portfolio_link", link.id.0), &person.unit_path, what, details)
}
