//! What accounts took away in files, what was allowed above the limit, and what was refused.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::AccountId;
use crate::export::remaining_export;
use crate::schema::{export_refusals as refusals, export_requests as requests, exports};

/// A day and a night.
const DAY: i64 = 24 * 3600;

/// One file taken away, or refused.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// The route, without ids.
    pub route: &'a str,
    /// How many objects.
    pub objects: i64,
}

/// What an account took since this instant, the newest first: when, by which route, how many objects.
pub fn taken(conn: &mut Conn, account: AccountId, since: Moment) -> Result<Vec<(Moment, String, i64)>> {
    Ok(exports::table
        .filter(exports::account_id.eq(account))
        .filter(exports::at.ge(since))
        .order(exports::id.desc())
        .select((exports::at, exports::route, exports::objects))
        .load(conn)?)
}

/// What an account may still take: see [`remaining_export`].
pub fn remaining(
    conn: &mut Conn,
    account: AccountId,
    limit: i64,
    day_start: Moment,
    now: Moment,
) -> Result<i64> {
    let rows = taken(conn, account, day_start.plus_seconds(-DAY))?;
    let taken: Vec<(Moment, i64)> = rows.into_iter().map(|(at, _, objects)| (at, objects)).collect();
    let allowed: Vec<(Option<Moment>, i64)> = requests::table
        .filter(requests::account_id.eq(account))
        .filter(requests::state.eq("allowed"))
        .filter(requests::ends_at.gt(now))
        .order(requests::id.asc())
        .select((requests::decided_at, requests::objects))
        .load(conn)?;
    let allowed: Vec<(Moment, i64)> =
        allowed.into_iter().filter_map(|(at, objects)| Some((at?, objects))).collect();
    Ok(remaining_export(limit, &taken, &allowed, day_start))
}

/// Counts a file taken away.
pub fn take(tx: &mut WriteTx, id: i64, export: &Export<'_>) -> Result<()> {
    diesel::insert_into(exports::table)
        .values((
            (exports::id.eq(id), exports::account_id.eq(export.account), exports::at.eq(export.at)),
            (exports::route.eq(export.route), exports::objects.eq(export.objects)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps a refusal above the limit, until somebody has looked into it.
pub fn refuse(tx: &mut WriteTx, id: i64, export: &Export<'_>) -> Result<()> {
    diesel::insert_into(refusals::table)
        .values((
            (refusals::id.eq(id), refusals::account_id.eq(export.account), refusals::at.eq(export.at)),
            (refusals::route.eq(export.route), refusals::objects.eq(export.objects)),
            (refusals::state.eq("open"), refusals::settled_by.eq(None::<AccountId>)),
            refusals::settled_at.eq(None::<Moment>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
