//! Transactions: a reading one hands out only a connection, a writing one is a type that writing stores ask for.

use std::ops::{Deref, DerefMut};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::PooledConnection;
use diesel::{RunQueryDsl, sql_query, sql_types};

use crate::Conn;
use crate::conn::Either;
use crate::connection::Manager;
use crate::{Engine, Error, Result};

type Manage = <Conn as diesel::Connection>::TransactionManager;

/// A transaction that can only read: refused by the database if it tries more.
pub struct ReadTx {
    conn: PooledConnection<Manager>,
}

impl ReadTx {
    pub(crate) fn begin(mut conn: PooledConnection<Manager>) -> Result<Self> {
        match &mut conn.0 {
            Either::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN"),
            Either::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(
                inner,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
        }?;
        Ok(Self { conn })
    }
}

impl Deref for ReadTx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for ReadTx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Drop for ReadTx {
    fn drop(&mut self) {
        roll_back(&mut self.conn);
    }
}

/// A transaction that writes; dropped without [`WriteTx::commit`] it leaves nothing behind.
pub struct WriteTx {
    conn: PooledConnection<Manager>,
    open: bool,
}

impl WriteTx {
    pub(crate) fn begin(mut conn: PooledConnection<Manager>) -> Result<Self> {
        match &mut conn.0 {
            // It has waited for the other writer already: trying again at once would only wait as long once more.
            Either::Sqlite(inner) => {
                return match AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE")
                    .map_err(Error::from)
                {
                    Ok(()) => Ok(Self { conn, open: true }),
                    Err(Error::Retry(text)) => Err(Error::Unavailable(text)),
                    Err(error) => Err(error),
                };
            }
            Either::Postgres(inner) => {
                AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN ISOLATION LEVEL READ COMMITTED")
            }
        }?;
        Ok(Self { conn, open: true })
    }

    /// Makes everything written visible and lasting.
    pub fn commit(mut self) -> Result<()> {
        self.open = false;
        Manage::commit_transaction(&mut *self.conn).map_err(Error::from)
    }

    /// Makes this transaction the only one past this point for the row: every rule that counts or competes
    /// (last place, number, state) takes it first. `table` is a literal of the calling store. SQLite has one writer from
    /// the first statement on: nothing is to be done there, and a row told anew would make it look through whatever refers to it.
    pub fn lock(&mut self, table: &'static str, id: i64) -> Result<()> {
        if self.conn.engine() == Engine::Sqlite {
            return Ok(());
        }
        sql_query(format!("UPDATE {table} SET id = id WHERE id = $1"))
            .bind::<sql_types::BigInt, _>(id)
            .execute(&mut *self.conn)?;
        Ok(())
    }

    /// Runs `work` behind a savepoint: when a statement in it fails, only its own writes are undone and the
    /// transaction goes on, on PostgreSQL too. For an insert whose unique violation becomes a field's fault.
    pub fn attempt<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        Manage::begin_transaction(&mut *self.conn).map_err(Error::from)?;
        let outcome = work(self);
        match &outcome {
            Ok(_) => Manage::commit_transaction(&mut *self.conn),
            Err(_) => Manage::rollback_transaction(&mut *self.conn),
        }
        .map_err(Error::from)?;
        outcome
    }

    /// Runs a text of several statements; for migrations and tests.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        self.conn.batch_execute(sql).map_err(Error::from)
    }
}

impl Deref for WriteTx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Drop for WriteTx {
    fn drop(&mut self) {
        if self.open {
            roll_back(&mut self.conn);
        }
    }
}

fn roll_back(conn: &mut Conn) {
    if let Err(error) = Manage::rollback_transaction(conn) {
        tracing::warn!(%error, "a transaction could not be rolled back; its connection is dropped");
    }
}
