//! The node of this process, leased from the table `nodes`: part of every id, so two processes never share one.
//!
//! A lease is counted by the machine's clock, also in a demo whose own clock stands elsewhere.

use db::{Clock, Db, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::Failure;

/// How long a lease holds without renewal, seconds; renewed each minute.
const LIFETIME: i64 = 300;
/// How often another server may be first at the same node.
const ATTEMPTS: usize = 20;
/// Ids have ten bits for the node.
const NODES: i64 = 1024;

diesel::table! {
    nodes (id) {
        id -> BigInt,
        holder -> Text,
        until_at -> BigInt,
    }
}

/// A leased node; given back when dropped.
pub struct Lease {
    db: Db,
    node: i64,
    holder: String,
}

impl Lease {
    /// Takes the first free node.
    pub fn take(db: &Db) -> std::result::Result<Self, Failure> {
        let holder = access::Token::random().hash();
        for _ in 0..ATTEMPTS {
            match db.write(|tx| take_free(tx, &holder, Clock::system().now())) {
                Ok(Some(node)) => {
                    return Ok(Self { db: db.clone(), node, holder });
                }
                Ok(None) => break,
                Err(db::Error::Unique(_) | db::Error::Retry(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failure::Refused(format!("no free node among {NODES}: stop a server, or wait five minutes")))
    }

    /// Its number, 0…1023.
    pub fn node(&self) -> u16 {
        u16::try_from(self.node).unwrap_or_default()
    }

    /// Renews the lease; false when somebody else has taken the node, and this process must stop making ids.
    pub fn renew(&self) -> Result<bool> {
        let until = Clock::system().now().plus_seconds(LIFETIME);
        self.db.write(|tx| {
            let own = nodes::table.filter(nodes::id.eq(self.node)).filter(nodes::holder.eq(&self.holder));
            Ok(diesel::update(own).set(nodes::until_at.eq(until)).execute(&mut **tx)? == 1)
        })
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let given_back: Result<()> = self.db.write(|tx| {
            let own = nodes::table.filter(nodes::id.eq(self.node)).filter(nodes::holder.eq(&self.holder));
            diesel::delete(own).execute(&mut **tx)?;
            Ok(())
        });
        if let Err(error) = given_back {
            tracing::warn!(%error, "the node could not be given back; its lease ends within five minutes");
        }
    }
}

/// How many leases are in force, for `doctor`.
pub(crate) fn in_force(conn: &mut db::Conn) -> Result<i64> {
    let now = Clock::system().now();
    Ok(nodes::table.filter(nodes::until_at.gt(now)).count().get_result(conn)?)
}

/// The lowest number nobody holds. On PostgreSQL two servers may choose the same one: the primary key refuses the
/// second, which tries again.
fn take_free(tx: &mut WriteTx, holder: &str, now: Moment) -> Result<Option<i64>> {
    diesel::delete(nodes::table.filter(nodes::until_at.le(now))).execute(&mut **tx)?;
    let taken: Vec<i64> = nodes::table.select(nodes::id).order(nodes::id.asc()).load(&mut **tx)?;
    let Some(free) = (0..NODES).find(|node| !taken.contains(node)) else {
        return Ok(None);
    };
    diesel::insert_into(nodes::table)
        .values((
            nodes::id.eq(free),
            nodes::holder.eq(holder),
            nodes::until_at.eq(now.plus_seconds(LIFETIME)),
        ))
        .execute(&mut **tx)?;
    Ok(Some(free))
}
