//! Who stands behind a bearer token, and whether the token may do what is asked. Cookies say nothing here.

use std::sync::Arc;

use access::store::tokens;
use access::{AccessToken, Anyone, Denied, Permission, Person, SessionId, TokenScope, hash_token, store};
use audit::{Action, Entry};
use db::Conn;

use crate::session::Found;
use crate::{House, Method, Request, Result, Route};

/// A token's last use is noted at most this often, seconds.
const TOUCH: i64 = 300;

/// The secret of an `Authorization` header.
pub(crate) fn bearer(header: &str) -> &str {
    let scheme = header.get(..7).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer ") { header[7..].trim() } else { "" }
}

/// The person of a request, as a session would give it.
pub(crate) fn find(house: &House, conn: &mut Conn, request: &Request) -> Result<Found> {
    let person = holder(house, conn, request)?.map(|(_, person)| person);
    Ok(Found { person, ..Found::default() })
}

/// A live token with its person: a blocked account and a withdrawn role stop it at once.
fn holder(house: &House, conn: &mut Conn, request: &Request) -> Result<Option<(AccessToken, Person)>> {
    if request.bearer.is_empty() {
        return Ok(None);
    }
    let today = house.now().day(house.settings.zone);
    let token = tokens::find(conn, &hash_token(&request.bearer))?.filter(|token| token.is_live(today));
    let Some(token) = token else { return Ok(None) };
    let person = store::person(conn, token.account, SessionId(0), today)?;
    Ok(person.map(|person| token.narrow(person)).map(|person| (token, person)))
}

/// Lets a request of the API in, or says why not, before its body is looked at.
pub(crate) fn admit(house: &Arc<House>, route: &Route, request: &Request) -> Result<()> {
    if !request.is_api || route.permission == Anyone::NAME {
        return Ok(());
    }
    let found = house.db.read(|conn| holder(house, conn, request))?;
    let (token, person) = found.ok_or(Denied::Stranger)?;
    note_use(house, &token)?;
    if route.method != Method::Get && token.scope == TokenScope::Read {
        return Err(Denied::ReadOnly.into());
    }
    Ok((route.check)(house, Some(&person))?)
}

/// The first use makes a line of the journal: its holder learns that the key is out.
fn note_use(house: &Arc<House>, token: &AccessToken) -> Result<()> {
    let now = house.now();
    if token.last_used_at.is_some_and(|last| now <= last.plus_seconds(TOUCH)) {
        return Ok(());
    }
    house.db.write(|tx| {
        if tokens::touch(tx, token.id, now)? {
            let home = store::grants(tx, token.account)?.into_iter().next().map(|grant| grant.scope.path);
            let entry = Entry {
                at: now,
                account: Some(token.account.0),
                action: Action::Access,
                area: "accounts",
                kind: "account",
                object: token.account.0,
                unit_path: home.unwrap_or_else(|| "/".to_owned()),
                text: format!("Первое обращение с\u{a0}ключом доступа «{}»", token.name),
                details: serde_json::json!({ "token": token.id }),
            };
            audit::store::add(tx, house.id(), &entry)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_is_read_from_the_header() {
        assert_eq!(bearer("Bearer mst_x"), "mst_x");
        assert_eq!(bearer("bearer  mst_x "), "mst_x");
        for other in ["", "Basic bXN0", "Bearer", "mst_x", "ключ ключ"] {
            assert_eq!(bearer(other), "", "{other}");
        }
    }
}
