//! Connections: on SQLite one writer and several readers, on PostgreSQL one pool for both.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection as _, PgConnection, SqliteConnection};

use crate::conn::Either;
use crate::fence::Fence;
use crate::{Conn, Error, Moment, ReadTx, Result, Target, WriteTx};

/// The longest pause between two attempts to connect again; the pool takes half of its patience for it.
const PAUSE: Duration = Duration::from_secs(2);
/// How long a request waits while all connections are at work, and the program at its start.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it waits for a database that refuses connections: a restart of PostgreSQL may end within it.
const HOPE: Duration = Duration::from_secs(1);
/// How long while the database is known to be away: whoever comes then is told at once.
const GLANCE: Duration = Duration::from_millis(100);

/// How hard SQLite waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Every commit reaches the disk before it is acknowledged.
    Full,
    /// For tests and for filling a fresh demo: nothing acknowledged is worth a wait yet.
    None,
}

/// Opens one connection for a pool.
#[derive(Debug)]
pub(crate) struct Manager {
    target: Target,
    durability: Durability,
    read_only: bool,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Conn, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        match &self.target {
            Target::Postgres(url) => PgConnection::establish(&bounded(url))
                .map(|inner| Conn(Either::Postgres(inner)))
                .map_err(ConnectionError),
            Target::Sqlite(path) => {
                let mut inner =
                    SqliteConnection::establish(&path.to_string_lossy()).map_err(ConnectionError)?;
                // Eight megabytes of pages a connection: with SQLite's own two, sixteen readers of a country's database read
                // the file over and over.
                let sync = if self.durability == Durability::Full { "FULL" } else { "OFF" };
                let only = if self.read_only { "ON" } else { "OFF" };
                inner
                    .batch_execute(&format!(
                        "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = {sync}; \
                         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA query_only = {only};"
                    ))
                    .map_err(QueryError)?;
                Ok(Conn(Either::Sqlite(inner)))
            }
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> std::result::Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

/// The database of the installation; cheap to clone.
#[derive(Clone)]
pub struct Db {
    target: Target,
    readers: Counter,
    writers: Counter,
    /// No connection could be made lately.
    is_away: Arc<AtomicBool>,
    fence: Arc<Fence>,
}

/// How busy the connections of a pool are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolState {
    /// `readers` and `writers`, or `shared` by both on PostgreSQL.
    pub name: &'static str,
    /// Connections open.
    pub open: u32,
    /// Of these, waiting for work.
    pub idle: u32,
    /// Requests waiting for a connection.
    pub waiting: u32,
}

/// A pool, and how many stand in line before it.
#[derive(Clone)]
struct Counter {
    pool: Pool<Manager>,
    waiting: Arc<AtomicU32>,
}

impl Counter {
    fn of(pool: Pool<Manager>) -> Self {
        Self { pool, waiting: Arc::default() }
    }

    /// A connection within this time, or why there is none.
    fn get(&self, within: Duration) -> std::result::Result<PooledConnection<Manager>, String> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let found = self.pool.get_timeout(within);
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        found.map_err(|fault| fault.to_string())
    }

    fn state(&self, name: &'static str) -> PoolState {
        let pool = self.pool.state();
        let waiting = self.waiting.load(Ordering::Relaxed);
        PoolState { name, open: pool.connections, idle: pool.idle_connections, waiting }
    }
}

impl Db {
    /// Opens the database, creating a SQLite file that is not there yet.
    pub fn open(target: &Target, durability: Durability) -> Result<Self> {
        if let Target::Sqlite(path) = target {
            prepare_file(path)?;
        }
        let manager = |read_only| Manager { target: target.clone(), durability, read_only };
        match target {
            Target::Sqlite(_) => {
                let writers = Counter::of(pool(manager(false), 1)?);
                let readers = Counter::of(pool(manager(true), 8)?);
                Ok(Self::with(target, readers, writers))
            }
            Target::Postgres(_) => {
                let shared = Counter::of(pool(manager(false), 16)?);
                Ok(Self::with(target, shared.clone(), shared))
            }
        }
    }

    fn with(target: &Target, readers: Counter, writers: Counter) -> Self {
        let target = target.clone();
        Self { target, readers, writers, is_away: Arc::default(), fence: Arc::default() }
    }

