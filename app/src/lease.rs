//! The node of this process, leased from the table `nodes`: part of every id, so two processes never share one.
//!
//! A lease is counted by the machine's clock, also in a demo whose own clock stands elsewhere.

use std::time::{Duration, Instant};

use db::{Clock, Db, Moment, Result, WriteTx};
use diesel::prelude::*;

use parking_lot::Mutex;

use crate::Failure;

/// How long a lease holds without renewal; renewed each minute. Nothing is written by whose lease has run out.
const LIFETIME: Duration = Duration::from_mins(5);
/// The holder stops writing so long before others may take the node.
const MARGIN: Duration = Duration::from_secs(20);
/// How often it is renewed.
const RENEWAL: Duration = Duration::from_mins(1);
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
    /// When it was renewed, by the time that passes and by the machine's clock.
    renewed: Mutex<(Instant, Moment)>,
}

impl Lease {
    /// Takes the first free node.
    pub fn take(db: &Db) -> std::result::Result<Self, Failure> {
        let holder = access::Token::random().hash();
        for _ in 0..ATTEMPTS {
            let begun = (Instant::now(), Clock::system().now());
            match db.lease(LIFETIME.saturating_sub(MARGIN), begun.1, |tx| take_free(tx, &holder, begun.1)) {
                Ok(Some(node)) => {
                    return Ok(Self { db: db.clone(), node, holder, renewed: Mutex::new(begun) });
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

    /// Whether it is time to renew: a minute has passed, or the machine's clock was moved.
    pub fn is_due(&self) -> bool {
        let (since, at) = *self.renewed.lock();
        let now = Clock::system().now();
        since.elapsed() >= RENEWAL || now < at || now >= at.plus_seconds(seconds(RENEWAL))
    }

    /// Renews the lease; false when somebody else has taken the node, and this process must stop making ids. One that
    /// ran out and was not taken meanwhile is good again.
    pub fn renew(&self) -> Result<bool> {
        let begun = (Instant::now(), Clock::system().now());
        let until = begun.1.plus_seconds(seconds(LIFETIME));
        let given = self.db.lease(LIFETIME.saturating_sub(MARGIN), begun.1, |tx| {
            let own = nodes::table.filter(nodes::id.eq(self.node)).filter(nodes::holder.eq(&self.holder));
            let renewed = diesel::update(own).set(nodes::until_at.eq(until)).execute(&mut **tx)?;
            Ok((renewed == 1).then_some(()))
        })?;
        if given.is_some() {
            *self.renewed.lock() = begun;
        }
        Ok(given.is_some())
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
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
            nodes::until_at.eq(now.plus_seconds(seconds(LIFETIME))),
        ))
        .execute(&mut **tx)?;
    Ok(Some(free))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::{TestDatabase, both_databases};

    fn writes(db: &Db) -> Result<()> {
        db.write(|tx| crate::ledger::put(tx, "test", "1"))
    }

    fn open(database: &TestDatabase) -> Db {
        Db::open(&database.target, db::Durability::None).unwrap()
    }

    both_databases! {
        fn nothing_is_written_after_the_lease_has_run_out_until_it_is_renewed(engine) {
            let database = TestDatabase::new(engine);
            let db = open(&database);
            let lease = Lease::take(&db).unwrap();
            writes(&db).unwrap();
            // As after six minutes without the database.
            db.lease(Duration::ZERO, Clock::system().now(), |_| Ok(Some(()))).unwrap();
            assert!(matches!(writes(&db), Err(db::Error::Unavailable(_))));
            assert!(lease.renew().unwrap(), "nobody has taken the node");
            writes(&db).unwrap();
        }

        fn a_node_taken_by_another_is_never_written_with_again(engine) {
            let database = TestDatabase::new(engine);
            let (one, two) = (open(&database), open(&database));
            let first = Lease::take(&one).unwrap();
            let ended = Clock::system().now().plus_seconds(-1);
            let moved: Result<()> = one.write(|tx| {
                diesel::update(nodes::table).set(nodes::until_at.eq(ended)).execute(&mut **tx)?;
                Ok(())
            });
            moved.unwrap();
            let second = Lease::take(&two).unwrap();
            assert_eq!(first.node(), second.node());
            assert!(!first.renew().unwrap());
            assert!(writes(&one).is_err());
            writes(&two).unwrap();
        }

        fn two_servers_never_hold_one_node(engine) {
            let database = TestDatabase::new(engine);
            let takers: Vec<_> = (0..8)
                .map(|_| open(&database))
                .map(|db| std::thread::spawn(move || Lease::take(&db).unwrap()))
                .collect();
            let leases: Vec<Lease> = takers.into_iter().map(|taker| taker.join().unwrap()).collect();
            let mut nodes: Vec<u16> = leases.iter().map(Lease::node).collect();
            nodes.sort_unstable();
            assert_eq!(nodes, (0..8).collect::<Vec<_>>());
        }
    }
}
