//! Whom an application concerns reads and answers none: a deputy may be the mentor somebody asks to replace, a head the mentee.
//! Where nobody else keeps the pairs of the school they do, and the form of the application says so beforehand.

use std::collections::BTreeSet;

use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use db::Conn;
use documents::DocumentId;
use people::PersonId;
use web::{Cx, Mode, Result};

use crate::model::{Application, Mentor, Pair};
use crate::store;

/// Who keeps pairs of a school.
const KEEPERS: [Role; 2] = [Role::Principal, Role::Deputy];

/// The accounts that keep pairs of a place.
pub(crate) fn keepers(conn: &mut Conn, path: &str, today: NaiveDate) -> db::Result<BTreeSet<i64>> {
    let holders = access::store::holders_at(conn, path)?;
    let ids: Vec<AccountId> = holders.into_iter().map(|(id, _)| AccountId(id)).collect();
    let people = access::store::people(conn, &ids, today)?;
    let keeps = |one: &access::Person| {
        one.scopes.iter().any(|scope| {
            scope.level == Level::Organisation && scope.path == path && KEEPERS.contains(&scope.role)
        })
    };
    Ok(people.values().filter(|one| keeps(one)).map(|one| one.account.0).collect())
}

/// Whether somebody beside these two keeps pairs: whoever reads, whoever applied.
pub(crate) fn has_other(keepers: &BTreeSet<i64>, sides: [Option<i64>; 2]) -> bool {
    keepers.iter().any(|one| !sides.contains(&Some(*one)))
}

/// Whether the card is of the other side of an application: of the mentor who is to go, or of the mentee a mentor leaves.
pub(crate) fn is_about(one: &Application, (pair, parts): (&Pair, &[Mentor]), card: PersonId) -> bool {
    let is_mentor = parts.iter().any(|part| part.id == one.mentor_id && part.person_id == card);
    one.person_id != card && (is_mentor || pair.mentee_id == card)
}

/// Leaves out what concerns the reader, unless nobody else is there to answer it.
pub(crate) fn withhold(
    conn: &mut Conn,
    all: &mut Vec<Application>,
    is_about: impl Fn(&Application) -> bool,
    (account, path, today): (i64, &str, NaiveDate),
) -> db::Result<()> {
    if !all.iter().any(&is_about) {
        return Ok(());
    }
    let keepers = keepers(conn, path, today)?;
    all.retain(|one| !is_about(one) || !has_other(&keepers, [Some(account), one.created_by]));
    Ok(())
}

/// Those of these applications of a pair the person of the request may read, as whoever keeps it.
pub(crate) fn readable<M: Mode>(
    cx: &mut Cx<M>,
    (pair, parts): (&Pair, &[Mentor]),
    mut all: Vec<Application>,
) -> Result<Vec<Application>> {
    let account = cx.person().map(|person| person.account.0);
    let Some(account) = account.filter(|_| !all.is_empty()) else { return Ok(all) };
    let Some(card) = people::store::of_account(cx.conn(), account)? else { return Ok(all) };
    let today = cx.today_at(&pair.unit_path)?;
    let is_about = |one: &Application| is_about(one, (pair, parts), card.id);
    withhold(cx.conn(), &mut all, is_about, (account, &pair.unit_path, today))?;
    Ok(all)
}

/// Whether an application is kept from the person of the request.
pub(crate) fn is_withheld<M: Mode>(cx: &mut Cx<M>, pair: &Pair, one: &Application) -> Result<bool> {
    let parts: Vec<Mentor> = store::find_mentor(cx.conn(), pair.id, one.mentor_id)?.into_iter().collect();
    Ok(readable(cx, (pair, &parts), vec![one.clone()])?.is_empty())
}

/// The orders of a pair that answered applications kept from the person of the request: the paper behind them is one of those.
pub(crate) fn withheld_orders<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<BTreeSet<DocumentId>> {
    let mut all = store::applications::of_pair(cx.conn(), pair.id)?;
    all.retain(|one| one.document_id.is_some());
    if all.is_empty() {
        return Ok(BTreeSet::new());
    }
    let parts = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let read = readable(cx, (pair, &parts), all.clone())?;
    all.retain(|one| read.iter().all(|other| other.id != one.id));
    Ok(all.into_iter().filter_map(|one| one.document_id).collect())
}