    /// Where this database is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// How busy the connections are.
    pub fn pools(&self) -> Vec<PoolState> {
        match self.target {
            Target::Sqlite(_) => vec![self.readers.state("readers"), self.writers.state("writers")],
            Target::Postgres(_) => vec![self.writers.state("shared")],
        }
    }

    /// Begins a transaction that can only read.
    pub fn begin_read(&self) -> Result<ReadTx> {
        ReadTx::begin(self.connection(&self.readers)?)
    }

    /// Begins a transaction that writes: IMMEDIATE on SQLite, READ COMMITTED on PostgreSQL. Refused when the lease of
    /// this process's node has run out.
    pub fn begin_write(&self) -> Result<WriteTx> {
        self.fence.pass()?;
        WriteTx::begin(self.connection(&self.writers)?)
    }

    /// Takes or renews what allows this process to write: `work` says whether it is given, for `lifetime` from now on.
    pub fn lease<T>(
        &self,
        lifetime: Duration,
        now: Moment,
        work: impl FnOnce(&mut WriteTx) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let since = Instant::now();
        let mut tx = WriteTx::begin(self.connection(&self.writers)?)?;
        let given = work(&mut tx)?;
        tx.commit()?;
        let lifetime = if given.is_some() { lifetime } else { Duration::ZERO };
        self.fence.open_for(lifetime, (since, now));
        Ok(given)
    }

    /// A connection that answers. All at work is worth a wait; a database that is away is told of soon, so that nobody
    /// hangs on it and its return is noticed by the next request.
    fn connection(&self, pool: &Counter) -> Result<PooledConnection<Manager>> {
        let until = Instant::now() + PATIENCE;
        let mut slice = if self.is_away() { GLANCE } else { HOPE };
        loop {
            let fault = match pool.get(slice) {
                Ok(connection) => {
                    self.is_away.store(false, Ordering::Relaxed);
                    return Ok(connection);
                }
                Err(fault) => fault,
            };
            // Only when connecting failed does the pool tell more than that the time is over, and only to one of those
            // who wait.
            if fault != "timed out waiting for connection" {
                self.is_away.store(true, Ordering::Relaxed);
            }
            if self.is_away() || Instant::now() >= until {
                return Err(Error::Unavailable(fault));
            }
            slice = HOPE;
        }
    }

    fn is_away(&self) -> bool {
        self.is_away.load(Ordering::Relaxed)
    }

    /// Runs `work` in a reading transaction.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Conn) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut tx = self.begin_read()?;
        work(&mut tx)
    }

    /// Runs `work` in a writing transaction and commits; nothing stays when it fails.
    pub fn write<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut WriteTx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut tx = self.begin_write()?;
        let value = work(&mut tx)?;
        tx.commit()?;
        Ok(value)
    }
}

/// A server that does not answer at all is given up in seconds, and Kerberos encryption is not tried first, unless the address itself
/// says otherwise: its library aborts a process that ends while a connection is being opened.
fn bounded(url: &str) -> String {
    let mut url = url.to_owned();
    let usual = [
        ("connect_timeout", "5"),
        ("keepalives_idle", "30"),
        ("tcp_user_timeout", "30000"),
        ("gssencmode", "disable"),
    ];
    for (name, value) in usual {
        if !url.contains(name) {
            let link = if url.contains('?') { '&' } else { '?' };
            url = format!("{url}{link}{name}={value}");
        }
    }
    url
}

fn pool(manager: Manager, size: u32) -> Result<Pool<Manager>> {
    let pool = Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(matches!(manager.target, Target::Postgres(_)))
        .connection_timeout(2 * PAUSE)
        .build_unchecked(manager);
    // A database that is just starting is waited for; one that is not there is told of here.
    pool.get_timeout(PATIENCE).map_err(|e| Error::Unavailable(e.to_string()))?;
    Ok(pool)
}

/// Write-ahead logging is a property of the file: set once, before the pools open.
fn prepare_file(path: &Path) -> Result<()> {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy())
        .map_err(|e| Error::Unavailable(format!("{}: {e}", path.display())))?;
    conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;").map_err(Error::from)
}
