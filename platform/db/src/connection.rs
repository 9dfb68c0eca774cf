//! Connections: on SQLite one writer and several readers, on PostgreSQL one pool for both.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection as _, PgConnection, SqliteConnection};

use crate::{Conn, Error, ReadTx, Result, Target, WriteTx};

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
            Target::Postgres(url) => {
                PgConnection::establish(url).map(Conn::Postgres).map_err(ConnectionError)
            }
            Target::Sqlite(path) => {
                let mut inner =
                    SqliteConnection::establish(&path.to_string_lossy()).map_err(ConnectionError)?;
                let sync = if self.durability == Durability::Full { "FULL" } else { "OFF" };
                let only = if self.read_only { "ON" } else { "OFF" };
                inner
                    .batch_execute(&format!(
                        "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA synchronous = {sync}; \
                         PRAGMA temp_store = MEMORY; PRAGMA query_only = {only};"
                    ))
                    .map_err(QueryError)?;
                Ok(Conn::Sqlite(inner))
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

    fn get(&self) -> Result<PooledConnection<Manager>> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let found = self.pool.get();
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        found.map_err(|e| Error::Unavailable(e.to_string()))
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
                let (readers, writers) = (pool(manager(true), 8)?, pool(manager(false), 1)?);
                Ok(Self {
                    target: target.clone(),
                    readers: Counter::of(readers),
                    writers: Counter::of(writers),
                })
            }
            Target::Postgres(_) => {
                let shared = Counter::of(pool(manager(false), 16)?);
                Ok(Self { target: target.clone(), readers: shared.clone(), writers: shared })
            }
        }
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
        ReadTx::begin(self.readers.get()?)
    }

    /// Begins a transaction that writes: IMMEDIATE on SQLite, READ COMMITTED on PostgreSQL.
    pub fn begin_write(&self) -> Result<WriteTx> {
        WriteTx::begin(self.writers.get()?)
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

fn pool(manager: Manager, size: u32) -> Result<Pool<Manager>> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(matches!(manager.target, Target::Postgres(_)))
        .connection_timeout(Duration::from_secs(10))
        .build(manager)
        .map_err(|e| Error::Unavailable(e.to_string()))
}

/// Write-ahead logging is a property of the file: set once, before the pools open.
fn prepare_file(path: &Path) -> Result<()> {
    let mut conn = SqliteConnection::establish(&path.to_string_lossy())
        .map_err(|e| Error::Unavailable(format!("{}: {e}", path.display())))?;
    conn.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL;").map_err(Error::from)
}
